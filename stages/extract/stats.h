/* stats.h - what was read, told as one line of JSON: kind "stats". */
#ifndef TC_EXTRACT_STATS_H
#define TC_EXTRACT_STATS_H

#include "extract/output.h"

/* Adds the counts of one thread to those of another. */
void stats_add(struct tally *sum, const struct tally *more);
/* One line on standard error. */
void stats_write(const struct extract *x, struct tally *tally,
		 const struct format_counts *counts, uint64_t spilled);

#endif
