/* kind.h - the kinds tc-extract makes, and one for all others: their fields, how sightings of
 * one record join, and how a record is written. One table a kind; the join, the packing, the
 * reading and the JSON follow it.
 *
 * Two sightings with the same id are one record. Its fields come in groups. A group is
 * taken whole from one of the two, the one that comes first in the group's order; so the
 * join is associative, commutative and idempotent, and joining records equals joining
 * lines. A few fields stand alone: the earliest time, the greatest count, "or".
 *
 * Of two lines of the same time the one whose agent is known owns the record: "subagent"
 * is the word for a type nobody has told yet, and a later run that reads on may learn it
 * from a file the earlier one did not see. As it is a step of the group's order, the join
 * keeps its laws.
 * Source: the record contract, "the join". */
#ifndef TC_KIND_H
#define TC_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/span.h"
#include "lib/writer.h"

#define TC_NONE        INT64_MIN /* a number, time or flag that is not known: null */
#define TC_KIND_FIELDS 40        /* no kind has more */

enum tc_kind_id {
	TC_KIND_CALL,
	TC_KIND_COMMAND,
	TC_KIND_COST_STATE,
	TC_KIND_EVENT,
	TC_KIND_PROBE,
	TC_KIND_PROMPT,
	TC_KIND_REJECT,
	TC_KIND_SHELL,
	TC_KIND_TOOL, /* so far in the order of their names: the order of output */
	/* Any other kind: joined whole, the later one holds. Its TC_ID is the kind's name, NUL,
	 * and the id, for ids of two kinds have nothing to do with each other. */
	TC_KIND_OTHER,
	TC_KIND_COUNT,
};

enum tc_field_type {
	TC_FIELD_TEXT,  /* text, its own */
	TC_FIELD_NAME,  /* text out of few: `number` is its number in an intern table */
	TC_FIELD_TIME,  /* milliseconds */
	TC_FIELD_COUNT, /* a whole number >= 0 */
	TC_FIELD_FLAG,  /* 0, 1 */
	TC_FIELD_JSON,  /* JSON text */
	TC_FIELD_REST,  /* what the kind does not know: `,"a":1,"b":{}`, sorted by name */
};

/* How a field joins. */
enum tc_field_join {
	TC_JOIN_FIRST, /* the earliest (smallest known) */
	TC_JOIN_MOST,  /* the greatest */
	TC_JOIN_OR,
	TC_JOIN_WINNER, /* group: whose counts hold */
	TC_JOIN_OWNER,  /* group: whose session, project, agent ... it is */
	TC_JOIN_RESULT, /* group: the answer to a tool use */
	TC_JOIN_HIDDEN, /* for the program's own use: never joined, never written */
};

struct tc_kind_field {
	const char *name; /* NULL: it is written without, or never */
	const char *key;  /* as written: ,"name": */
	unsigned char key_size;
	unsigned char type, join;
	bool optional; /* left out when null */
};

struct tc_kind {
	const char *name;
	const struct tc_kind_field *fields;
	unsigned count;
	/* The order inside a group: fields that decide first, before all others of the group
	 * in the order of the table. */
	const struct tc_kind_rule *rules; /* ends with field < 0 */
	unsigned user; /* the field "user"; "host" is the next; 0: it has neither */
};

enum tc_rule_how {
	TC_RULE_GREATER, /* the greater number first; null last */
	TC_RULE_LESS,  /* the smaller number, or bytewise smaller text first; null last */
	TC_RULE_KNOWN, /* not null first */
	TC_RULE_NAMED, /* the agent's type first, then "subagent", then null */
};

struct tc_kind_rule {
	signed char field;
	unsigned char how;
};

struct tc_value {
	int64_t number; /* TC_NONE when null; the intern number of a NAME (0: null too) */
	struct tc_span text; /* of TEXT, NAME, JSON, REST; p == NULL when null */
};

extern const struct tc_kind tc_kinds[TC_KIND_COUNT];

/* What tc-price adds to a call, its amounts in this order, then price_id: no fields of the
 * kind, for the store keeps calls unpriced. Ends with NULL. */
extern const char *const tc_price_keys[];

/* -1 when it is none of tc-extract's kinds. */
int tc_kind_find(struct tc_span name);
/* The two halves of the TC_ID of TC_KIND_OTHER. */
struct tc_span tc_other_kind(struct tc_span id);
struct tc_span tc_other_id(struct tc_span id);
/* All null. */
void tc_kind_clear(const struct tc_kind *kind, struct tc_value *values);
/* Joins `other` into `values`. Texts stay borrowed from where they were. */
void tc_kind_join(const struct tc_kind *kind, struct tc_value *values,
		  const struct tc_value *other);
/* Are these two the same in a group? (then it does not matter which is taken) */
bool tc_kind_group_is(const struct tc_kind *kind, enum tc_field_join group,
		      const struct tc_value *a, const struct tc_value *b);
