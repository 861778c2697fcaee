/* facts.h - records from the facts of a line. */
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

/* Makes the records of the line in w->reader.line. NULL, or why the line is a reject. */
const char *facts_of_line(struct worker *w);
/* A piece of the file is no good: a reject. `number` 0: to be counted later. */
void facts_reject(struct worker *w, uint64_t offset, uint64_t bytes, uint64_t number,
		  const char *reason);
/* No more lines of this file follow: what waited is done. */
void facts_flush(struct worker *w);
/* Events for agents whose transcripts are gone; after links_settle(). */
void facts_lost_agents(struct worker *w);

/* For the parts that make records: packs one and adds it to the others. */
void facts_add(struct worker *w, enum tc_kind_id kind, const struct tc_value *values);
/* A text that repeats itself, as a name; null when text.p is. */
struct tc_value facts_name(struct worker *w, enum name_slot slot, struct tc_span text);
/* References to the line's project and agent, to be resolved when all is read. */
struct tc_value facts_project(struct worker *w, bool is_call);
void facts_agent(struct worker *w, struct tc_value session, struct tc_value *agent,
		 struct tc_value *agent_id);

#endif
