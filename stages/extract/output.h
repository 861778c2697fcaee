/* output.h - from sightings to records in order: join, resolve, sort by time, write. */
#ifndef TC_EXTRACT_OUTPUT_H
#define TC_EXTRACT_OUTPUT_H

#include "extract/format.h"
#include "extract/probe.h"

/* Everything in `sightings` (read to its end), each record once, to w. probe may be NULL.
 * Adds to counts. */
void output_records(struct extract *x, struct tc_sort *sightings, struct probe *probe,
		    unsigned threads, struct tc_writer *w, struct format_counts *counts);

#endif
