/* block.h - the 5-hour blocks a subscription's limits count in.
 *
 * A block starts with its first call, floored to the UTC hour. A call begins a new block
 * when it is more than five hours after the block's start or after the call before it.
 * Source: ccusage's rule, which follows what users of the limits observe.
 *
 * Blocks need all calls in order of time; calls come in any order and from many machines.
 * What decides is only the first and the last call of each hour (h, h + 1 h]: all calls of
 * such an hour are in one block, because a block ends on the hour and calls of one hour
 * are no five hours apart. So calls are grouped by hour, and at the end each hour is told
 * its block. Hours merge by least and greatest, in any order. */
#ifndef AGGREGATE_BLOCK_H
#define AGGREGATE_BLOCK_H

#include <stddef.h>
#include <stdint.h>

struct block_hour {
	int64_t hour;        /* h, in milliseconds */
	int64_t first, last; /* of the calls in (h, h + 1 h] */
	int64_t block;       /* start of its block, by aggregate_block_settle() */
};

/* All zero: no call seen. */
struct block_hours {
	struct block_hour *list; /* ascending; owned */
	size_t count, size;
};

/* The h of an instant. */
int64_t aggregate_block_hour(int64_t ts);
/* There are calls at these two instants of one hour, first <= last. */
void aggregate_block_see(struct block_hours *hours, int64_t first, int64_t last);
/* Tells each hour its block. */
void aggregate_block_settle(struct block_hours *hours);
/* The hour's entry, which must have been seen; NULL when it was not. */
const struct block_hour *aggregate_block_find(const struct block_hours *hours,
					      int64_t hour);
void aggregate_block_release(struct block_hours *hours);

#endif
