/* event.h - events: what happened to a session besides prompts, calls and tools. */
#ifndef TC_EXTRACT_EVENT_H
#define TC_EXTRACT_EVENT_H

#include "extract/worker.h"

void event_api_error(struct worker *w);
void event_compact(struct worker *w);
void event_interrupt(struct worker *w);
/* An agent is at work; where its transcript is lost this is its only trace. */
void event_progress(struct worker *w);
/* Titles and pull requests: lines that have neither time nor uuid. */
void event_about_session(struct worker *w);
/* Claude Code's own account of a session's cost. */
void event_cost_state(struct worker *w);

/* Is this one of the files that carry memory from session to session? */
bool event_is_memory(struct tc_span path);
/* It was attached or read. */
void event_memory(struct worker *w, struct tc_span id, struct tc_span path);

/* Events for agents whose transcripts are gone; after all reading. */
void event_lost_agents(struct worker *w);

#endif
