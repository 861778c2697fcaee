/* Records from the facts of a line: who and when, then what the kind of line adds. */
#include "extract/facts.h"

#include <stdio.h>

#include "extract/call.h"
#include "extract/flags.h"
#include "extract/path.h"
#include "extract/prompt.h"
#include "extract/shell.h"
#include "extract/text.h"
#include "lib/report.h"

#define ID_SIZE 1024

void facts_add(struct worker *w, enum tc_kind_id kind, const struct tc_value *values)
{
	struct tc_span item;

	if (!w->extract->kinds[kind])
		return;
	item = pack_record(&w->pack, kind, values);
	tc_sort_add(w->sort, pack_identity_key(item), item);
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
		w->cwd.number = links_project_reference(links, w->file->folder, l->cwd);
		w->cwd_told = false;
	}
	if (tell && !w->cwd_told) {
		links_folder(links, w->file->folder, l->cwd);
		w->cwd_told = w->file_has_cwd = true;
	}
	return (struct tc_value){ w->cwd.number,
				  tc_intern_text(w->extract->names, w->cwd.number) };
}

/* Meets an agent for the first time in this file. */
static void meet_agent(struct worker *w, struct tc_value session,
		       struct tc_value agent_id)
{
	struct links *links = w->extract->links;
	const char *type = w->extract->agent_types[w->file_number];

	w->agent_session = session.text;
	w->agent.text = agent_id.text;
	w->agent.number = links_agent_reference(links, session.text, agent_id.text);
	links_agent_read(links, session.text, agent_id.text);
	if (type && w->file->agent_id.p)
		links_agent_type(links, LINKS_META, session.text, agent_id.text,
				 tc_span_of(type));
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
		links_agent_type(w->extract->links, LINKS_ATTRIBUTION, session.text,
				 agent_id->text, l->attribution_agent);
	}
	*agent = (struct tc_value){ w->agent.number,
				    tc_intern_text(w->extract->names, w->agent.number) };
}

/* What every kind but calls begins with. */
static void begin(struct worker *w, enum tc_kind_id kind, struct tc_value *v,
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

/* "session#word": for lines that have no uuid of their own. */
static struct tc_span made_id(char *room, struct tc_span owner, const char *word,
			      struct tc_span more)
{
	int n = snprintf(room, ID_SIZE, "%.*s#%s%.*s",
			 (int)(owner.n < 400 ? owner.n : 400), owner.p ? owner.p : "",
			 word, (int)(more.n < 400 ? more.n : 400), more.p ? more.p : "");

	return (struct tc_span){ room, n > 0 ? (size_t)n : 0 };
}

static void begin_event(struct worker *w, struct tc_value *v, struct tc_span id,
			const char *event)
{
	begin(w, TC_KIND_EVENT, v, id);
	v[TC_EVENT_EVENT] = facts_name(w, NAME_EVENT, tc_span_of(event));
}

static void api_error(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];

	begin_event(w, v, l->uuid.p ? l->uuid : l->message_id, "api_error");
	v[TC_EVENT_REASON] = facts_name(w, NAME_REASON, l->error);
	v[TC_EVENT_STATUS].number = l->api_status;
	facts_add(w, TC_KIND_EVENT, v);
}

static bool is_memory(struct tc_span path)
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

static void memory_event(struct worker *w, struct tc_span id, struct tc_span path)
{
	struct tc_value v[TC_KIND_FIELDS];

	begin_event(w, v, id, "memory");
	v[TC_EVENT_NAME] = facts_name(w, NAME_MEMORY, base_name(path));
	facts_add(w, TC_KIND_EVENT, v);
}

