/* How many different things: a set of small numbers. */
#include "aggregate/distinct.h"

#include <stdlib.h>

#include "lib/report.h"

static int order(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void aggregate_distinct_settle(struct distinct *d)
{
	size_t kept = 0;

	if (d->count == 0)
		return;
	qsort(d->numbers, d->count, sizeof(*d->numbers), order);
	for (size_t i = 1; i < d->count; i++)
		if (d->numbers[i] != d->numbers[kept])
			d->numbers[++kept] = d->numbers[i];
	d->count = kept + 1;
}

void aggregate_distinct_add(struct distinct *d, uint32_t number)
{
	if (d->count && d->numbers[d->count - 1] == number)
		return;
	if (d->count == d->size) {
		aggregate_distinct_settle(d);
		if (d->count >= d->size / 2) {
			d->size = d->size ? d->size * 2 : 4;
			d->numbers = tc_grow(d->numbers, d->size, sizeof(*d->numbers));
		}
	}
	d->numbers[d->count++] = number;
}

void aggregate_distinct_merge(struct distinct *d, const struct distinct *other)
{
	for (size_t i = 0; i < other->count; i++)
		aggregate_distinct_add(d, other->numbers[i]);
}

void aggregate_distinct_release(struct distinct *d)
{
	free(d->numbers);
	*d = (struct distinct){ 0 };
}
