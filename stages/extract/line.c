/* What one object of a transcript says: gathering its facts, key by key. */
#include "extract/line.h"

#include <stddef.h>
#include <stdlib.h>

#include "extract/content.h"
#include "extract/keep.h"
#include "extract/usage.h"
#include "lib/report.h"
#include "lib/time.h"

enum top_key {
	TOP_TYPE,
	TOP_SUBTYPE,
	TOP_UUID,
	TOP_TIMESTAMP,
	TOP_SESSION,
	TOP_CWD,
	TOP_BRANCH,
	TOP_VERSION,
	TOP_ENTRYPOINT,
	TOP_AGENT_ID,
	TOP_REQUEST_ID,
	TOP_SIDECHAIN,
	TOP_META,
	TOP_COMPACT_SUMMARY,
	TOP_FORKED,
	TOP_TOOL_RESULT,
	TOP_ORIGIN,
	TOP_PROMPT,
	TOP_PROMPT_SOURCE,
	TOP_MESSAGE,
	TOP_ATTRIBUTION_AGENT,
	TOP_SKILL,
	TOP_MCP_SERVER,
	TOP_CONTENT,
	TOP_COMPACT,
	TOP_DATA,
	TOP_ERROR,
	TOP_API_STATUS,
	TOP_ATTACHMENT,
	TOP_LEAF_UUID,
	TOP_SUMMARY,
	TOP_AI_TITLE,
	TOP_CUSTOM_TITLE,
	TOP_PR_NUMBER,
	TOP_PR_REPOSITORY,
	TOP_COST,
	TOP_TOTAL_COST,
	TOP_MODEL_USAGE,
};

static const char *const top_keys[] = {
	[TOP_TYPE] = "type",
	[TOP_SUBTYPE] = "subtype",
	[TOP_UUID] = "uuid",
	[TOP_TIMESTAMP] = "timestamp",
	[TOP_SESSION] = "sessionId",
	[TOP_CWD] = "cwd",
	[TOP_BRANCH] = "gitBranch",
	[TOP_VERSION] = "version",
	[TOP_ENTRYPOINT] = "entrypoint",
	[TOP_AGENT_ID] = "agentId",
	[TOP_REQUEST_ID] = "requestId",
	[TOP_SIDECHAIN] = "isSidechain",
	[TOP_META] = "isMeta",
	[TOP_COMPACT_SUMMARY] = "isCompactSummary",
	[TOP_FORKED] = "forkedFrom",
	[TOP_TOOL_RESULT] = "toolUseResult",
	[TOP_ORIGIN] = "origin",
	[TOP_PROMPT] = "promptId",
	[TOP_PROMPT_SOURCE] = "promptSource",
	[TOP_MESSAGE] = "message",
	[TOP_ATTRIBUTION_AGENT] = "attributionAgent",
	[TOP_SKILL] = "attributionSkill",
	[TOP_MCP_SERVER] = "attributionMcpServer",
	[TOP_CONTENT] = "content",
	[TOP_COMPACT] = "compactMetadata",
	[TOP_DATA] = "data",
	[TOP_ERROR] = "error",
	[TOP_API_STATUS] = "apiErrorStatus",
	[TOP_ATTACHMENT] = "attachment",
	[TOP_LEAF_UUID] = "leafUuid",
	[TOP_SUMMARY] = "summary",
	[TOP_AI_TITLE] = "aiTitle",
	[TOP_CUSTOM_TITLE] = "customTitle",
	[TOP_PR_NUMBER] = "prNumber",
	[TOP_PR_REPOSITORY] = "prRepository",
	[TOP_COST] = "costUSD",
	[TOP_TOTAL_COST] = "totalCostUSD",
	[TOP_MODEL_USAGE] = "modelUsage",
	NULL,
};

/* The members of small objects beside the message. */
enum member_key {
	MEMBER_AGENT_ID, /* toolUseResult, data */
	MEMBER_KIND,     /* origin */
	MEMBER_TRIGGER,  /* compactMetadata */
	MEMBER_PRE_TOKENS,
	MEMBER_TYPE, /* data */
	MEMBER_PATH, /* attachment */
	MEMBER_FILENAME,
};

