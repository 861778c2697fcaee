/* Which columns a rollup row has, per kind that is reduced. */
#include "aggregate/field.h"

#include <stddef.h>
#include <string.h>

/* clang-format off */
#define COUNT(name) { name, FIELD_COUNT, name }
#define MONEY(name) { name, FIELD_MONEY, name }
#define TRUE(name)  { name, FIELD_TRUE, name }
#define RECORDS(name) { name, FIELD_RECORDS, NULL }
#define SESSIONS    { "sessions", FIELD_SESSIONS, "session" }
#define TIMES       { "first_ts", FIELD_FIRST, NULL }, { "last_ts", FIELD_LAST, NULL }
#define END         { NULL, 0, NULL }

static const struct field call[] = {
	COUNT("input_tokens"),
	COUNT("output_tokens"),
	COUNT("cache_creation_input_tokens"),
	COUNT("ephemeral_5m_input_tokens"),
	COUNT("ephemeral_1h_input_tokens"),
	COUNT("cache_read_input_tokens"),
	COUNT("web_search_requests"),
	MONEY("cost_usd"),
	MONEY("cost_input_usd"),
	MONEY("cost_output_usd"),
	MONEY("cost_cache_write_usd"),
	MONEY("cost_cache_read_usd"),
	MONEY("cost_search_usd"),
	MONEY("cost_io_usd"),
	MONEY("saved_usd"),
	RECORDS("calls"),
	SESSIONS,
	{ "unpriced_calls", FIELD_UNKNOWN, "cost_usd" },
	{ "incomplete_calls", FIELD_FALSE, "final" },
	TIMES,
	END,
};
static const struct field prompt[] = {
	COUNT("chars"), COUNT("images"),
	TRUE("asks"), TRUE("xml"), TRUE("cot"), TRUE("example"), TRUE("automated"),
	RECORDS("count"), SESSIONS, TIMES, END,
};
static const struct field command[] = {
	COUNT("args_chars"), RECORDS("count"), SESSIONS, TIMES, END,
};
static const struct field shell[] = {
	TRUE("simple"), RECORDS("count"), SESSIONS, TIMES, END,
};
static const struct field tool[] = {
	COUNT("result_chars"),
	TRUE("doc"), TRUE("code"), TRUE("simple"), TRUE("search"), TRUE("commit"),
	TRUE("error"), TRUE("refused"),
	RECORDS("count"), SESSIONS, TIMES, END,
};
static const struct field reject[] = { RECORDS("count"), END };
static const struct field other[] = { RECORDS("count"), SESSIONS, TIMES, END };
/* clang-format on */

_Static_assert(sizeof(call) / sizeof(call[0]) - 1 <= AGGREGATE_FIELDS, "most columns");

static const struct {
	const char *kind;
	const struct field *fields;
} kinds[] = {
	{ "call", call },     { "command", command }, { "prompt", prompt },
	{ "reject", reject }, { "shell", shell },     { "tool", tool },
};

const struct field *aggregate_fields(const char *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kind, kinds[i].kind) == 0)
			return kinds[i].fields;
	return other;
}
