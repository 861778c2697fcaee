/* What one call pays for each token, all modifiers in. */
#include "price/tariff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"
#include "lib/time.h"

const char *const tariff_flags[] = { "nearest",  "fast",       "base_for_fast",
				     "long",     "batch",      "geo_us",
				     "regional", "iterations", NULL };

const struct rate *tariff_rate(const struct period *p, unsigned flags)
{
	const struct band *band = flags & TARIFF_FAST ? &p->fast : &p->base;

	return flags & TARIFF_LONG ? &band->upper : &band->rate;
}

static struct tc_span make_id(const struct model *m, const struct period *p,
			      unsigned flags)
{
	const struct rates *r = m->rates;
	size_t size = strlen(r->name) + strlen(m->id) + 160, n;
	char *id = tc_alloc(size, 1);
	char from[TC_TIME_SIZE];

	n = (size_t)snprintf(id, size, "\"%s/%s/%s/%s", r->name, r->version, r->hash,
			     m->id);
	if (p->from != INT64_MIN) {
		tc_time_format(p->from * TC_DAY_MS, from);
		n += (size_t)snprintf(id + n, size - n, "@%.10s", from);
	}
	for (int i = 0; tariff_flags[i]; i++)
		if (flags & 1u << i)
			n += (size_t)snprintf(id + n, size - n, "+%s", tariff_flags[i]);
	id[n++] = '"';
	return (struct tc_span){ id, n };
}

static struct tariff *make(const struct model *m, const struct period *p, unsigned flags)
{
	const struct rates_rules *rules = &m->rates->rules;
	const struct rate *rate = tariff_rate(p, flags);
	struct tariff *t = tc_alloc(1, sizeof(*t));
	int64_t by = flags & TARIFF_BATCH ? rules->batch_percent : 100;

	if (flags & TARIFF_GEO_US)
		by *= rules->geo_percent;
	else
		by *= flags & TARIFF_REGIONAL ? rules->regional_percent : 100;
	t->input = rate->input * by;
	t->output = rate->output * by;
	t->cache_write_5m = rate->cache_write_5m * by;
	t->cache_write_1h = rate->cache_write_1h * by;
	t->cache_read = rate->cache_read * by;
	t->web_search = rules->web_search * GRAINS_PER_PICO;
	t->id = make_id(m, p, flags);
	return t;
}

const struct tariff *tariff_get(const struct model *m, struct period *p, unsigned flags)
{
	if (!p->tariffs)
		p->tariffs = tc_alloc(TARIFF_COUNT, sizeof(*p->tariffs));
	if (!p->tariffs[flags])
		p->tariffs[flags] = make(m, p, flags);
	return p->tariffs[flags];
}

void tariffs_free(struct period *p)
{
	for (unsigned i = 0; p->tariffs && i < TARIFF_COUNT; i++) {
		if (!p->tariffs[i])
			continue;
		free((char *)(uintptr_t)p->tariffs[i]->id.p);
		free(p->tariffs[i]);
	}
	free(p->tariffs);
}

void cost_add(struct cost *c, const struct tariff *t, const struct counts *n)
{
	c->input += (tc_int128)n->input * t->input;
	c->output += (tc_int128)n->output * t->output;
	c->cache_write += (tc_int128)n->cache_write_5m * t->cache_write_5m +
			  (tc_int128)n->cache_write_1h * t->cache_write_1h;
	c->cache_read += (tc_int128)n->cache_read * t->cache_read;
	c->web_search += (tc_int128)n->web_search * t->web_search;
	c->saved += (tc_int128)n->cache_read * (t->input - t->cache_read) -
		    (tc_int128)n->cache_write_5m * (t->cache_write_5m - t->input) -
		    (tc_int128)n->cache_write_1h * (t->cache_write_1h - t->input);
}
