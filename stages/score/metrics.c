/* The metrics of one person as JSON: what a policy reads. */
#include <stdlib.h>

#include "lib/report.h"
#include "score/person.h"

#define TOP_PROJECTS   3
#define FOLLOWS_WITHIN (30 * INT64_C(60000)) /* milliseconds */

static void write_number(struct tc_writer *w, const char *key, tc_int128 number)
{
	tc_write_span(w, tc_span_of(key));
	number_write(number, w);
}

/* Amounts are texts: jq would make doubles of them. */
static void write_money(struct tc_writer *w, const char *key, tc_int128 nano)
{
	char text[TC_MONEY_SIZE];

	tc_write_span(w, tc_span_of(key));
	tc_write_literal(w, "\"");
	tc_write_bytes(w, text, tc_money_format(nano, text));
	tc_write_literal(w, "\"");
}

static void write_flag(struct tc_writer *w, const char *key, bool flag)
{
	tc_write_span(w, tc_span_of(key));
	tc_write_span(w, flag ? TC_SPAN("true") : TC_SPAN("false"));
}

static void write_time(struct tc_writer *w, const char *key, int64_t ms)
{
	char text[TC_TIME_SIZE];

	tc_write_span(w, tc_span_of(key));
	if (ms == TC_TIME_NONE) {
		tc_write_literal(w, "null");
		return;
	}
	tc_time_format(ms, text);
	tc_write_string(w, (struct tc_span){ text, sizeof(text) });
}

static void write_share(struct tc_writer *w, const char *key, const char *good,
			struct share s)
{
	tc_write_span(w, tc_span_of(key));
	write_number(w, good, s.good);
	write_number(w, ",\"all\":", s.all);
	tc_write_literal(w, "}");
}

static void write_head(const struct person *p, const struct period *period,
		       struct tc_writer *w)
{
	bool covered = p->first_ts != TC_TIME_NONE && p->first_ts < period->since;

	tc_write_literal(w, "{\"kind\":\"metrics\",\"user\":");
	if (p->user.p)
		tc_write_string(w, p->user);
	else
		tc_write_literal(w, "null");
	write_time(w, ",\"period\":{\"since\":", period->since);
	write_time(w, ",\"until\":", period->until);
	write_time(w, ",\"first_ts\":", covered ? TC_TIME_NONE : p->first_ts);
	write_flag(w, ",\"covered\":", covered);
	tc_write_literal(w, "}");
	write_number(w, ",\"sessions\":{\"all\":", p->sessions);
	write_number(w, ",\"scored\":", p->episode_count);
	write_number(w, ",\"automated\":", p->automated);
	tc_write_literal(w, "}");
}

static void write_kind_of_session(struct tc_writer *w, const char *key,
				  const struct numbers *n)
{
	write_number(w, key, n->count);
	write_number(w, ",\"tokens\":", numbers_total(n));
	tc_write_literal(w, "}");
}

static void write_month(struct tc_writer *w, const char *key, const struct month *m)
{
	write_number(w, key, m->sessions);
	write_number(w, ",\"tokens\":", m->tokens);
	write_money(w, ",\"cost_usd\":", m->cost);
	tc_write_literal(w, "}");
}

static void write_tokens(struct person *p, struct tc_writer *w)
{
	const struct tokens *t = &p->tokens;

	numbers_sort(&p->all);
	write_number(w, ",\"tokens_per_session\":{\"sessions\":", p->all.count);
	write_number(w, ",\"tokens\":", session_tokens_io(t));
	tc_write_literal(w, ",\"median\":");
	numbers_write_median(&p->all, w);
	tc_write_literal(w, ",\"p25\":");
	numbers_write_quarter(&p->all, w);
	write_kind_of_session(w, ",\"coding\":{\"sessions\":", &p->coding);
	write_kind_of_session(w, ",\"research\":{\"sessions\":", &p->research);
	tc_write_literal(w, "}");
	write_month(w, ",\"last_30_days\":{\"sessions\":", &p->months[0]);
	write_month(w, ",\"before_30_days\":{\"sessions\":", &p->months[1]);
	write_number(w, ",\"calls\":{\"all\":", t->calls);
	write_number(w, ",\"unpriced\":", t->unpriced_calls);
	write_number(w, ",\"input_tokens\":", t->input);
	write_number(w, ",\"output_tokens\":", t->output);
	write_number(w, ",\"cache_read_tokens\":", t->cache_read);
	write_number(w, ",\"cache_write_tokens\":", t->cache_write);
	write_number(w, ",\"unpriced_tokens\":", t->unpriced);
	write_money(w, ",\"cost_usd\":", t->cost);
	write_money(w, ",\"cost_io_usd\":", t->cost_io);
	write_money(w, ",\"saved_usd\":", t->saved);
	write_money(w, ",\"cost_missed_usd\":", t->cost_missed);
	write_money(w, ",\"cost_cache_read_usd\":", t->cost_read);
	tc_write_literal(w, "}");
}

