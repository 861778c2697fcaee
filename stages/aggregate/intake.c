/* Records into groups. */
#include "aggregate/intake.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"

void aggregate_intake_init(struct intake *in, struct tally *tally, struct tc_pipe *pipe,
			   struct period_clock clock, int64_t now)
{
	struct question *q = tally->question;
	struct tc_record *record = pipe->record;
	const struct set *set = &q->sets[0];

	*in = (struct intake){ .tally = tally,
			       .pipe = pipe,
			       .clock = clock,
			       .kind = tc_span_of(q->of),
			       .session = { .type = KEY_FIELD } };
	in->blocks = aggregate_question_has(q, PERIOD_BLOCK);
	in->kind_slot = tc_record_slot(record, "kind");
	in->ts_slot = tc_record_slot(record, "ts");
	in->of_slot = tc_record_slot(record, "of");
	in->count_slot = tc_record_slot(record, "count");
	in->session.slot = tc_record_slot(record, "session");
	in->reason = &q->keys[q->sets[q->set_count - 1].keys[0]];
	for (size_t i = 0; i < set->field_count; i++)
		if (set->fields[i].source)
			in->field_slots[i] =
				tc_record_slot(record, set->fields[i].source);
	for (size_t i = 0; i < q->quantile_count; i++)
		in->quantile_slots[i] = tc_record_slot(record, q->quantiles[i].field);
	for (size_t i = 0; i < q->key_count; i++)
		aggregate_key_ready(&q->keys[i], record, now);
	aggregate_merge_init(&in->merge, q, tally, pipe);
}

void aggregate_intake_release(struct intake *in)
{
	aggregate_merge_release(&in->merge);
	aggregate_key_release(&in->session);
	free(in->joint.text);
}

/* A whole number >= 0 or an amount. True, with *known false, for null and nothing. */
static bool read_number(const struct tc_record *record, unsigned slot, bool money,
			tc_int128 *number, bool *known)
{
	int64_t count;

	*known = true;
	if (money && tc_record_money(record, slot, number))
		return true;
	if (!money && tc_record_integer(record, slot, &count) && count >= 0) {
		*number = count;
		return true;
	}
	*known = false;
	*number = 0;
	return tc_record_type(record, slot) <= TC_NULL;
}

/* What one field adds. False when it is not what it should be. */
static bool read_field(struct intake *in, size_t i, enum field_type type)
{
	struct reading *reading = &in->reading;
	const struct tc_record *record = in->pipe->record;
	unsigned slot = in->field_slots[i];
	tc_int128 *value = &reading->values[i];
	bool known;

	switch (type) {
	case FIELD_COUNT:
	case FIELD_MONEY:
		if (!read_number(record, slot, type == FIELD_MONEY, value, &known))
			return false;
		reading->known |= (uint32_t)known << i;
		return true;
	case FIELD_TRUE:
		*value = tc_record_type(record, slot) == TC_TRUE;
		return true;
	case FIELD_FALSE:
		*value = tc_record_type(record, slot) == TC_FALSE;
		return true;
	case FIELD_UNKNOWN:
		*value = tc_record_type(record, slot) <= TC_NULL;
		return true;
	case FIELD_RECORDS:
		*value = 1;
		return true;
	default: /* kept apart: sessions, times */
		return true;
	}
}

static int64_t saturate(tc_int128 number)
{
	if (number > INT64_MAX)
		return INT64_MAX;
	return number < INT64_MIN ? INT64_MIN : (int64_t)number;
}

/* Reads all numbers. The name of the first that is none, NULL when all are well. */
static const char *read_numbers(struct intake *in)
{
	const struct question *q = in->tally->question;
	struct reading *reading = &in->reading;

	reading->known = reading->quantiles_known = 0;
	for (size_t i = 0; i < q->sets[0].field_count; i++)
		if (!read_field(in, i, q->sets[0].fields[i].type))
			return q->sets[0].fields[i].source;
	for (size_t i = 0; i < q->quantile_count; i++) {
		tc_int128 number;
		bool known;

		if (!read_number(in->pipe->record, in->quantile_slots[i],
				 q->quantiles[i].money, &number, &known))
			return q->quantiles[i].field;
		reading->quantiles[i] = saturate(number);
		reading->quantiles_known |= (uint32_t)known << i;
	}
	return NULL;
}

