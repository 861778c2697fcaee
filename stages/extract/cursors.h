/* cursors.h - what is known to be read: $TC_HOME/cache/cursors.ndjson.
 *
 * tc-extract --new writes, after all records, what the next run may believe once these records
 * are stored:
 *
 *	{"kind":"cursor","of":"files","files":N,"hash":"16 hex"}
 *	{"kind":"cursor","of":"file","path":...,"device":...,"inode":...,"size":...,
 *	 "mtime":...,"meta":...,"offset":...,"head":"16 hex","tail":"16 hex","has_cwd":true,
 *	 "prompt":"id","rejects":{"reason":N},"links":[["type","key","value",0], ...]}
 *	{"kind":"cursor","of":"end","lines":N}
 *
 * `lines` counts all lines before it. tc-archive put publishes them after its commit behind
 *
 *	{"kind":"cursor","of":"store","version":2,"records":N,"sha256":"64 hex"}
 *
 * They are believed when the sha256 of what follows that line is right and the store has at
 * least N records; those of an earlier version are not. `hash` is of all files and their states: when it is what a run finds, nothing
 * is new, and no more is read of them. */
#ifndef TC_EXTRACT_CURSORS_H
#define TC_EXTRACT_CURSORS_H

#include "extract/cursor.h"
#include "lib/writer.h"

/* A file this run does not look at, though it is there: its line is kept as it is. */
struct cursor_other {
	char *path; /* owned */
	struct tc_span line;
	uint64_t hash; /* of its stamp */
};

struct cursors {
	pthread_mutex_t lock;
	struct cursor *of_file; /* by the number of the file */
	size_t count;
	struct cursor_other *others; /* sorted by path */
	size_t other_count, other_room;
	bool stale; /* others are to be read anew, by a run that looks at them */
	char *text; /* of the cursors' file */
};

/* Nothing is new: all that was found has been read. Looks at the first two lines only. */
bool cursors_hold(const struct files *files);
/* For x->files: what is to be read of each, and tells x->links what is known. A file of cursors
 * that is damaged is reported, and everything is read. Owned. */
struct cursors *cursors_read(struct extract *x);
/* After all records: the lines told above. After links_settle(). */
void cursors_write(struct extract *x, struct tc_writer *w);
void cursors_free(struct cursors *c);

#endif
