/* The set of small numbers: counts what is different, keeps its room small. */
#include "aggregate/distinct.h"

#include "tap.h"

int main(void)
{
	struct distinct d = { 0 }, other = { 0 };
	bool sorted = true;

	aggregate_distinct_settle(&d);
	is_number(d.count, 0, "nothing");
	for (uint32_t i = 0; i < 100000; i++)
		aggregate_distinct_add(&d, i % 7 ? i % 100 + 1 : 1);
	ok(d.size <= 512, "room for the distinct ones only");
	aggregate_distinct_settle(&d);
	is_number(d.count, 100, "a hundred numbers, many times");
	for (uint32_t i = 51; i <= 150; i++)
		aggregate_distinct_add(&other, i);
	aggregate_distinct_merge(&d, &other);
	aggregate_distinct_settle(&d);
	is_number(d.count, 150, "merged");
	for (uint32_t i = 0; i < d.count; i++)
		sorted = sorted && d.numbers[i] == i + 1;
	ok(sorted, "sorted");
	aggregate_distinct_release(&d);
	aggregate_distinct_release(&other);
	return done_testing();
}