/* Leaves the current record out; says so once for each reason. */
static void leave_out(struct intake *in, const char *field, const char *cause)
{
	char reason[256];
	struct tc_writer text;

	snprintf(reason, sizeof(reason), "'%.200s' %s", field, cause);
	tc_writer_init(&text, -1, "a reason");
	tc_write_string(&text, tc_span_of(reason));
	in->pipe->rejects++;
	if (aggregate_tally_reject(in->tally, (struct tc_span){ text.buffer, text.used },
				   1))
		tc_warn("%s:%llu: a %s is left out: %s", in->pipe->at.file,
			(unsigned long long)in->pipe->at.number, in->tally->question->of,
			reason);
	free(text.buffer);
}

static bool read_time(const struct intake *in, int64_t *ts)
{
	enum tc_type type = tc_record_type(in->pipe->record, in->ts_slot);

	*ts = TC_TIME_NONE;
	return type <= TC_NULL ||
	       tc_time_parse(tc_record_string(in->pipe->record, in->ts_slot), ts);
}

static uint32_t session_of(struct intake *in)
{
	struct tc_span raw = tc_record_raw(in->pipe->record, in->session.slot);

	if (tc_record_type(in->pipe->record, in->session.slot) <= TC_NULL)
		return 0;
	if (in->reading.session == 0 || !tc_span_is(raw, in->session_text)) {
		aggregate_key_take_field(&in->session, in->pipe->record);
		in->reading.session = tc_intern(in->tally->sessions, in->session.value);
		in->session_text =
			tc_intern_text(in->tally->sessions, in->reading.session);
	}
	return in->reading.session;
}

/* Adds what was read to a group of each set. */
static void add(struct intake *in)
{
	struct question *q = in->tally->question;

	for (size_t i = 0; i < q->key_count; i++)
		aggregate_key_take(&q->keys[i], in->pipe->record, in->pipe->line,
				   in->reading.ts, &in->clock);
	for (size_t i = 0; i + 1 < q->set_count; i++) { /* the last is the rejects' */
		const struct set *set = &q->sets[i];
		struct group *group;

		in->joint.used = 0;
		for (size_t j = 0; j < set->key_count; j++)
			aggregate_joint_add(&in->joint, q->keys[set->keys[j]].value);
		group = aggregate_table_find(&in->tally->tables[i],
					     aggregate_joint_span(&in->joint), q);
		aggregate_group_add(group, set, q, &in->reading);
	}
}

static void take(struct intake *in)
{
	const struct question *q = in->tally->question;
	bool all_times = q->since == INT64_MIN && q->until == INT64_MAX;
	int64_t ts;
	const char *field;

	if (!read_time(in, &ts)) {
		leave_out(in, "ts", "is no time");
		return;
	}
	if (in->blocks && ts != TC_TIME_NONE)
		aggregate_block_see(&in->tally->hours, ts, ts);
	if (!all_times && ts == TC_TIME_NONE) {
		leave_out(in, "ts", "is not known, and a range is asked for");
		return;
	}
	if (!all_times && (ts < q->since || ts >= q->until))
		return;
	field = read_numbers(in);
	if (field) {
		leave_out(in, field, "is no number that can be summed");
		return;
	}
	in->reading.ts = ts;
	in->reading.session = session_of(in);
	add(in);
}

/* A reject, or a row of many: tc-archive get --rejects. */
static void take_rejects(struct intake *in, int64_t count)
{
	aggregate_key_take_field(in->reason, in->pipe->record);
	aggregate_tally_reject(in->tally, in->reason->value, count);
}

static bool are_rejects(struct intake *in, int64_t *count)
{
	struct tc_record *record = in->pipe->record;

	return tc_span_is(tc_record_string(record, in->of_slot), TC_SPAN("reject")) &&
	       tc_record_integer(record, in->count_slot, count) && *count > 0;
}

void aggregate_intake_record(struct intake *in)
{
	int64_t count;

	struct tc_span kind = tc_record_string(in->pipe->record, in->kind_slot);

	if (tc_span_is(kind, in->kind)) {
		take(in);
	} else if (tc_span_is(kind, TC_SPAN("reject"))) {
		take_rejects(in, 1);
	} else if (tc_span_is(kind, TC_SPAN("rollup")) && are_rejects(in, &count)) {
		take_rejects(in, count);
	} else if (tc_span_is(kind, TC_SPAN("partial"))) {
		aggregate_merge_record(&in->merge);
	}
}
