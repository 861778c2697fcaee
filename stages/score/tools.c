/* How the tools of a session were used. */
#include "score/tools.h"

#include <stdlib.h>

#include "lib/report.h"
#include "lib/time.h"

/* The tool uses of a session, in some order. */
struct uses {
	const struct fact **list;
	size_t count;
};

static bool succeeded(const struct fact *f)
{
	return (f->flags & TOOL_ANSWERED) && !(f->flags & TOOL_FAILED);
}

/* The first write of a doc: behind the last of code, behind the first commit, or among the
 * last fifth of the uses. */
static void see_docs(const struct uses *u, struct ways *w)
{
	int64_t doc = TC_TIME_NONE, code = TC_TIME_NONE, commit = TC_TIME_NONE;
	size_t later = 0, docs = 0;

	for (size_t i = 0; i < u->count; i++) {
		const struct fact *f = u->list[i];
		bool writes = (f->flags & (TOOL_WRITE | TOOL_EDIT)) && succeeded(f);

		docs += writes && (f->flags & TOOL_DOC);
		if (writes && (f->flags & TOOL_DOC) && doc == TC_TIME_NONE)
			doc = f->ts;
		if (writes && (f->flags & TOOL_CODE))
			code = f->ts;
		if ((f->flags & TOOL_COMMIT) && commit == TC_TIME_NONE)
			commit = f->ts;
	}
	if (doc == TC_TIME_NONE || code == TC_TIME_NONE)
		return;
	for (size_t i = 0; i < u->count; i++)
		later += u->list[i]->ts > doc;
	w->defers.all = 1;
	w->defers.good = doc > code || (commit != TC_TIME_NONE && doc > commit) ||
			 later * 5 < u->count;
	w->last_docs = w->defers.good && docs == 1 && !later;
}

static int by_call(const void *a, const void *b)
{
	const struct fact *const *x = a, *const *y = b;

	return ((*x)->tool.call > (*y)->tool.call) - ((*x)->tool.call < (*y)->tool.call);
}

static void see_turns(const struct uses *u, struct share *turns)
{
	size_t next;

	qsort(u->list, u->count, sizeof(*u->list), by_call);
	for (size_t i = 0; i < u->count; i = next) {
		uint64_t call = u->list[i]->tool.call;

		for (next = i + 1; next < u->count && u->list[next]->tool.call == call;)
			next++;
		if (call) {
			turns->all++;
			turns->good += next - i > 1;
		}
	}
}

static int order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_path(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a;
	const struct fact *y = *(const struct fact *const *)b;

	if (x->tool.path != y->tool.path)
		return order(x->tool.path, y->tool.path);
	if (x->agent != y->agent)
		return order(x->agent, y->agent);
	if (x->ts != y->ts)
		return x->ts > y->ts ? 1 : -1;
	return (y->flags & TOOL_READ) - (x->flags & TOOL_READ);
}

/* The uses of one file, sorted by agent and time, reads first. An edit changes what was there: a Write
 * does when the file was seen before, or when it was refused for that reason. It knows what
 * it changes when the same agent has read or written the file before. */
static void see_edits(const struct fact **uses, size_t count, struct share *edits)
{
	int64_t seen = INT64_MAX, knows = INT64_MAX;

	for (size_t i = 0; i < count; i++)
		if (uses[i]->ts < seen)
			seen = uses[i]->ts;
	for (size_t i = 0; i < count; i++) {
		const struct fact *f = uses[i];
		bool refused = f->flags & TOOL_REFUSED;

		if (i == 0 || f->agent != uses[i - 1]->agent)
			knows = INT64_MAX;
		if ((f->flags & TOOL_EDIT) ||
		    ((f->flags & TOOL_WRITE) && (seen < f->ts || refused))) {
			edits->all++;
			edits->good += !refused && knows < f->ts;
		}
		if (knows == INT64_MAX && succeeded(f) &&
		    (f->flags & (TOOL_READ | TOOL_WRITE | TOOL_EDIT)))
			knows = f->ts;
	}
}

/* Of one file, as above. What an agent reads again without having changed it. */
static void see_rereads(const struct fact **uses, size_t count, struct share *rereads)
{
	bool read = false; /* and nothing else since */

	for (size_t i = 0; i < count; i++) {
		const struct fact *f = uses[i];

		if (i > 0 && f->agent != uses[i - 1]->agent)
			read = false;
		if (!succeeded(f))
			continue;
		if (f->flags & TOOL_READ) {
			rereads->all++;
			rereads->good += read;
			read = true;
		} else if (f->flags & (TOOL_WRITE | TOOL_EDIT)) {
			read = false;
		}
	}
}

static void see_files(const struct uses *u, struct ways *w)
{
	size_t next;

	qsort(u->list, u->count, sizeof(*u->list), by_path);
	for (size_t i = 0; i < u->count; i = next) {
		uint64_t path = u->list[i]->tool.path;

		for (next = i + 1; next < u->count && u->list[next]->tool.path == path;)
			next++;
		if (path) {
			see_edits(u->list + i, next - i, &w->edits);
			see_rereads(u->list + i, next - i, &w->rereads);
		}
	}
}

static void see_results(const struct uses *u, struct share *results)
{
	for (size_t i = 0; i < u->count; i++) {
		results->all += (u->list[i]->flags & TOOL_ANSWERED) != 0;
		results->good += (u->list[i]->flags & TOOL_FAILED) != 0;
	}
}

void tools_see(const struct fact *facts, size_t count, struct ways *w)
{
	struct uses u = { .count = 0 };

	for (size_t i = 0; i < count; i++)
		u.count += facts[i].kind == FACT_TOOL;
	w->tool_uses = u.count;
	if (!u.count)
		return;
	u.list = tc_alloc(u.count, sizeof(const struct fact *));
	u.count = 0;
	for (size_t i = 0; i < count; i++)
		if (facts[i].kind == FACT_TOOL)
			u.list[u.count++] = &facts[i];
	see_docs(&u, w);
	see_results(&u, &w->results);
	see_turns(&u, &w->tool_turns);
	see_files(&u, w);
	free(u.list);
}
