/* One call's price: which tariff holds, and the arithmetic. */
#include "price/pricer.h"

#include <stdlib.h>
#include <uthash.h>

#include "lib/report.h"
#include "lib/time.h"
#include "price/request.h"
#include "price/summary.h"

struct pricer {
	struct pricer_settings settings;
	struct book book;
	struct request_slots slots;
	struct called *called; /* every model name seen, a uthash */
	struct called *last;
	struct part one, *parts; /* parts: of a request with iterations */
	struct counts *iterations;
	struct summary summary;
};

struct pricer *pricer_new(const struct pricer_settings *settings, struct tc_record *r)
{
	struct pricer *p = tc_alloc(1, sizeof(*p));

	p->settings = *settings;
	book_open(&p->book, settings->rates);
	request_slots(&p->slots, r);
	return p;
}

void pricer_free(struct pricer *p)
{
	struct called *c, *next;

	HASH_ITER(hh, p->called, c, next)
	{
		HASH_DEL(p->called, c);
		free(c->name);
		free(c);
	}
	summary_release(&p->summary);
	free(p->parts);
	free(p->iterations);
	book_close(&p->book);
	free(p);
}

static struct called *find_called(struct pricer *p, struct tc_span name)
{
	struct called *c;

	HASH_FIND(hh, p->called, name.p, name.n, c);
	if (!c) {
		c = tc_alloc(1, sizeof(*c));
		c->name = tc_copy(name.p, name.n);
		c->size = name.n;
		c->model = book_find(&p->book, name, &c->read);
		c->plain = !memchr(name.p, '\\', name.n);
		c->synthetic = tc_span_is(name, TC_SPAN("<synthetic>"));
		HASH_ADD_KEYPTR(hh, p->called, c->name, c->size, c);
	}
	return c;
}

/* NULL without a model. Most often it is that of the call before, in the same letters. */
static struct called *called_of(struct pricer *p, struct tc_record *r)
{
	struct tc_span raw = tc_record_raw(r, p->slots.model);
	struct called *last = p->last;

	if (tc_record_type(r, p->slots.model) != TC_STRING)
		return NULL;
	if (last && last->plain && raw.n == last->size + 2 &&
	    memcmp(raw.p + 1, last->name, last->size) == 0)
		return last;
	return p->last = find_called(p, tc_record_string(r, p->slots.model));
}

static bool starts_with(struct tc_span s, struct tc_span head)
{
	return s.n >= head.n && memcmp(s.p, head.p, head.n) == 0;
}

/* id: raw, with its quotes */
static bool is_regional(const struct pricer *p, const struct called *c, struct tc_span id)
{
	int deployment = p->settings.deployment;

	if (deployment == DEPLOYMENT_UNKNOWN)
		deployment = (int)c->read.deployment;
	if (deployment == DEPLOYMENT_UNKNOWN &&
	    (starts_with(id, TC_SPAN("\"msg_bdrk_")) ||
	     starts_with(id, TC_SPAN("\"msg_vrtx_"))))
		deployment = DEPLOYMENT_BEDROCK; /* or Vertex: the rule is the same */
	if (deployment == DEPLOYMENT_UNKNOWN || deployment == DEPLOYMENT_DIRECT)
		return false;
	return c->read.region == REGION_UNKNOWN ? p->settings.regional
						: c->read.region == REGION_REGIONAL;
}

static unsigned place_flag(const struct pricer *p, const struct called *c,
			   const struct request *q, struct tc_span id)
{
	const struct rates_rules *rules = &c->model->rates->rules;
	int64_t released = c->model->released;

	if (released == INT64_MAX)
		return 0;
	if (q->geo_us && q->day >= rules->geo_from && released >= rules->geo_released)
		return TARIFF_GEO_US;
	if (released >= rules->regional_released && is_regional(p, c, id))
		return TARIFF_REGIONAL;
	return 0;
}

static bool is_long(const struct period *p, unsigned flags, const struct counts *n)
{
	const struct band *band = flags & TARIFF_FAST ? &p->fast : &p->base;
	tc_int128 prompt = (tc_int128)n->input + n->cache_write_5m + n->cache_write_1h +
			   n->cache_read;

	return band->above != INT64_MAX && prompt > band->above;
}

