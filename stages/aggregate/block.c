/* The 5-hour blocks a subscription's limits count in. */
#include "aggregate/block.h"

#include <stdlib.h>
#include <string.h>

#include "lib/report.h"

#define HOUR   INT64_C(3600000)
#define LENGTH (5 * HOUR)

static int64_t floor_to_hour(int64_t ts)
{
	int64_t over = ts % HOUR;

	return ts - over - (over < 0 ? HOUR : 0);
}

int64_t aggregate_block_hour(int64_t ts)
{
	return floor_to_hour(ts - 1);
}

/* Place of the first entry not before `hour`. Records mostly come in order of time, so
 * the last entry is tried first. */
static size_t place_of(const struct block_hours *hours, int64_t hour)
{
	size_t low = 0, high = hours->count;

	if (high && hours->list[high - 1].hour <= hour)
		low = high - (hours->list[high - 1].hour == hour);
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (hours->list[middle].hour < hour)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void aggregate_block_see(struct block_hours *hours, int64_t first, int64_t last)
{
	int64_t hour = aggregate_block_hour(first);
	size_t place = place_of(hours, hour);
	struct block_hour *entry;

	if (place == hours->count || hours->list[place].hour != hour) {
		if (hours->count == hours->size) {
			hours->size = hours->size ? hours->size * 2 : 64;
			hours->list =
				tc_grow(hours->list, hours->size, sizeof(*hours->list));
		}
		memmove(&hours->list[place + 1], &hours->list[place],
			(hours->count - place) * sizeof(*hours->list));
		hours->list[place] = (struct block_hour){ hour, first, last, 0 };
		hours->count++;
	}
	entry = &hours->list[place];
	if (first < entry->first)
		entry->first = first;
	if (last > entry->last)
		entry->last = last;
}

void aggregate_block_settle(struct block_hours *hours)
{
	for (size_t i = 0; i < hours->count; i++) {
		struct block_hour *entry = &hours->list[i], *before = entry - 1;

		/* Every call of the hour is after h: h >= start + 5 h says all are over. */
		if (i > 0 && entry->hour < before->block + LENGTH &&
		    entry->first - before->last <= LENGTH)
			entry->block = before->block;
		else
			entry->block = floor_to_hour(entry->first);
	}
}

const struct block_hour *aggregate_block_find(const struct block_hours *hours,
					      int64_t hour)
{
	size_t place = place_of(hours, hour);

	if (place == hours->count || hours->list[place].hour != hour)
		return NULL;
	return &hours->list[place];
}

void aggregate_block_release(struct block_hours *hours)
{
	free(hours->list);
	*hours = (struct block_hours){ 0 };
}