static void write_counts(struct tc_writer *w, const char *key, struct numbers *n)
{
	numbers_sort(n);
	write_number(w, key, n->count);
	write_number(w, ",\"total\":", numbers_total(n));
	tc_write_literal(w, ",\"median\":");
	numbers_write_median(n, w);
	tc_write_literal(w, ",\"max\":");
	numbers_write_greatest(n, w);
	tc_write_literal(w, ",\"histogram\":");
	numbers_write_histogram(n, w);
	tc_write_literal(w, "}");
}

static void write_spent(struct tc_writer *w, const char *key, struct spent s)
{
	write_number(w, key, s.tokens);
	write_money(w, ",\"cost_usd\":", s.cost);
	tc_write_literal(w, "}");
}

static void write_ways(struct person *p, struct tc_writer *w)
{
	const struct ways *x = &p->ways;

	write_counts(w, ",\"prompts\":{\"sessions\":", &p->prompts);
	write_counts(w, ",\"parts\":{\"parts\":", &p->parts);
	write_share(w, ",\"defer_docs\":{", "\"used\":", x->defers);
	write_share(w, ",\"answers\":{", "\"short\":", x->answers);
	write_share(w, ",\"xml_tags\":{", "\"sessions\":", x->xml);
	write_share(w, ",\"chain_of_thought\":{", "\"sessions\":", x->cot);
	write_share(w, ",\"examples\":{", "\"sessions\":", x->examples);
	write_number(w, ",\"simple_bash_alone\":", x->alone);
	write_spent(w, ",\"simple_bash_alone_spent\":{\"tokens\":", x->alone_spent);
	write_number(w, ",\"asked\":", x->asked);
	write_spent(w, ",\"asked_spent\":{\"tokens\":", x->asked_spent);
	write_number(w, ",\"run\":", x->run);
	write_money(w, ",\"bash_input_cost_usd\":", x->reply_cost);
	write_number(w, ",\"tool_uses\":", x->tool_uses);
	write_share(w, ",\"edits\":{", "\"compliant\":", x->edits);
	write_share(w, ",\"tool_turns\":{", "\"parallel\":", x->tool_turns);
	write_share(w, ",\"searches\":{", "\"tools\":", x->searches);
	write_share(w, ",\"results\":{", "\"errors\":", x->results);
}

/* More sessions first, then by name. */
static int by_sessions(const void *a, const void *b)
{
	const struct project *x = *(struct project *const *)a;
	const struct project *y = *(struct project *const *)b;

	if (x->sessions != y->sessions)
		return x->sessions < y->sessions ? 1 : -1;
	return tc_span_order(x->name, y->name);
}

/* Those with sessions, in their order; to be freed. */
static struct project **worked_in(const struct person *p, size_t *count)
{
	struct project **list = tc_alloc(p->project_count + 1, sizeof(struct project *));

	*count = 0;
	for (size_t i = 0; i < p->project_count; i++)
		if (p->projects[i]->sessions)
			list[(*count)++] = p->projects[i];
	if (*count)
		qsort(list, *count, sizeof(*list), by_sessions);
	return list;
}

/* A project that was probed is judged by that, another by what its sessions showed. */
static void write_projects(const struct person *p, struct tc_writer *w)
{
	bool probed = false, evidence = false, keywords = false, concise = false;
	size_t count, top = 0;
	struct project **list = worked_in(p, &count);
	uint64_t sessions = 0;

	for (size_t i = 0; i < p->project_count; i++) {
		const struct project *project = p->projects[i];

		probed |= project->probed;
		evidence |= project->evidence;
		keywords |= project->keywords;
		concise |= project->concise;
	}
	for (size_t i = 0; i < count; i++) {
		bool has = list[i]->probed ? list[i]->claude_md : list[i]->evidence;

		sessions += has ? list[i]->sessions : 0;
		top += i < TOP_PROJECTS && list[i]->probed && has;
	}
	free(list);
	write_flag(w, ",\"claude_md\":{\"known\":", probed || evidence);
	write_number(w, ",\"sessions\":", sessions);
	tc_write_literal(w, "}");
	write_flag(w, ",\"projects\":{\"probed\":", probed);
	write_number(w, ",\"all\":", count);
	write_number(w, ",\"top_with_claude_md\":", top);
	tc_write_literal(w, "}");
	write_flag(w, ",\"memory\":{\"keywords\":", keywords);
	write_flag(w, ",\"concise\":", concise);
	tc_write_literal(w, "}");
}

static void write_stores(const struct person *p, struct tc_writer *w)
{
	unsigned weeks = 0;

	for (unsigned i = 0; i < PERSON_WEEKS; i++)
		weeks += p->weeks >> i & 1;
	write_flag(w, ",\"archive\":{\"known\":", p->stores);
	write_number(w, ",\"weeks\":", weeks);
	tc_write_literal(w, "}");
}

