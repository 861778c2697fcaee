/* Events: what happened to a session besides prompts, calls and tools. */
#include "extract/event.h"

#include <stdio.h>

#include "extract/facts.h"

static void begin(struct worker *w, struct tc_value *v, struct tc_span id,
		  const char *event)
{
	facts_begin(w, TC_KIND_EVENT, v, id);
	v[TC_EVENT_EVENT] = facts_name(w, NAME_EVENT, tc_span_of(event));
}

/* What should be one word of the API, such as rate_limit; any other text stays home. */
static struct tc_span word(struct tc_span text)
{
	size_t n = 0;

	while (n < text.n && n < 64 &&
	       ((text.p[n] >= 'a' && text.p[n] <= 'z') || text.p[n] == '_'))
		n++;
	return text.p && (n == 0 || n < text.n) ? TC_SPAN("other") : text;
}

void event_api_error(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, v, l->uuid.p ? l->uuid : l->message_id, "api_error");
	v[TC_EVENT_REASON] = facts_name(w, NAME_REASON, word(l->error));
	v[TC_EVENT_STATUS].number = l->api_status;
	facts_add(w, TC_KIND_EVENT, v);
}

bool event_is_memory(struct tc_span path)
{
	static const char *const names[] = { "CLAUDE.md", "CLAUDE.local.md", "MEMORY.md",
					     NULL };

	for (int i = 0; names[i]; i++) {
		size_t n = strlen(names[i]);

		if (path.n >= n && memcmp(path.p + path.n - n, names[i], n) == 0 &&
		    (path.n == n || path.p[path.n - n - 1] == '/' ||
		     path.p[path.n - n - 1] == '\\'))
			return true;
	}
	return false;
}

static struct tc_span base_name(struct tc_span path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/' && path.p[i - 1] != '\\')
		i--;
	return (struct tc_span){ path.p + i, path.n - i };
}

void event_memory(struct worker *w, struct tc_span id, struct tc_span path)
{
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, v, id, "memory");
	v[TC_EVENT_NAME] = facts_name(w, NAME_MEMORY, base_name(path));
	facts_add(w, TC_KIND_EVENT, v);
}

void event_interrupt(struct worker *w)
{
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, v, w->reader.line.uuid, "interrupt");
	facts_add(w, TC_KIND_EVENT, v);
}

void event_compact(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, v, l->uuid, "compact");
	v[TC_EVENT_TRIGGER] = facts_name(w, NAME_TRIGGER, word(l->trigger));
	v[TC_EVENT_PRE_TOKENS].number = l->pre_tokens;
	facts_add(w, TC_KIND_EVENT, v);
}

void event_progress(struct worker *w)
{
	const struct line *l = &w->reader.line;

	if (tc_span_is(l->data_type, TC_SPAN("agent_progress")) && l->data_agent.p &&
	    l->session.p)
		links_agent_progress(w->extract->links, w->file_number,
				     (uint32_t)facts_project(w, false).number, l->ts,
				     l->session, l->data_agent);
}

void event_about_session(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];
	char room[FACTS_ID_SIZE], number[64];

	if (tc_span_is(l->type, TC_SPAN("summary"))) {
		begin(w, v, facts_made_id(room, l->leaf_uuid, "summary", TC_SPAN("")),
		      "title");
		v[TC_EVENT_TITLE_CHARS].number = l->title_chars;
	} else if (l->title_chars != TC_NONE) {
		begin(w, v, facts_made_id(room, l->session, "", l->type), "title");
		v[TC_EVENT_TITLE_CHARS].number = l->title_chars;
		v[TC_EVENT_CUSTOM].number = tc_span_is(l->type, TC_SPAN("custom-title"));
	} else if (tc_span_is(l->type, TC_SPAN("pr-link"))) {
		snprintf(number, sizeof(number), "pr-%lld-", (long long)l->pr_number);
		begin(w, v, facts_made_id(room, l->session, number, l->pr_repository),
		      "pr_link");
		v[TC_EVENT_PR_NUMBER].number = l->pr_number;
		v[TC_EVENT_PR_REPOSITORY].text = l->pr_repository;
	} else {
		return;
	}
	facts_add(w, TC_KIND_EVENT, v);
}

void event_cost_state(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];

	facts_begin(w, TC_KIND_COST_STATE, v, l->session);
	v[TC_COST_TOTAL].text = l->total_cost;
	v[TC_COST_MODELS].text = l->model_usage;
	facts_add(w, TC_KIND_COST_STATE, v);
}

static void lost_agent(void *worker, struct tc_span session, struct tc_span agent_id,
		       uint32_t project, int64_t ts)
{
	struct worker *w = worker;
	struct tc_value v[TC_KIND_FIELDS];
	char room[FACTS_ID_SIZE];

	tc_kind_clear(&tc_kinds[TC_KIND_EVENT], v);
	v[TC_ID].text = facts_made_id(room, session, "agent-", agent_id);
	v[TC_TS].number = ts;
	v[TC_FACT_SESSION] = facts_name(w, NAME_SESSION, session);
	v[TC_FACT_PROJECT].number = project;
	v[TC_FACT_AGENT].number =
		links_agent_reference(w->extract->links, LINKS_NOBODY, session, agent_id);
	v[TC_FACT_AGENT_ID] = facts_name(w, NAME_AGENT_ID, agent_id);
	v[TC_FACT_COPY].number = 0;
	v[TC_EVENT_EVENT] = facts_name(w, NAME_EVENT, TC_SPAN("agent_lost"));
	facts_add(w, TC_KIND_EVENT, v);
}

void event_lost_agents(struct worker *w)
{
	links_lost(w->extract->links, lost_agent, w);
}