static void tool_use(struct worker *w, const struct tool_use *use, struct tc_span call)
{
	struct tc_value v[TC_KIND_FIELDS];
	char path_id[PATH_ID_SIZE], room[ID_SIZE];
	bool bash = tc_span_is(use->name, TC_SPAN("Bash")) && use->has_command;

	if (use->subagent.p && use->id.p)
		links_launch(w->extract->links, use->id, use->subagent);
	if (!use->id.p)
		return;
	if (use->path.p && is_memory(use->path) && tc_span_is(use->name, TC_SPAN("Read")))
		memory_event(w, made_id(room, use->id, "memory", TC_SPAN("")), use->path);
	if (!w->extract->kinds[TC_KIND_TOOL])
		return;
	begin(w, TC_KIND_TOOL, v, use->id);
	v[TC_TOOL_CALL].text = call;
	v[TC_TOOL_NAME] = facts_name(w, NAME_TOOL, use->name);
	if (use->path.p) {
		extract_path_id(use->path, path_id);
		v[TC_TOOL_PATH].text = use->path;
		v[TC_TOOL_PATH_ID].text = (struct tc_span){ path_id, PATH_ID_SIZE };
		v[TC_TOOL_DOC].number = extract_path_is_doc(use->path);
		v[TC_TOOL_CODE].number = extract_path_is_code(use->path);
	}
	if (bash) {
		v[TC_TOOL_SIMPLE].number = use->simple;
		v[TC_TOOL_SEARCH].number = use->search;
		v[TC_TOOL_COMMIT].number = use->commit;
	}
	facts_add(w, TC_KIND_TOOL, v);
}

static void tool_results(struct worker *w)
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
			links_answer(w->extract->links, result->id, l->session,
				     l->result_agent);
		if (!w->extract->kinds[TC_KIND_TOOL])
			continue;
		begin(w, TC_KIND_TOOL, v, result->id);
		v[TC_TOOL_RESULT_TS].number = l->ts;
		v[TC_TOOL_ERROR].number = result->error;
		v[TC_TOOL_REFUSED].number = result->error && result->refused;
		v[TC_TOOL_RESULT_CHARS].number = (int64_t)result->chars;
		facts_add(w, TC_KIND_TOOL, v);
	}
}

static const char *assistant(struct worker *w)
{
	const struct line *l = &w->reader.line;
	char room[CALL_ID_SIZE];
	const char *reason = NULL;

	if (tc_span_is(l->model, TC_SPAN("<synthetic>"))) {
		w->tally.synthetic++;
		api_error(w);
		return NULL;
	}
	if (l->usage_state != USAGE_NONE)
		reason = call_make(w);
	for (unsigned i = 0; i < l->use_count; i++)
		tool_use(w, &l->uses[i], call_id(l, room));
	return reason;
}

/* The first `most` characters. */
static struct tc_span head(struct tc_span text, unsigned most)
{
	size_t i = 0;

	while (i < text.n && (most > 0 || ((unsigned char)text.p[i] & 0xc0) == 0x80)) {
		most -= ((unsigned char)text.p[i] & 0xc0) != 0x80;
		i++;
	}
	return (struct tc_span){ text.p, i };
}

static bool is_sdk(struct tc_span text)
{
	return text.n >= 3 && memcmp(text.p, "sdk", 3) == 0;
}

static void typed_prompt(struct worker *w, struct tc_span text)
{
	const struct line *l = &w->reader.line;
	struct prompt_flags flags = extract_flags(text);
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, TC_KIND_PROMPT, v, l->uuid);
	if (l->text.n >= LINE_TEXT) /* the end was counted but not looked at */
		flags.chars += l->text_chars - extract_text_chars(l->text);
	v[TC_PROMPT_CHARS].number = (int64_t)flags.chars;
	v[TC_PROMPT_IMAGES].number = (int64_t)l->images;
	v[TC_PROMPT_ASKS].number = flags.asks;
	if (flags.language) {
		v[TC_PROMPT_LANGUAGE] =
			facts_name(w, NAME_LANGUAGE, tc_span_of(flags.language));
		if (strcmp(flags.language, "en") == 0) {
			v[TC_PROMPT_XML].number = flags.xml;
			v[TC_PROMPT_COT].number = flags.cot;
			v[TC_PROMPT_EXAMPLE].number = flags.example;
		}
	}
	v[TC_PROMPT_ENTRYPOINT] = facts_name(w, NAME_ENTRYPOINT, l->entrypoint);
	v[TC_PROMPT_AUTOMATED].number =
		is_sdk(l->entrypoint) || tc_span_is(l->prompt_source, TC_SPAN("sdk"));
	if (w->extract->summaries)
		v[TC_PROMPT_TEXT].text = head(text, w->extract->summaries);
	facts_add(w, TC_KIND_PROMPT, v);
}

