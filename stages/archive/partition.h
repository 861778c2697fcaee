/* partition.h - kinds and dates, and the names of folders and files that they make. */
#ifndef TC_ARCHIVE_PARTITION_H
#define TC_ARCHIVE_PARTITION_H

#include <stdbool.h>
#include <stdint.h>

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

/* "kind=call/date=2026-01-02", owned; and back (false for other paths). */
char *partition_folder(const struct partition *p);
bool partition_parse(struct tc_span folder, struct partition *p);
/* "kind=call/date=2026-01-02/<name>.ndjson.gz", a name of letters, digits, "_", "." and "-"
 * that begins with neither "." nor "_". */
bool part_path_parse(struct tc_span path, struct partition *p);
/* "_index/<kind>-<seq>"; the kind is set. */
bool index_path_parse(struct tc_span path, struct partition *p);

/* The UTC date of an instant; DATE_NONE for TC_TIME_NONE. */
int32_t date_of(int64_t ts);
/* The first of its month. */
int32_t date_month(int32_t date);
void date_format(int32_t date, char out[DATE_SIZE]);
/* YYYY-MM-DD; false when it is none. */
bool date_parse(struct tc_span text, int32_t *date);
bool kind_name_is_good(struct tc_span name);

#endif
