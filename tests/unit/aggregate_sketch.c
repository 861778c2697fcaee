/* The sketch: within 1/64 of the truth, exact where it says so, blind to order. */
#include "aggregate/sketch.h"

#include <stdlib.h>

#include "tap.h"

#define COUNT 4001

static uint64_t state = 88172645463325252u;

static uint64_t random_bits(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int order(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t nearest_rank(const int64_t *sorted, size_t n, unsigned share)
{
	size_t rank = (n * share + AGGREGATE_SHARE - 1) / AGGREGATE_SHARE;

	return sorted[rank ? rank - 1 : 0];
}

/* |got - truth| * 64 <= |truth|, without overflow. */
static bool is_near(int64_t got, int64_t truth)
{
	uint64_t far = got > truth ? (uint64_t)got - (uint64_t)truth
				   : (uint64_t)truth - (uint64_t)got;
	uint64_t size = truth < 0 ? 0 - (uint64_t)truth : (uint64_t)truth;

	return far <= size / 64;
}

static bool same(const struct sketch *a, const struct sketch *b)
{
	if (a->count != b->count || a->least != b->least || a->greatest != b->greatest)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->buckets[i].index != b->buckets[i].index ||
		    a->buckets[i].count != b->buckets[i].count)
			return false;
	return true;
}

/* Values of every size, some negative, added in two orders and in two parts. */
static void random_values(unsigned largest_bits, bool negative, const char *name)
{
	static int64_t values[COUNT];
	struct sketch whole = { 0 }, back = { 0 }, left = { 0 }, right = { 0 };
	bool near = true;

	for (size_t i = 0; i < COUNT; i++) {
		values[i] = (int64_t)(random_bits() >> (64 - largest_bits) >>
				      random_bits() % largest_bits);
		if (negative && random_bits() % 3 == 0)
			values[i] = -values[i];
		aggregate_sketch_add(&whole, values[i]);
		aggregate_sketch_add(random_bits() % 5 ? &left : &right, values[i]);
	}
	for (size_t i = COUNT; i-- > 0;)
		aggregate_sketch_add(&back, values[i]);
	ok(same(&whole, &back), name);
	aggregate_sketch_merge(&left, &right);
	ok(same(&whole, &left), name);
	qsort(values, COUNT, sizeof(values[0]), order);
	for (unsigned share = 0; share <= AGGREGATE_SHARE; share += 1250) {
		int64_t got = 0, truth = nearest_rank(values, COUNT, share);

		near = near && aggregate_sketch_quantile(&whole, share, &got) &&
		       is_near(got, truth);
		if (!near)
			break;
	}
	ok(near, name);
	aggregate_sketch_release(&whole);
	aggregate_sketch_release(&back);
	aggregate_sketch_release(&left);
	aggregate_sketch_release(&right);
}

/* Every value that starts or ends a bucket is answered within the bound. */
static void edges(void)
{
	bool near = true;

	for (unsigned bit = 0; bit < 63 && near; bit++) {
		for (int64_t step = -3; step <= 3; step++) {
			int64_t value = (INT64_C(1) << bit) + step, got = 0;
			struct sketch s = { 0 };

			if (value > INT64_MAX - 3)
				continue;
			aggregate_sketch_add(&s, value);
			aggregate_sketch_add(&s, INT64_MIN);
			aggregate_sketch_add(&s, INT64_MAX);
			near = near && aggregate_sketch_quantile(&s, 600000, &got) &&
			       is_near(got, value);
			near = near && abs(s.buckets[0].index) <= AGGREGATE_BUCKET_MAX;
			aggregate_sketch_release(&s);
		}
	}
	ok(near, "edges of buckets");
}

int main(void)
{
	struct sketch s = { 0 };
	int64_t value = 0;

	ok(!aggregate_sketch_quantile(&s, 500000, &value), "empty: no answer");
	aggregate_sketch_add(&s, 1000003);
	ok(aggregate_sketch_quantile(&s, 500000, &value) && value == 1000003,
	   "a single value is itself");
	for (int i = 1; i <= 63; i++)
		aggregate_sketch_add(&s, i);
	ok(aggregate_sketch_quantile(&s, 500000, &value) && value == 32,
	   "below 64 exact, nearest rank");
	ok(aggregate_sketch_quantile(&s, 0, &value) && value == 1, "share 0: the least");
	ok(aggregate_sketch_quantile(&s, AGGREGATE_SHARE, &value) && value == 1000003,
	   "share 1: the greatest");
	aggregate_sketch_release(&s);
	aggregate_sketch_add(&s, INT64_MIN);
	ok(aggregate_sketch_quantile(&s, 500000, &value) && value == INT64_MIN,
	   "the least number there is");
	aggregate_sketch_release(&s);
	edges();
	random_values(6, false, "small numbers");
	random_values(20, true, "tokens");
	random_values(63, true, "numbers of all sizes");
	return done_testing();
}
