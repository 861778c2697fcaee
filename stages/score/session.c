/* What one session comes to. */
#include "score/session.h"

#include <stdlib.h>

#include "lib/hash.h"
#include "lib/report.h"
#include "lib/time.h"
#include "score/tools.h"

/* The last version whose Claude has Glob and Grep at hand always. */
#define SEARCH_TOOLS_UNTIL FACT_VERSION(2, 1, 117)
/* The first version in which the model answers to a command that was run. */
#define REPLIES_SINCE FACT_VERSION(2, 1, 186)

tc_int128 session_tokens_io(const struct tokens *t)
{
	return t->input + t->output;
}

tc_int128 session_tokens_all(const struct tokens *t)
{
	return t->input + t->output + t->cache_read + t->cache_write;
}

void session_tokens_add(struct tokens *sum, const struct tokens *t)
{
	sum->input += t->input;
	sum->output += t->output;
	sum->cache_read += t->cache_read;
	sum->cache_write += t->cache_write;
	sum->unpriced += t->unpriced;
	sum->cost += t->cost;
	sum->cost_io += t->cost_io;
	sum->saved += t->saved;
	sum->cost_missed += t->cost_missed;
	sum->cost_read += t->cost_read;
	sum->calls += t->calls;
	sum->unpriced_calls += t->unpriced_calls;
}

static void add_share(struct share *sum, struct share s)
{
	sum->good += s.good;
	sum->all += s.all;
}

static void add_spent(struct spent *sum, struct spent s)
{
	sum->tokens += s.tokens;
	sum->cost += s.cost;
}

void session_ways_add(struct ways *sum, const struct ways *w)
{
	add_share(&sum->defers, w->defers);
	add_share(&sum->answers, w->answers);
	add_share(&sum->xml, w->xml);
	add_share(&sum->cot, w->cot);
	add_share(&sum->examples, w->examples);
	add_share(&sum->edits, w->edits);
	add_share(&sum->tool_turns, w->tool_turns);
	add_share(&sum->searches, w->searches);
	add_share(&sum->results, w->results);
	add_share(&sum->rereads, w->rereads);
	sum->tool_uses += w->tool_uses;
	sum->alone += w->alone;
	sum->asked += w->asked;
	sum->run += w->run;
	add_spent(&sum->alone_spent, w->alone_spent);
	add_spent(&sum->asked_spent, w->asked_spent);
	sum->run_in_a_row += w->run_in_a_row;
	sum->marked += w->marked;
	sum->warm_starts += w->warm_starts;
	sum->last_docs += w->last_docs;
	sum->reply_cost += w->reply_cost;
}

static void add_call(struct tokens *t, const struct fact *f)
{
	struct tokens one = {
		.input = f->call.input,
		.output = f->call.output,
		.cache_read = f->call.cache_read,
		.cache_write = f->call.cache_write,
		.cost = f->call.cost,
		.cost_io = f->call.cost_io,
		.saved = f->call.saved,
		.cost_missed = f->call.cost_input + f->call.cost_write,
		.cost_read = f->call.cost_read,
		.calls = 1,
	};

	if (!(f->flags & CALL_PRICED)) {
		one.unpriced_calls = 1;
		one.unpriced = session_tokens_all(&one);
	}
	session_tokens_add(t, &one);
}

/* The turn that goes on. */
struct turn {
	bool began, asks, reads_only;
	uint64_t tools, simple; /* simple: Bash */
	int64_t answer_chars;   /* of the last call of the main chain */
	struct spent spent;
};

static void end_turn(const struct turn *t, struct ways *w)
{
	if (!t->began)
		return;
	if (t->asks && t->tools && t->reads_only) {
		w->asked++;
		add_spent(&w->asked_spent, t->spent);
	}
	if (t->tools == 1 && t->simple == 1) {
		w->alone++;
		add_spent(&w->alone_spent, t->spent);
	}
	if (t->answer_chars > 0) {
		w->answers.all++;
		w->answers.good += t->answer_chars <= SESSION_SHORT_ANSWER;
	}
}

static void turn_tool(struct turn *t, unsigned flags)
{
	t->tools++;
	t->reads_only &= (flags & TOOL_READS_ONLY) != 0;
	t->simple += (flags & TOOL_BASH) && (flags & TOOL_READS_ONLY);
}

static void turn_call(struct turn *t, const struct fact *f)
{
	if (f->agent == 0)
		t->answer_chars = f->call.answer_chars;
	add_spent(&t->spent, (struct spent){ (tc_int128)f->call.input + f->call.output,
					     f->call.cost });
}

static void walk_turns(const struct fact *facts, size_t count, struct ways *w)
{
	struct turn turn = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct fact *f = &facts[i];

		if (f->kind == FACT_PROMPT) {
			end_turn(&turn, w);
			turn = (struct turn){ .began = f->flags & PROMPT_TYPED,
					      .asks = f->flags & PROMPT_ASKS,
					      .reads_only = true };
		} else if (f->kind == FACT_TOOL) {
			turn_tool(&turn, f->flags);
		} else if (f->kind == FACT_CALL) {
			turn_call(&turn, f);
		}
	}
	end_turn(&turn, w);
}

