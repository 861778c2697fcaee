/* facts.h - what all records of a line have in common: who, when, whose. */
#ifndef TC_EXTRACT_FACTS_H
#define TC_EXTRACT_FACTS_H

#include "extract/worker.h"

/* Places in records whose texts repeat themselves from line to line. */
enum name_slot {
	NAME_CWD,
	NAME_SESSION,
	NAME_MAIN,
	NAME_AGENT_ID,
	NAME_ATTRIBUTION,
	NAME_SOURCE,
	NAME_BRANCH,
	NAME_VERSION,
	NAME_ENTRYPOINT,
	NAME_MODEL,
	NAME_ADVISOR,
	NAME_SPEED,
	NAME_TIER,
	NAME_GEO,
	NAME_STOP_REASON,
	NAME_SKILL,
	NAME_MCP_SERVER,
	NAME_WORKTREE,
	NAME_PROMPT,
	NAME_CONFIG,
	NAME_TOOL,
	NAME_SHELL,
	NAME_LANGUAGE,
	NAME_EVENT,
	NAME_REASON,
	NAME_TRIGGER,
	NAME_MEMORY,
	NAME_TYPE,
	NAME_REJECT,
};

/* Packs a record and adds it to the others, when its kind is asked for. */
void facts_add(struct worker *w, enum tc_kind_id kind, const struct tc_value *values);
/* A text that repeats itself, as a name; null when text.p is. */
struct tc_value facts_name(struct worker *w, enum name_slot slot, struct tc_span text);
/* The line may say which prompt it, and those behind it, are of; null when it does not. */
struct tc_value facts_prompt(struct worker *w);
/* References to the line's project and agent, to be resolved when all is read. */
struct tc_value facts_project(struct worker *w, bool is_call);
void facts_agent(struct worker *w, struct tc_value session, struct tc_value *agent,
		 struct tc_value *agent_id);
/* The first line of a file that has a cwd tells of its folder and its agent, whichever kinds
 * are asked for. */
void facts_first(struct worker *w);

/* What every kind but calls begins with. */
void facts_begin(struct worker *w, enum tc_kind_id kind, struct tc_value *values,
		 struct tc_span id);
/* "owner#word" and more: the id of a record whose line has no uuid of its own. */
#define FACTS_ID_SIZE 1024
struct tc_span facts_made_id(char room[FACTS_ID_SIZE], struct tc_span owner,
			     const char *word, struct tc_span more);

/* A piece of the file is no good. `number` 0: its line is to be counted later. */
void facts_reject(struct worker *w, uint64_t offset, uint64_t bytes, uint64_t number,
		  const char *reason);

#endif
