/* Partials into one tally. */
#include "aggregate/merge.h"

#include <stdlib.h>

#include "aggregate/argument.h"
#include "lib/report.h"
#include "lib/scan.h"

_Noreturn static void damaged(const struct merge *m, const char *cause)
{
	tc_die(TC_EXIT_IO, "%s:%llu: the partial is damaged: %s", m->pipe->at.file,
	       (unsigned long long)m->pipe->at.number, cause);
}

static struct tc_span string_of(const struct merge *m, unsigned slot)
{
	return tc_record_string(m->pipe->record, slot);
}

/* Where the question's columns are in a partial. */
static void find_slots(struct merge *m)
{
	const struct question *q = m->question;
	struct tc_record *record = m->pipe->record;

	m->keys = tc_alloc(q->key_count, sizeof(*m->keys));
	for (size_t i = 0; i < q->key_count; i++)
		m->keys[i] =
			(struct key){ .type = KEY_FIELD,
				      .slot = tc_record_slot(record, q->keys[i].name) };
	m->fields = tc_alloc(q->set_count, sizeof(*m->fields));
	for (size_t i = 0; i < q->set_count; i++)
		for (size_t j = 0; j < q->sets[i].field_count; j++)
			m->fields[i][j] =
				tc_record_slot(record, q->sets[i].fields[j].name);
	for (size_t i = 0; i < q->quantile_count; i++)
		m->sketches[i] = tc_record_slot(record, q->quantiles[i].sketch);
	m->begun = true;
}

static void read_question(struct merge *m)
{
	struct tc_span arguments = tc_record_raw(m->pipe->record, m->arguments);
	struct question *q = m->question;

	if (!q->arguments) {
		if (!aggregate_arguments_read(q, arguments, m->pipe->line))
			damaged(m, "its question cannot be read");
		aggregate_tally_init(m->tally, q);
	} else if (!tc_span_is(arguments, tc_span_of(q->arguments))) {
		tc_warn("%s:%llu: a partial of another question: %.*s", m->pipe->at.file,
			(unsigned long long)m->pipe->at.number, (int)arguments.n,
			arguments.p);
		tc_hint("%s %s",
			m->begun ? "the first one's was" : "the one asked now is",
			q->arguments);
		exit(TC_EXIT_USAGE);
	}
	if (!m->begun)
		find_slots(m);
}

static bool read_instant(const struct merge *m, unsigned slot, int64_t *ts)
{
	*ts = TC_TIME_NONE;
	return tc_record_type(m->pipe->record, slot) == TC_NULL ||
	       tc_time_parse(string_of(m, slot), ts);
}

static void read_hour(struct merge *m)
{
	int64_t first, last;

	if (!read_instant(m, m->first, &first) || !read_instant(m, m->last, &last) ||
	    first == TC_TIME_NONE || last < first ||
	    aggregate_block_hour(first) != aggregate_block_hour(last))
		damaged(m, "an hour is none");
	aggregate_block_see(&m->tally->hours, first, last);
}

static size_t set_of(const struct merge *m, struct tc_span of)
{
	const struct question *q = m->question;
	struct tc_span by = tc_record_raw(m->pipe->record, m->by);

	for (size_t i = 0; i < q->set_count; i++)
		if (tc_span_is(of, tc_span_of(q->sets[i].of)) &&
		    tc_span_is(by, tc_span_of(q->sets[i].by)))
			return i;
	damaged(m, "a group of a set that nobody asked for");
}

static void read_sessions(struct merge *m, struct tc_span array, struct distinct *d)
{
	struct tc_scan s = { .p = array.p, .end = m->pipe->line.p + m->pipe->line.n };

	if (!array.p || !tc_scan_array(&s))
		damaged(m, "sessions are no array");
	while (tc_scan_item(&s)) {
		const char *start;

		tc_scan_peek(&s);
		start = s.p;
		tc_scan_skip(&s);
		aggregate_distinct_add(
			d, tc_intern(m->tally->sessions,
				     (struct tc_span){ start, (size_t)(s.p - start) }));
	}
}

/* The next whole number of an array, in a range. False at the end. */
static bool next_number(const struct merge *m, struct tc_scan *s, tc_int128 low,
			tc_int128 high, tc_int128 *number)
{
	struct tc_span text;

	if (!tc_scan_item(s))
		return false;
	if (!tc_scan_number(s, &text) || !tc_int128_parse(text, number) ||
	    *number < low || *number > high)
		damaged(m, "a sketch holds what is no number of its");
	return true;
}

static void read_sketch(const struct merge *m, struct tc_span array,
			struct sketch *sketch)
{
	struct tc_scan s = { .p = array.p, .end = m->pipe->line.p + m->pipe->line.n };
	tc_int128 least, greatest, index, count;

