/* What all records of a line have in common: who, when, whose. */
#include "extract/facts.h"

#include <stdio.h>

#include "extract/cursor.h"
#include "extract/path.h"

void facts_add(struct worker *w, enum tc_kind_id kind, const struct tc_value *values)
{
	struct tc_span item;

	if (!w->extract->kinds[kind])
		return;
	item = tc_pack_record(&w->pack, kind, values);
	tc_sort_add(w->sort, tc_pack_identity_key(item), item);
}

struct tc_value facts_name(struct worker *w, enum name_slot slot, struct tc_span text)
{
	struct name_cache *c = &w->names[slot];

	if (!text.p)
		return (struct tc_value){ 0 };
	if (!c->text.p || !tc_span_is(c->text, text)) {
		c->number = tc_intern(w->extract->names, text);
		c->text = tc_intern_text(w->extract->names, c->number);
	}
	return (struct tc_value){ c->number, c->text };
}

/* A reference lasts as long as the folder (of the file) and the cwd stay. The cwds of calls
 * and the first of each file are what folders are matched with: the same ones whichever
 * kinds are asked for. */
struct tc_value facts_project(struct worker *w, bool is_call)
{
	const struct line *l = &w->reader.line;
	struct links *links = w->extract->links;
	bool tell = l->cwd.p && (is_call || !w->file_has_cwd);

	if (!w->cwd.number || !tc_span_is(w->cwd.text, l->cwd)) {
		struct tc_value cwd = facts_name(w, NAME_CWD, l->cwd);

		w->cwd.text = cwd.text;
		w->cwd.number = links_project_reference(links, w->file_number,
							w->file->folder, l->cwd);
		w->cwd_told = false;
		w->worktree = cwd.text.p ? extract_path_worktree(cwd.text) : cwd.text;
	}
	if (tell && !w->cwd_told) {
		links_folder(links, w->file_number, w->file->folder, l->cwd);
		w->cwd_told = w->file_has_cwd = true;
	}
	return (struct tc_value){ w->cwd.number,
				  tc_intern_text(w->extract->names, w->cwd.number) };
}

struct tc_value facts_prompt(struct worker *w)
{
	struct tc_span prompt = w->reader.line.prompt;

	if (!prompt.n)
		return (struct tc_value){ 0 };
	return w->prompt = facts_name(w, NAME_PROMPT, prompt);
}

/* Meets an agent for the first time in this file. */
static void meet_agent(struct worker *w, struct tc_value session,
		       struct tc_value agent_id)
{
	struct links *links = w->extract->links;

	w->names[NAME_ATTRIBUTION] = (struct name_cache){ 0 };
	w->agent_session = session.text;
	w->agent.text = agent_id.text;
	w->agent.number =
		links_agent_reference(links, w->file_number, session.text, agent_id.text);
	links_agent_read(links, w->file_number, session.text, agent_id.text);
	if (w->agent_type)
		links_agent_type(links, w->file_number, LINKS_META, session.text,
				 agent_id.text, tc_span_of(w->agent_type));
}

void facts_agent(struct worker *w, struct tc_value session, struct tc_value *agent,
		 struct tc_value *agent_id)
{
	const struct line *l = &w->reader.line;
	struct tc_span id = l->agent_id.p ? l->agent_id : w->file->agent_id;

	*agent_id = facts_name(w, NAME_AGENT_ID, id);
	if (!l->sidechain && !id.p) {
		*agent = facts_name(w, NAME_MAIN, TC_SPAN("main"));
		return;
	}
	if (!w->agent.number || w->agent_session.p != session.text.p ||
	    w->agent.text.p != agent_id->text.p)
		meet_agent(w, session, *agent_id);
	if (l->attribution_agent.p &&
	    !tc_span_is(w->names[NAME_ATTRIBUTION].text, l->attribution_agent)) {
		facts_name(w, NAME_ATTRIBUTION, l->attribution_agent);
		links_agent_type(w->extract->links, w->file_number, LINKS_ATTRIBUTION,
				 session.text, agent_id->text, l->attribution_agent);
	}
	*agent = (struct tc_value){ w->agent.number,
				    tc_intern_text(w->extract->names, w->agent.number) };
}

void facts_first(struct worker *w)
{
	struct tc_value agent, agent_id;

	facts_agent(w, facts_name(w, NAME_SESSION, w->reader.line.session), &agent,
		    &agent_id);
	facts_project(w, false);
}

void facts_begin(struct worker *w, enum tc_kind_id kind, struct tc_value *v,
		 struct tc_span id)
{
	const struct line *l = &w->reader.line;

	tc_kind_clear(&tc_kinds[kind], v);
	v[TC_ID].text = id;
	v[TC_TS].number = l->ts;
	v[TC_FACT_SESSION] = facts_name(w, NAME_SESSION, l->session);
	v[TC_FACT_PROJECT] = facts_project(w, false);
	facts_agent(w, v[TC_FACT_SESSION], &v[TC_FACT_AGENT], &v[TC_FACT_AGENT_ID]);
	v[TC_FACT_COPY].number = l->sidechain || l->forked;
}

struct tc_span facts_made_id(char room[FACTS_ID_SIZE], struct tc_span owner,
			     const char *word, struct tc_span more)
{
	int n = snprintf(room, FACTS_ID_SIZE, "%.*s#%s%.*s",
			 (int)(owner.n < 400 ? owner.n : 400), owner.p ? owner.p : "",
			 word, (int)(more.n < 400 ? more.n : 400), more.p ? more.p : "");

	return (struct tc_span){ room, n > 0 ? (size_t)n : 0 };
}

void facts_reject(struct worker *w, uint64_t offset, uint64_t bytes, uint64_t number,
		  const char *reason)
{
	struct tc_value v[TC_KIND_FIELDS];
	char id[32];
	int n = snprintf(id, sizeof(id), "%08x%016llx", w->file_number,
			 (unsigned long long)offset);

	tc_kind_clear(&tc_kinds[TC_KIND_REJECT], v);
	v[TC_ID].text = (struct tc_span){ id, (size_t)n };
	v[TC_REJECT_FILE].text = tc_span_of(w->file->path);
	v[TC_REJECT_LINE].number = number ? (int64_t)number : TC_NONE;
	v[TC_REJECT_OFFSET].number = (int64_t)offset;
	v[TC_REJECT_BYTES].number = (int64_t)bytes;
	v[TC_REJECT_REASON] = facts_name(w, NAME_REJECT, tc_span_of(reason));
	census_add(&w->tally.rejects, (uint32_t)v[TC_REJECT_REASON].number, 1);
	cursor_reject(w, (uint32_t)v[TC_REJECT_REASON].number);
	facts_add(w, TC_KIND_REJECT, v);
}
