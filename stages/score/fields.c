/* The fields of records that a score looks at. */
#include "score/fields.h"

static const char *const names[SLOTS] = {
	[SLOT_KIND] = "kind",
	[SLOT_ID] = "id",
	[SLOT_TS] = "ts",
	[SLOT_USER] = "user",
	[SLOT_SESSION] = "session",
	[SLOT_PROJECT] = "project",
	[SLOT_AGENT] = "agent",
	[SLOT_AGENT_ID] = "agent_id",
	[SLOT_INPUT] = "input_tokens",
	[SLOT_OUTPUT] = "output_tokens",
	[SLOT_CACHE_READ] = "cache_read_input_tokens",
	[SLOT_CACHE_WRITE] = "cache_creation_input_tokens",
	[SLOT_ANSWER_CHARS] = "answer_chars",
	[SLOT_COST] = "cost_usd",
	[SLOT_COST_IO] = "cost_io_usd",
	[SLOT_SAVED] = "saved_usd",
	[SLOT_COST_INPUT] = "cost_input_usd",
	[SLOT_COST_WRITE] = "cost_cache_write_usd",
	[SLOT_COST_READ] = "cost_cache_read_usd",
	[SLOT_VERSION] = "version",
	[SLOT_ASKS] = "asks",
	[SLOT_XML] = "xml",
	[SLOT_COT] = "cot",
	[SLOT_EXAMPLE] = "example",
	[SLOT_LANGUAGE] = "language",
	[SLOT_ENTRYPOINT] = "entrypoint",
	[SLOT_AUTOMATED] = "automated",
	[SLOT_NAME] = "name",
	[SLOT_CLASS] = "class",
	[SLOT_CALL] = "call",
	[SLOT_PATH] = "path",
	[SLOT_PATH_ID] = "path_id",
	[SLOT_DOC] = "doc",
	[SLOT_CODE] = "code",
	[SLOT_SIMPLE] = "simple",
	[SLOT_SEARCH] = "search",
	[SLOT_COMMIT] = "commit",
	[SLOT_ERROR] = "error",
	[SLOT_REFUSED] = "refused",
	[SLOT_EVENT] = "event",
	[SLOT_CLAUDE_MD] = "claude_md",
	[SLOT_KEYWORDS] = "memory_keywords",
	[SLOT_CONCISE] = "memory_concise",
	[SLOT_FIRST_TS] = "first_ts",
	[SLOT_LAST_TS] = "last_ts",
	[SLOT_CATEGORIES] = "categories",
};

void fields_init(struct fields *f, struct tc_record *record)
{
	f->record = record;
	for (int i = 0; i < SLOTS; i++)
		f->slots[i] = tc_record_slot(record, names[i]);
}

const char *fields_name(enum slot slot)
{
	return names[slot];
}

struct tc_span fields_text(const struct fields *f, enum slot slot)
{
	return tc_record_string(f->record, f->slots[slot]);
}

struct tc_span fields_raw(const struct fields *f, enum slot slot)
{
	return tc_record_raw(f->record, f->slots[slot]);
}

enum tc_type fields_type(const struct fields *f, enum slot slot)
{
	return tc_record_type(f->record, f->slots[slot]);
}

bool fields_true(const struct fields *f, enum slot slot)
{
	return fields_type(f, slot) == TC_TRUE;
}

int64_t fields_time(const struct fields *f, enum slot slot)
{
	int64_t ms;

	return tc_time_parse(fields_text(f, slot), &ms) ? ms : TC_TIME_NONE;
}

bool fields_count(const struct fields *f, enum slot slot, int64_t *count)
{
	*count = 0;
	if (fields_type(f, slot) <= TC_NULL)
		return true;
	return tc_record_integer(f->record, f->slots[slot], count) && *count >= 0;
}

bool fields_money(const struct fields *f, enum slot slot, tc_int128 *nano)
{
	*nano = 0;
	if (fields_type(f, slot) <= TC_NULL)
		return true;
	return tc_record_money(f->record, f->slots[slot], nano);
}
