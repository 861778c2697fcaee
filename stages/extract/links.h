/* links.h - what one line says about others: projects of folders, types of agents.
 *
 * Such facts may stand in any file, so they are gathered while reading (thread-safe) and
 * asked about after. Records meanwhile hold *references*: interned strings that name what
 * is to be looked up. Answers depend on what was told, never on the order of telling. */
#ifndef TC_EXTRACT_LINKS_H
#define TC_EXTRACT_LINKS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/intern.h"
#include "lib/span.h"

struct links;

struct links *links_new(struct tc_intern *names); /* owned; borrows names */
void links_free(struct links *l);

/* A reference to the project of a line: its folder's name and its cwd (p may be NULL). */
uint32_t links_project_reference(struct links *l, struct tc_span folder,
				 struct tc_span cwd);
/* A reference to the type of an agent. */
uint32_t links_agent_reference(struct links *l, struct tc_span session,
			       struct tc_span agent_id);

/* This folder holds transcripts of this cwd. */
void links_folder(struct links *l, struct tc_span folder, struct tc_span cwd);
/* How sure a type is: what stands beside the transcript, what launched it, what the lines
 * themselves say. */
enum links_source { LINKS_META, LINKS_LAUNCH, LINKS_ATTRIBUTION };
void links_agent_type(struct links *l, enum links_source source, struct tc_span session,
		      struct tc_span agent_id, struct tc_span type);
/* This tool use launched an agent of this type; this tool's answer came from this agent. */
void links_launch(struct links *l, struct tc_span tool_use, struct tc_span type);
void links_answer(struct links *l, struct tc_span tool_use, struct tc_span session,
		  struct tc_span agent_id);
/* A transcript of this agent was read; only a progress line of this agent was seen. */
void links_agent_read(struct links *l, struct tc_span session, struct tc_span agent_id);
void links_agent_progress(struct links *l, uint32_t project, int64_t ts,
			  struct tc_span session, struct tc_span agent_id);

/* After all reading, from one thread: draws the conclusions. No reference made later can be
 * resolved. */
void links_settle(struct links *l);
/* The name a reference stands for, 0 when it is not known. Thread-safe. */
uint32_t links_resolve(const struct links *l, uint32_t reference);
/* Agents of which only progress lines are left, each once; before links_settle(). */
void links_lost(struct links *l,
		void (*each)(void *context, struct tc_span session,
			     struct tc_span agent_id, uint32_t project, int64_t ts),
		void *context);

#endif
