/* Partials into one tally. */
#include "aggregate/merge.h"

#include <stdlib.h>

#include "aggregate/argument.h"
#include "lib/report.h"
#include "lib/scan.h"

/* What lines are read with. */
struct reader {
	struct question *question;
	struct tally *tally;
	struct tc_pipe *pipe;
	unsigned kind, of, by, arguments, first, last; /* slots */
	unsigned (*fields)[AGGREGATE_FIELDS];          /* slots, for each set */
	unsigned sketches[AGGREGATE_QUANTILES];        /* slots */
	struct joint joint;
	bool begun; /* there was a question */
};

_Noreturn static void damaged(const struct reader *r, const char *cause)
{
	tc_die(TC_EXIT_IO, "%s:%llu: the partial is damaged: %s", r->pipe->at.file,
	       (unsigned long long)r->pipe->at.number, cause);
}

static struct tc_span string_of(const struct reader *r, unsigned slot)
{
	return tc_record_string(r->pipe->record, slot);
}

static void begin(struct reader *r, struct tc_span arguments)
{
	struct question *q = r->question;

	if (!aggregate_arguments_read(q, arguments, r->pipe->line))
		damaged(r, "its question cannot be read");
	aggregate_tally_init(r->tally, q);
	r->fields = tc_alloc(q->set_count, sizeof(*r->fields));
	for (size_t i = 0; i < q->set_count; i++)
		for (size_t j = 0; j < q->sets[i].field_count; j++)
			r->fields[i][j] = tc_record_slot(r->pipe->record,
							 q->sets[i].fields[j].name);
	for (size_t i = 0; i < q->quantile_count; i++)
		r->sketches[i] = tc_record_slot(r->pipe->record, q->quantiles[i].sketch);
	for (size_t i = 0; i < q->key_count; i++)
		q->keys[i].slot = tc_record_slot(r->pipe->record, q->keys[i].name);
	r->begun = true;
}

static void read_question(struct reader *r)
{
	struct tc_span arguments = tc_record_raw(r->pipe->record, r->arguments);

	if (!r->begun) {
		begin(r, arguments);
		return;
	}
	if (!tc_span_is(arguments, tc_span_of(r->question->arguments))) {
		tc_warn("%s:%llu: a partial of another question: %.*s", r->pipe->at.file,
			(unsigned long long)r->pipe->at.number, (int)arguments.n,
			arguments.p);
		tc_hint("the first one's was %s", r->question->arguments);
		exit(TC_EXIT_USAGE);
	}
}

static bool read_instant(const struct reader *r, unsigned slot, int64_t *ts)
{
	*ts = TC_TIME_NONE;
	return tc_record_type(r->pipe->record, slot) == TC_NULL ||
	       tc_time_parse(string_of(r, slot), ts);
}

static void read_hour(struct reader *r)
{
	int64_t first, last;

	if (!read_instant(r, r->first, &first) || !read_instant(r, r->last, &last) ||
	    first == TC_TIME_NONE || last < first ||
	    aggregate_block_hour(first) != aggregate_block_hour(last))
		damaged(r, "an hour is none");
	aggregate_block_see(&r->tally->hours, first, last);
}

static size_t set_of(const struct reader *r, struct tc_span of)
{
	const struct question *q = r->question;
	struct tc_span by = tc_record_raw(r->pipe->record, r->by);

	for (size_t i = 0; i < q->set_count; i++)
		if (tc_span_is(of, tc_span_of(q->sets[i].of)) &&
		    tc_span_is(by, tc_span_of(q->sets[i].by)))
			return i;
	damaged(r, "a group of a set that nobody asked for");
}

static void read_sessions(struct reader *r, struct tc_span array, struct distinct *d)
{
	struct tc_scan s = { .p = array.p, .end = r->pipe->line.p + r->pipe->line.n };

	if (!array.p || !tc_scan_array(&s))
		damaged(r, "sessions are no array");
	while (tc_scan_item(&s)) {
		const char *start;

		tc_scan_peek(&s);
		start = s.p;
		tc_scan_skip(&s);
		aggregate_distinct_add(
			d, tc_intern(r->tally->sessions,
				     (struct tc_span){ start, (size_t)(s.p - start) }));
	}
}

/* The next whole number of an array, in a range. False at the end. */
static bool next_number(const struct reader *r, struct tc_scan *s, tc_int128 low,
			tc_int128 high, tc_int128 *number)
{
	struct tc_span text;

	if (!tc_scan_item(s))
		return false;
	if (!tc_scan_number(s, &text) || !tc_int128_parse(text, number) ||
	    *number < low || *number > high)
		damaged(r, "a sketch holds what is no number of its");
	return true;
}

