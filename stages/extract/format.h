/* format.h - packed records into lines of JSON, by several threads, in order. */
#ifndef TC_EXTRACT_FORMAT_H
#define TC_EXTRACT_FORMAT_H

#include "extract/worker.h"

struct format_counts {
	uint64_t records[TC_KIND_COUNT];
	uint64_t incomplete; /* calls of which no line was final */
};

/* Texts become what references stand for; numbers stay references, so that a record can be
 * packed again. After links_settle(); thread-safe. */
void format_resolve(const struct extract *x, enum tc_kind_id kind,
		    struct tc_value *values);

/* All records, in their order, to w. Adds to counts. */
void format_records(const struct extract *x, struct tc_sort *records, unsigned threads,
		    struct tc_writer *w, struct format_counts *counts);

#endif
