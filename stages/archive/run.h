/* run.h - one file of the index: a sorted row of entries in blocks that check themselves;
 * for index.c alone. The form is told in index.h. */
#ifndef TC_ARCHIVE_RUN_H
#define TC_ARCHIVE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/change.h"

#define RUN_BLOCK   512 /* bytes: RUN_ENTRIES of RUN_ENTRY and the check */
#define RUN_ENTRY   12
#define RUN_ENTRIES 42
#define RUN_WINDOW  8 /* blocks in memory */

struct entry {
	uint64_t hash;
	int32_t date;
};

/* How many bytes n entries are. */
uint64_t run_size(uint64_t entries);

struct run_writer {
	struct change *change; /* a file was begun */
	uint64_t entries;
	size_t used;
	unsigned char bytes[64 * RUN_BLOCK];
};

void run_write(struct run_writer *w, struct entry e);
void run_write_end(struct run_writer *w);

struct run {
	int fd;           /* owned */
	uint64_t entries; /* says the manifest */
	uint64_t blocks;
	uint64_t at;  /* of reading in a row: the next entry; */
	uint64_t low; /* of finding: in no block before this one is what is sought now, */
	uint64_t below; /* nor anything less than this hash in this one */
	bool damaged;
	uint64_t first; /* block in the window */
	unsigned count; /* blocks in the window */
	unsigned good;  /* a bit for each that was checked */
	unsigned char window[RUN_WINDOW * RUN_BLOCK];
};

/* Takes over the descriptor. False when the file's size is not that of so many entries. */
bool run_open(struct run *r, int fd, uint64_t entries);
void run_close(struct run *r);
/* The place of the first entry whose hash is not less; `entries` when there is none. Hashes
 * come in ascending order. */
uint64_t run_find(struct run *r, uint64_t hash);
/* False at the end, or where the run is damaged. */
bool run_entry(struct run *r, uint64_t place, struct entry *e);
bool run_next(struct run *r, struct entry *e);

#endif