/* A part in which nobody typed a prompt is none. */
static void end_part(struct numbers *parts, uint64_t *prompts)
{
	if (*prompts)
		numbers_add(parts, *prompts);
	*prompts = 0;
}

static void walk_parts(const struct fact *facts, size_t count, struct numbers *parts)
{
	uint64_t prompts = 0;

	for (size_t i = 0; i < count; i++) {
		if (facts[i].kind == FACT_COMMAND)
			end_part(parts, &prompts);
		else if (facts[i].kind == FACT_PROMPT)
			prompts += (facts[i].flags & PROMPT_TYPED) != 0;
	}
	end_part(parts, &prompts);
}

/* Commands that were run: those that show something, and what the model says to them. */
static void walk_runs(const struct fact *facts, size_t count, struct ways *w)
{
	bool ran = false, showed = false; /* since the last prompt; the fact before */

	for (size_t i = 0; i < count; i++) {
		const struct fact *f = &facts[i];
		bool shows = f->kind == FACT_SHELL && (f->flags & SHELL_SIMPLE);

		ran = f->kind == FACT_SHELL || (ran && f->kind != FACT_PROMPT);
		w->run += shows;
		w->run_in_a_row += shows && showed;
		showed = shows;
		if (ran && f->kind == FACT_CALL && f->call.version >= REPLIES_SINCE)
			w->reply_cost += f->call.cost;
	}
}

/* A session that is new begins with what the program tells the model, and little else. */
static void see_start(const struct fact *facts, size_t count, struct ways *w)
{
	for (size_t i = 0; i < count; i++) {
		const struct fact *f = &facts[i];

		if (f->kind != FACT_CALL || f->agent != 0)
			continue;
		w->warm_starts = (tc_int128)f->call.input + f->call.cache_read +
					 f->call.cache_write >
				 SESSION_WARM;
		return;
	}
}

static void share_of_prompts(struct share *s, unsigned all, unsigned flag)
{
	s->all = (all & PROMPT_ENGLISH) != 0;
	s->good = s->all && (all & flag);
}

static void see_prompts(const struct fact *facts, size_t count, struct ways *w)
{
	unsigned all = 0; /* what any of them has */

	for (size_t i = 0; i < count; i++)
		if (facts[i].kind == FACT_PROMPT && (facts[i].flags & PROMPT_TYPED)) {
			all |= facts[i].flags;
			w->marked += (facts[i].flags & PROMPT_MARKED) != 0;
		}
	share_of_prompts(&w->xml, all, PROMPT_XML);
	share_of_prompts(&w->cot, all, PROMPT_COT);
	share_of_prompts(&w->examples, all, PROMPT_EXAMPLE);
}

/* Whatever the order of calls at one time. */
static uint64_t print_of(const struct fact *f)
{
	const int64_t counts[] = { f->call.input, f->call.output, f->call.cache_read,
				   f->call.cache_write };

	return tc_hash(0, (struct tc_span){ (const char *)counts, sizeof(counts) });
}

/* Searches count where Glob and Grep are known to have been there. */
static void see_searches(const struct fact *facts, size_t count, struct ways *w)
{
	uint64_t bash = 0;
	uint32_t version = 0;

	for (size_t i = 0; i < count; i++) {
		if (facts[i].kind == FACT_TOOL) {
			w->searches.good += (facts[i].flags & TOOL_SEARCH) != 0;
			bash += (facts[i].flags & TOOL_SEARCHES) != 0;
		} else if (facts[i].kind == FACT_CALL && !version) {
			version = facts[i].call.version;
		}
	}
	if (w->searches.good || (version && version < SEARCH_TOOLS_UNTIL))
		w->searches.all = w->searches.good + bash;
}

static void see_all(const struct fact *facts, size_t count, struct session *s)
{
	uint64_t tools = 0;

	for (size_t i = 0; i < count; i++) {
		const struct fact *f = &facts[i];

		if (s->start == TC_TIME_NONE &&
		    (f->kind == FACT_PROMPT || f->kind == FACT_CALL)) {
			s->start = f->ts;
			s->project = f->project;
		}
		s->end = f->ts;
		if (f->kind == FACT_PROMPT) {
			s->prompts += (f->flags & PROMPT_TYPED) != 0;
		} else if (f->kind == FACT_CALL) {
			add_call(&s->tokens, f);
			s->print += print_of(f);
		} else if (f->kind == FACT_TOOL) {
			tools++;
			s->codes |= (f->flags & (TOOL_EDIT | TOOL_WRITE)) != 0;
		}
	}
	if (!session_tokens_all(&s->tokens))
		s->print = 0;
	s->tiny = !tools && session_tokens_io(&s->tokens) < SESSION_TINY;
}

struct session session_of(const struct fact *facts, size_t count)
{
	struct session s = { .start = TC_TIME_NONE };

	see_all(facts, count, &s);
	if (!s.prompts || !s.tokens.calls)
		return s;
	walk_turns(facts, count, &s.ways);
	walk_runs(facts, count, &s.ways);
	walk_parts(facts, count, &s.parts);
	see_start(facts, count, &s.ways);
	see_prompts(facts, count, &s.ways);
	see_searches(facts, count, &s.ways);
	tools_see(facts, count, &s.ways);
	return s;
}

void session_release(struct session *s)
{
	numbers_release(&s->parts);
}