static void read_sketch(const struct reader *r, struct tc_span array,
			struct sketch *sketch)
{
	struct tc_scan s = { .p = array.p, .end = r->pipe->line.p + r->pipe->line.n };
	tc_int128 least, greatest, index, count;

	if (!array.p || !tc_scan_array(&s))
		damaged(r, "a sketch is no array");
	if (!next_number(r, &s, INT64_MIN, INT64_MAX, &least))
		return;
	if (!next_number(r, &s, least, INT64_MAX, &greatest))
		damaged(r, "a sketch is cut off");
	while (next_number(r, &s, -AGGREGATE_BUCKET_MAX, AGGREGATE_BUCKET_MAX, &index)) {
		if (!next_number(r, &s, 1, UINT64_MAX, &count))
			damaged(r, "a sketch is cut off");
		aggregate_sketch_put(sketch, (int)index, (uint64_t)count);
	}
	sketch->least = (int64_t)least;
	sketch->greatest = (int64_t)greatest;
}

static void read_field(struct reader *r, const struct set *set, size_t i, unsigned slot,
		       struct group *group)
{
	const struct tc_record *record = r->pipe->record;
	bool well = true;

	switch (set->fields[i].type) {
	case FIELD_MONEY:
		if (tc_record_type(record, slot) == TC_NULL)
			return;
		well = tc_record_money(record, slot, &group->sums[i]);
		group->known |= UINT32_C(1) << i;
		break;
	case FIELD_SESSIONS:
		read_sessions(r, tc_record_raw(record, slot), &group->sessions);
		break;
	case FIELD_FIRST:
		well = read_instant(r, slot, &group->first);
		break;
	case FIELD_LAST:
		well = read_instant(r, slot, &group->last);
		break;
	default:
		well = tc_int128_parse(tc_record_raw(record, slot), &group->sums[i]);
	}
	if (!well)
		damaged(r, set->fields[i].name);
}

static struct group *group_of(struct reader *r, size_t set)
{
	struct question *q = r->question;

	r->joint.used = 0;
	for (size_t i = 0; i < q->sets[set].key_count; i++) {
		struct key *key = &q->keys[q->sets[set].keys[i]];

		aggregate_key_take_field(key, r->pipe->record);
		aggregate_joint_add(&r->joint, key->value);
	}
	return aggregate_table_find(&r->tally->tables[set],
				    aggregate_joint_span(&r->joint), q);
}

static void read_group(struct reader *r, struct tc_span of)
{
	const struct question *q = r->question;
	size_t at = set_of(r, of);
	const struct set *set = &q->sets[at];
	struct group group = { .first = TC_TIME_NONE, .last = TC_TIME_NONE };

	group.sketches = tc_alloc(q->quantile_count, sizeof(*group.sketches));
	for (size_t i = 0; i < set->field_count; i++)
		read_field(r, set, i, r->fields[at][i], &group);
	for (size_t i = 0; i < q->quantile_count && at + 1 < q->set_count; i++)
		read_sketch(r, tc_record_raw(r->pipe->record, r->sketches[i]),
			    &group.sketches[i]);
	aggregate_group_merge(group_of(r, at), &group, q);
	aggregate_group_release(&group, q);
}

static void read_line(struct reader *r)
{
	struct tc_span kind = string_of(r, r->kind), of = string_of(r, r->of);

	if (r->pipe->rejects)
		damaged(r, "a line cannot be read");
	if (!tc_span_is(kind, TC_SPAN("partial"))) {
		tc_warn("%s:%llu: no partial, but a record of kind '%.*s'",
			r->pipe->at.file, (unsigned long long)r->pipe->at.number,
			(int)kind.n, kind.p);
		tc_hint("make partials with tc-aggregate --partial");
		exit(TC_EXIT_USAGE);
	}
	if (tc_record_type(r->pipe->record, r->arguments) != TC_ABSENT)
		read_question(r);
	else if (!r->begun)
		damaged(r, "its question is missing");
	else if (tc_record_type(r->pipe->record, r->by) != TC_ABSENT)
		read_group(r, of);
	else
		read_hour(r);
}

bool aggregate_merge_read(struct question *question, struct tally *tally,
			  struct tc_pipe *pipe)
{
	struct reader r = { .question = question, .tally = tally, .pipe = pipe };

	r.kind = tc_record_slot(pipe->record, "kind");
	r.of = tc_record_slot(pipe->record, "of");
	r.by = tc_record_slot(pipe->record, "by");
	r.arguments = tc_record_slot(pipe->record, "arguments");
	r.first = tc_record_slot(pipe->record, "first_ts");
	r.last = tc_record_slot(pipe->record, "last_ts");
	while (tc_pipe_next(pipe))
		read_line(&r);
	free(r.fields);
	free(r.joint.text);
	return r.begun;
}
