/* The kinds as tables. */
#include "lib/kind.h"

#include "lib/time.h"

/* clang-format off */
#define FIELD(name, t, j) { name, ",\"" name "\":", sizeof(",\"" name "\":") - 1, TC_FIELD_##t, TC_JOIN_##j, false }
#define MAYBE(name, t, j) { name, ",\"" name "\":", sizeof(",\"" name "\":") - 1, TC_FIELD_##t, TC_JOIN_##j, true }

#define BARE(t, j) { NULL, "", 0, TC_FIELD_##t, TC_JOIN_##j, true }
#define REST BARE(REST, OWNER)

static const struct tc_kind_field call[] = {
	FIELD("id", TEXT, HIDDEN),
	FIELD("ts", TIME, FIRST),
	FIELD("source", NAME, OWNER),
	FIELD("session", NAME, OWNER),
	FIELD("project", NAME, OWNER),
	FIELD("branch", NAME, OWNER),
	FIELD("agent", NAME, OWNER),
	FIELD("agent_id", NAME, OWNER),
	FIELD("model", NAME, WINNER),
	FIELD("input_tokens", COUNT, WINNER),
	FIELD("output_tokens", COUNT, WINNER),
	FIELD("cache_creation_input_tokens", COUNT, WINNER),
	FIELD("ephemeral_5m_input_tokens", COUNT, WINNER),
	FIELD("ephemeral_1h_input_tokens", COUNT, WINNER),
	FIELD("cache_read_input_tokens", COUNT, WINNER),
	FIELD("web_search_requests", COUNT, WINNER),
	FIELD("speed", NAME, WINNER),
	FIELD("service_tier", NAME, WINNER),
	FIELD("inference_geo", NAME, WINNER),
	FIELD("stop_reason", NAME, WINNER),
	FIELD("counted_ts", TIME, WINNER),
	MAYBE("iterations", JSON, WINNER),
	MAYBE("recorded_cost_usd", JSON, WINNER),
	FIELD("version", NAME, OWNER),
	FIELD("entrypoint", NAME, OWNER),
	FIELD("user", NAME, OWNER),
	FIELD("host", NAME, OWNER),
	FIELD("copy", FLAG, OWNER),
	FIELD("owner_ts", TIME, OWNER),
	FIELD("final", FLAG, OR),
	FIELD("answer_chars", COUNT, MOST),
	FIELD("thinking_tokens", COUNT, MOST),
	FIELD("skill", NAME, OWNER),
	FIELD("mcp_server", NAME, OWNER),
	REST,
};
static const struct tc_kind_rule call_rules[] = {
	{ TC_CALL_OUTPUT, TC_RULE_GREATER },
	{ TC_CALL_STOP_REASON, TC_RULE_KNOWN },
	{ TC_CALL_COUNTED_TS, TC_RULE_GREATER },
	{ TC_CALL_INPUT, TC_RULE_GREATER },
	{ TC_CALL_CACHE_CREATION, TC_RULE_GREATER },
	{ TC_CALL_CACHE_5M, TC_RULE_GREATER },
	{ TC_CALL_CACHE_1H, TC_RULE_GREATER },
	{ TC_CALL_CACHE_READ, TC_RULE_GREATER },
	{ TC_CALL_WEB_SEARCH, TC_RULE_GREATER },
	{ TC_CALL_COPY, TC_RULE_LESS },
	{ TC_CALL_OWNER_TS, TC_RULE_LESS },
	{ TC_CALL_AGENT, TC_RULE_NAMED },
	{ -1, 0 },
};

/* All kinds but calls take a line whole: the one that is no copy, then the earliest. */
#define FACTS \
	FIELD("id", TEXT, HIDDEN), \
	FIELD("ts", TIME, OWNER), \
	FIELD("session", NAME, OWNER), \
	FIELD("project", NAME, OWNER), \
	FIELD("agent", NAME, OWNER), \
	FIELD("agent_id", NAME, OWNER), \
	FIELD("copy", FLAG, OWNER), \
	MAYBE("user", NAME, OWNER), \
	MAYBE("host", NAME, OWNER)

