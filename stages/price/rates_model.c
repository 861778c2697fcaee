/* The models of a rate file: JSON into structs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"
#include "price/rates_check.h"
#include "price/rates_read.h"

#define PICO_CURE "rates are USD per million tokens times 1000000: 5 USD is 5000000"
#define BIT(i)    (1u << (i))

/* Keys of an upper tier, of a fast band and of a period begin alike. */
enum { INPUT, OUTPUT, READ, WRITE_5M, WRITE_1H, WRITE, TIER_LIMIT };
enum { BAND_ABOVE = WRITE + 1, PERIOD_FAST, PERIOD_FROM, PERIOD_TO, PERIOD_NOTE };
#define RATE_KEYS                                                                        \
	"input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write"
static const char *const tier_keys[] = { RATE_KEYS, "prompt_tokens_gt", NULL };
static const char *const fast_keys[] = { RATE_KEYS, "above", NULL };
static const char *const period_keys[] = { RATE_KEYS, "above", "fast", "from",
					   "to",      "note",  NULL };

static bool take_rate(struct reader *in, int key, struct rate *rate)
{
	int64_t value;

	if (!reader_whole(in, 0, RATES_MOST, "a whole number of pico-dollars", &value)) {
		snprintf(in->error->cure, sizeof(in->error->cure), "%s", PICO_CURE);
		return false;
	}
	switch (key) {
	case INPUT:
		rate->input = value;
		break;
	case OUTPUT:
		rate->output = value;
		break;
	case READ:
		rate->cache_read = value;
		break;
	case WRITE_5M:
		rate->cache_write_5m = value;
		break;
	case WRITE_1H:
		rate->cache_write_1h = value;
		break;
	default: /* one price for all writes */
		rate->cache_write_5m = rate->cache_write_1h = value;
	}
	return true;
}

/* All of a rate is there, and cache writes are told in one way only. */
static bool whole_rate(struct reader *in, const char *const *keys, unsigned seen,
		       unsigned line)
{
	unsigned mask = BIT(INPUT) | BIT(OUTPUT) | BIT(READ);
	unsigned both = BIT(WRITE_5M) | BIT(WRITE_1H);

	if (seen & BIT(WRITE) && seen & both)
		return rates_fail(in->error, line,
				  "'cache_write'%s is one price for all writes: "
				  "leave out the others",
				  in->of);
	if (!(seen & BIT(WRITE)))
		mask |= both;
	return reader_has(in, keys, seen, mask, line);
}

static bool take_tier(struct reader *in, struct band *band)
{
	unsigned seen = 0, line = reader_line(in);
	int key;

	if (!reader_enter(in, true))
		return false;
	while ((key = reader_key(in, tier_keys, &seen)) >= 0)
		if (!(key == TIER_LIMIT
			      ? reader_whole(in, 1, INT64_MAX, "a whole number of tokens",
					     &band->above)
			      : take_rate(in, key, &band->upper)))
			return false;
	return key == READER_END && whole_rate(in, tier_keys, seen, line) &&
	       reader_has(in, tier_keys, seen, BIT(TIER_LIMIT), line);
}

static bool take_fast(struct reader *in, struct band *band)
{
	unsigned seen = 0, line = reader_line(in);
	int key;

	band->above = INT64_MAX;
	if (!reader_enter(in, true))
		return false;
	while ((key = reader_key(in, fast_keys, &seen)) >= 0)
		if (!(key == BAND_ABOVE ? take_tier(in, band)
					: take_rate(in, key, &band->rate)))
			return false;
	return key == READER_END && whole_rate(in, fast_keys, seen, line);
}

static bool take_period_key(struct reader *in, int key, struct period *p)
{
	switch (key) {
	case BAND_ABOVE:
		return take_tier(in, &p->base);
	case PERIOD_FAST:
		return p->has_fast = take_fast(in, &p->fast);
	case PERIOD_FROM:
		return reader_null(in) || reader_day(in, &p->from);
	case PERIOD_TO:
		return reader_null(in) || reader_day(in, &p->to);
	case PERIOD_NOTE:
		return reader_note(in);
	default:
		return take_rate(in, key, &p->base.rate);
	}
}

static bool take_period(struct reader *in, struct model *m)
{
	unsigned seen = 0;
	struct period *p;
	int key;

	m->periods = tc_grow(m->periods, m->period_count + 1, sizeof(*p));
	p = &m->periods[m->period_count++];
	*p = (struct period){ .from = INT64_MIN,
			      .to = INT64_MAX,
			      .base.above = INT64_MAX,
			      .fast.above = INT64_MAX,
			      .line = reader_line(in) };
	if (!reader_enter(in, true))
		return false;
	while ((key = reader_key(in, period_keys, &seen)) >= 0)
		if (!take_period_key(in, key, p))
			return false;
	return key == READER_END && whole_rate(in, period_keys, seen, p->line);
}

static bool take_periods(struct reader *in, struct model *m)
{
	if (!reader_enter(in, false))
		return false;
	while (tc_scan_item(&in->scan))
		if (!take_period(in, m))
			return false;
	return in->scan.error == TC_SCAN_OK;
}

/* Every source a model names is one of the file's. */
static bool take_model_sources(struct reader *in, const struct rates *r)
{
	char **named = NULL;
	size_t count = 0, i, j;
	bool good = reader_texts(in, &named, &count);

	for (i = 0; good && i < count; i++) {
		for (j = 0; j < r->source_count; j++)
			if (strcmp(named[i], r->sources[j].key) == 0)
				break;
		if (j == r->source_count)
			good = rates_fail(in->error, reader_line(in),
					  "source '%s'%s is not among 'sources', "
					  "which come before 'models'",
					  named[i], in->of);
	}
	for (i = 0; i < count; i++)
		free(named[i]);
	free(named);
	return good;
}

enum {
	MODEL_ID,
	MODEL_PERIODS,
	MODEL_DISPLAY,
	MODEL_ALIASES,
	MODEL_RELEASED,
	MODEL_SOURCES
};
static const char *const model_keys[] = { "id",       "periods", "display", "aliases",
					  "released", "sources", NULL };

static bool take_model_key(struct reader *in, int key, struct model *m)
{
	switch (key) {
	case MODEL_ID:
		if (!reader_id(in, &m->id))
			return false;
		snprintf(in->of, sizeof(in->of), " of %s", m->id);
		return true;
	case MODEL_PERIODS:
		return take_periods(in, m);
	case MODEL_DISPLAY:
		return reader_text(in, &m->display);
	case MODEL_ALIASES:
		return reader_texts(in, &m->aliases, &m->alias_count);
	case MODEL_RELEASED:
		return reader_day(in, &m->released);
	default:
		return take_model_sources(in, m->rates);
	}
}

bool reader_model(struct reader *in, struct rates *r)
{
	unsigned seen = 0;
	struct model *m;
	int key;

	r->models = tc_grow(r->models, r->model_count + 1, sizeof(*m));
	m = &r->models[r->model_count++];
	*m = (struct model){ .rates = r, .released = INT64_MAX, .line = reader_line(in) };
	snprintf(in->of, sizeof(in->of), " of model %zu", r->model_count);
	if (!reader_enter(in, true))
		return false;
	m->text.p = in->value;
	while ((key = reader_key(in, model_keys, &seen)) >= 0)
		if (!take_model_key(in, key, m))
			return false;
	m->text.n = (size_t)(in->scan.p - m->text.p);
	m->text.p = r->text + (m->text.p - in->text);
	return key == READER_END &&
	       reader_has(in, model_keys, seen, BIT(MODEL_ID) | BIT(MODEL_PERIODS),
			  m->line);
}