	if (!array.p || !tc_scan_array(&s))
		damaged(m, "a sketch is no array");
	if (!next_number(m, &s, INT64_MIN, INT64_MAX, &least))
		return;
	if (!next_number(m, &s, least, INT64_MAX, &greatest))
		damaged(m, "a sketch is cut off");
	while (next_number(m, &s, -AGGREGATE_BUCKET_MAX, AGGREGATE_BUCKET_MAX, &index)) {
		if (!next_number(m, &s, 1, UINT64_MAX, &count))
			damaged(m, "a sketch is cut off");
		aggregate_sketch_put(sketch, (int)index, (uint64_t)count);
	}
	sketch->least = (int64_t)least;
	sketch->greatest = (int64_t)greatest;
}

static void read_field(struct merge *m, const struct set *set, size_t i, unsigned slot,
		       struct group *group)
{
	const struct tc_record *record = m->pipe->record;
	bool well = true;

	switch (set->fields[i].type) {
	case FIELD_MONEY:
		if (tc_record_type(record, slot) == TC_NULL)
			return;
		well = tc_record_money(record, slot, &group->sums[i]);
		group->known |= UINT32_C(1) << i;
		break;
	case FIELD_SESSIONS:
		read_sessions(m, tc_record_raw(record, slot), &group->sessions);
		break;
	case FIELD_FIRST:
		well = read_instant(m, slot, &group->first);
		break;
	case FIELD_LAST:
		well = read_instant(m, slot, &group->last);
		break;
	default:
		well = tc_int128_parse(tc_record_raw(record, slot), &group->sums[i]);
	}
	if (!well)
		damaged(m, set->fields[i].name);
}

static struct group *group_of(struct merge *m, size_t set)
{
	struct question *q = m->question;

	m->joint.used = 0;
	for (size_t i = 0; i < q->sets[set].key_count; i++) {
		struct key *key = &m->keys[q->sets[set].keys[i]];

		aggregate_key_take_field(key, m->pipe->record);
		aggregate_joint_add(&m->joint, key->value);
	}
	return aggregate_table_find(&m->tally->tables[set],
				    aggregate_joint_span(&m->joint), q);
}

static void read_group(struct merge *m, struct tc_span of)
{
	const struct question *q = m->question;
	size_t at = set_of(m, of);
	const struct set *set = &q->sets[at];
	struct group group = { .first = TC_TIME_NONE, .last = TC_TIME_NONE };

	group.sketches = tc_alloc(q->quantile_count, sizeof(*group.sketches));
	for (size_t i = 0; i < set->field_count; i++)
		read_field(m, set, i, m->fields[at][i], &group);
	for (size_t i = 0; i < q->quantile_count && at + 1 < q->set_count; i++)
		read_sketch(m, tc_record_raw(m->pipe->record, m->sketches[i]),
			    &group.sketches[i]);
	aggregate_group_merge(group_of(m, at), &group, q);
	aggregate_group_release(&group, q);
}

static void expect_partial(const struct merge *m)
{
	struct tc_span kind = string_of(m, m->kind);

	if (m->pipe->rejects)
		damaged(m, "a line cannot be read");
	if (!tc_span_is(kind, TC_SPAN("partial"))) {
		tc_warn("%s:%llu: no partial, but a record of kind '%.*s'",
			m->pipe->at.file, (unsigned long long)m->pipe->at.number,
			(int)kind.n, kind.p);
		tc_hint("make partials with tc-aggregate --partial");
		exit(TC_EXIT_USAGE);
	}
}

void aggregate_merge_init(struct merge *m, struct question *question, struct tally *tally,
			  struct tc_pipe *pipe)
{
	*m = (struct merge){ .question = question, .tally = tally, .pipe = pipe };
	m->kind = tc_record_slot(pipe->record, "kind");
	m->of = tc_record_slot(pipe->record, "of");
	m->by = tc_record_slot(pipe->record, "by");
	m->arguments = tc_record_slot(pipe->record, "arguments");
	m->first = tc_record_slot(pipe->record, "first_ts");
	m->last = tc_record_slot(pipe->record, "last_ts");
}

void aggregate_merge_release(struct merge *m)
{
	for (size_t i = 0; m->begun && i < m->question->key_count; i++)
		aggregate_key_release(&m->keys[i]);
	free(m->keys);
	free(m->fields);
	free(m->joint.text);
}

void aggregate_merge_record(struct merge *m)
{
	if (tc_record_type(m->pipe->record, m->arguments) != TC_ABSENT)
		read_question(m);
	else if (!m->begun)
		damaged(m, "its question is missing");
	else if (tc_record_type(m->pipe->record, m->by) != TC_ABSENT)
		read_group(m, string_of(m, m->of));
	else
		read_hour(m);
}

bool aggregate_merge_read(struct question *question, struct tally *tally,
			  struct tc_pipe *pipe)
{
	struct merge m;

	*question = (struct question){ 0 };
	aggregate_merge_init(&m, question, tally, pipe);
	while (tc_pipe_next(pipe)) {
		expect_partial(&m);
		aggregate_merge_record(&m);
	}
	aggregate_merge_release(&m);
	return m.begun;
}
