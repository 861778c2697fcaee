/* rolled.h - partials of tc-aggregate kept from one report to the next, in
 * $TC_HOME/cache/rolled/<32 hex>.ndjson:
 *
 *	{"kind":"rolled","version":1,"key":"...","kinds":["call"],"until":"2026-03-01",
 *	 "digest":"...","sha256":"..."}
 *	{"kind":"partial", ...}
 *
 * They answer for all records of the kinds with a ts before the UTC day `until`, as long as
 * the partitions that hold them are those of `digest` (list.h). All else an answer depends
 * on is in the file's name: the caller's key, the content of the files he names, the time
 * zone, this program's version, and tc-price and tc-aggregate beside it. The sha256 is of
 * `until` and of all that follows the first line. A file that is damaged or of another
 * digest is as good as none; deleting the folder costs time. */
#ifndef TC_ARCHIVE_ROLLED_H
#define TC_ARCHIVE_ROLLED_H

#include "archive/select.h"
#include "archive/store.h"

#define ROLLED_FOLDER "cache/rolled" /* below lib/home */
#define ROLLED_SUFFIX ".ndjson"
#define ROLLED_KEPT   64 /* files; those least recently used go */

/* What an entry is kept under. */
struct rolled_key {
	const char *text;
	const char **depends; /* files, there or not; owned */
	size_t depend_count;
	const char *timezone; /* as tc_zone_open() takes it */
};

/* Borrows file. */
void rolled_depends(struct rolled_key *key, const char *file);
void rolled_key_release(struct rolled_key *key);
/* Where an entry of the key is, owned; NULL when it cannot be told what programs are beside
 * this one: nothing can be kept then. */
char *rolled_path(const struct rolled_key *key);

struct rolled {
	int32_t until; /* the first UTC day it does not answer for */
	char digest[65];
	struct tc_span lines; /* the partials, each with its LF */
	char *bytes;          /* owned */
};

/* False when there is no entry, whole and of this key and these kinds. */
bool rolled_read(struct rolled *r, const char *path, const char *key,
		 const struct selection *kinds);
void rolled_release(struct rolled *r);
/* Marks the entry as just used. */
void rolled_use(const char *path);
/* What records of the kinds before the UTC day `until` the store has; false when none. */
bool rolled_covers(const struct store *s, const struct selection *kinds, int32_t until,
		   char digest[65]);
/* Is what it covers in the store still what it was? */
bool rolled_holds(const struct rolled *r, const struct store *s,
		  const struct selection *kinds);

/* Puts an entry in its place, and drops those over ROLLED_KEPT. A failure is told. */
void rolled_write(const struct rolled *r, const char *path, const char *key,
		  const struct selection *kinds);

#endif
