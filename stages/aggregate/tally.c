/* The state of a run: the groups of every set, and what they share. */
#include "aggregate/tally.h"

#include <stdlib.h>

#include "lib/report.h"

void aggregate_tally_init(struct tally *tally, struct question *question)
{
	*tally = (struct tally){ .question = question, .sessions = tc_intern_new() };
	tally->tables = tc_alloc(question->set_count, sizeof(*tally->tables));
}

void aggregate_tally_release(struct tally *tally)
{
	for (size_t i = 0; i < tally->question->set_count; i++)
		aggregate_table_release(&tally->tables[i], tally->question);
	free(tally->tables);
	tc_intern_free(tally->sessions);
	aggregate_block_release(&tally->hours);
}

void aggregate_joint_add(struct joint *joint, struct tc_span value)
{
	if (joint->size - joint->used < value.n + 1) {
		joint->size = 2 * joint->size + value.n + 1;
		joint->text = tc_grow(joint->text, joint->size, 1);
	}
	memcpy(joint->text + joint->used, value.p, value.n);
	joint->used += value.n;
	joint->text[joint->used++] = '\n';
}

bool aggregate_tally_reject(struct tally *tally, struct tc_span reason, int64_t count)
{
	struct question *q = tally->question;
	const struct set *set = &q->sets[q->set_count - 1];
	struct reading one = { .ts = TC_TIME_NONE, .values = { count } };
	struct joint key = { 0 };
	struct group *group;

	aggregate_joint_add(&key, reason);
	group = aggregate_table_find(&tally->tables[q->set_count - 1],
				     aggregate_joint_span(&key), q);
	free(key.text);
	aggregate_group_add(group, set, q, &one);
	return group->sums[0] == count;
}

/* The text of the block that an hour's text belongs to. */
static void tell_block(const struct tally *tally, struct tc_span hour, char *out)
{
	const struct block_hour *entry;
	int64_t ms = 0;

	tc_time_parse((struct tc_span){ hour.p + 1, hour.n - 2 }, &ms);
	entry = aggregate_block_find(&tally->hours, ms);
	aggregate_period_text(PERIOD_BLOCK, entry ? entry->block : ms, out);
}

static void rekey(const struct tally *tally, const struct set *set,
		  const struct group *group, struct joint *key)
{
	key->used = 0;
	for (size_t i = 0; i < set->key_count; i++) {
		const struct key *k = &tally->question->keys[set->keys[i]];
		struct tc_span value = aggregate_group_key(group, i);
		char text[AGGREGATE_PERIOD_SIZE];

		if (k->type == KEY_PERIOD && k->period == PERIOD_BLOCK &&
		    value.p[0] == '"') {
			tell_block(tally, value, text);
			value.p = text;
		}
		aggregate_joint_add(key, value);
	}
}

/* Groups of hours become groups of blocks. */
static void settle_blocks(struct tally *tally, size_t set)
{
	struct table hours = tally->tables[set];
	struct question *q = tally->question;
	struct joint key = { 0 };

	tally->tables[set] = (struct table){ 0 };
	for (size_t i = 0; i < hours.size; i++) {
		struct group *group;

		if (!hours.list[i])
			continue;
		rekey(tally, &q->sets[set], hours.list[i], &key);
		group = aggregate_table_find(&tally->tables[set],
					     aggregate_joint_span(&key), q);
		aggregate_group_merge(group, hours.list[i], q);
	}
	free(key.text);
	aggregate_table_release(&hours, q);
}

static bool by_block(const struct question *q, const struct set *set)
{
	for (size_t i = 0; i < set->key_count; i++) {
		const struct key *key = &q->keys[set->keys[i]];

		if (key->type == KEY_PERIOD && key->period == PERIOD_BLOCK)
			return true;
	}
	return false;
}

void aggregate_tally_settle(struct tally *tally, bool blocks)
{
	struct question *q = tally->question;

	aggregate_block_settle(&tally->hours);
	for (size_t i = 0; i < q->set_count; i++) {
		struct table *table = &tally->tables[i];

		if (blocks && by_block(q, &q->sets[i]))
			settle_blocks(tally, i);
		if (q->sets[i].key_count == 0)
			aggregate_table_find(table, TC_SPAN(""), q);
		for (size_t j = 0; j < table->size; j++)
			if (table->list[j])
				aggregate_distinct_settle(&table->list[j]->sessions);
	}
}
