/* tariff.h - what one call pays for each token, all modifiers in, and the price_id that
 * says so.
 *
 * Unit: a grain is 10^-16 dollars, so that a rate in pico-dollars times two percentages
 * (batch, residency) stays whole. price_id is
 *
 *	TABLE/VERSION/HASH/MODEL[@FROM][+FLAG...]
 *
 * for instance "official/2026-11-22/b43c62df5c75/claude-opus-4-6@2026-02-05+long": the
 * table's name, day and the first 12 hex digits of its file's SHA-256; the model's id in
 * it; the first day of the period (absent when it has none); and what else held, in this
 * order: */
#ifndef PRICE_TARIFF_H
#define PRICE_TARIFF_H

#include "lib/money.h"
#include "price/rates.h"

enum tariff_flag {
	TARIFF_NEAREST = 1,       /* +nearest: the day lies outside of all periods */
	TARIFF_FAST = 2,          /* +fast: fast rates */
	TARIFF_BASE_FOR_FAST = 4, /* +base_for_fast: fast, but no fast rate is known */
	TARIFF_LONG = 8,          /* +long: upper tier by the size of the prompt */
	TARIFF_BATCH = 16,        /* +batch */
	TARIFF_GEO_US = 32,       /* +geo_us: inference in the US */
	TARIFF_REGIONAL = 64,    /* +regional: a regional endpoint of Bedrock or Vertex */
	TARIFF_ITERATIONS = 128, /* +iterations: each iteration priced alone */
	TARIFF_COUNT = 256,
};
extern const char *const tariff_flags[]; /* their names, in the order of the bits */

#define GRAINS_PER_PICO 10000
#define GRAINS_PER_NANO 10000000

struct tariff {
	int64_t input, output, cache_write_5m, cache_write_1h, cache_read; /* grains */
	int64_t web_search;                                                /* grains */
	struct tc_span id; /* price_id as JSON, with its quotes */
};

/* The one of these flags, made when first asked for; borrowed from the period. */
const struct tariff *tariff_get(const struct model *m, struct period *p, unsigned flags);
/* The rate in pico-dollars that a tariff of these flags starts from. */
const struct rate *tariff_rate(const struct period *p, unsigned flags);
void tariffs_free(struct period *p);

struct counts {
	int64_t input, output, cache_write_5m, cache_write_1h, cache_read, web_search;
};

/* Exact amounts in grains. `saved` is what the cache saved (scoring: read x (input -
 * read) - writes x (write - input)), negative when it cost more than it gave. */
struct cost {
	tc_int128 input, output, cache_write, cache_read, web_search, saved;
};

void cost_add(struct cost *c, const struct tariff *t, const struct counts *n);

#endif
