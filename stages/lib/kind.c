/* How records of a kind join, and how one is written. */
#include "lib/kind.h"

#include "lib/time.h"

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
