/* manifest.h - what is in the store: one line a file, and totals in the first.
 *
 *	{"kind":"manifest","version":1,"files":3,"records":812}
 *	{"kind":"file","path":"kind=call/date=2026-01-02/part-0.ndjson.gz","bytes":9121,
 *	 "sha256":"...","members":1,"records":128,"first_ts":"...","last_ts":"...","version":1}
 *	{"kind":"index","path":"_index/ids-0","bytes":..., "sha256":"...","records":812}
 *
 * Sorted by path; no host, no clock: equal stores have equal manifests. A new manifest,
 * renamed into place, is the one moment a change of the store counts. */
#ifndef TC_ARCHIVE_MANIFEST_H
#define TC_ARCHIVE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/gzip.h"
#include "lib/span.h"

#define DATE_NONE     INT32_MIN /* of records without ts: date=__HIVE_DEFAULT_PARTITION__ */
#define DATE_SIZE     32        /* "2026-01-02", or the words above, and a NUL */
#define KIND_NAME_MAX 32        /* [a-z][a-z0-9_]*: it names a folder */

/* A partition: records of one kind and one UTC date (days since 1970-01-01), or of the month
 * that begins there (compact --to monthly; "span":"month" in its line). */
struct partition {
	char kind[KIND_NAME_MAX + 1];
	int32_t date;
	bool month;
};

struct file_entry {
	char *path; /* below the root; owned by the manifest */
	struct partition partition;
	bool index;                /* of the index: kind alone counts */
	struct tc_gzip_sum sum;    /* lines = records */
	int64_t first_ts, last_ts; /* TC_TIME_NONE when no record has one */
	int version;
};

struct manifest {
	struct file_entry *files; /* sorted by path */
	size_t count, room;
	uint64_t records; /* of all partitions */
};

/* False when the file is damaged: `reason` says where, static text or NULL when errno tells.
 * A missing file is an empty manifest. */
bool manifest_read(struct manifest *m, const char *path, const char **reason);
/* Writes it to a descriptor; the errno of what failed, else 0. */
int manifest_write(const struct manifest *m, int fd);
void manifest_release(struct manifest *m);

/* Takes over e->path. */
void manifest_add(struct manifest *m, const struct file_entry *e);
void manifest_remove(struct manifest *m, const char *path);
/* The partition a record of this date is in: the date's own, or its month's; NULL: none.
 * Borrowed until the manifest changes. */
const struct file_entry *manifest_find(const struct manifest *m, const char *kind,
				       int32_t date);

/* "kind=call/date=2026-01-02", owned; and back (false for other paths). */
char *partition_folder(const struct partition *p);
bool partition_parse(struct tc_span folder, struct partition *p);
/* The UTC date of an instant; DATE_NONE for TC_TIME_NONE. */
int32_t date_of(int64_t ts);
void date_format(int32_t date, char out[DATE_SIZE]);
/* YYYY-MM-DD; false when it is none. */
bool date_parse(struct tc_span text, int32_t *date);
bool kind_name_is_good(struct tc_span name);

#endif