static const struct tc_kind_rule fact_rules[] = {
	{ TC_FACT_COPY, TC_RULE_LESS },
	{ TC_TS, TC_RULE_LESS },
	{ TC_FACT_AGENT, TC_RULE_NAMED },
	{ -1, 0 },
};

static const struct tc_kind_field prompt[] = {
	FACTS,
	FIELD("chars", COUNT, OWNER),
	FIELD("images", COUNT, OWNER),
	FIELD("asks", FLAG, OWNER),
	FIELD("xml", FLAG, OWNER),
	FIELD("cot", FLAG, OWNER),
	FIELD("example", FLAG, OWNER),
	FIELD("language", NAME, OWNER),
	FIELD("entrypoint", NAME, OWNER),
	FIELD("automated", FLAG, OWNER),
	MAYBE("text", TEXT, OWNER),
	REST,
};
static const struct tc_kind_field command[] = {
	FACTS,
	FIELD("name", TEXT, OWNER),
	FIELD("args_chars", COUNT, OWNER),
	FIELD("track", TEXT, OWNER),
	REST,
};
static const struct tc_kind_field shell[] = {
	FACTS,
	FIELD("class", NAME, OWNER),
	FIELD("simple", FLAG, OWNER),
	REST,
};

static const struct tc_kind_field tool[] = {
	FACTS,
	FIELD("call", TEXT, OWNER),
	FIELD("name", NAME, OWNER),
	FIELD("path", TEXT, OWNER),
	FIELD("path_id", TEXT, OWNER),
	FIELD("doc", FLAG, OWNER),
	FIELD("code", FLAG, OWNER),
	FIELD("simple", FLAG, OWNER),
	FIELD("search", FLAG, OWNER),
	FIELD("commit", FLAG, OWNER),
	FIELD("result_ts", TIME, RESULT),
	FIELD("error", FLAG, RESULT),
	FIELD("refused", FLAG, RESULT),
	FIELD("result_chars", COUNT, RESULT),
	REST,
};
/* A use before a result seen without its use. */
static const struct tc_kind_rule tool_rules[] = {
	{ TC_TOOL_NAME, TC_RULE_KNOWN },
	{ TC_FACT_COPY, TC_RULE_LESS },
	{ TC_TS, TC_RULE_LESS },
	{ TC_FACT_AGENT, TC_RULE_NAMED },
	{ TC_TOOL_RESULT_TS, TC_RULE_LESS },
	{ -1, 0 },
};

static const struct tc_kind_field event[] = {
	FACTS,
	FIELD("event", NAME, OWNER),
	MAYBE("trigger", NAME, OWNER),
	MAYBE("pre_tokens", COUNT, OWNER),
	MAYBE("reason", NAME, OWNER),
	MAYBE("status", COUNT, OWNER),
	MAYBE("title_chars", COUNT, OWNER),
	MAYBE("custom", FLAG, OWNER),
	MAYBE("pr_number", COUNT, OWNER),
	MAYBE("pr_repository", TEXT, OWNER),
	MAYBE("name", NAME, OWNER),
	REST,
};
static const struct tc_kind_field cost_state[] = {
	FACTS,
	FIELD("total_cost_usd", JSON, OWNER),
	FIELD("model_usage", JSON, OWNER),
	REST,
};
/* The newest state of a session's cost holds. */
static const struct tc_kind_rule cost_rules[] = {
	{ TC_TS, TC_RULE_GREATER },
	{ TC_FACT_AGENT, TC_RULE_NAMED },
	{ -1, 0 },
};
static const struct tc_kind_field probe[] = {
	FIELD("id", TEXT, HIDDEN),
	FIELD("ts", TIME, OWNER),
	FIELD("project", NAME, OWNER),
	FIELD("claude_md", FLAG, OWNER),
	FIELD("claude_md_bytes", COUNT, OWNER),
	FIELD("memory_keywords", JSON, OWNER),
	FIELD("memory_concise", FLAG, OWNER),
	MAYBE("user", NAME, OWNER),
	MAYBE("host", NAME, OWNER),
	REST,
};
static const struct tc_kind_field reject[] = {
	BARE(TEXT, HIDDEN), /* orders them: the file, the offset */
	BARE(TIME, HIDDEN),
	FIELD("file", TEXT, OWNER),
	FIELD("line", COUNT, OWNER),
	FIELD("offset", COUNT, OWNER),
	FIELD("bytes", COUNT, OWNER),
	FIELD("reason", NAME, OWNER),
	REST,
};
static const struct tc_kind_field any_other[] = {
	FIELD("id", TEXT, HIDDEN), /* behind the kind's name */
	FIELD("ts", TIME, OWNER),
	MAYBE("user", NAME, OWNER),
	MAYBE("host", NAME, OWNER),
	REST,
};
static const struct tc_kind_rule newest_rules[] = {
	{ TC_TS, TC_RULE_GREATER },
	{ -1, 0 },
};