/* Writes the record as a line and ends it. */
void tc_kind_write(const struct tc_kind *kind, const struct tc_value *values,
		   struct tc_writer *w);

/* Indices into the values of each kind. The first ones are common to all but rejects. The
 * last field of every kind is its REST. */
enum { TC_ID, TC_TS };
enum tc_call_field {
	TC_CALL_SOURCE = TC_TS + 1,
	TC_CALL_SESSION,
	TC_CALL_PROJECT,
	TC_CALL_BRANCH,
	TC_CALL_AGENT,
	TC_CALL_AGENT_ID,
	TC_CALL_MODEL,
	TC_CALL_INPUT,
	TC_CALL_OUTPUT,
	TC_CALL_CACHE_CREATION,
	TC_CALL_CACHE_5M,
	TC_CALL_CACHE_1H,
	TC_CALL_CACHE_READ,
	TC_CALL_WEB_SEARCH,
	TC_CALL_SPEED,
	TC_CALL_TIER,
	TC_CALL_GEO,
	TC_CALL_STOP_REASON,
	TC_CALL_COUNTED_TS,
	TC_CALL_ITERATIONS,
	TC_CALL_RECORDED_COST,
	TC_CALL_VERSION,
	TC_CALL_ENTRYPOINT,
	TC_CALL_USER,
	TC_CALL_HOST,
	TC_CALL_COPY,
	TC_CALL_OWNER_TS,
	TC_CALL_FINAL,
	TC_CALL_ANSWER_CHARS,
	TC_CALL_THINKING,
	TC_CALL_SKILL,
	TC_CALL_MCP_SERVER,
	TC_CALL_WORKTREE,
	TC_CALL_PROMPT,
	TC_CALL_CONFIG,
};
/* What every other kind of a line has. */
enum tc_fact_field {
	TC_FACT_SESSION = TC_TS + 1,
	TC_FACT_PROJECT,
	TC_FACT_AGENT,
	TC_FACT_AGENT_ID,
	TC_FACT_COPY,
	TC_FACT_USER,
	TC_FACT_HOST,
	TC_FACT_FIELDS,
};
enum tc_prompt_field {
	TC_PROMPT_CHARS = TC_FACT_FIELDS,
	TC_PROMPT_IMAGES,
	TC_PROMPT_ASKS,
	TC_PROMPT_XML,
	TC_PROMPT_COT,
	TC_PROMPT_EXAMPLE,
	TC_PROMPT_LANGUAGE,
	TC_PROMPT_ENTRYPOINT,
	TC_PROMPT_AUTOMATED,
	TC_PROMPT_TEXT,
	TC_PROMPT_PROMPT,
};
enum tc_command_field {
	TC_COMMAND_NAME = TC_FACT_FIELDS,
	TC_COMMAND_ARGS_CHARS,
	TC_COMMAND_TRACK,
	TC_COMMAND_PROMPT,
};
enum tc_shell_field {
	TC_SHELL_CLASS = TC_FACT_FIELDS,
	TC_SHELL_SIMPLE,
};
enum tc_tool_field {
	TC_TOOL_CALL = TC_FACT_FIELDS,
	TC_TOOL_NAME,
	TC_TOOL_PATH, /* absolute until it is written */
	TC_TOOL_PATH_ID,
	TC_TOOL_DOC,
	TC_TOOL_CODE,
	TC_TOOL_SIMPLE,
	TC_TOOL_SEARCH,
	TC_TOOL_COMMIT,
	TC_TOOL_RESULT_TS,
	TC_TOOL_ERROR,
	TC_TOOL_REFUSED,
	TC_TOOL_RESULT_CHARS,
};
enum tc_event_field {
	TC_EVENT_EVENT = TC_FACT_FIELDS,
	TC_EVENT_TRIGGER,
	TC_EVENT_PRE_TOKENS,
	TC_EVENT_REASON,
	TC_EVENT_STATUS,
	TC_EVENT_TITLE_CHARS,
	TC_EVENT_CUSTOM,
	TC_EVENT_PR_NUMBER,
	TC_EVENT_PR_REPOSITORY,
	TC_EVENT_NAME,
};
enum tc_cost_field {
	TC_COST_TOTAL = TC_FACT_FIELDS,
	TC_COST_MODELS,
};
enum tc_probe_field {
	TC_PROBE_PROJECT = TC_TS + 1,
	TC_PROBE_CLAUDE_MD,
	TC_PROBE_CLAUDE_MD_BYTES,
	TC_PROBE_KEYWORDS,
	TC_PROBE_CONCISE,
	TC_PROBE_USER,
};
enum tc_reject_field {
	TC_REJECT_FILE = TC_TS + 1,
	TC_REJECT_LINE,
	TC_REJECT_OFFSET,
	TC_REJECT_BYTES,
	TC_REJECT_REASON,
};
enum tc_other_field {
	TC_OTHER_USER = TC_TS + 1,
};

#endif
