/* ids.h - is every record once in the store, and in the index? For verify. */
#ifndef TC_ARCHIVE_IDS_H
#define TC_ARCHIVE_IDS_H

#include <stddef.h>
#include <stdint.h>

#include "archive/head.h"

struct ids;

/* For so many files. Owned. */
struct ids *ids_new(size_t files);
void ids_free(struct ids *ids);
/* What the index says. */
void ids_entry(struct ids *ids, uint64_t hash, int32_t date);
/* What a file, told by its number, holds. */
void ids_record(struct ids *ids, const struct head *head, uint32_t file);

struct ids_found {
	uint64_t *twice; /* by file: records that stand in it again; borrowed */
	uint64_t *
		elsewhere; /* by file: records that stand in an earlier one, too; borrowed */
	uint64_t missing; /* records without an entry in the index */
};

/* When all is told. */
const struct ids_found *ids_judge(struct ids *ids);

#endif
