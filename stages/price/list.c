/* The rates of the tables as records, and a table's check. */
#include "lib/money.h"
#include "lib/time.h"
#include "price/command.h"
#include "price/tariff.h"

static void write_text(struct tc_writer *w, const char *lead, const char *text)
{
	tc_write_bytes(w, lead, strlen(lead));
	if (text)
		tc_write_string(w, tc_span_of(text));
	else
		tc_write_literal(w, "null");
}

static void write_day(struct tc_writer *w, const char *lead, int64_t day)
{
	char text[TC_TIME_SIZE] = "";

	if (day != INT64_MIN && day != INT64_MAX) {
		tc_time_format(day * TC_DAY_MS, text);
		text[10] = '\0';
	}
	write_text(w, lead, *text ? text : NULL);
}

/* A rate in USD per million tokens: a millionth of the rate in pico-dollars per token. */
static void write_rate(struct tc_writer *w, const char *lead, int64_t pico)
{
	char text[TC_MONEY_SIZE];

	tc_write_bytes(w, lead, strlen(lead));
	tc_write_bytes(w, text, tc_money_format((tc_int128)pico * 1000, text));
}

/* What else a call may be priced by. */
static void write_rules(struct tc_writer *w, const struct rates_rules *rules)
{
	char text[TC_MONEY_SIZE];

	tc_write_literal(w, ",\"web_search_usd\":");
	tc_write_bytes(w, text, tc_money_format(rules->web_search / 1000, text));
	tc_write_literal(w, ",\"batch_percent\":");
	tc_write_integer(w, rules->batch_percent);
	tc_write_literal(w, ",\"geo_us_percent\":");
	tc_write_integer(w, rules->geo_percent);
	tc_write_literal(w, ",\"regional_percent\":");
	tc_write_integer(w, rules->regional_percent);
}

static void write_row(struct tc_writer *w, const struct model *m, struct period *p,
		      unsigned flags)
{
	const struct band *band = flags & TARIFF_FAST ? &p->fast : &p->base;
	const struct rate *rate = tariff_rate(p, flags);

	tc_write_literal(w, "{\"kind\":\"rate\",\"id\":");
	tc_write_span(w, tariff_get(m, p, flags)->id);
	write_text(w, ",\"table\":", m->rates->name);
	write_text(w, ",\"version\":", m->rates->version);
	write_text(w, ",\"hash\":", m->rates->hash);
	write_text(w, ",\"model\":", m->id);
	write_text(w, ",\"display\":", m->display);
	write_day(w, ",\"released\":", m->released);
	write_day(w, ",\"from\":", p->from);
	write_day(w, ",\"to\":", p->to);
	write_text(w, ",\"speed\":", flags & TARIFF_FAST ? "fast" : "standard");
	tc_write_literal(w, ",\"prompt_tokens_gt\":");
	tc_write_integer(w, flags & TARIFF_LONG ? band->above : 0);
	write_rate(w, ",\"input_usd_per_mtok\":", rate->input);
	write_rate(w, ",\"output_usd_per_mtok\":", rate->output);
	write_rate(w, ",\"cache_write_5m_usd_per_mtok\":", rate->cache_write_5m);
	write_rate(w, ",\"cache_write_1h_usd_per_mtok\":", rate->cache_write_1h);
	write_rate(w, ",\"cache_read_usd_per_mtok\":", rate->cache_read);
	write_rules(w, &m->rates->rules);
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

static void write_band(struct tc_writer *w, const struct model *m, struct period *p,
		       unsigned flags)
{
	const struct band *band = flags & TARIFF_FAST ? &p->fast : &p->base;

	write_row(w, m, p, flags);
	if (band->above != INT64_MAX)
		write_row(w, m, p, flags | TARIFF_LONG);
}

void command_list(const struct book *b, struct tc_writer *w)
{
	for (size_t i = 0; i < b->count; i++) {
		const struct rates *r = b->tables[i];

		for (size_t j = 0; j < r->model_count; j++) {
			const struct model *m = &r->models[j];

			if (book_model(b, tc_span_of(m->id)) != m)
				continue; /* another table stands in for it */
			for (size_t k = 0; k < m->period_count; k++) {
				write_band(w, m, &m->periods[k], 0);
				if (m->periods[k].has_fast)
					write_band(w, m, &m->periods[k], TARIFF_FAST);
			}
		}
	}
}

void command_check(const char *file, struct tc_writer *w)
{
	struct rates *r = book_read_table(file, TC_EXIT_NOT_WELL);

	tc_write_span(w, tc_span_of(file));
	tc_write_literal(w, ": good, ");
	tc_write_unsigned(w, r->model_count);
	tc_write_span(w,
		      r->model_count == 1 ? TC_SPAN(" model, ") : TC_SPAN(" models, "));
	tc_write_span(w, tc_span_of(r->name));
	tc_write_literal(w, "/");
	tc_write_span(w, tc_span_of(r->version));
	tc_write_literal(w, "/");
	tc_write_span(w, tc_span_of(r->hash));
	tc_writer_end(w);
	rates_free(r);
}
