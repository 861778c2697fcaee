/* stream.h - the records of the store that are asked for, in the order of (ts, kind, id),
 * those without ts last.
 *
 * A file holds one partition, sorted, so most of the time one file is read at a time and
 * its lines are handed on in runs, whole members where nothing lies between them; where
 * partitions overlap, as those of several kinds do, runs are cut by the lines' times.
 *
 * All files are opened at once, before the first is read: what a writer unlinks meanwhile
 * stays readable. (Where so many files may not be open, the last ones are opened when
 * their turn comes.) */
#ifndef TC_ARCHIVE_STREAM_H
#define TC_ARCHIVE_STREAM_H

#include "archive/select.h"
#include "archive/store.h"

struct stream;

/* Opens the store and its files; again while a writer is quicker. Borrows `wanted`, fills
 * `s`, which must outlive the stream. Owned. */
struct stream *stream_open(struct store *s, const struct selection *wanted);
/* The next lines, each with its LF, borrowed until the next call. */
bool stream_next(struct stream *t, struct tc_span *lines);
/* False when a file was damaged: it was told, and all of its whole members before the
 * damage were given. */
bool stream_close(struct stream *t);

#endif
