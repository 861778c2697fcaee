/* The kinds as tables. */
#include "lib/kind.h"

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
	MAYBE("worktree", NAME, OWNER),
	MAYBE("prompt", NAME, OWNER),
	MAYBE("config", NAME, OWNER),
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
	MAYBE("prompt", NAME, OWNER),
	REST,
};
static const struct tc_kind_field command[] = {
	FACTS,
	FIELD("name", TEXT, OWNER),
	FIELD("args_chars", COUNT, OWNER),
	FIELD("track", TEXT, OWNER),
	MAYBE("prompt", NAME, OWNER),
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

const char *const tc_price_keys[] = {
	"cost_usd",
	"cost_input_usd",
	"cost_output_usd",
	"cost_cache_write_usd",
	"cost_cache_read_usd",
	"cost_search_usd",
	"cost_io_usd",
	"saved_usd",
	"price_id",
	NULL,
};