#define KIND(name, rules, user) { #name, name, sizeof(name) / sizeof(name[0]), rules, user }

const struct tc_kind tc_kinds[TC_KIND_COUNT] = {
	[TC_KIND_CALL] = KIND(call, call_rules, TC_CALL_USER),
	[TC_KIND_COMMAND] = KIND(command, fact_rules, TC_FACT_USER),
	[TC_KIND_COST_STATE] = KIND(cost_state, cost_rules, TC_FACT_USER),
	[TC_KIND_EVENT] = KIND(event, fact_rules, TC_FACT_USER),
	[TC_KIND_PROBE] = KIND(probe, newest_rules, TC_PROBE_USER),
	[TC_KIND_PROMPT] = KIND(prompt, fact_rules, TC_FACT_USER),
	[TC_KIND_REJECT] = KIND(reject, newest_rules, 0),
	[TC_KIND_SHELL] = KIND(shell, fact_rules, TC_FACT_USER),
	[TC_KIND_TOOL] = KIND(tool, tool_rules, TC_FACT_USER),
	[TC_KIND_OTHER] = KIND(any_other, newest_rules, TC_OTHER_USER),
};
/* clang-format on */

int tc_kind_find(struct tc_span name)
{
	for (int i = 0; i < TC_KIND_OTHER; i++)
		if (tc_span_is(tc_span_of(tc_kinds[i].name), name))
			return i;
	return -1;
}

static size_t other_name(struct tc_span id)
{
	const char *nul = memchr(id.p, '\0', id.n);

	return (size_t)(nul - id.p);
}

struct tc_span tc_other_kind(struct tc_span id)
{
	return (struct tc_span){ id.p, other_name(id) };
}

struct tc_span tc_other_id(struct tc_span id)
{
	size_t n = other_name(id) + 1;

	return (struct tc_span){ id.p + n, id.n - n };
}

static bool is_text(const struct tc_kind_field *field)
{
	return field->type == TC_FIELD_TEXT || field->type == TC_FIELD_NAME ||
	       field->type == TC_FIELD_JSON || field->type == TC_FIELD_REST;
}

void tc_kind_clear(const struct tc_kind *kind, struct tc_value *values)
{
	const struct tc_value null = { .number = TC_NONE };

	for (struct tc_value *end = values + kind->count; values < end; values++)
		*values = null;
}

static bool known(const struct tc_kind_field *field, const struct tc_value *value)
{
	return is_text(field) ? value->text.p != NULL : value->number != TC_NONE;
}

static int unnamed(struct tc_span agent)
{
	return tc_span_is(agent, TC_SPAN("subagent"));
}

/* < 0 when a comes first, > 0 when b does. */
static int order(const struct tc_kind_field *field, enum tc_rule_how how,
		 const struct tc_value *a, const struct tc_value *b)
{
	bool a_known = known(field, a), b_known = known(field, b);
	int c;

	if (a_known != b_known)
		return a_known ? -1 : 1;
	if (!a_known || how == TC_RULE_KNOWN)
		return 0;
	if (how == TC_RULE_NAMED)
		return unnamed(a->text) - unnamed(b->text);
	if (is_text(field))
		c = tc_span_order(a->text, b->text);
	else
		c = (a->number > b->number) - (a->number < b->number);
	return how == TC_RULE_GREATER ? -c : c;
}