static const char *const member_keys[] = {
	[MEMBER_AGENT_ID] = "agentId",  [MEMBER_KIND] = "kind",
	[MEMBER_TRIGGER] = "trigger",   [MEMBER_PRE_TOKENS] = "preTokens",
	[MEMBER_TYPE] = "type",         [MEMBER_PATH] = "path",
	[MEMBER_FILENAME] = "filename", NULL,
};

void line_reader_init(struct line_reader *r, bool calls_only)
{
	*r = (struct line_reader){ .calls_only = calls_only,
				   .use_room = 8,
				   .result_room = 8 };
	r->arena = tc_alloc(LINE_ARENA, 1);
	r->text = tc_alloc(LINE_TEXT, 1);
	r->scratch = tc_alloc(LINE_TEXT, 1);
	r->line.iterations = tc_alloc(LINE_ITERATIONS, sizeof(*r->line.iterations));
	r->line.uses = tc_alloc(r->use_room, sizeof(*r->line.uses));
	r->line.results = tc_alloc(r->result_room, sizeof(*r->line.results));
	keywords_init(&r->top, top_keys);
	keywords_init(&r->result, member_keys);
	content_keywords(r);
	usage_keywords(r);
}

void line_reader_release(struct line_reader *r)
{
	free(r->arena);
	free(r->text);
	free(r->scratch);
	free(r->line.iterations);
	free(r->line.uses);
	free(r->line.results);
}

static bool read_flag(struct tc_scan *s, bool *flag)
{
	*flag = tc_scan_peek(s) == TC_SCAN_TRUE;
	return tc_scan_skip(s);
}

static bool read_number(struct tc_scan *s, int64_t *number)
{
	uint64_t value;
	bool whole;

	*number = TC_NONE;
	if (tc_scan_peek(s) != TC_SCAN_NUMERIC)
		return tc_scan_skip(s);
	if (tc_scan_count(s, &value, &whole))
		*number = (int64_t)value;
	return s->error == TC_SCAN_OK;
}

static bool read_time(struct tc_scan *s, int64_t *ms)
{
	struct tc_span text;

	*ms = TC_NONE;
	if (tc_scan_peek(s) != TC_SCAN_STRING)
		return tc_scan_skip(s);
	if (!tc_scan_text(s, &text))
		return false;
	if (!tc_time_parse(text, ms))
		*ms = TC_NONE;
	return true;
}

/* The text of a number, to be passed on as it stands. */
static bool read_decimal(struct line_reader *r, struct tc_scan *s, struct tc_span *number)
{
	struct tc_span text;

	*number = (struct tc_span){ 0 };
	if (tc_scan_peek(s) != TC_SCAN_NUMERIC)
		return tc_scan_skip(s);
	if (!tc_scan_number(s, &text))
		return false;
	*number = keep_string(r, s, text);
	return true;
}

static bool read_title(struct tc_scan *s, int64_t *chars)
{
	uint64_t count;

	*chars = TC_NONE;
	if (tc_scan_peek(s) != TC_SCAN_STRING)
		return tc_scan_skip(s);
	if (!tc_scan_chars(s, &count))
		return false;
	*chars = (int64_t)count;
	return true;
}

/* An object of which some members are wanted, others passed over. */
static bool read_object(struct line_reader *r, struct tc_scan *s, enum top_key owner)
{
	struct line *l = &r->line;
	struct tc_span key;

	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		int member = keywords_find(&r->result, key);
		bool well;

		if (owner == TOP_TOOL_RESULT && member == MEMBER_AGENT_ID)
			well = keep_text(r, s, &l->result_agent);
		else if (owner == TOP_DATA && member == MEMBER_AGENT_ID)
			well = keep_text(r, s, &l->data_agent);
		else if (owner == TOP_DATA && member == MEMBER_TYPE)
			well = keep_text(r, s, &l->data_type);
		else if (owner == TOP_ORIGIN && member == MEMBER_KIND)
			well = keep_text(r, s, &l->origin);
		else if (owner == TOP_COMPACT && member == MEMBER_TRIGGER)
			well = keep_text(r, s, &l->trigger);
		else if (owner == TOP_COMPACT && member == MEMBER_PRE_TOKENS)
			well = read_number(s, &l->pre_tokens);
		else if (owner == TOP_ATTACHMENT &&
			 (member == MEMBER_PATH || member == MEMBER_FILENAME))
			well = keep_text(r, s, &l->attached);
		else
			well = tc_scan_skip(s);
		if (!well)
			return false;
	}
	return s->error == TC_SCAN_OK;
}

