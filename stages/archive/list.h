/* list.h - what is in the store, by files. */
#ifndef TC_ARCHIVE_LIST_H
#define TC_ARCHIVE_LIST_H

#include "archive/select.h"

#define LIST_DIGEST_SIZE 65

/* What the partitions asked for hold, as one hex number and a NUL: the sha256 of a line
 * "kind=K/date=D <sha256 of the file>" for each, so it is the same where the records are,
 * whatever the files are called. */
void list_digest(const struct manifest *m, const struct selection *wanted,
		 char digest[LIST_DIGEST_SIZE]);

#endif
