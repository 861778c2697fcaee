/* distinct.h - how many different things: a set of small numbers.
 *
 * Built for numbers that come in runs (the sessions of records sorted by time): a list that
 * takes what differs from the last one, and is sorted and freed of doubles when it is full.
 * Its room is at most four times what its distinct numbers need. */
#ifndef AGGREGATE_DISTINCT_H
#define AGGREGATE_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

/* All zero is the empty set. */
struct distinct {
	uint32_t *numbers; /* owned */
	size_t count, size;
};

void aggregate_distinct_add(struct distinct *d, uint32_t number);
/* Adds all of `other`; borrows it. */
void aggregate_distinct_merge(struct distinct *d, const struct distinct *other);
/* Sorts, drops doubles: numbers[0 .. count) is then the set. */
void aggregate_distinct_settle(struct distinct *d);
void aggregate_distinct_release(struct distinct *d);

#endif
