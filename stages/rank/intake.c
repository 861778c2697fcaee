/* Scores and sessions of many people, person by person. */
#include "rank/intake.h"

#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"
#include "lib/time.h"
#include "rank/shape.h"

#define ROOM 64

/* In the sort: this, the user's name, the id, the line of a score. */
struct head {
	int64_t ts;
	uint32_t user, id;
	enum sight_kind kind;
};

struct item {
	struct head head;
	struct tc_span user, id, line;
};

struct place {
	size_t at, size;
};

struct intake {
	struct tc_pipe *pipe;
	int64_t now;
	bool wants_sessions, told, settled;
	unsigned kind, id, ts, user, of, session, first_ts; /* slots */
	struct tc_sort *items, *strays; /* strays: sessions of nobody */
	struct tc_writer build;         /* an item */
	char *only_user;                /* whose the scores are; of several: the first */
	bool many_users;
	struct tc_span ahead; /* the first item of the next person */
	bool has_ahead;
	struct tc_writer texts; /* the items of the person, at these places */
	struct place *places;
	struct sight *sights, **by_id;
	size_t count, size;
};

/* --- what is read ----------------------------------------------------------------------- */

static struct item item_of(struct tc_span bytes)
{
	struct item item;
	const char *p = bytes.p + sizeof(item.head);

	memcpy(&item.head, bytes.p, sizeof(item.head));
	item.user = (struct tc_span){ p, item.head.user };
	item.id = (struct tc_span){ p + item.user.n, item.head.id };
	p = item.id.p + item.id.n;
	item.line = (struct tc_span){ p, bytes.n - (size_t)(p - bytes.p) };
	return item;
}

static int order(const void *context, struct tc_span a, struct tc_span b)
{
	struct item x = item_of(a), y = item_of(b);
	int c = tc_span_order(x.user, y.user);

	(void)context;
	if (!c)
		c = (x.head.kind > y.head.kind) - (x.head.kind < y.head.kind);
	if (!c)
		c = (x.head.ts > y.head.ts) - (x.head.ts < y.head.ts);
	if (!c)
		c = tc_span_order(x.id, y.id);
	return c ? c : tc_span_order(x.line, y.line);
}

/* The first bytes of a name, so that names of different keys are in their order. */
static uint64_t key_of(struct tc_span user)
{
	uint64_t key = 0;

	for (size_t i = 0; i < sizeof(key); i++)
		key = key << 8 | (i < user.n ? (unsigned char)user.p[i] : 0);
	return key;
}

static void add(struct intake *in, struct tc_sort *sort, const struct item *item)
{
	struct tc_writer *w = &in->build;

	w->used = w->line = 0;
	tc_write_bytes(w, (const char *)&item->head, sizeof(item->head));
	tc_write_span(w, item->user);
	tc_write_span(w, item->id);
	tc_write_span(w, item->line);
	tc_sort_add(sort, key_of(item->user), (struct tc_span){ w->buffer, w->used });
}

static struct item item_make(enum sight_kind kind, int64_t ts, struct tc_span user,
			     struct tc_span id, struct tc_span line)
{
	struct item item;

	memset(&item, 0, sizeof(item)); /* what lies between its members is sorted, too */
	item.head.kind = kind;
	item.head.ts = ts;
	item.head.user = (uint32_t)user.n;
	item.head.id = (uint32_t)id.n;
	item.user = user;
	item.id = id;
	item.line = line;
	return item;
}

static void note_user(struct intake *in, struct tc_span user)
{
	if (!in->only_user)
		in->only_user = tc_copy(user.p, user.n);
	else if (!tc_span_is(user, tc_span_of(in->only_user)))
		in->many_users = true;
}

static int64_t time_of(struct intake *in, unsigned slot)
{
	int64_t ts;

	return tc_time_parse(tc_record_string(in->pipe->record, slot), &ts)
		       ? ts
		       : TC_TIME_NONE;
}

static void leave_out(struct intake *in, const char *fault)
{
	in->pipe->rejects++;
	if (!in->told)
		tc_warn("%s:%llu: a score is left out: '%s' is not what it must be",
			in->pipe->at.file, (unsigned long long)in->pipe->at.number,
			fault);
	in->told = true;
}

static void take_score(struct intake *in)
{
	struct tc_record *r = in->pipe->record;
	const char *fault = shape_fault(in->pipe->line);
	struct tc_span user = tc_record_string(r, in->user);
	int64_t ts = time_of(in, in->ts);

	if (!fault && ts == TC_TIME_NONE)
		fault = "ts";
	if (fault) {
		leave_out(in, fault);
	} else if (ts <= in->now) {
		struct item item = item_make(SIGHT_SCORE, ts, user,
					     tc_record_string(r, in->id), in->pipe->line);

		add(in, in->items, &item);
		note_user(in, user);
	}
}

static void take_session(struct intake *in)
{
	struct tc_record *r = in->pipe->record;
	struct tc_span user = tc_record_string(r, in->user),
		       session = tc_record_string(r, in->session);
	int64_t ts = time_of(in, in->first_ts);
	struct item item =
		item_make(SIGHT_SESSION, ts, user, session, (struct tc_span){ "", 0 });

	if (session.n && ts != TC_TIME_NONE && ts <= in->now)
		add(in, user.n ? in->items : in->strays, &item);
}