/* Keys whose value is kept as text: where in the line, plus one. */
#define TEXT(member) (offsetof(struct line, member) + 1)
static const unsigned short text_at[KEYWORDS_MAX] = {
	[TOP_TYPE] = TEXT(type),
	[TOP_SUBTYPE] = TEXT(subtype),
	[TOP_UUID] = TEXT(uuid),
	[TOP_SESSION] = TEXT(session),
	[TOP_CWD] = TEXT(cwd),
	[TOP_BRANCH] = TEXT(branch),
	[TOP_VERSION] = TEXT(version),
	[TOP_ENTRYPOINT] = TEXT(entrypoint),
	[TOP_AGENT_ID] = TEXT(agent_id),
	[TOP_REQUEST_ID] = TEXT(request_id),
	[TOP_PROMPT] = TEXT(prompt),
	[TOP_PROMPT_SOURCE] = TEXT(prompt_source),
	[TOP_ATTRIBUTION_AGENT] = TEXT(attribution_agent),
	[TOP_SKILL] = TEXT(skill),
	[TOP_MCP_SERVER] = TEXT(mcp_server),
	[TOP_ERROR] = TEXT(error),
	[TOP_LEAF_UUID] = TEXT(leaf_uuid),
	[TOP_PR_REPOSITORY] = TEXT(pr_repository),
};

static bool read_top(struct line_reader *r, struct tc_scan *s, enum top_key key)
{
	struct line *l = &r->line;

	if (text_at[key])
		return keep_text(
			r, s, (struct tc_span *)(void *)((char *)l + text_at[key] - 1));
	switch (key) {
	case TOP_TIMESTAMP:
		return read_time(s, &l->ts);
	case TOP_SIDECHAIN:
		return read_flag(s, &l->sidechain);
	case TOP_META:
		return read_flag(s, &l->meta);
	case TOP_COMPACT_SUMMARY:
		return read_flag(s, &l->compact_summary);
	case TOP_FORKED:
		l->forked = tc_scan_peek(s) != TC_SCAN_NULL;
		return tc_scan_skip(s);
	case TOP_TOOL_RESULT:
		l->has_tool_result = tc_scan_peek(s) != TC_SCAN_NULL;
		return read_object(r, s, key);
	case TOP_ORIGIN:
		l->has_origin = tc_scan_peek(s) != TC_SCAN_NULL;
		return read_object(r, s, key);
	case TOP_COMPACT:
	case TOP_DATA:
	case TOP_ATTACHMENT:
		return read_object(r, s, key);
	case TOP_MESSAGE:
		return content_message(r, s);
	case TOP_CONTENT:
		return content_read(r, s);
	case TOP_SUMMARY:
	case TOP_AI_TITLE:
	case TOP_CUSTOM_TITLE:
		return read_title(s, &l->title_chars);
	case TOP_PR_NUMBER:
		return read_number(s, &l->pr_number);
	case TOP_API_STATUS:
		return read_number(s, &l->api_status);
	case TOP_COST:
		return read_decimal(r, s, &l->recorded_cost);
	case TOP_TOTAL_COST:
		return read_decimal(r, s, &l->total_cost);
	case TOP_MODEL_USAGE:
		return content_model_usage(r, s);
	default:
		return tc_scan_skip(s);
	}
}

static void clear(struct line_reader *r)
{
	struct line *l = &r->line;
	struct iteration *iterations = l->iterations;
	struct tool_result *results = l->results;
	struct tool_use *uses = l->uses;

	*l = (struct line){ .iterations = iterations, .uses = uses, .results = results };
	l->ts = l->pre_tokens = l->title_chars = l->pr_number = l->api_status = TC_NONE;
	r->arena_used = 0;
}

bool line_read(struct line_reader *r, struct tc_scan *s, bool stable)
{
	struct tc_span key;

	clear(r);
	r->stable = stable;
	if (!tc_scan_object(s))
		return false;
	while (tc_scan_key(s, &key)) {
		int k = keywords_find(&r->top, key);

		if (k < 0 ? !tc_scan_skip(s) : !read_top(r, s, (enum top_key)k))
			return false;
	}
	return s->error == TC_SCAN_OK;
}
