/* spool.h - sorted runs of items in a nameless temporary file; for lib/sort.c alone.
 *
 * A run is written by tc_spool_put(), item by item, between two calls of tc_spool_end().
 * The file is made in $TMPDIR (else /tmp), readable by its owner only, and has no name,
 * so that nothing stays behind. Failures of the disk die with TC_EXIT_IO. */
#ifndef TC_SPOOL_H
#define TC_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/span.h"

struct tc_spool;

struct tc_spool *tc_spool_new(void); /* owned */
void tc_spool_free(struct tc_spool *spool);
void tc_spool_put(struct tc_spool *spool, uint64_t key, struct tc_span item);
/* Everything put so far can be read; returns the size of the file. */
uint64_t tc_spool_end(struct tc_spool *spool);

/* Reads a run: set spool, at and end (offsets in the file), the rest zero. */
struct tc_run {
	struct tc_spool *spool; /* borrowed */
	uint64_t at, end;
	char *buffer;
	size_t size, next, have;
	uint64_t key;        /* of the current item */
	struct tc_span item; /* borrowed until the next call */
};

/* Reads through a buffer of so many bytes, more where an item is larger. */
void tc_run_open(struct tc_run *run, size_t buffer_size);
bool tc_run_next(struct tc_run *run);
void tc_run_close(struct tc_run *run);

#endif
