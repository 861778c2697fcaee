/* Records into facts and persons. */
#include "score/intake.h"

#include <stdlib.h>

#include "lib/report.h"

/* A fact's key: its session, then its time. What is older than fits begins before any
 * period. */
#define TIME_BITS 38
#define TIME_MASK ((UINT64_C(1) << TIME_BITS) - 1)

#define PREVIOUS_DEPTH 16

/* --- facts ------------------------------------------------------------------------------ */

static bool ends_with(struct tc_span text, const char *end)
{
	size_t n = strlen(end);

	return text.n >= n && memcmp(text.p + text.n - n, end, n) == 0;
}

static void leave_out(struct intake *in, enum fact_kind kind, const char *field)
{
	in->pipe->rejects++;
	if (!in->told[kind])
		tc_warn("%s:%llu: a record is left out: '%s' is no number that counts",
			in->pipe->at.file, (unsigned long long)in->pipe->at.number,
			field);
	in->told[kind] = true;
}

/* A tool that reads or writes a CLAUDE.md shows that it is there. */
static void see_claude_md(struct intake *in, const struct fact *f)
{
	struct tc_span path = fields_text(&in->fields, SLOT_PATH);

	if (f->project && !(f->flags & TOOL_FAILED) &&
	    (f->flags & (TOOL_READ | TOOL_WRITE | TOOL_EDIT)) &&
	    (tc_span_is(path, TC_SPAN("CLAUDE.md")) || ends_with(path, "/CLAUDE.md")))
		in->people.project_of[f->project]->evidence = true;
}

/* By session, then by time, counted back from now. */
static void keep(struct intake *in, uint32_t session, const struct fact *f)
{
	uint64_t back = (uint64_t)(in->period->until - f->ts);

	back = back > TIME_MASK ? 0 : TIME_MASK - back;
	tc_sort_add(in->facts, (uint64_t)session << TIME_BITS | back,
		    (struct tc_span){ (const char *)f, fact_size(f) });
}

static void add_fact(struct intake *in, enum fact_kind kind)
{
	const char *wrong;
	struct fact f;
	struct person *person;

	memset(&f, 0,
	       sizeof(f)); /* what lies between its members, too: facts are compared */
	f.ts = fields_time(&in->fields, SLOT_TS);
	if (f.ts == TC_TIME_NONE || f.ts >= in->period->until ||
	    fields_type(&in->fields, SLOT_SESSION) != TC_STRING)
		return;
	person = people_person(&in->people, &in->fields);
	f.kind = (uint8_t)kind;
	f.project = people_project(&in->people, &in->fields, person);
	f.agent = people_agent(&in->people, &in->fields);
	if (person->first_ts == TC_TIME_NONE || f.ts < person->first_ts)
		person->first_ts = f.ts;
	if (fact_read(&f, &in->fields, &wrong))
		keep(in, people_session(&in->people, &in->fields, person), &f);
	else if (wrong)
		leave_out(in, kind, wrong);
	if (kind == FACT_TOOL)
		see_claude_md(in, &f);
}

/* --- what needs no order ---------------------------------------------------------------- */

/* The newest probe of a project holds. */
static void take_probe(struct intake *in)
{
	struct person *person = people_person(&in->people, &in->fields);
	uint32_t number = people_project(&in->people, &in->fields, person);
	int64_t ts = fields_time(&in->fields, SLOT_TS);
	struct project *p;

	if (!number || (ts != TC_TIME_NONE && ts > in->period->until))
		return;
	p = in->people.project_of[number];
	if (p->probed && ts < p->probe_ts)
		return;
	if (!p->probed || ts > p->probe_ts)
		p->claude_md = p->keywords = p->concise = false;
	p->probed = true;
	p->probe_ts = ts;
	p->claude_md |= fields_true(&in->fields, SLOT_CLAUDE_MD);
	p->keywords |= fields_type(&in->fields, SLOT_KEYWORDS) == TC_ARRAY &&
		       fields_raw(&in->fields, SLOT_KEYWORDS).n > strlen("[]");
	p->concise |= fields_true(&in->fields, SLOT_CONCISE);
}

/* A CLAUDE.md that was attached or read. */
static void take_event(struct intake *in)
{
	int64_t ts = fields_time(&in->fields, SLOT_TS);
	uint32_t number;

	if (!tc_span_is(fields_text(&in->fields, SLOT_EVENT), TC_SPAN("memory")) ||
	    !tc_span_is(fields_text(&in->fields, SLOT_NAME), TC_SPAN("CLAUDE.md")) ||
	    (ts != TC_TIME_NONE && ts >= in->period->until))
		return;
	number = people_project(&in->people, &in->fields,
				people_person(&in->people, &in->fields));
	if (number)
		in->people.project_of[number]->evidence = true;
}

/* The weeks before now that the time from first to last touches, as bits. */
static unsigned weeks_of(const struct intake *in, int64_t first, int64_t last)
{
	unsigned weeks = 0;

	for (unsigned i = 0; i < PERSON_WEEKS; i++) {
		int64_t until = in->period->until - i * 7 * TC_DAY_MS;

		if (first < until && last >= until - 7 * TC_DAY_MS)
			weeks |= 1u << i;
	}
	return weeks;
}

