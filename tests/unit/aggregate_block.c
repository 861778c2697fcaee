/* Blocks from hours equal blocks from calls one by one. */
#include "aggregate/block.h"

#include <stdlib.h>

#include "tap.h"

#define HOUR  INT64_C(3600000)
#define CALLS 60

static uint64_t state = 2463534242u;

static uint64_t random_below(uint64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % n;
}

static int order(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t floor_hour(int64_t ts)
{
	return (ts - ((ts % HOUR) + HOUR) % HOUR);
}

/* The rule as it is told, over calls in order. */
static void by_calls(const int64_t *ts, int64_t *block)
{
	for (int i = 0; i < CALLS; i++) {
		if (i == 0 || ts[i] - block[i - 1] > 5 * HOUR ||
		    ts[i] - ts[i - 1] > 5 * HOUR)
			block[i] = floor_hour(ts[i]);
		else
			block[i] = block[i - 1];
	}
}

static bool agrees(int64_t spread, bool whole_hours, int64_t origin)
{
	int64_t ts[CALLS], block[CALLS];
	struct block_hours hours = { 0 };
	bool same = true;

	for (int i = 0; i < CALLS; i++) {
		ts[i] = origin + (int64_t)random_below((uint64_t)spread);
		if (whole_hours && random_below(2))
			ts[i] = floor_hour(ts[i]) + (int64_t)random_below(2);
		aggregate_block_see(&hours, ts[i], ts[i]);
	}
	qsort(ts, CALLS, sizeof(ts[0]), order);
	by_calls(ts, block);
	aggregate_block_settle(&hours);
	for (int i = 0; i < CALLS; i++) {
		const struct block_hour *hour =
			aggregate_block_find(&hours, aggregate_block_hour(ts[i]));

		same = same && hour && hour->block == block[i];
	}
	aggregate_block_release(&hours);
	return same;
}

static int64_t block_of_second(int64_t first, int64_t second)
{
	struct block_hours hours = { 0 };
	int64_t block;

	aggregate_block_see(&hours, second, second);
	aggregate_block_see(&hours, first, first);
	aggregate_block_settle(&hours);
	block = aggregate_block_find(&hours, aggregate_block_hour(second))->block;
	aggregate_block_release(&hours);
	return block;
}

int main(void)
{
	struct block_hours none = { 0 };
	bool same = true;

	is_number(block_of_second(10 * HOUR + 1, 15 * HOUR), 10 * HOUR,
		  "five hours after the start is still in");
	is_number(block_of_second(10 * HOUR + 1, 15 * HOUR + 1), 15 * HOUR,
		  "a millisecond later is not");
	is_number(block_of_second(10 * HOUR, 15 * HOUR), 10 * HOUR, "from the full hour");
	is_number(block_of_second(9 * HOUR + 1, 16 * HOUR + 99), 16 * HOUR,
		  "after a gap");
	is_number(block_of_second(-1, 0), -HOUR, "before 1970");
	ok(!aggregate_block_find(&none, 0), "an hour nobody saw");
	for (int i = 0; i < 400; i++) {
		same = same && agrees(30 * HOUR, i % 2, 0);
		same = same && agrees(400 * HOUR, i % 2, INT64_C(1700000000000));
		same = same && agrees(100 * HOUR, i % 2, -50 * HOUR);
	}
	ok(same, "random calls: as the rule over calls says");
	return done_testing();
}
