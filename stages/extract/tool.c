/* Tools used and answered: names, paths, flags; never what was given or came back. */
#include "extract/tool.h"

#include "extract/event.h"
#include "extract/facts.h"
#include "extract/path.h"

static void tool_use(struct worker *w, const struct tool_use *use, struct tc_span call)
{
	struct tc_value v[TC_KIND_FIELDS];
	char path_id[PATH_ID_SIZE], room[FACTS_ID_SIZE];
	bool bash = tc_span_is(use->name, TC_SPAN("Bash")) && use->has_command;

	if (use->subagent.p && use->id.p)
		links_launch(w->extract->links, w->file_number, use->id, use->subagent);
	if (!use->id.p)
		return;
	if (use->path.p && event_is_memory(use->path) &&
	    tc_span_is(use->name, TC_SPAN("Read")))
		event_memory(w, facts_made_id(room, use->id, "memory", TC_SPAN("")),
			     use->path);
	if (!w->extract->kinds[TC_KIND_TOOL])
		return;
	facts_begin(w, TC_KIND_TOOL, v, use->id);
	v[TC_TOOL_CALL].text = call;
	v[TC_TOOL_NAME] = facts_name(w, NAME_TOOL, use->name);
	if (use->path.p) {
		extract_path_id(use->path, path_id);
		v[TC_TOOL_PATH].text = use->path;
		v[TC_TOOL_PATH_ID].text = (struct tc_span){ path_id, PATH_ID_SIZE };
	}
	if (bash) {
		v[TC_TOOL_SIMPLE].number = use->simple;
		v[TC_TOOL_SEARCH].number = use->search;
		v[TC_TOOL_COMMIT].number = use->commit;
	}
	facts_add(w, TC_KIND_TOOL, v);
}

void tool_uses(struct worker *w, struct tc_span call)
{
	const struct line *l = &w->reader.line;

	for (unsigned i = 0; i < l->use_count; i++)
		tool_use(w, &l->uses[i], call);
}

void tool_results(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];

	for (unsigned i = 0; i < l->result_count; i++) {
		const struct tool_result *result = &l->results[i];

		if (!result->id.p)
			continue;
		/* Agents launched by agents are younger than the files that tell their
		 * type: an agent's own transcript need not be asked. */
		if (l->result_agent.p && l->session.p && !w->file->agent_id.p)
			links_answer(w->extract->links, w->file_number, result->id,
				     l->session, l->result_agent);
		if (!w->extract->kinds[TC_KIND_TOOL])
			continue;
		facts_begin(w, TC_KIND_TOOL, v, result->id);
		v[TC_TOOL_RESULT_TS].number = l->ts;
		v[TC_TOOL_ERROR].number = result->error;
		v[TC_TOOL_REFUSED].number = result->error && result->refused;
		v[TC_TOOL_RESULT_CHARS].number = (int64_t)result->chars;
		facts_add(w, TC_KIND_TOOL, v);
	}
}
