/* One billed API response: identity, counts, owner. Lines of one call mostly follow each
 * other, so they are joined here before anything is packed. */
#include "extract/call.h"

#include <stdio.h>

#include "extract/facts.h"

#define ITERATIONS_SIZE 4096

static bool starts_with(struct tc_span s, struct tc_span head)
{
	return s.n >= head.n && memcmp(s.p, head.p, head.n) == 0;
}

static bool is_unique(struct tc_span id)
{
	return (id.n == 28 && starts_with(id, TC_SPAN("msg_01"))) ||
	       starts_with(id, TC_SPAN("msg_bdrk_")) ||
	       starts_with(id, TC_SPAN("msg_vrtx_"));
}

static struct tc_span joined(char *room, struct tc_span a, const char *by,
			     struct tc_span b)
{
	int n = snprintf(room, CALL_ID_SIZE, "%.*s%s%.*s", (int)(a.n < 400 ? a.n : 400),
			 a.p, by, (int)(b.n < 400 ? b.n : 400), b.p);

	return (struct tc_span){ room, n > 0 ? (size_t)n : 0 };
}

struct tc_span call_id(const struct line *l, char room[CALL_ID_SIZE])
{
	if (l->message_id.n == 0)
		return l->uuid;
	if (is_unique(l->message_id))
		return l->message_id;
	if (l->request_id.n)
		return joined(room, l->message_id, "/", l->request_id);
	if (l->session.n)
		return joined(room, l->message_id, "@", l->session);
	return l->uuid.n ? l->uuid : l->message_id;
}

static void set_counts(struct worker *w, struct tc_value *v, const struct usage *u)
{
	v[TC_CALL_INPUT].number = u->input;
	v[TC_CALL_OUTPUT].number = u->output;
	v[TC_CALL_CACHE_CREATION].number = u->cache_creation;
	v[TC_CALL_CACHE_5M].number = u->cache_5m;
	v[TC_CALL_CACHE_1H].number = u->cache_1h;
	v[TC_CALL_CACHE_READ].number = u->cache_read;
	v[TC_CALL_WEB_SEARCH].number = u->web_search;
	v[TC_CALL_SPEED] = facts_name(w, NAME_SPEED, u->speed);
	v[TC_CALL_TIER] = facts_name(w, NAME_TIER, u->tier);
	v[TC_CALL_GEO] = facts_name(w, NAME_GEO, u->geo);
	v[TC_CALL_THINKING].number = u->thinking;
}

static void set_owner(struct worker *w, struct tc_value *v)
{
	const struct line *l = &w->reader.line;

	v[TC_TS].number = v[TC_CALL_COUNTED_TS].number = v[TC_CALL_OWNER_TS].number =
		l->ts;
	v[TC_CALL_SOURCE] = facts_name(w, NAME_SOURCE, TC_SPAN("claude-code"));
	v[TC_CALL_SESSION] = facts_name(w, NAME_SESSION, l->session);
	v[TC_CALL_PROJECT] = facts_project(w, true);
	facts_agent(w, v[TC_CALL_SESSION], &v[TC_CALL_AGENT], &v[TC_CALL_AGENT_ID]);
	v[TC_CALL_BRANCH] = facts_name(w, NAME_BRANCH, l->branch);
	v[TC_CALL_VERSION] = facts_name(w, NAME_VERSION, l->version);
	v[TC_CALL_ENTRYPOINT] = facts_name(w, NAME_ENTRYPOINT, l->entrypoint);
	v[TC_CALL_COPY].number = l->sidechain || l->forked;
	v[TC_CALL_SKILL] = facts_name(w, NAME_SKILL, l->skill);
	v[TC_CALL_MCP_SERVER] = facts_name(w, NAME_MCP_SERVER, l->mcp_server);
	v[TC_CALL_WORKTREE] = facts_name(w, NAME_WORKTREE, w->worktree);
	v[TC_CALL_PROMPT] = w->prompt;
	v[TC_CALL_CONFIG] = facts_name(w, NAME_CONFIG, w->file->config);
}

static bool is_message(const struct iteration *in)
{
	return tc_span_is(in->type, TC_SPAN("message"));
}

/* Do two or more `message` iterations sum to the top level? Then each was a request of its
 * own, to be priced alone (long-context tiers). */
static bool iterations_hold(const struct line *l)
{
	uint64_t sum[4] = { 0 };
	unsigned count = 0;

	for (unsigned i = 0; i < l->iteration_count; i++) {
		const struct usage *u = &l->iterations[i].usage;

		if (!is_message(&l->iterations[i]))
			continue;
		if (u->bad || u->input == TC_NONE || u->output == TC_NONE)
			return false;
		sum[0] += (uint64_t)u->input;
		sum[1] += (uint64_t)u->output;
		sum[2] += (uint64_t)u->cache_creation;
		sum[3] += (uint64_t)u->cache_read;
		count++;
	}
	return count >= 2 && sum[0] == (uint64_t)l->usage.input &&
	       sum[1] == (uint64_t)l->usage.output &&
	       sum[2] == (uint64_t)l->usage.cache_creation &&
	       sum[3] == (uint64_t)l->usage.cache_read;
}

