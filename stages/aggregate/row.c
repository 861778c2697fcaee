/* Groups as rows. */
#include "aggregate/row.h"

#include <stdlib.h>

void aggregate_row_name(struct tc_writer *w, const char *name)
{
	tc_write_literal(w, ",");
	tc_write_string(w, tc_span_of(name));
	tc_write_literal(w, ":");
}

void aggregate_row_head(const struct tally *tally, const struct set *set,
			const struct group *group, struct tc_writer *w)
{
	aggregate_row_name(w, "of");
	tc_write_string(w, tc_span_of(set->of));
	aggregate_row_name(w, "by");
	tc_write_span(w, tc_span_of(set->by));
	for (size_t i = 0; i < set->key_count; i++) {
		aggregate_row_name(w, tally->question->keys[set->keys[i]].name);
		tc_write_span(w, aggregate_group_key(group, i));
	}
}

static void write_money(struct tc_writer *w, tc_int128 nano)
{
	tc_writer_took(w, tc_money_format(nano, tc_writer_room(w, TC_MONEY_SIZE)));
}

static void write_whole(struct tc_writer *w, tc_int128 number)
{
	tc_writer_took(w, tc_int128_format(number, tc_writer_room(w, TC_MONEY_SIZE)));
}

void aggregate_row_value(const struct set *set, const struct group *group, size_t i,
			 struct tc_writer *w)
{
	enum field_type type = set->fields[i].type;
	tc_int128 number;

	if (!aggregate_group_number(group, set, i, &number)) {
		tc_write_literal(w, "null");
	} else if (type == FIELD_MONEY) {
		write_money(w, number);
	} else if (type == FIELD_FIRST || type == FIELD_LAST) {
		tc_write_literal(w, "\"");
		tc_time_format((int64_t)number, tc_writer_room(w, TC_TIME_SIZE));
		tc_writer_took(w, TC_TIME_SIZE);
		tc_write_literal(w, "\"");
	} else {
		write_whole(w, number);
	}
}

static void write_quantiles(const struct quantile *quantile, const struct sketch *sketch,
			    struct tc_writer *w)
{
	for (size_t i = 0; i < quantile->count; i++) {
		int64_t value;

		aggregate_row_name(w, quantile->columns[i]);
		if (!aggregate_sketch_quantile(sketch, quantile->shares[i], &value))
			tc_write_literal(w, "null");
		else if (quantile->money)
			write_money(w, value);
		else
			write_whole(w, value);
	}
}

static void write_row(const struct tally *tally, const struct set *set,
		      const struct group *group, struct tc_writer *w)
{
	const struct question *q = tally->question;

	tc_write_literal(w, "{\"kind\":\"rollup\"");
	aggregate_row_head(tally, set, group, w);
	for (size_t i = 0; i < set->field_count; i++) {
		aggregate_row_name(w, set->fields[i].name);
		aggregate_row_value(set, group, i, w);
	}
	for (size_t i = 0; i < q->quantile_count && set->of == q->of; i++)
		write_quantiles(&q->quantiles[i], &group->sketches[i], w);
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

void aggregate_rows_write(const struct tally *tally, const struct order *order,
			  struct tc_writer *w)
{
	const struct question *q = tally->question;

	for (size_t set = 0; set < q->set_count; set++) {
		size_t count;
		struct group **groups = aggregate_order_groups(order, tally, set, &count);

		for (size_t i = 0; i < count; i++)
			write_row(tally, &q->sets[set], groups[i], w);
		free(groups);
	}
}
