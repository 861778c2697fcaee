/* One call's arithmetic, to read. */
#include "price/explain.h"

#include <stdio.h>
#include <string.h>

#define LINE_SIZE 512

static void say(struct tc_writer *w, const char *text)
{
	tc_write_bytes(w, text, strlen(text));
	tc_writer_end(w);
}

/* value / 10^places, without needless zeros. */
static const char *decimal(tc_int128 value, int places, char out[64])
{
	char digits[48];
	int n = (int)tc_int128_format(value < 0 ? -value : value, digits);
	char *p = out;

	while (places > 0 && n > 0 && digits[n - 1] == '0') {
		n--;
		places--;
	}
	if (value < 0)
		*p++ = '-';
	if (n <= places)
		*p++ = '0';
	for (int i = 0; i < n - places; i++)
		*p++ = digits[i];
	if (places > 0)
		*p++ = '.';
	for (int i = n - places; i < n; i++)
		*p++ = i < 0 ? '0' : digits[i];
	*p = '\0';
	return out;
}

static void say_amount(struct tc_writer *w, const char *name, int64_t count,
		       const char *rate, const char *factors, tc_int128 grains)
{
	char line[LINE_SIZE], amount[64];

	snprintf(line, sizeof(line), "  %-22s %12lld x %s%s = %s", name, (long long)count,
		 rate, factors, decimal(grains, 16, amount));
	say(w, line);
}

static void say_tokens(struct tc_writer *w, const char *name, int64_t count,
		       int64_t pico_rate, const char *factors, int64_t grain_rate)
{
	char rate[64], text[72];

	if (!count)
		return;
	snprintf(text, sizeof(text), "%s/M", decimal(pico_rate, 6, rate));
	say_amount(w, name, count, text, factors, (tc_int128)count * grain_rate);
}

/* " x 0.5 x 1.1" */
static void factors_of(const struct model *m, unsigned flags, char out[64])
{
	const struct rates_rules *rules = &m->rates->rules;
	int64_t percents[] = {
		flags & TARIFF_BATCH ? rules->batch_percent : 100,
		flags & TARIFF_GEO_US     ? rules->geo_percent
		: flags & TARIFF_REGIONAL ? rules->regional_percent
					  : 100,
	};
	char number[64];
	size_t n = 0;

	*out = '\0';
	for (size_t i = 0; i < 2; i++)
		if (percents[i] != 100)
			n += (size_t)snprintf(out + n, 64 - n, " x %.20s",
					      decimal(percents[i], 2, number));
}

static void say_part(const struct priced *price, const struct part *part,
		     struct tc_writer *w)
{
	const struct rate *rate = tariff_rate(price->period, part->flags);
	const struct counts *n = &part->counts;
	const struct tariff *t = part->tariff;
	char factors[64], apiece[64];

	factors_of(price->model, part->flags, factors);
	say_tokens(w, "input", n->input, rate->input, factors, t->input);
	say_tokens(w, "output", n->output, rate->output, factors, t->output);
	say_tokens(w, "cache write, 5 minutes", n->cache_write_5m, rate->cache_write_5m,
		   factors, t->cache_write_5m);
	say_tokens(w, "cache write, 1 hour", n->cache_write_1h, rate->cache_write_1h,
		   factors, t->cache_write_1h);
	say_tokens(w, "cache read", n->cache_read, rate->cache_read, factors,
		   t->cache_read);
	if (n->web_search)
		say_amount(w, "web search", n->web_search,
			   decimal(price->model->rates->rules.web_search, 12, apiece), "",
			   (tc_int128)n->web_search * t->web_search);
}

static void say_flags(const struct priced *price, const struct part *part,
		      struct tc_writer *w)
{
	static const char *const meanings[] = {
		"the day lies outside of the table's periods: the nearest one holds",
		"fast: the fast rates replace the base rates",
		"fast, but no fast rate is known for that day: base rates",
		"the whole request goes by the upper tier",
		"batch: a part of the price",
		"inference in the US: a premium on every token",
		"regional endpoint: a premium on every token",
	};
	const struct band *band =
		part->flags & TARIFF_FAST ? &price->period->fast : &price->period->base;
	char line[LINE_SIZE];

	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++) {
		if (!(part->flags & 1u << i))
			continue;
		if (1u << i == TARIFF_LONG)
			snprintf(line, sizeof(line), "  over %lld tokens of prompt: %s",
				 (long long)band->above, meanings[i]);
		else
			snprintf(line, sizeof(line), "  %s", meanings[i]);
		say(w, line);
	}
}

static void say_parts(const struct priced *price, struct tc_writer *w)
{
	char line[LINE_SIZE];

	for (size_t i = 0; i < price->part_count; i++) {
		if (price->part_count > 1) {
			snprintf(line, sizeof(line),
				 "  iteration %zu of %zu, priced alone", i + 1,
				 price->part_count);
			say(w, line);
		}
		say_flags(price, &price->parts[i], w);
		say_part(price, &price->parts[i], w);
	}
}

static void say_total(struct tc_writer *w, const char *key, tc_int128 nano)
{
	char line[LINE_SIZE], amount[TC_MONEY_SIZE];
	int n = (int)tc_money_format(nano, amount);

	snprintf(line, sizeof(line), "  %-22s %.*s", key, n, amount);
	say(w, line);
}

static void say_priced(const struct priced *price, struct tc_writer *w)
{
	char line[LINE_SIZE], exact[64];

	snprintf(line, sizeof(line), "  %.*s", (int)price->id.n - 2, price->id.p + 1);
	say(w, line);
	say_parts(price, w);
	snprintf(line, sizeof(line), "  %-22s %s", "exact sum",
		 decimal(price->exact, 16, exact));
	say(w, line);
	say_total(w, "cost_usd", price->nano[AMOUNT_COST]);
	say_total(w, "cost_io_usd", price->nano[AMOUNT_IO]);
	say_total(w, "saved_usd", price->nano[AMOUNT_SAVED]);
}

void explain_write(const struct priced *price, const struct explained *call,
		   struct tc_writer *w)
{
	char line[LINE_SIZE];

	snprintf(line, sizeof(line), "%.*s, %.*s, %.*s", (int)call->id.n, call->id.p,
		 (int)call->ts.n, call->ts.p, (int)call->model.n, call->model.p);
	say(w, line);
	switch (price->verdict) {
	case VERDICT_PRICED:
		say_priced(price, w);
		break;
	case VERDICT_RECORDED:
		say(w, "  as the record has it (recorded_cost_usd)");
		say_total(w, "cost_usd", price->nano[AMOUNT_COST]);
		break;
	case VERDICT_SYNTHETIC:
		say(w, "  made by Claude Code itself, not by a model: costs nothing");
		say_total(w, "cost_usd", 0);
		break;
	case VERDICT_UNKNOWN:
		say(w, "  no price: no table knows this model");
		break;
	case VERDICT_NOT_RECORDED:
		say(w, "  no price: the record has none (recorded_cost_usd)");
		break;
	case VERDICT_UNREADABLE:
		say(w, "  no price: a count, its time or its recorded cost is no such "
		       "thing");
		break;
	}
}
