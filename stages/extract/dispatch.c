/* What kind of line is it? Everything that makes records is called from here. */
#include "extract/dispatch.h"

#include "extract/call.h"
#include "extract/event.h"
#include "extract/facts.h"
#include "extract/tool.h"
#include "extract/typed.h"

static const char *assistant(struct worker *w)
{
	const struct line *l = &w->reader.line;
	char room[CALL_ID_SIZE];

	if (tc_span_is(l->model, TC_SPAN("<synthetic>"))) {
		w->tally.synthetic++;
		event_api_error(w);
		return NULL;
	}
	tool_uses(w, call_id(l, room));
	return l->usage_state == USAGE_NONE ? NULL : call_make(w);
}

static void user(struct worker *w)
{
	tool_results(w);
	if (!w->extract->calls_only)
		typed_line(w);
}

static void system_line(struct worker *w)
{
	const struct line *l = &w->reader.line;

	if (tc_span_is(l->subtype, TC_SPAN("compact_boundary")))
		event_compact(w);
	else if (tc_span_is(l->subtype, TC_SPAN("api_error")))
		event_api_error(w);
	else if (tc_span_is(l->subtype, TC_SPAN("local_command")))
		typed_local_command(w);
}

static void attachment(struct worker *w)
{
	const struct line *l = &w->reader.line;

	if (l->attached.p && l->uuid.p && event_is_memory(l->attached))
		event_memory(w, l->uuid, l->attached);
}

const char *dispatch_line(struct worker *w)
{
	const struct line *l = &w->reader.line;

	census_add(&w->tally.types, (uint32_t)facts_name(w, NAME_TYPE, l->type).number,
		   1);
	if (!w->file_has_cwd && l->cwd.p)
		facts_first(w);
	facts_prompt(w);
	if (tc_span_is(l->type, TC_SPAN("assistant")))
		return assistant(w);
	if (tc_span_is(l->type, TC_SPAN("user")))
		user(w);
	else if (tc_span_is(l->type, TC_SPAN("system")))
		system_line(w);
	else if (tc_span_is(l->type, TC_SPAN("progress")))
		event_progress(w);
	else if (tc_span_is(l->type, TC_SPAN("attachment")))
		attachment(w);
	else if (tc_span_is(l->type, TC_SPAN("cost-state")))
		event_cost_state(w);
	else
		event_about_session(w);
	return NULL;
}
