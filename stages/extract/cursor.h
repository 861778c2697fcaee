/* cursor.h - where reading of one file stopped, so that --new can go on from there.
 *
 * A file that grew, and begins and goes on up to the cursor as it did, is read from there; any
 * other change means reading it whole. Records of a part are right when those of the whole are:
 * lines are joined by identity, and what one line says about others is kept beside the cursor
 * (links.h). */
#ifndef TC_EXTRACT_CURSOR_H
#define TC_EXTRACT_CURSOR_H

#include "extract/worker.h"

/* A file as it was when the cursor was set. All are below 2^63: JSON of others reads them. */
struct stamp {
	uint64_t device, inode, size, mtime;
	uint64_t meta; /* the state of the .meta.json beside it; 0: none */
};

#define CURSOR_IDLE UINT64_MAX

struct cursor {
	struct stamp stamp;
	uint64_t offset; /* behind the last LF that was read; 0 of gzip */
	uint64_t head,
		tail; /* hashes of CURSOR_LOOK bytes at the start, and before offset */
	bool has_cwd; /* a line before offset had one: see facts_first() */
	uint32_t prompt_before;       /* of the lines behind offset; 0: none */
	struct census rejects_before; /* in what is not read now; owned */

	/* Of this run. */
	struct census rejects; /* in what was read, up to offset; owned */
	uint32_t prompt; /* as prompt_before, for the next run; or a reference to it */
	struct tc_span
		line;    /* the line that told the above, borrowed; p == NULL: none did */
	uint64_t from;   /* it reads from here on; CURSOR_IDLE: nothing */
	unsigned pieces; /* that are still to be read */
	bool failed;     /* it could not be read: its line stays */
};

struct stamp cursor_stamp(const struct file *file);
bool cursor_stamp_is(const struct stamp *a, const struct stamp *b);
/* Of a file and its state: equal when both are. */
uint64_t cursor_stamp_hash(struct tc_span path, const struct stamp *stamp);

/* May reading go on at c->offset? Opens the file to look. */
bool cursor_goes_on(const struct cursor *c, const struct file *file);

/* A worker and the piece it reads; nothing is done without --new. */
void cursor_begin(struct worker *w, const struct task *t);
/* Of the piece that goes on where an earlier run stopped: the prompt it goes on with. */
bool cursor_prompt(const struct worker *w, const struct task *t, uint32_t *prompt);
void cursor_reject(struct worker *w, uint32_t reason);
void cursor_failed(struct worker *w);
void cursor_end(struct worker *w, const struct task *t);

#endif
