/* aside.h - what lies beside the records: damaged files, and what the cache knows of them. */
#ifndef TC_ARCHIVE_ASIDE_H
#define TC_ARCHIVE_ASIDE_H

#include "archive/store.h"

/* Moves a file, told by its path below the root, to _damaged/, its place in its name; nothing
 * there is overwritten. Lasts when it returns. Dies with TC_EXIT_IO. */
void aside_keep(const struct store *s, const char *path);
/* Removes all of _damaged/; how many files it were. */
unsigned aside_clear(const struct store *s);
/* So that all logs are read again. */
void aside_drop_cursors(const struct store *s);
/* Rolled-up sums of what is no longer there. */
void aside_drop_rolled(const struct store *s);

#endif
