/* links.h - what one line says about others: projects of folders, types of agents, prompts of
 * pieces.
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

/* Owned; borrows names. `remember`: what each file told and asked is kept for links_told(). */
struct links *links_new(struct tc_intern *names, bool remember);
void links_free(struct links *l);

/* `file` is the number of the file whose line it is, or LINKS_NOBODY. */
#define LINKS_NOBODY UINT32_MAX

/* A reference to the project of a line: its folder's name and its cwd (p may be NULL). */
uint32_t links_project_reference(struct links *l, uint32_t file, struct tc_span folder,
				 struct tc_span cwd);
/* A reference to the type of an agent. */
uint32_t links_agent_reference(struct links *l, uint32_t file, struct tc_span session,
			       struct tc_span agent_id);

/* A reference to the prompt at which the piece of the file before `start` ended: there it was
 * this name or reference. */
uint32_t links_prompt_reference(struct links *l, uint32_t file, uint64_t start);
void links_prompt(struct links *l, uint32_t file, uint64_t end, uint32_t prompt);

/* This folder holds transcripts of this cwd. */
void links_folder(struct links *l, uint32_t file, struct tc_span folder,
		  struct tc_span cwd);
/* How sure a type is: what stands beside the transcript, what launched it, what the lines
 * themselves say. */
enum links_source { LINKS_META, LINKS_LAUNCH, LINKS_ATTRIBUTION };
void links_agent_type(struct links *l, uint32_t file, enum links_source source,
		      struct tc_span session, struct tc_span agent_id,
		      struct tc_span type);
/* This tool use launched an agent of this type; this tool's answer came from this agent. */
void links_launch(struct links *l, uint32_t file, struct tc_span tool_use,
		  struct tc_span type);
void links_answer(struct links *l, uint32_t file, struct tc_span tool_use,
		  struct tc_span session, struct tc_span agent_id);
/* A transcript of this agent was read; only a progress line of this agent was seen. */
void links_agent_read(struct links *l, uint32_t file, struct tc_span session,
		      struct tc_span agent_id);
void links_agent_progress(struct links *l, uint32_t file, uint32_t project, int64_t ts,
			  struct tc_span session, struct tc_span agent_id);

/* After all reading, from one thread: draws the conclusions. No reference made later can be
 * resolved, unless by another call. */
void links_settle(struct links *l);
/* The name a reference stands for, 0 when it is not known; of a name itself. Thread-safe. */
uint32_t links_resolve(const struct links *l, uint32_t reference);
/* Agents of which only progress lines are left, some of them read in this run; each once;
 * before links_settle(). */
void links_lost(struct links *l,
		void (*each)(void *context, struct tc_span session,
			     struct tc_span agent_id, uint32_t project, int64_t ts),
		void *context);

/* What one file told or asked, in a form that can be written down and told again. */
struct link {
	const char *what;     /* static text: "folder", "type" ... "asked" */
	struct tc_span key;   /* whom it is about */
	struct tc_span value; /* p == NULL: none; of "asked" the answer it got */
	int64_t number;       /* a rank, a time */
};
/* Of all files, sorted by file; after links_settle(). Only when links remember. */
void links_told(struct links *l,
		void (*each)(void *context, uint32_t file, const struct link *link),
		void *context);
/* Tells it again; `of_file`: it counts among what the file told. What was asked is kept for
 * links_changed() under `file`. False when there is no such link. */
bool links_tell(struct links *l, uint32_t file, bool of_file, struct tc_span what,
		const struct link *link);
/* The files whose questions, told by links_tell(), have a better answer by now; some of them
 * more than once. After links_settle(). */
void links_changed(const struct links *l, void (*each)(void *context, uint32_t file),
		   void *context);

#endif