static void take_file(struct intake *in)
{
	int64_t first = fields_time(&in->fields, SLOT_FIRST_TS),
		last = fields_time(&in->fields, SLOT_LAST_TS);

	in->stores = true;
	if (first != TC_TIME_NONE && last != TC_TIME_NONE)
		in->weeks |= weeks_of(in, first, last);
}

/* Nested deeper than any score of ours? jq could not hold it. */
static bool is_deep(struct tc_span json)
{
	bool quoted = false;
	unsigned depth = 0;

	for (size_t i = 0; i < json.n; i++) {
		char c = json.p[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '[') && ++depth > PREVIOUS_DEPTH)
			return true;
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
	}
	return false;
}

/* Of two scores of one time either may hold, but always the same. */
static void keep_previous(struct intake *in, struct person *person, int64_t ts)
{
	struct tc_span raw = fields_raw(&in->fields, SLOT_CATEGORIES);

	if (person->previous && (ts < person->previous_ts ||
				 (ts == person->previous_ts &&
				  tc_span_order(raw, tc_span_of(person->previous)) <= 0)))
		return;
	free(person->previous);
	person->previous = tc_copy(raw.p, raw.n);
	person->previous_ts = ts;
}

static void take_score(struct intake *in)
{
	int64_t ts = fields_time(&in->fields, SLOT_TS);
	struct person *person;

	if (ts == TC_TIME_NONE || ts >= in->period->until)
		return;
	person = people_person(&in->people, &in->fields);
	person->stores = true;
	person->weeks |= weeks_of(in, ts, ts);
	if (in->wants_previous &&
	    fields_type(&in->fields, SLOT_CATEGORIES) == TC_OBJECT &&
	    !is_deep(fields_raw(&in->fields, SLOT_CATEGORIES)))
		keep_previous(in, person, ts);
}

void intake_record(struct intake *in)
{
	static const struct {
		const char *kind;
		enum fact_kind fact;
	} facts[] = { { "call", FACT_CALL },
		      { "tool", FACT_TOOL },
		      { "prompt", FACT_PROMPT },
		      { "command", FACT_COMMAND },
		      { "shell", FACT_SHELL } };
	static const struct {
		const char *kind;
		void (*take)(struct intake *in);
	} others[] = { { "event", take_event },
		       { "probe", take_probe },
		       { "file", take_file },
		       { "score", take_score } };
	struct tc_span kind = fields_text(&in->fields, SLOT_KIND);

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (tc_span_is(kind, tc_span_of(facts[i].kind))) {
			add_fact(in, facts[i].fact);
			return;
		}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (tc_span_is(kind, tc_span_of(others[i].kind)))
			others[i].take(in);
}

/* --- when all is read ------------------------------------------------------------------- */

/* Of the same session and time; items are not aligned. */
static int order(const void *context, struct tc_span a, struct tc_span b)
{
	struct fact x = { 0 }, y = { 0 };

	(void)context;
	memcpy(&x, a.p, a.n);
	memcpy(&y, b.p, b.n);
	return fact_order(&x, &y);
}

/* The facts of one session. */
struct gathered {
	struct fact *list;
	size_t count, size;
};

/* A line that was read twice gives the same fact twice: one. */
static void gather(struct gathered *g, struct tc_span item)
{
	struct fact *f;

	if (g->count == g->size) {
		g->size = g->size ? g->size * 2 : 256;
		g->list = tc_grow(g->list, g->size, sizeof(*g->list));
	}
	f = &g->list[g->count];
	memset(f, 0, sizeof(*f));
	memcpy(f, item.p, item.n);
	if (!g->count || memcmp(f, f - 1, sizeof(*f)) != 0)
		g->count++;
}

static void end_session(struct intake *in, uint32_t number, struct gathered *g)
{
	struct session s = session_of(g->list, g->count);

	person_add(in->people.person_of[number], in->period, &s,
		   tc_intern_text(in->people.sessions.texts, number),
		   s.project ? in->people.project_of[s.project] : NULL, g->list,
		   g->count);
	session_release(&s);
	g->count = 0;
}

static void share_stores(struct intake *in)
{
	for (size_t i = 0; i < in->people.person_size; i++)
		if (in->people.persons[i]) {
			in->people.persons[i]->stores |= in->stores;
			in->people.persons[i]->weeks |= in->weeks;
		}
}

void intake_settle(struct intake *in)
{
	struct gathered g = { 0 };
	uint32_t number = 0;
	struct tc_span item;
	uint64_t key;

	while (tc_sort_next(in->facts, &key, &item)) {
		if (g.count && key >> TIME_BITS != number)
			end_session(in, number, &g);
		number = (uint32_t)(key >> TIME_BITS);
		gather(&g, item);
	}
	if (g.count)
		end_session(in, number, &g);
	free(g.list);
	people_settle(&in->people);
	share_stores(in);
}

void intake_init(struct intake *in, struct tc_pipe *pipe, const struct period *period,
		 bool by_user, bool wants_previous)
{
	*in = (struct intake){ .pipe = pipe,
			       .period = period,
			       .wants_previous = wants_previous,
			       .facts = tc_sort_new(SCORE_BUDGET, order, NULL) };
	fields_init(&in->fields, pipe->record);
	people_init(&in->people, by_user);
}

void intake_release(struct intake *in)
{
	people_release(&in->people);
	tc_sort_free(in->facts);
}
