/* lib/kind and lib/pack: who owns a record, what any other kind is, and the way there and
 * back. The laws of the join are tried by tests/archive/join.py. */
#include "tap.h"

#include <stdlib.h>

#include "lib/intern.h"
#include "lib/pack.h"

static struct tc_intern *names;

static struct tc_value name(const char *text)
{
	uint32_t number = tc_intern(names, tc_span_of(text));

	return (struct tc_value){ number, tc_intern_text(names, number) };
}

static const char *line_of(const struct tc_kind *kind, const struct tc_value *values)
{
	static struct tc_writer w;

	free(w.buffer);
	tc_writer_init(&w, -1, "a line");
	tc_kind_write(kind, values, &w);
	w.buffer[w.used - 1] = '\0';
	return w.buffer;
}

/* A call that all agree on but for agent and branch. */
static void call_of(struct tc_value *v, const char *agent, const char *branch)
{
	tc_kind_clear(&tc_kinds[TC_KIND_CALL], v);
	v[TC_ID].text = TC_SPAN("m1");
	v[TC_TS].number = v[TC_CALL_OWNER_TS].number = 1000;
	v[TC_CALL_COPY].number = 0;
	v[TC_CALL_BRANCH] = name(branch);
	if (agent)
		v[TC_CALL_AGENT] = name(agent);
}

/* Which of the two agents owns what both saw, asked both ways round? */
static const char *owner(const char *agent, const char *other)
{
	struct tc_value a[TC_KIND_FIELDS], b[TC_KIND_FIELDS], c[TC_KIND_FIELDS];
	const struct tc_kind *call = &tc_kinds[TC_KIND_CALL];

	call_of(a, agent, "x");
	call_of(b, other, "y");
	call_of(c, agent, "x");
	tc_kind_join(call, a, b);
	tc_kind_join(call, b, c);
	if (!tc_span_is(a[TC_CALL_AGENT].text, b[TC_CALL_AGENT].text) ||
	    !tc_span_is(a[TC_CALL_BRANCH].text, b[TC_CALL_BRANCH].text))
		return "it depends";
	return tc_span_is(a[TC_CALL_BRANCH].text, TC_SPAN("x")) ? "the first"
								: "the second";
}

static void test_agents(void)
{
	is_text(owner("zoe", "subagent"), "the first", "a type is known");
	is_text(owner("subagent", "zoe"), "the second", "whoever came first");
	is_text(owner("subagent", NULL), "the first", "no agent comes last");
	is_text(owner("Explore", "Plan"), "the first", "types that differ: bytewise");
	is_text(owner("subagent", "subagent"), "the first", "then the other fields");
}

static void test_other(void)
{
	const struct tc_kind *other = &tc_kinds[TC_KIND_OTHER];
	struct tc_value a[TC_KIND_FIELDS], b[TC_KIND_FIELDS];

	tc_kind_clear(other, a);
	a[TC_ID].text = TC_SPAN("score\0s\"1");
	is_text(line_of(other, a), "{\"kind\":\"score\",\"id\":\"s\\\"1\",\"ts\":null}",
		"a bare one");
	a[TC_TS].number = 0;
	a[TC_OTHER_USER] = name("ada");
	a[other->count - 1].text = TC_SPAN(",\"points\":1,\"x\":{}");
	memcpy(b, a, sizeof(b));
	is_text(line_of(other, a),
		"{\"kind\":\"score\",\"id\":\"s\\\"1\",\"ts\":\"1970-01-01T00:00:00."
		"000Z\","
		"\"user\":\"ada\",\"points\":1,\"x\":{}}",
		"the rest comes last, as it stands");
	b[TC_TS].number = 1;
	b[other->count - 1].text = TC_SPAN(",\"points\":2");
	tc_kind_join(other, a, b);
	ok(tc_kind_group_is(other, TC_JOIN_OWNER, a, b), "the later one, whole");
	is_number(tc_kind_find(TC_SPAN("any_other")), -1, "no kind has that name");
}

/* Packs a record, opens it again. */
static struct tc_span pack(enum tc_kind_id kind, struct tc_value *v, struct tc_pack *p)
{
	struct tc_span item = tc_pack_record(p, kind, v);

	tc_pack_open(item, names, v);
	return item;
}

static void test_numbers(void)
{
	static const int64_t numbers[] = { TC_NONE, TC_NONE + 1, -2, -1,       0,
					   1,       63,          64, INT64_MAX };
	struct tc_value v[TC_KIND_FIELDS];
	struct tc_pack p = { 0 };
	bool same = true;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		tc_kind_clear(&tc_kinds[TC_KIND_CALL], v);
		v[TC_ID].text = TC_SPAN("");
		v[TC_CALL_COUNTED_TS].number = numbers[i];
		pack(TC_KIND_CALL, v, &p);
		same &= v[TC_CALL_COUNTED_TS].number == numbers[i];
	}
	ok(same, "numbers of every size, and times before 1970");
	free(p.bytes);
}

/* Kinds in the order they must come. */
static void test_order(void)
{
	const struct {
		enum tc_kind_id kind;
		struct tc_span id;
	} wanted[] = {
		{ TC_KIND_OTHER, TC_SPAN("alert\0z") },
		{ TC_KIND_CALL, TC_SPAN("b") },
		{ TC_KIND_COMMAND, TC_SPAN("a") },
		{ TC_KIND_REJECT, TC_SPAN("a") },
		{ TC_KIND_OTHER, TC_SPAN("score\0b") },
		{ TC_KIND_OTHER, TC_SPAN("score\0c") },
		{ TC_KIND_OTHER, TC_SPAN("score2\0a") },
		{ TC_KIND_SHELL, TC_SPAN("a") },
		{ TC_KIND_TOOL, TC_SPAN("a") },
		{ TC_KIND_OTHER, TC_SPAN("turn\0a") },
	};
	enum { COUNT = sizeof(wanted) / sizeof(*wanted) };
	struct tc_pack p[COUNT] = { 0 };
	struct tc_span items[COUNT];
	bool sorted = true;

	for (size_t i = 0; i < COUNT; i++) {
		struct tc_value v[TC_KIND_FIELDS];

		tc_kind_clear(&tc_kinds[wanted[i].kind], v);
		v[TC_ID].text = wanted[i].id;
		items[i] = pack(wanted[i].kind, v, &p[i]);
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t j = 0; j < COUNT; j++) {
			int c = tc_pack_order(NULL, items[i], items[j]);

			sorted &= i < j ? c < 0 : i > j ? c > 0 : c == 0;
		}
	ok(sorted, "by the kind's name, then the id");
	for (size_t i = 0; i < COUNT; i++)
		free(p[i].bytes);
}

int main(void)
{
	names = tc_intern_new();
	test_agents();
	test_other();
	test_numbers();
	test_order();
	tc_intern_free(names);
	return done_testing();
}
