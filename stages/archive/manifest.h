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

#include "archive/partition.h"
#include "lib/gzip.h"
#include "lib/writer.h"

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
bool manifest_has(const struct manifest *m, const char *path);
/* The file of exactly this partition; NULL: it has none. Borrowed likewise. */
const struct file_entry *manifest_file(const struct manifest *m,
				       const struct partition *p);
void manifest_copy(struct manifest *to, const struct manifest *from);

/* One entry as its line, as it stands in the file. */
void manifest_write_entry(const struct file_entry *e, struct tc_writer *w);

#endif
