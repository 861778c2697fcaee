/* sketch.h - quantiles of whole numbers from a small mergeable sketch, integers only.
 *
 * Log-linear buckets: a bucket of its own for each |value| below 64, above that 32 equal
 * buckets for each doubling. A bucket answers with its middle, so an answer is off by at
 * most 1/64 of the true value. Least and greatest value are kept, and answers stay between
 * them. Merging adds bucket by bucket: exact, associative, commutative; a sketch depends
 * on the values alone, never on their order.
 * Idea: C. Masson et al., DDSketch, VLDB 2019; buckets as in G. Tene's HdrHistogram. */
#ifndef AGGREGATE_SKETCH_H
#define AGGREGATE_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sketch_bucket {
	int index; /* bucket of a value; of a negative one, minus the bucket of -value */
	uint64_t count;
};

#define AGGREGATE_BUCKET_MAX 1888 /* greatest |index| of a 64-bit value */

/* All zero is the empty sketch. */
struct sketch {
	struct sketch_bucket *buckets; /* ascending, none empty; owned */
	size_t count, size;
	int64_t least, greatest; /* of no meaning while count is 0 */
};

void aggregate_sketch_release(struct sketch *s);
void aggregate_sketch_add(struct sketch *s, int64_t value);
/* Adds everything of `other`; borrows it. */
void aggregate_sketch_merge(struct sketch *s, const struct sketch *other);
/* Adds count values of a bucket, for reading a sketch back: |index| is at most
 * AGGREGATE_BUCKET_MAX; least and greatest are the caller's to set. */
void aggregate_sketch_put(struct sketch *s, int index, uint64_t count);

/* Nearest rank: the least value that has at least share/1,000,000 of all values at or
 * below it (share 0: the first). False when the sketch is empty. */
#define AGGREGATE_SHARE 1000000
bool aggregate_sketch_quantile(const struct sketch *s, unsigned share, int64_t *value);

#endif
