/* cursors.h - what tc-extract --new has read, kept aside until the records are stored.
 *
 * Its last lines, of kind "cursor", tell how far each file was read; the very last one is
 * {"kind":"cursor","of":"end","lines":N}, N of all before it. When it came, and after the
 * commit, they become $TC_HOME/cache/cursors.ndjson, behind a first line
 *
 *	{"kind":"cursor","of":"store","version":1,"records":N,"sha256":"..."}
 *
 * with the store's records and the hash of all that follows. They are no part of the store:
 * without them all is read once more. */
#ifndef TC_ARCHIVE_CURSORS_H
#define TC_ARCHIVE_CURSORS_H

#include <stdbool.h>

#include "archive/store.h"
#include "lib/record.h"
#include "lib/report.h"

struct cursors;

struct cursors *cursors_new(struct tc_record *record); /* borrows it; owned */
void cursors_free(struct cursors *c);
/* The line, without LF, that the record views. */
void cursors_add(struct cursors *c, struct tc_span line);
/* Writes the file, if all lines came, for the store as its manifest has it; it is locked.
 * Not when the file there was has gone meanwhile: somebody wants all read again. TC_EXIT_IO when that failed: it was told. */
enum tc_exit cursors_publish(struct cursors *c, const struct store *s);

#endif
