/* What is kept of a record. */
#include "score/fact.h"

#include <stddef.h>

#include "lib/hash.h"

static uint32_t version_number(struct tc_span text)
{
	uint32_t part[3] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < text.n && n < 3; i++) {
		unsigned digit = (unsigned char)text.p[i] - (unsigned)'0';

		if (digit <= 9 && part[n] < 400)
			part[n] = part[n] * 10 + digit;
		else if (text.p[i] == '.')
			n++;
		else
			break;
	}
	return FACT_VERSION(part[0] & 0x3ff, part[1] & 0x3ff, part[2] & 0xfff);
}

/* NULL when all is well, else the name of what is no number. */
static const char *read_call(const struct fields *r, struct fact *f)
{
	int64_t *const counts[] = { &f->call.input, &f->call.output, &f->call.cache_read,
				    &f->call.cache_write, &f->call.answer_chars };
	tc_int128 *const amounts[] = { &f->call.cost,       &f->call.cost_io,
				       &f->call.saved,      &f->call.cost_input,
				       &f->call.cost_write, &f->call.cost_read };

	for (int i = 0; i <= SLOT_ANSWER_CHARS - SLOT_INPUT; i++)
		if (!fields_count(r, (enum slot)(SLOT_INPUT + i), counts[i]))
			return fields_name((enum slot)(SLOT_INPUT + i));
	for (int i = 0; i <= SLOT_COST_READ - SLOT_COST; i++)
		if (!fields_money(r, (enum slot)(SLOT_COST + i), amounts[i]))
			return fields_name((enum slot)(SLOT_COST + i));
	if (fields_type(r, SLOT_COST) > TC_NULL)
		f->flags |= CALL_PRICED;
	f->call.version = version_number(fields_text(r, SLOT_VERSION));
	return NULL;
}

static bool begins_with(struct tc_span text, const char *start)
{
	size_t n = strlen(start);

	return text.n >= n && memcmp(text.p, start, n) == 0;
}

static void read_prompt(const struct fields *r, struct fact *f)
{
	static const struct {
		enum slot slot;
		unsigned flag;
	} flags[] = { { SLOT_ASKS, PROMPT_ASKS },
		      { SLOT_XML, PROMPT_XML },
		      { SLOT_COT, PROMPT_COT },
		      { SLOT_EXAMPLE, PROMPT_EXAMPLE } };

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (fields_true(r, flags[i].slot))
			f->flags |= (uint16_t)flags[i].flag;
	if (tc_span_is(fields_text(r, SLOT_LANGUAGE), TC_SPAN("en")))
		f->flags |= PROMPT_ENGLISH;
	if (!fields_true(r, SLOT_AUTOMATED) &&
	    !begins_with(fields_text(r, SLOT_ENTRYPOINT), "sdk"))
		f->flags |= PROMPT_TYPED;
}

/* Is it a command one could run oneself? */
static bool is_simple(const struct fields *r)
{
	struct tc_span class = fields_text(r, SLOT_CLASS);

	return class.n && !tc_span_is(class, TC_SPAN("other"));
}

static bool ends_part(const struct fields *r)
{
	struct tc_span name = fields_text(r, SLOT_NAME);

	return tc_span_is(name, TC_SPAN("clear")) || tc_span_is(name, TC_SPAN("compact"));
}

/* What a tool does, by its name. */
static unsigned tool_flags(struct tc_span name)
{
	static const struct {
		const char *name;
		unsigned flags;
	} tools[] = {
		{ "Bash", TOOL_BASH },
		{ "Read", TOOL_READ | TOOL_READS_ONLY },
		{ "Edit", TOOL_EDIT },
		{ "Grep", TOOL_SEARCH | TOOL_READS_ONLY },
		{ "Glob", TOOL_SEARCH | TOOL_READS_ONLY },
		{ "Write", TOOL_WRITE },
		{ "MultiEdit", TOOL_EDIT },
		{ "NotebookEdit", TOOL_EDIT },
		{ "LS", TOOL_READS_ONLY },
	};

	for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++)
		if (tc_span_is(name, tc_span_of(tools[i].name)))
			return tools[i].flags;
	return 0;
}

/* 0 stands for none. */
static uint64_t number_of(struct tc_span text)
{
	return text.n ? tc_hash(0, text) | 1 : 0;
}

static void read_tool(const struct fields *r, struct fact *f)
{
	static const struct {
		enum slot slot;
		unsigned flag;
	} flags[] = { { SLOT_DOC, TOOL_DOC },         { SLOT_CODE, TOOL_CODE },
		      { SLOT_SEARCH, TOOL_SEARCHES }, { SLOT_COMMIT, TOOL_COMMIT },
		      { SLOT_ERROR, TOOL_FAILED },    { SLOT_REFUSED, TOOL_REFUSED } };
	unsigned all = tool_flags(fields_text(r, SLOT_NAME));

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (fields_true(r, flags[i].slot))
			all |= flags[i].flag;
	if ((all & TOOL_BASH) && fields_true(r, SLOT_SIMPLE))
		all |= TOOL_READS_ONLY;
	if (fields_type(r, SLOT_ERROR) > TC_NULL)
		all |= TOOL_ANSWERED;
	f->flags = (uint16_t)all;
	f->tool.call = number_of(fields_text(r, SLOT_CALL));
	f->tool.path = number_of(fields_text(r, SLOT_PATH_ID));
}

bool fact_read(struct fact *f, const struct fields *r, const char **wrong)
{
	*wrong = NULL;
	f->id = tc_hash(0, fields_text(r, SLOT_ID));
	switch ((enum fact_kind)f->kind) {
	case FACT_COMMAND:
		return ends_part(r);
	case FACT_SHELL:
		f->flags = is_simple(r) ? SHELL_SIMPLE : 0;
		return true;
	case FACT_PROMPT:
		read_prompt(r, f);
		return true;
	case FACT_TOOL:
		read_tool(r, f);
		return true;
	case FACT_CALL:
		*wrong = read_call(r, f);
		return !*wrong;
	}
	return false;
}

size_t fact_size(const struct fact *f)
{
	return f->kind == FACT_CALL ? sizeof(*f)
				    : offsetof(struct fact, tool) + sizeof(f->tool);
}

int fact_order(const struct fact *a, const struct fact *b)
{
	if (a->ts != b->ts)
		return a->ts > b->ts ? 1 : -1;
	if (a->kind != b->kind)
		return a->kind - b->kind;
	return (a->id > b->id) - (a->id < b->id);
}
