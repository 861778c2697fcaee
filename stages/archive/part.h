/* part.h - one file of the store: lines of one partition, sorted by (ts, id), gzip. */
#ifndef TC_ARCHIVE_PART_H
#define TC_ARCHIVE_PART_H

#include "archive/manifest.h"
#include "archive/store.h"

/* Reading, line by line. */
struct part_reader;

/* NULL with errno when it cannot be opened: ENOENT also when a writer has just replaced it.
 * Memory is taken at the first line, so that all that will be read may be opened before
 * anything is. Owned. */
struct part_reader *part_open(const struct store *s, const char *path);
/* The next line without LF; a readable LF and TC_SCAN_PAD - 1 bytes stand behind it.
 * Borrowed until the next call. False at the end, or where the file is no good. */
bool part_next(struct part_reader *r, struct tc_span *line);
/* After a false: looks for another whole member behind the damaged one. */
bool part_resume(struct part_reader *r);
/* TC_GZIP_END when all was well (with TC_GZIP_EMPTY it has no record, which is damage). */
enum tc_gzip_state part_state(const struct part_reader *r);
void part_sum(const struct part_reader *r, struct tc_gzip_sum *sum);
void part_close(struct part_reader *r);

/* {"kind":"...","id":"...","ts":"..." is how every stored line begins: its ts without reading
 * the rest; TC_TIME_NONE for null; false for a line that begins otherwise. */
bool part_line_ts(struct tc_span line, int64_t *ts);

#endif