static void price_parts(struct priced *out, struct period *period, struct part *parts,
			size_t count)
{
	struct cost c = { 0 };
	const tc_int128 *exact[] = { &c.input,      &c.output,     &c.cache_write,
				     &c.cache_read, &c.web_search, NULL };
	unsigned flags = 0;

	for (size_t i = 0; i < count; i++) {
		if (is_long(period, parts[i].flags, &parts[i].counts))
			parts[i].flags |= TARIFF_LONG;
		parts[i].tariff = tariff_get(out->model, period, parts[i].flags);
		cost_add(&c, parts[i].tariff, &parts[i].counts);
		flags |= parts[i].flags;
	}
	for (int i = 0; exact[i]; i++)
		out->nano[AMOUNT_INPUT + i] = tc_money_round(*exact[i], GRAINS_PER_NANO);
	out->exact = c.input + c.output + c.cache_write + c.cache_read + c.web_search;
	out->nano[AMOUNT_COST] = tc_money_round(out->exact, GRAINS_PER_NANO);
	out->nano[AMOUNT_IO] = tc_money_round(c.input + c.output, GRAINS_PER_NANO);
	out->nano[AMOUNT_SAVED] = tc_money_round(c.saved, GRAINS_PER_NANO);
	out->id = tariff_get(out->model, period,
			     flags | (count > 1 ? TARIFF_ITERATIONS : 0))
			  ->id;
	out->parts = parts;
	out->part_count = count;
}

/* The request whole, or its iterations; searches go with the first of them. */
static void split(struct pricer *p, const struct tc_record *r, const struct request *q,
		  unsigned flags, size_t *count)
{
	size_t n = request_iterations(&p->slots, r, &q->counts, &p->iterations);

	p->one = (struct part){ .counts = q->counts, .flags = flags };
	*count = 1;
	if (n < 2)
		return;
	p->parts = tc_grow(p->parts, n, sizeof(*p->parts));
	for (size_t i = 0; i < n; i++)
		p->parts[i] = (struct part){ .counts = p->iterations[i], .flags = flags };
	p->parts[0].counts.web_search = q->counts.web_search;
	*count = n;
}

static void calculate(struct pricer *p, struct tc_record *r, struct called *c,
		      const struct request *q, struct priced *out)
{
	bool nearest;
	struct period *period = model_period(c->model, q->day, &nearest);
	unsigned flags = nearest ? TARIFF_NEAREST : 0;
	size_t count;

	if (q->fast)
		flags |= period->has_fast ? TARIFF_FAST : TARIFF_BASE_FOR_FAST;
	if (q->batch && !(flags & TARIFF_FAST))
		flags |= TARIFF_BATCH;
	flags |= place_flag(p, c, q, tc_record_raw(r, p->slots.id));
	out->model = c->model;
	out->period = period;
	split(p, r, q, flags, &count);
	price_parts(out, period, count > 1 ? p->parts : &p->one, count);
	if (period->from != INT64_MIN && period->to == INT64_MAX &&
	    q->day > c->model->rates->version_day)
		c->model->rates->stretched = true;
}

static enum verdict recorded(struct pricer *p, struct tc_record *r, struct priced *out)
{
	bool unreadable;

	if (request_recorded(&p->slots, r, &out->nano[AMOUNT_COST], &unreadable)) {
		out->id = TC_SPAN("\"recorded\"");
		return VERDICT_RECORDED;
	}
	if (!unreadable)
		return VERDICT_NOT_RECORDED;
	summary_unreadable(&p->summary, tc_record_string(r, p->slots.id),
			   "recorded_cost_usd");
	return VERDICT_UNREADABLE;
}

static enum verdict by_table(struct pricer *p, struct tc_record *r, struct called *c,
			     struct priced *out)
{
	struct request q = request_read(&p->slots, r);

	if (q.unreadable) {
		summary_unreadable(&p->summary, tc_record_string(r, p->slots.id),
				   q.unreadable);
		return VERDICT_UNREADABLE;
	}
	if (!c || !c->model) {
		summary_unknown(&p->summary, c);
		return VERDICT_UNKNOWN;
	}
	calculate(p, r, c, &q, out);
	return VERDICT_PRICED;
}

static enum verdict price(struct pricer *p, struct tc_record *r, struct priced *out)
{
	struct called *c = called_of(p, r);
	enum verdict verdict;

	if (c && c->synthetic) {
		out->id = TC_SPAN("\"synthetic\"");
		return VERDICT_SYNTHETIC;
	}
	if (p->settings.mode == MODE_CALCULATE)
		return by_table(p, r, c, out);
	verdict = recorded(p, r, out);
	if (verdict != VERDICT_NOT_RECORDED)
		return verdict;
	if (p->settings.mode == MODE_AUTO)
		return by_table(p, r, c, out);
	p->summary.not_recorded++;
	return VERDICT_NOT_RECORDED;
}

bool pricer_price(struct pricer *p, struct tc_record *r, struct priced *out)
{
	if (!tc_span_is(tc_record_raw(r, p->slots.kind), TC_SPAN("\"call\"")))
		return false;
	*out = (struct priced){ 0 };
	out->verdict = price(p, r, out);
	return true;
}

bool pricer_summary(struct pricer *p, int64_t now)
{
	summary_age(&p->book, now);
	return summary_say(&p->summary, p->called);
}