/* Without a budget nobody asks for days, which depend on the zone. */
static void write_days(const struct person *p, const struct period *period,
		       struct tc_writer *w)
{
	uint64_t active = 0, within = 0;

	for (size_t i = 0; i < sizeof(p->day_active) / sizeof(*p->day_active); i++) {
		active += p->day_active[i];
		within += p->day_active[i] && p->day_costs[i] <= period->budget;
	}
	if (period->has_budget) {
		write_number(w, ",\"days\":{\"active\":", active);
		write_number(w, ",\"within\":", within);
		write_money(w, ",\"budget_usd\":", period->budget);
		tc_write_literal(w, "}");
	} else {
		tc_write_literal(w, ",\"days\":{\"active\":null,\"within\":null,"
				    "\"budget_usd\":null}");
	}
}

static int by_start(const void *a, const void *b)
{
	const struct episode *x = a, *y = b;

	if (x->start != y->start)
		return x->start > y->start ? 1 : -1;
	return tc_span_order(x->name, y->name);
}

static void write_third(struct tc_writer *w, const char *key, const struct episode *from,
			size_t count)
{
	struct numbers prompts = { 0 };
	tc_int128 tokens = 0;
	uint64_t asked = 0, run = 0;

	for (size_t i = 0; i < count; i++) {
		numbers_add(&prompts, from[i].prompts);
		tokens += from[i].tokens;
		asked += from[i].asked;
		run += from[i].run;
	}
	tc_write_span(w, tc_span_of(key));
	write_number(w, "\"tokens\":", tokens);
	write_number(w, ",\"asked\":", asked);
	write_number(w, ",\"run\":", run);
	write_counts(w, ",\"prompts\":{\"sessions\":", &prompts);
	tc_write_literal(w, "}");
	numbers_release(&prompts);
}

static void write_thirds(struct person *p, struct tc_writer *w)
{
	size_t third = p->episode_count / 3;

	if (p->episode_count)
		qsort(p->episodes, p->episode_count, sizeof(*p->episodes), by_start);
	write_third(w, ",\"early\":{", p->episodes, third);
	write_third(w, ",\"recent\":{",
		    third ? p->episodes + p->episode_count - third : NULL, third);
}

static int by_project(const void *a, const void *b)
{
	const struct episode *const *x = a, *const *y = b;
	struct tc_span none = TC_SPAN("");
	int order = tc_span_order((*x)->project ? (*x)->project->name : none,
				  (*y)->project ? (*y)->project->name : none);

	return order ? order : by_start(*x, *y);
}

/* Sessions that begin right behind the end of another one of their project. */
static uint64_t follow_ons(const struct person *p)
{
	const struct episode **list = tc_alloc(p->episode_count + 1, sizeof(*list));
	uint64_t count = 0;
	int64_t end = 0; /* of those before, in this project */

	for (size_t i = 0; i < p->episode_count; i++)
		list[i] = &p->episodes[i];
	qsort(list, p->episode_count, sizeof(*list), by_project);
	for (size_t i = 0; i < p->episode_count; i++) {
		if (i > 0 && list[i]->project == list[i - 1]->project)
			count += list[i]->start >= end &&
				 list[i]->start - end < FOLLOWS_WITHIN;
		else
			end = INT64_MIN;
		if (list[i]->end > end)
			end = list[i]->end;
	}
	free(list);
	return count;
}

static uint64_t copies(struct numbers *prints)
{
	uint64_t count = 0;

	numbers_sort(prints);
	for (size_t i = 1; i < prints->count; i++)
		count += prints->list[i] == prints->list[i - 1];
	return count;
}

/* What tricks leave behind, and honest work seldom. */
static void write_signs(struct person *p, struct tc_writer *w)
{
	const struct ways *x = &p->ways;

	write_number(w, ",\"signs\":{\"tiny_sessions\":", p->tiny);
	write_number(w, ",\"copied_sessions\":", copies(&p->prints));
	write_number(w, ",\"follow_on_sessions\":", follow_ons(p));
	write_number(w, ",\"warm_starts\":", x->warm_starts);
	write_number(w, ",\"marked_prompts\":", x->marked);
	write_number(w, ",\"last_docs\":", x->last_docs);
	write_number(w, ",\"run_in_a_row\":", x->run_in_a_row);
	write_number(w, ",\"rereads\":", x->rereads.good);
	write_number(w, ",\"reads\":", x->rereads.all);
	tc_write_literal(w, "}");
}

void person_write(struct person *p, const struct period *period, struct tc_writer *w)
{
	write_head(p, period, w);
	write_tokens(p, w);
	write_ways(p, w);
	write_projects(p, w);
	write_stores(p, w);
	write_days(p, period, w);
	write_thirds(p, w);
	write_signs(p, w);
	tc_write_literal(w, ",\"previous\":");
	tc_write_span(w, p->previous ? tc_span_of(p->previous) : TC_SPAN("null"));
	tc_write_literal(w, "}");
}
