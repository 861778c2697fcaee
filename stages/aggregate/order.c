/* In which order rows come, and how many. */
#include "aggregate/order.h"

#include <stdlib.h>

#include "lib/report.h"

/* Where a set has the column to sort by. */
struct rule {
	const struct set *set;
	enum {
		NOWHERE,
		IN_KEYS,
		IN_FIELDS,
		IN_QUANTILES,
	} where;
	size_t at;
	unsigned share; /* of a quantile */
	bool descending;
};

/* qsort(3) hands on nothing but the two it compares. */
struct row {
	struct group *group;
	const struct rule *rule;
};

void aggregate_order_read(struct order *order, const char *text)
{
	size_t n = strcspn(text, ":");
	const char *direction = text + n;

	free(order->column);
	order->column = tc_copy(text, n);
	if (strcmp(direction, ":asc") == 0)
		order->direction = ASCENDING;
	else if (strcmp(direction, ":desc") == 0)
		order->direction = DESCENDING;
	else if (*direction)
		tc_die(TC_EXIT_USAGE, "--sort: '%s' is neither asc nor desc",
		       direction + 1);
}

void aggregate_order_release(struct order *order)
{
	free(order->column);
	*order = (struct order){ 0 };
}

static struct rule rule_of(const struct order *order, const struct question *q,
			   const struct set *set)
{
	struct rule rule = { .set = set };
	bool usual = order->direction == AS_USUAL;

	for (size_t i = 0; order->column && i < set->field_count; i++) {
		if (strcmp(set->fields[i].name, order->column) == 0) {
			rule.where = IN_FIELDS;
			rule.at = i;
			usual &= set->fields[i].type < FIELD_FIRST;
		}
	}
	for (size_t i = 0; order->column && i < q->quantile_count; i++) {
		for (size_t j = 0; j < q->quantiles[i].count; j++) {
			if (strcmp(q->quantiles[i].columns[j], order->column) == 0) {
				rule.where = IN_QUANTILES;
				rule.at = i;
				rule.share = q->quantiles[i].shares[j];
			}
		}
	}
	for (size_t i = 0; order->column && i < set->key_count; i++) {
		if (strcmp(q->keys[set->keys[i]].name, order->column) == 0) {
			rule.where = IN_KEYS;
			rule.at = i;
			usual = false;
		}
	}
	rule.descending = usual || order->direction == DESCENDING;
	return rule;
}

void aggregate_order_check(const struct order *order, const struct question *q)
{
	if (!order->column)
		return;
	for (size_t i = 0; i + 1 < q->set_count; i++)
		if (rule_of(order, q, &q->sets[i]).where != NOWHERE)
			return;
	tc_die(TC_EXIT_USAGE, "--sort: no row has a column '%s'", order->column);
}

static bool number_of(const struct rule *rule, const struct group *group,
		      tc_int128 *number)
{
	int64_t value = 0;
	bool known;

	if (rule->where == IN_FIELDS)
		return aggregate_group_number(group, rule->set, rule->at, number);
	known = aggregate_sketch_quantile(&group->sketches[rule->at], rule->share,
					  &value);
	*number = value;
	return known;
}

/* Both known: by size. Else the known one is first, whatever the direction. */
static int number_order(const struct rule *rule, const struct group *a,
			const struct group *b)
{
	tc_int128 x = 0, y = 0;
	bool x_known = number_of(rule, a, &x), y_known = number_of(rule, b, &y);
	int c = (x > y) - (x < y);

	if (!x_known || !y_known)
		return y_known - x_known;
	return rule->descending ? -c : c;
}

static int key_order(const struct rule *rule, const struct group *a,
		     const struct group *b)
{
	struct tc_span x = aggregate_group_key(a, rule->at);
	struct tc_span y = aggregate_group_key(b, rule->at);
	bool null = x.p[0] == 'n' || y.p[0] == 'n';
	int c = aggregate_key_order(x, y);

	return rule->descending && !null ? -c : c;
}

static int row_order(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	const struct rule *rule = a->rule;
	int c = 0;

	if (rule->where == IN_KEYS)
		c = key_order(rule, a->group, b->group);
	else if (rule->where != NOWHERE)
		c = number_order(rule, a->group, b->group);
	for (size_t i = 0; c == 0 && i < rule->set->key_count; i++)
		c = aggregate_key_order(aggregate_group_key(a->group, i),
					aggregate_group_key(b->group, i));
	return c;
}

struct group **aggregate_order_groups(const struct order *order,
				      const struct tally *tally, size_t set,
				      size_t *count)
{
	const struct question *q = tally->question;
	const struct table *table = &tally->tables[set];
	struct rule rule = rule_of(order, q, &q->sets[set]);
	struct row *rows = tc_alloc(table->size, sizeof(*rows));
	struct group **groups;
	size_t n = 0;

	for (size_t i = 0; i < table->size; i++)
		if (table->list[i])
			rows[n++] = (struct row){ table->list[i], &rule };
	qsort(rows, n, sizeof(*rows), row_order);
	if (order->top > 0 && n > (uint64_t)order->top && set + 1 < q->set_count)
		n = (size_t)order->top;
	groups = tc_alloc(n, sizeof(struct group *));
	for (size_t i = 0; i < n; i++)
		groups[i] = rows[i].group;
	free(rows);
	*count = n;
	return groups;
}
