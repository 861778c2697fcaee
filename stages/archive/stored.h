/* stored.h - the records of one file of the store, for those who cannot do without any of
 * them: a file that is damaged, or is not what the manifest says, is death by TC_EXIT_IO
 * with the cure. */
#ifndef TC_ARCHIVE_STORED_H
#define TC_ARCHIVE_STORED_H

#include "archive/head.h"
#include "archive/part.h"

struct stored {
	const struct file_entry *file;
	struct part_reader *reader;
	struct head_reader heads;
};

/* Borrows the file's entry. */
void stored_open(struct stored *r, const struct store *s, const struct file_entry *file);
/* The line as part_next() gives it, and its head. */
bool stored_next(struct stored *r, struct tc_span *line, struct head *head);
void stored_close(struct stored *r);
/* For a line that is no good after all. */
_Noreturn void stored_damaged(const struct file_entry *file, const char *cause);

#endif
