/* runs.h - the files of the index together; for index.c and index_writer.c alone. */
#ifndef TC_ARCHIVE_RUNS_H
#define TC_ARCHIVE_RUNS_H

#include "archive/run.h"
#include "archive/store.h"
#include "lib/sort.h"

struct runs {
	const struct store *store;
	struct run *all; /* owned */
	size_t count;
};

/* Opens all files of the index. False when one is not there or has another size than the
 * manifest says, or when they have less entries than the store has records. */
bool runs_open(struct runs *r);
/* Opens one more; false as above. */
bool runs_add(struct runs *r, const struct file_entry *file);
/* Reads a run to its end, and stands at its start again: can all of it be believed? */
bool runs_whole(struct run *r);
void runs_close(struct runs *r);
void runs_release(struct runs *r);

/* A number greater than any file's. */
uint64_t runs_next_number(const struct manifest *m);
/* Merges the runs, and entries that were added to a sort (NULL: none), into the file of
 * that number. */
void runs_write(struct runs *r, struct tc_sort *added, struct change *c, uint64_t number);
/* Adds an entry to such a sort (of no order). */
void runs_sort_add(struct tc_sort *added, struct entry e);
/* Takes all files of the index out of the store. */
void runs_remove(const struct manifest *m, struct change *c);

#endif
