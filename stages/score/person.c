/* What the sessions of one person come to. */
#include "score/person.h"

#include <stdlib.h>

#include "lib/report.h"

#define ROOM 16

void person_release(struct person *p)
{
	numbers_release(&p->all);
	numbers_release(&p->coding);
	numbers_release(&p->research);
	numbers_release(&p->prompts);
	numbers_release(&p->parts);
	numbers_release(&p->prints);
	free(p->projects);
	free(p->episodes);
	free(p->previous);
}

void person_own(struct person *p, struct project *project)
{
	if (p->project_count == p->project_size) {
		p->project_size = p->project_size ? p->project_size * 2 : ROOM;
		p->projects = tc_grow(p->projects, p->project_size, sizeof(*p->projects));
	}
	p->projects[p->project_count++] = project;
}

static void add_episode(struct person *p, const struct session *s, struct tc_span name,
			const struct project *project)
{
	if (p->episode_count == p->episode_size) {
		p->episode_size = p->episode_size ? p->episode_size * 2 : ROOM;
		p->episodes = tc_grow(p->episodes, p->episode_size, sizeof(*p->episodes));
	}
	p->episodes[p->episode_count++] = (struct episode){
		.name = name,
		.project = project,
		.start = s->start,
		.end = s->end,
		.tokens = session_tokens_io(&s->tokens),
		.prompts = s->prompts,
		.asked = s->ways.asked,
		.run = s->ways.run,
	};
}

static void add_month(struct person *p, const struct period *period,
		      const struct session *s)
{
	int64_t ago = (period->until - 1 - s->start) / (PERSON_MONTH * TC_DAY_MS);
	struct month *month;

	if (ago > 1)
		return;
	month = &p->months[ago];
	month->sessions++;
	month->tokens += session_tokens_io(&s->tokens);
	month->cost += s->tokens.cost;
}

static void add_days(struct person *p, const struct period *period,
		     const struct fact *facts, size_t count)
{
	int64_t first = tc_zone_day(period->zone, period->since);

	for (size_t i = 0; i < count; i++) {
		int64_t day;

		if (facts[i].kind != FACT_CALL)
			continue;
		day = tc_zone_day(period->zone, facts[i].ts) - first;
		p->day_costs[day] += facts[i].call.cost;
		p->day_active[day] = true;
	}
}

static void add_ways(struct person *p, const struct session *s, struct tc_span name,
		     struct project *project)
{
	session_ways_add(&p->ways, &s->ways);
	numbers_add(&p->prompts, s->prompts);
	for (size_t i = 0; i < s->parts.count; i++)
		numbers_add(&p->parts, s->parts.list[i]);
	if (project)
		project->sessions++;
	add_episode(p, s, name, project);
}

void person_add(struct person *p, const struct period *period, const struct session *s,
		struct tc_span name, struct project *project, const struct fact *facts,
		size_t count)
{
	tc_int128 tokens = session_tokens_io(&s->tokens);

	if (s->start < period->since || !s->tokens.calls)
		return;
	p->sessions++;
	p->automated += !s->prompts;
	p->tiny += s->tiny;
	if (s->print)
		numbers_add(&p->prints, s->print);
	session_tokens_add(&p->tokens, &s->tokens);
	numbers_add(&p->all, tokens);
	numbers_add(s->codes ? &p->coding : &p->research, tokens);
	add_month(p, period, s);
	add_days(p, period, facts, count);
	if (s->prompts)
		add_ways(p, s, name, project);
}