/* [[input, output, 5m, 1h, read], ...] */
static struct tc_span write_iterations(const struct line *l, char *room)
{
	size_t n = 0;

	for (unsigned i = 0; i < l->iteration_count; i++) {
		const struct usage *u = &l->iterations[i].usage;

		if (!is_message(&l->iterations[i]))
			continue;
		if (n + 128 > ITERATIONS_SIZE)
			return (struct tc_span){ 0 };
		n += (size_t)snprintf(room + n, 128, "%c[%lld,%lld,%lld,%lld,%lld]",
				      n ? ',' : '[', (long long)u->input,
				      (long long)u->output, (long long)u->cache_5m,
				      (long long)u->cache_1h, (long long)u->cache_read);
	}
	room[n++] = ']';
	return (struct tc_span){ room, n };
}

void call_flush(struct worker *w)
{
	if (w->has_call)
		facts_add(w, TC_KIND_CALL, w->call);
	w->has_call = false;
}

/* The owner's references cannot be compared before they are resolved: of two sightings that
 * differ in nothing else, both are kept. */
static bool can_join(const struct tc_value *a, const struct tc_value *b)
{
	const struct tc_kind *kind = &tc_kinds[TC_KIND_CALL];

	return a[TC_CALL_COPY].number != b[TC_CALL_COPY].number ||
	       a[TC_CALL_OWNER_TS].number != b[TC_CALL_OWNER_TS].number ||
	       tc_kind_group_is(kind, TC_JOIN_OWNER, a, b);
}

static void wait_for_more(struct worker *w, const struct tc_value *v)
{
	const struct tc_kind *kind = &tc_kinds[TC_KIND_CALL];
	struct tc_span id = v[TC_ID].text;

	if (w->has_call && tc_span_is(w->call[TC_ID].text, id) && can_join(w->call, v)) {
		tc_kind_join(kind, w->call, v);
		return;
	}
	call_flush(w);
	memcpy(w->call, v, kind->count * sizeof(*v));
	memcpy(w->call_id, id.p, id.n);
	w->call[TC_ID].text.p = w->call_id;
	w->has_call = true;
}

/* What the advisor used is billed besides, at its own model. */
static void advisors(struct worker *w, const struct tc_value *call)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];
	char id[CALL_ID_SIZE + 32];
	unsigned n = 0;

	for (unsigned i = 0; i < l->iteration_count; i++) {
		const struct iteration *in = &l->iterations[i];

		if (!tc_span_is(in->type, TC_SPAN("advisor_message")) || in->usage.bad)
			continue;
		memcpy(v, call, tc_kinds[TC_KIND_CALL].count * sizeof(*v));
		v[TC_ID].text.n = (size_t)snprintf(id, sizeof(id), "%.*s#advisor-%u",
						   (int)call[TC_ID].text.n,
						   call[TC_ID].text.p, ++n);
		v[TC_ID].text.p = id;
		v[TC_CALL_MODEL] = facts_name(w, NAME_ADVISOR, in->model);
		v[TC_CALL_ANSWER_CHARS].number = TC_NONE;
		v[TC_CALL_ITERATIONS].text = v[TC_CALL_RECORDED_COST].text =
			(struct tc_span){ 0 };
		set_counts(w, v, &in->usage);
		facts_add(w, TC_KIND_CALL, v);
	}
}

const char *call_make(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct tc_value v[TC_KIND_FIELDS];
	char room[CALL_ID_SIZE], iterations[ITERATIONS_SIZE];

	if (l->usage_state == USAGE_BAD)
		return "usage has a count that is no whole number below 2^63";
	if (l->ts == TC_NONE)
		return "timestamp is missing or impossible";
	w->tally.sightings++;
	tc_kind_clear(&tc_kinds[TC_KIND_CALL], v);
	set_owner(w, v); /* tells of folders and agents what other kinds ask about */
	if (!w->extract->kinds[TC_KIND_CALL])
		return NULL;
	v[TC_ID].text = call_id(l, room);
	set_counts(w, v, &l->usage);
	v[TC_CALL_MODEL] = facts_name(w, NAME_MODEL, l->model);
	v[TC_CALL_STOP_REASON] = facts_name(w, NAME_STOP_REASON, l->stop_reason);
	v[TC_CALL_FINAL].number = l->stop_reason.p != NULL;
	v[TC_CALL_ANSWER_CHARS].number = (int64_t)l->answer_chars;
	if (iterations_hold(l))
		v[TC_CALL_ITERATIONS].text = write_iterations(l, iterations);
	v[TC_CALL_RECORDED_COST].text = l->recorded_cost;
	if (v[TC_CALL_ITERATIONS].text.p || v[TC_CALL_RECORDED_COST].text.p ||
	    v[TC_ID].text.n > sizeof(w->call_id))
		facts_add(w, TC_KIND_CALL, v); /* its texts do not outlive the line */
	else
		wait_for_more(w, v);
	advisors(w, v);
	return NULL;
}
