/* line.h - what one object of a transcript says, as far as records need it.
 *
 * The scanner meets keys in any order and cannot know what kind of line it is on until the
 * end: so reading a line only gathers facts, and facts.h makes records of them after. */
#ifndef TC_EXTRACT_LINE_H
#define TC_EXTRACT_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "extract/keywords.h"
#include "lib/kind.h"
#include "lib/scan.h"

#define LINE_TEXT       (256u << 10) /* of a prompt this much is looked at */
#define LINE_ARENA      (64u << 10) /* for the short strings of a line; a longer one is cut */
#define LINE_STRING     4096
#define LINE_ITERATIONS 64

enum usage_state {
	USAGE_NONE, /* absent, null or no object: the line is no call */
	USAGE_GOOD,
	USAGE_BAD, /* a count is negative, fractional, text or 2^63 and more */
};

struct usage {
	/* TC_NONE when absent */
	int64_t input, output, cache_creation, cache_5m, cache_1h, cache_read, web_search;
	int64_t thinking;
	struct tc_span speed, tier, geo;
	bool bad;
};

struct iteration {
	struct usage usage;
	struct tc_span type, model;
};

struct tool_use {
	struct tc_span id, name, path, subagent;
	bool has_command, simple, search, commit;
};

struct tool_result {
	struct tc_span id;
	bool error, refused;
	uint64_t chars;
};

/* All spans are valid until the next line is read. p == NULL: absent, null or no string. */
struct line {
	struct tc_span type, subtype, uuid, session, cwd, branch, version, entrypoint;
	struct tc_span agent_id, request_id, prompt_source, origin, error;
	struct tc_span attribution_agent, skill, mcp_server, prompt;
	struct tc_span leaf_uuid, pr_repository, trigger, attached, data_type, data_agent;
	struct tc_span result_agent; /* toolUseResult.agentId */
	struct tc_span recorded_cost, total_cost,
		model_usage; /* JSON numbers, an object */
	int64_t ts, pre_tokens, title_chars, pr_number, api_status;
	bool sidechain, meta, compact_summary, forked, has_origin, has_tool_result;

	struct tc_span message_id, model, role, stop_reason;
	enum usage_state usage_state;
	struct usage usage;
	struct iteration *iterations;
	unsigned iteration_count;
	uint64_t text_chars;   /* of all text blocks, or of the content */
	uint64_t answer_chars; /* of the longest text block */
	uint64_t images;
	struct tc_span
		text; /* the content's text, blocks joined by LF, at most LINE_TEXT */
	struct tool_use *uses;
	unsigned use_count;
	struct tool_result *results;
	unsigned result_count;
};

/* Memory and tables of one thread's reading; lines are read into `line`. */
struct line_reader {
	struct line line;
	bool calls_only; /* what tools were given and people typed is not wanted */
	bool stable;     /* the whole line is in the scanner's buffer: its spans last */
	char *arena, *text, *scratch;
	size_t arena_used;
	unsigned use_room, result_room;
	struct keywords top, message, block, input, usage, iteration, result;
};

void line_reader_init(struct line_reader *r, bool calls_only);
void line_reader_release(struct line_reader *r);

/* Reads the object the scanner stands on into r->line. False when it is not strict JSON
 * (the scanner's error says why). `stable` promises that no refill happens before the
 * line ends. */
bool line_read(struct line_reader *r, struct tc_scan *s, bool stable);

#endif