static int group_order(const struct tc_kind *kind, enum tc_field_join group,
		       const struct tc_value *a, const struct tc_value *b)
{
	for (const struct tc_kind_rule *rule = kind->rules; rule->field >= 0; rule++) {
		const struct tc_kind_field *field = &kind->fields[rule->field];
		int c;

		if (field->join != group)
			continue;
		c = order(field, rule->how, &a[rule->field], &b[rule->field]);
		if (c)
			return c;
	}
	for (unsigned i = 0; i < kind->count; i++) {
		int c = kind->fields[i].join == group
				? order(&kind->fields[i], TC_RULE_LESS, &a[i], &b[i])
				: 0;

		if (c)
			return c;
	}
	return 0;
}

bool tc_kind_group_is(const struct tc_kind *kind, enum tc_field_join group,
		      const struct tc_value *a, const struct tc_value *b)
{
	return group_order(kind, group, a, b) == 0;
}

static int64_t combine(enum tc_field_join join, int64_t a, int64_t b)
{
	if (a == TC_NONE || b == TC_NONE)
		return a == TC_NONE ? b : a;
	if (join == TC_JOIN_FIRST)
		return a < b ? a : b;
	return a > b ? a : b; /* "or" of 0 and 1 is the greater too */
}

void tc_kind_join(const struct tc_kind *kind, struct tc_value *values,
		  const struct tc_value *other)
{
	bool take[TC_JOIN_HIDDEN + 1] = { false };

	for (enum tc_field_join group = TC_JOIN_WINNER; group < TC_JOIN_HIDDEN; group++)
		take[group] = group_order(kind, group, values, other) > 0;
	for (unsigned i = 0; i < kind->count; i++) {
		enum tc_field_join join = kind->fields[i].join;

		if (join < TC_JOIN_WINNER)
			values[i].number =
				combine(join, values[i].number, other[i].number);
		else if (take[join])
			values[i] = other[i];
	}
}

static void write_value(const struct tc_kind_field *field, const struct tc_value *value,
			struct tc_writer *w)
{
	if (!known(field, value)) {
		tc_write_literal(w, "null");
	} else if (field->type == TC_FIELD_COUNT) {
		tc_write_integer(w, value->number);
	} else if (field->type == TC_FIELD_FLAG) {
		tc_write_bytes(w, value->number ? "true" : "false",
			       value->number ? 4 : 5);
	} else if (field->type == TC_FIELD_TIME) {
		char *room = tc_writer_room(w, TC_TIME_SIZE + 2);

		room[0] = '"';
		tc_time_format(value->number, room + 1);
		room[TC_TIME_SIZE + 1] = '"';
		tc_writer_took(w, TC_TIME_SIZE + 2);
	} else if (field->type == TC_FIELD_JSON || field->type == TC_FIELD_REST) {
		tc_write_span(w, value->text);
	} else {
		tc_write_string(w, value->text);
	}
}

static void write_head(const struct tc_kind *kind, struct tc_span id, struct tc_writer *w)
{
	const struct tc_kind_field *field = &kind->fields[TC_ID];
	struct tc_span name = tc_span_of(kind->name);

	if (kind == &tc_kinds[TC_KIND_OTHER]) {
		name = tc_other_kind(id);
		id = tc_other_id(id);
	}
	tc_write_literal(w, "{\"kind\":\"");
	tc_write_span(w, name);
	tc_write_literal(w, "\"");
	if (!field->name)
		return;
	tc_write_bytes(w, field->key, field->key_size);
	write_value(field, &(struct tc_value){ .text = id }, w);
}

void tc_kind_write(const struct tc_kind *kind, const struct tc_value *values,
		   struct tc_writer *w)
{
	write_head(kind, values[TC_ID].text, w);
	for (unsigned i = TC_TS; i < kind->count; i++) {
		const struct tc_kind_field *field = &kind->fields[i];

		if (field->join == TC_JOIN_HIDDEN ||
		    (field->optional && !known(field, &values[i])))
			continue;
		tc_write_bytes(w, field->key, field->key_size);
		write_value(field, &values[i], w);
	}
	tc_write_literal(w, "}");
	tc_writer_end(w);
}