static void slash_command(struct worker *w, const struct prompt_text *p)
{
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, TC_KIND_COMMAND, v, w->reader.line.uuid);
	v[TC_COMMAND_NAME].text = p->name;
	v[TC_COMMAND_ARGS_CHARS].number = (int64_t)extract_text_chars(p->arguments);
	if (extract_prompt_is_track(p->name))
		v[TC_COMMAND_TRACK].text = p->arguments;
	facts_add(w, TC_KIND_COMMAND, v);
}

static void shell_command(struct worker *w, struct tc_span command)
{
	struct shell_facts facts = extract_shell_facts(command);
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, TC_KIND_SHELL, v, w->reader.line.uuid);
	v[TC_SHELL_CLASS] = facts_name(w, NAME_SHELL, facts.class);
	v[TC_SHELL_SIMPLE].number = facts.simple;
	facts_add(w, TC_KIND_SHELL, v);
}

static void interrupt(struct worker *w)
{
	struct tc_value v[TC_KIND_FIELDS];

	begin_event(w, v, w->reader.line.uuid, "interrupt");
	facts_add(w, TC_KIND_EVENT, v);
}

/* Did a person write this line? (facts of public transcripts) */
static bool is_typed(const struct line *l)
{
	return !l->meta && !l->sidechain && !l->has_tool_result && l->result_count == 0 &&
	       !l->compact_summary &&
	       (!l->has_origin || tc_span_is(l->origin, TC_SPAN("human")));
}

static void user(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct prompt_text p;

	tool_results(w);
	if (l->result_count || l->meta || !l->uuid.p || w->extract->calls_only)
		return;
	p = extract_prompt_read(l->text);
	if (p.kind == PROMPT_INTERRUPT)
		interrupt(w);
	else if (!is_typed(l))
		return;
	else if (p.kind == PROMPT_TYPED && (p.text.n || l->images))
		typed_prompt(w, p.text);
	else if (p.kind == PROMPT_COMMAND)
		slash_command(w, &p);
	else if (p.kind == PROMPT_SHELL)
		shell_command(w, p.text);
}

static void system_line(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];
	struct prompt_text p;

	if (tc_span_is(l->subtype, TC_SPAN("compact_boundary"))) {
		begin_event(w, v, l->uuid, "compact");
		v[TC_EVENT_TRIGGER] = facts_name(w, NAME_TRIGGER, l->trigger);
		v[TC_EVENT_PRE_TOKENS].number = l->pre_tokens;
		facts_add(w, TC_KIND_EVENT, v);
	} else if (tc_span_is(l->subtype, TC_SPAN("api_error"))) {
		api_error(w);
	} else if (tc_span_is(l->subtype, TC_SPAN("local_command")) && l->uuid.p) {
		p = extract_prompt_read(l->text);
		if (p.kind == PROMPT_COMMAND)
			slash_command(w, &p);
	}
}

static void progress(struct worker *w)
{
	const struct line *l = &w->reader.line;

	if (tc_span_is(l->data_type, TC_SPAN("agent_progress")) && l->data_agent.p &&
	    l->session.p)
		links_agent_progress(w->extract->links,
				     (uint32_t)facts_project(w, false).number, l->ts,
				     l->session, l->data_agent);
}

