/* output.h - from sightings to records in order: join, resolve, sort by time, write. */
#ifndef TC_EXTRACT_OUTPUT_H
#define TC_EXTRACT_OUTPUT_H

#include "extract/probe.h"
#include "extract/worker.h"

struct output_counts {
	uint64_t records[TC_KIND_COUNT];
	uint64_t incomplete; /* calls of which no line was final */
};

/* Everything in `sightings` (read to its end), each record once, to w. probe may be NULL. */
void output_records(struct extract *x, struct tc_sort *sightings, struct probe *probe,
		    struct tc_writer *w, struct output_counts *counts);

#endif