void intake_record(struct intake *in)
{
	struct tc_record *r = in->pipe->record;
	struct tc_span kind = tc_record_string(r, in->kind);

	if (tc_span_is(kind, TC_SPAN("score")))
		take_score(in);
	else if (in->wants_sessions && tc_span_is(kind, TC_SPAN("rollup")) &&
		 tc_span_is(tc_record_string(r, in->of), TC_SPAN("call")))
		take_session(in);
}

/* --- when all is read ------------------------------------------------------------------- */

/* Sessions of nobody are of the one person there is, when all scores are hers. */
static void settle(struct intake *in)
{
	struct tc_span user = { "", 0 }, bytes;
	uint64_t key;

	if (in->only_user && !in->many_users)
		user = tc_span_of(in->only_user);
	while (tc_sort_next(in->strays, &key, &bytes)) {
		struct item item = item_of(bytes);

		item = item_make(item.head.kind, item.head.ts, user, item.id, item.line);
		add(in, in->items, &item);
	}
	in->has_ahead = tc_sort_next(in->items, &key, &in->ahead);
	in->settled = true;
}

static struct item item_at(const struct intake *in, size_t i)
{
	const struct place *p = &in->places[i];

	return item_of((struct tc_span){ in->texts.buffer + p->at, p->size });
}

static void make_room(struct intake *in)
{
	if (in->count < in->size)
		return;
	in->size = in->size ? in->size * 2 : ROOM;
	in->places = tc_grow(in->places, in->size, sizeof(*in->places));
	in->sights = tc_grow(in->sights, in->size, sizeof(*in->sights));
	in->by_id = tc_grow(in->by_id, in->size, sizeof(struct sight *));
}

/* The items of the next person into her texts, each with room behind it for a scanner.
 * Their places are told when all are there: texts move as they grow. */
static void gather(struct intake *in)
{
	struct tc_writer *w = &in->texts;
	uint64_t key;

	w->used = w->line = 0;
	in->count = 0;
	do {
		make_room(in);
		in->places[in->count++] = (struct place){ w->used, in->ahead.n };
		tc_write_span(w, in->ahead);
		memset(tc_writer_room(w, TC_SCAN_PAD), '\n', TC_SCAN_PAD);
		tc_writer_took(w, TC_SCAN_PAD);
		in->has_ahead = tc_sort_next(in->items, &key, &in->ahead);
	} while (in->has_ahead &&
		 tc_span_is(item_at(in, 0).user, item_of(in->ahead).user));
}

/* Of one person, doubles behind the one that holds. */
static int by_id(const void *a, const void *b)
{
	const struct sight *x = *(struct sight *const *)a, *y = *(struct sight *const *)b;
	int c = (x->kind > y->kind) - (x->kind < y->kind);
	int later = (x->ts > y->ts) - (x->ts < y->ts);

	if (!c)
		c = tc_span_order(x->id, y->id);
	if (!c)
		c = x->kind == SIGHT_SCORE ? -later : later;
	return c ? c : tc_span_order(x->line, y->line);
}

static bool is_double(const struct sight *a, const struct sight *b)
{
	return a->kind == b->kind && tc_span_is(a->id, b->id);
}

/* Leaves each once, and in order. */
static void drop_doubles(struct intake *in)
{
	size_t kept = 0;

	for (size_t i = 0; i < in->count; i++)
		in->by_id[i] = &in->sights[i];
	qsort(in->by_id, in->count, sizeof(struct sight *), by_id);
	for (size_t i = in->count; i-- > 1;)
		in->by_id[i]->twice = is_double(in->by_id[i], in->by_id[i - 1]);
	for (size_t i = 0; i < in->count; i++)
		if (!in->sights[i].twice)
			in->sights[kept++] = in->sights[i];
	in->count = kept;
}

bool intake_next(struct intake *in, struct person *person)
{
	if (!in->settled)
		settle(in);
	if (!in->has_ahead)
		return false;
	gather(in);
	for (size_t i = 0; i < in->count; i++) {
		struct item item = item_at(in, i);

		in->sights[i] = (struct sight){ .kind = item.head.kind,
						.ts = item.head.ts,
						.id = item.id,
						.line = item.line };
	}
	*person = (struct person){ .user = item_at(in, 0).user, .sights = in->sights };
	drop_doubles(in);
	person->count = in->count;
	return true;
}

struct intake *intake_new(struct tc_pipe *pipe, int64_t now, bool wants_sessions)
{
	struct intake *in = tc_alloc(1, sizeof(*in));

	in->pipe = pipe;
	in->now = now;
	in->wants_sessions = wants_sessions;
	in->kind = tc_record_slot(pipe->record, "kind");
	in->id = tc_record_slot(pipe->record, "id");
	in->ts = tc_record_slot(pipe->record, "ts");
	in->user = tc_record_slot(pipe->record, "user");
	in->of = tc_record_slot(pipe->record, "of");
	in->session = tc_record_slot(pipe->record, "session");
	in->first_ts = tc_record_slot(pipe->record, "first_ts");
	in->items = tc_sort_new(RANK_BUDGET, order, NULL);
	in->strays = tc_sort_new(RANK_BUDGET, order, NULL);
	tc_writer_init(&in->build, -1, "an item");
	tc_writer_init(&in->texts, -1, "a person");
	return in;
}

void intake_free(struct intake *in)
{
	tc_sort_free(in->items);
	tc_sort_free(in->strays);
	free(in->build.buffer);
	free(in->texts.buffer);
	free(in->only_user);
	free(in->places);
	free(in->sights);
	free(in->by_id);
	free(in);
}