/* Lines about a session that have neither time nor uuid. */
static void about_session(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];
	char room[ID_SIZE], number[64];

	if (tc_span_is(l->type, TC_SPAN("summary"))) {
		begin_event(w, v, made_id(room, l->leaf_uuid, "summary", TC_SPAN("")),
			    "title");
		v[TC_EVENT_TITLE_CHARS].number = l->title_chars;
	} else if (l->title_chars != TC_NONE) {
		begin_event(w, v, made_id(room, l->session, "", l->type), "title");
		v[TC_EVENT_TITLE_CHARS].number = l->title_chars;
		v[TC_EVENT_CUSTOM].number = tc_span_is(l->type, TC_SPAN("custom-title"));
	} else if (tc_span_is(l->type, TC_SPAN("pr-link"))) {
		snprintf(number, sizeof(number), "pr-%lld-", (long long)l->pr_number);
		begin_event(w, v, made_id(room, l->session, number, l->pr_repository),
			    "pr_link");
		v[TC_EVENT_PR_NUMBER].number = l->pr_number;
		v[TC_EVENT_PR_REPOSITORY].text = l->pr_repository;
	} else {
		return;
	}
	facts_add(w, TC_KIND_EVENT, v);
}

static void cost_state(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];

	begin(w, TC_KIND_COST_STATE, v, l->session);
	v[TC_COST_TOTAL].text = l->total_cost;
	v[TC_COST_MODELS].text = l->model_usage;
	facts_add(w, TC_KIND_COST_STATE, v);
}

const char *facts_of_line(struct worker *w)
{
	const struct line *l = &w->reader.line;

	census_add(&w->tally.types, (uint32_t)facts_name(w, NAME_TYPE, l->type).number,
		   1);
	if (!w->file_has_cwd && l->cwd.p)
		facts_project(w, false);
	if (tc_span_is(l->type, TC_SPAN("assistant")))
		return assistant(w);
	if (tc_span_is(l->type, TC_SPAN("user")))
		user(w);
	else if (tc_span_is(l->type, TC_SPAN("system")))
		system_line(w);
	else if (tc_span_is(l->type, TC_SPAN("progress")))
		progress(w);
	else if (tc_span_is(l->type, TC_SPAN("attachment"))) {
		if (l->attached.p && l->uuid.p && is_memory(l->attached))
			memory_event(w, l->uuid, l->attached);
	} else if (tc_span_is(l->type, TC_SPAN("cost-state")))
		cost_state(w);
	else
		about_session(w);
	return NULL;
}

void facts_reject(struct worker *w, uint64_t offset, uint64_t bytes, uint64_t number,
		  const char *reason)
{
	struct tc_value v[TC_KIND_FIELDS];
	char id[ID_SIZE + 32];
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
	facts_add(w, TC_KIND_REJECT, v);
}

static void lost_agent(void *worker, struct tc_span session, struct tc_span agent_id,
		       uint32_t project, int64_t ts)
{
	struct worker *w = worker;
	struct tc_value v[TC_KIND_FIELDS];
	char room[ID_SIZE];

	tc_kind_clear(&tc_kinds[TC_KIND_EVENT], v);
	v[TC_ID].text = made_id(room, session, "agent-", agent_id);
	v[TC_TS].number = ts;
	v[TC_FACT_SESSION] = facts_name(w, NAME_SESSION, session);
	v[TC_FACT_PROJECT].number = project;
	v[TC_FACT_AGENT].number =
		links_agent_reference(w->extract->links, session, agent_id);
	v[TC_FACT_AGENT_ID] = facts_name(w, NAME_AGENT_ID, agent_id);
	v[TC_FACT_COPY].number = 0;
	v[TC_EVENT_EVENT] = facts_name(w, NAME_EVENT, TC_SPAN("agent_lost"));
	facts_add(w, TC_KIND_EVENT, v);
}

void facts_flush(struct worker *w)
{
	call_flush(w);
}

void facts_lost_agents(struct worker *w)
{
	links_lost(w->extract->links, lost_agent, w);
}
