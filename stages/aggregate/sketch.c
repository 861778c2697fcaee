/* Quantiles of whole numbers from a small mergeable sketch, integers only. */
#include "aggregate/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "lib/money.h"
#include "lib/report.h"

#define STEPS_BITS 5 /* 32 buckets for each doubling: half of one is 1/64 */
#define STEPS      (1 << STEPS_BITS)
#define SINGLES    (2 * STEPS) /* values below it have a bucket of their own */

static unsigned log2_of(uint64_t value)
{
	unsigned n = 0;

	while (value >>= 1)
		n++;
	return n;
}

static int bucket_of(int64_t value)
{
	uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	unsigned shift;
	int index;

	if (size < SINGLES)
		return (int)value;
	shift = log2_of(size) - STEPS_BITS;
	index = SINGLES + (int)(shift - 1) * STEPS + (int)(size >> shift) - STEPS;
	return value < 0 ? -index : index;
}

static int64_t middle_of(int index)
{
	int size = abs(index);
	unsigned shift;
	uint64_t middle;

	if (size < SINGLES)
		return index;
	shift = (unsigned)((size - SINGLES) / STEPS) + 1;
	middle = ((uint64_t)(STEPS + (size - SINGLES) % STEPS) << shift) +
		 (UINT64_C(1) << (shift - 1));
	if (middle > INT64_MAX)
		middle = INT64_MAX; /* the bucket of INT64_MIN */
	return index < 0 ? -(int64_t)middle : (int64_t)middle;
}

/* The first place whose index is not below the one sought. */
static size_t place_of(const struct sketch *s, int index)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (s->buckets[middle].index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void aggregate_sketch_put(struct sketch *s, int index, uint64_t count)
{
	size_t place = place_of(s, index);

	if (place == s->count || s->buckets[place].index != index) {
		if (s->count == s->size) {
			s->size = s->size ? s->size * 2 : 8;
			s->buckets = tc_grow(s->buckets, s->size, sizeof(*s->buckets));
		}
		memmove(&s->buckets[place + 1], &s->buckets[place],
			(s->count - place) * sizeof(*s->buckets));
		s->buckets[place] = (struct sketch_bucket){ index, 0 };
		s->count++;
	}
	s->buckets[place].count += count;
}

static void widen(struct sketch *s, int64_t least, int64_t greatest)
{
	if (s->count == 0 || least < s->least)
		s->least = least;
	if (s->count == 0 || greatest > s->greatest)
		s->greatest = greatest;
}

void aggregate_sketch_add(struct sketch *s, int64_t value)
{
	widen(s, value, value);
	aggregate_sketch_put(s, bucket_of(value), 1);
}

void aggregate_sketch_merge(struct sketch *s, const struct sketch *other)
{
	if (other->count)
		widen(s, other->least, other->greatest);
	for (size_t i = 0; i < other->count; i++)
		aggregate_sketch_put(s, other->buckets[i].index, other->buckets[i].count);
}

static int64_t clamp(const struct sketch *s, int64_t value)
{
	if (value < s->least)
		return s->least;
	return value > s->greatest ? s->greatest : value;
}

bool aggregate_sketch_quantile(const struct sketch *s, unsigned share, int64_t *value)
{
	tc_int128 total = 0, rank, seen = 0;
	size_t i;

	if (s->count == 0)
		return false;
	for (i = 0; i < s->count; i++)
		total += s->buckets[i].count;
	rank = (total * share + AGGREGATE_SHARE - 1) / AGGREGATE_SHARE;
	for (i = 0; i + 1 < s->count; i++) {
		seen += s->buckets[i].count;
		if (seen >= rank)
			break;
	}
	*value = clamp(s, middle_of(s->buckets[i].index));
	if (share == 0)
		*value = s->least;
	if (share == AGGREGATE_SHARE)
		*value = s->greatest;
	return true;
}

void aggregate_sketch_release(struct sketch *s)
{
	free(s->buckets);
	*s = (struct sketch){ 0 };
}
