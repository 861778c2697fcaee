/* The groups of a grouping set, and what they have summed. */
#include "aggregate/group.h"

#include <stdlib.h>

#include "lib/report.h"

#define TABLE_SIZE 64

static void make_room(struct table *table, uint32_t number)
{
	size_t size = table->size ? table->size : TABLE_SIZE;

	while (size <= number)
		size *= 2;
	if (size == table->size)
		return;
	table->list = tc_grow(table->list, size, sizeof(*table->list));
	memset(table->list + table->size, 0, (size - table->size) * sizeof(*table->list));
	table->size = size;
}

static struct group *group_new(struct tc_span key, const struct question *q)
{
	struct group *group = tc_alloc(1, sizeof(*group));

	group->key = key;
	group->first = group->last = TC_TIME_NONE;
	if (q->quantile_count)
		group->sketches = tc_alloc(q->quantile_count, sizeof(*group->sketches));
	return group;
}

struct group *aggregate_table_find(struct table *table, struct tc_span key,
				   const struct question *q)
{
	uint32_t number;

	/* Neighbours in time are mostly of one group. */
	if (table->recent && tc_span_is(table->recent->key, key))
		return table->recent;
	if (!table->keys)
		table->keys = tc_intern_new();
	number = tc_intern(table->keys, key);
	make_room(table, number);
	if (!table->list[number])
		table->list[number] = group_new(tc_intern_text(table->keys, number), q);
	return table->recent = table->list[number];
}

void aggregate_group_release(struct group *group, const struct question *q)
{
	aggregate_distinct_release(&group->sessions);
	for (size_t i = 0; i < q->quantile_count; i++)
		aggregate_sketch_release(&group->sketches[i]);
	free(group->sketches);
}

void aggregate_table_release(struct table *table, const struct question *q)
{
	for (size_t i = 0; i < table->size; i++) {
		if (table->list[i])
			aggregate_group_release(table->list[i], q);
		free(table->list[i]);
	}
	free(table->list);
	if (table->keys)
		tc_intern_free(table->keys);
	*table = (struct table){ 0 };
}

static void widen(struct group *group, int64_t first, int64_t last)
{
	if (first == TC_TIME_NONE)
		return;
	if (group->first == TC_TIME_NONE || first < group->first)
		group->first = first;
	if (group->last == TC_TIME_NONE || last > group->last)
		group->last = last;
}

void aggregate_group_add(struct group *group, const struct set *set,
			 const struct question *q, const struct reading *reading)
{
	widen(group, reading->ts, reading->ts);
	group->known |= reading->known;
	for (size_t i = 0; i < set->field_count; i++)
		group->sums[i] += reading->values[i];
	if (reading->session)
		aggregate_distinct_add(&group->sessions, reading->session);
	for (size_t i = 0; i < q->quantile_count; i++)
		if (reading->quantiles_known >> i & 1)
			aggregate_sketch_add(&group->sketches[i], reading->quantiles[i]);
}

void aggregate_group_merge(struct group *group, const struct group *other,
			   const struct question *q)
{
	widen(group, other->first, other->last);
	group->known |= other->known;
	for (size_t i = 0; i < AGGREGATE_FIELDS; i++)
		group->sums[i] += other->sums[i];
	aggregate_distinct_merge(&group->sessions, &other->sessions);
	for (size_t i = 0; i < q->quantile_count; i++)
		aggregate_sketch_merge(&group->sketches[i], &other->sketches[i]);
}

struct tc_span aggregate_group_key(const struct group *group, size_t i)
{
	const char *p = group->key.p, *end = p + group->key.n, *lf;

	for (; (lf = memchr(p, '\n', (size_t)(end - p))) && i > 0; i--)
		p = lf + 1;
	return (struct tc_span){ p, (size_t)(lf - p) };
}

bool aggregate_group_number(const struct group *group, const struct set *set, size_t i,
			    tc_int128 *number)
{
	*number = group->sums[i];
	switch (set->fields[i].type) {
	case FIELD_MONEY:
		return group->known >> i & 1;
	case FIELD_SESSIONS:
		*number = (tc_int128)group->sessions.count;
		return true;
	case FIELD_FIRST:
		*number = group->first;
		return group->first != TC_TIME_NONE;
	case FIELD_LAST:
		*number = group->last;
		return group->last != TC_TIME_NONE;
	default:
		return true;
	}
}
