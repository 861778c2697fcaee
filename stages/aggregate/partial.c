/* A tally as lines, to be merged with others. */
#include "aggregate/partial.h"

#include <stdlib.h>

#include "aggregate/row.h"

static void write_instant(struct tc_writer *w, const char *name, int64_t ms)
{
	aggregate_row_name(w, name);
	tc_write_literal(w, "\"");
	tc_time_format(ms, tc_writer_room(w, TC_TIME_SIZE));
	tc_writer_took(w, TC_TIME_SIZE);
	tc_write_literal(w, "\"");
}

static int span_order(const void *a, const void *b)
{
	const struct tc_span *x = a, *y = b;

	return tc_span_order(*x, *y);
}

static void write_sessions(const struct tally *tally, const struct group *group,
			   struct tc_writer *w)
{
	size_t n = group->sessions.count;
	struct tc_span *texts = tc_alloc(n, sizeof(*texts));

	for (size_t i = 0; i < n; i++)
		texts[i] = tc_intern_text(tally->sessions, group->sessions.numbers[i]);
	qsort(texts, n, sizeof(*texts), span_order);
	tc_write_literal(w, "[");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			tc_write_literal(w, ",");
		tc_write_span(w, texts[i]);
	}
	tc_write_literal(w, "]");
	free(texts);
}

static void write_sketch(const struct quantile *quantile, const struct sketch *sketch,
			 struct tc_writer *w)
{
	aggregate_row_name(w, quantile->sketch);
	tc_write_literal(w, "[");
	if (sketch->count) {
		tc_write_integer(w, sketch->least);
		tc_write_literal(w, ",");
		tc_write_integer(w, sketch->greatest);
	}
	for (size_t i = 0; i < sketch->count; i++) {
		tc_write_literal(w, ",");
		tc_write_integer(w, sketch->buckets[i].index);
		tc_write_literal(w, ",");
		tc_write_unsigned(w, sketch->buckets[i].count);
	}
	tc_write_literal(w, "]");
}

static void write_group(const struct tally *tally, const struct set *set,
			const struct group *group, struct tc_writer *w)
{
	const struct question *q = tally->question;

	tc_write_literal(w, "{\"kind\":\"partial\"");
	aggregate_row_head(tally, set, group, w);
	for (size_t i = 0; i < set->field_count; i++) {
		aggregate_row_name(w, set->fields[i].name);
		if (set->fields[i].type == FIELD_SESSIONS)
			write_sessions(tally, group, w);
		else
			aggregate_row_value(set, group, i, w);
	}
	for (size_t i = 0; i < q->quantile_count && set->of == q->of; i++)
		write_sketch(&q->quantiles[i], &group->sketches[i], w);
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

static void write_hour(const struct block_hour *hour, struct tc_writer *w)
{
	tc_write_literal(w, "{\"kind\":\"partial\",\"of\":\"hour\"");
	write_instant(w, "first_ts", hour->first);
	write_instant(w, "last_ts", hour->last);
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

void aggregate_partial_write(const struct tally *tally, struct tc_writer *w)
{
	const struct question *q = tally->question;
	const struct order order = { 0 };

	tc_write_literal(w, "{\"kind\":\"partial\",\"of\":\"question\",\"arguments\":");
	tc_write_span(w, tc_span_of(q->arguments));
	tc_write_literal(w, "}");
	tc_writer_end(w);
	for (size_t i = 0; i < tally->hours.count; i++)
		write_hour(&tally->hours.list[i], w);
	for (size_t set = 0; set < q->set_count; set++) {
		size_t count;
		struct group **groups =
			aggregate_order_groups(&order, tally, set, &count);

		for (size_t i = 0; i < count; i++)
			write_group(tally, &q->sets[set], groups[i], w);
		free(groups);
	}
}
