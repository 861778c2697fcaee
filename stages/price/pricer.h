/* pricer.h - one call's price: which tariff holds, and the arithmetic.
 *
 * The day is that of `ts` (UTC). A fast call takes the period's fast rates where it has
 * some, else the base rates; the upper tier goes by input + cache creation + cache read
 * of the request, each iteration alone when the record has `iterations` (arrays of
 * [input, output, 5m writes, 1h writes, read]) that sum up to its counts. Batch halves,
 * not with fast rates. At most one premium for the place: US inference, else a regional
 * endpoint. Cache creation is the greater of its total and 5m + 1h; what the split leaves
 * is 5m. An absent or null count is 0.
 *
 * Each amount is rounded once, half to even, from its exact value to nano-dollars, so the
 * parts may differ from cost_usd in the last digit. */
#ifndef PRICE_PRICER_H
#define PRICE_PRICER_H

#include "lib/record.h"
#include "price/book.h"
#include "price/tariff.h"

enum mode { MODE_CALCULATE, MODE_RECORDED, MODE_AUTO };

struct pricer_settings {
	const char *rates; /* --rates, NULL */
	int mode;          /* enum mode */
	int deployment;    /* enum deployment; UNKNOWN: as the ids tell */
	bool regional;     /* where an id does not tell the region */
};

enum verdict {
	VERDICT_PRICED,
	VERDICT_RECORDED,  /* cost_usd is the record's own figure */
	VERDICT_SYNTHETIC, /* <synthetic>: 0 */
	/* Without a price: */
	VERDICT_UNKNOWN,      /* no such model, or no model */
	VERDICT_NOT_RECORDED, /* --mode recorded, and nothing is */
	VERDICT_UNREADABLE, /* a count, the time or the recorded cost is no such thing */
};

enum amount {
	AMOUNT_COST,
	AMOUNT_INPUT,
	AMOUNT_OUTPUT,
	AMOUNT_CACHE_WRITE,
	AMOUNT_CACHE_READ,
	AMOUNT_SEARCH,
	AMOUNT_IO,
	AMOUNT_SAVED,
	AMOUNT_COUNT,
};

struct part { /* what is priced together: the request, or one iteration */
	struct counts counts;
	unsigned flags;
	const struct tariff *tariff;
};

struct priced {
	enum verdict verdict;
	tc_int128 nano[AMOUNT_COUNT];
	struct tc_span id; /* price_id as JSON */
	/* How VERDICT_PRICED came about, borrowed until the next call: */
	const struct model *model;
	const struct period *period;
	tc_int128 exact; /* the sum, in grains */
	const struct part *parts;
	size_t part_count;
};

struct pricer;

/* Registers its slots in r; dies when the rates cannot be read. Owned. */
struct pricer *pricer_new(const struct pricer_settings *settings, struct tc_record *r);
void pricer_free(struct pricer *p);
/* Is the current record a call? Then its price. */
bool pricer_price(struct pricer *p, struct tc_record *r, struct priced *out);
/* Says on standard error what stayed without a price, and whether the table is too old at
 * `now` for calls that were priced by it. True when every call has a price. */
bool pricer_summary(struct pricer *p, int64_t now);

#endif
