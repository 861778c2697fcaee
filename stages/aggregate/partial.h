/* partial.h - a tally as lines, to be merged with others and finished later: an answer may
 * be made in parts, on several machines, and the parts keep for years.
 *
 * Lines of kind "partial", in this order:
 *	"of":"question"  one, with the question as "arguments", see argument.h
 *	"of":"hour"      when blocks are asked for: "first_ts" and "last_ts" of each hour
 *	                 with records
 *	"of":KIND "by"   a group: as its row, but "block" is the hour, "sessions" the sorted
 *	                 array of their ids, and FIELD_sketch holds [least, greatest, then
 *	                 index and count of each bucket] (money in nano-dollars)
 *
 * It is the whole state: merging partials and making one of all their records gives the
 * same bytes, in any order and grouping; the partial of no record changes nothing. */
#ifndef AGGREGATE_PARTIAL_H
#define AGGREGATE_PARTIAL_H

#include "aggregate/tally.h"
#include "lib/writer.h"

/* Writes a tally settled without blocks; its question has its arguments. */
void aggregate_partial_write(const struct tally *tally, struct tc_writer *w);

#endif
