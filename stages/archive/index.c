/* On which dates an id is. */
#include "archive/index.h"

#include <stdlib.h>

#include "archive/runs.h"
#include "archive/stored.h"
#include "lib/report.h"

#define BUDGET     (16u << 20)                  /* of the entries of a whole store */
#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15) /* as in Fibonacci hashing, TAOCP 6.4 */

struct index {
	struct store *store;
	struct runs runs;
	int32_t *dates; /* of the last answer */
	size_t count, room;
};

static uint64_t step(uint64_t h, uint64_t word)
{
	h = (h ^ word) * MULTIPLIER;
	return h ^ h >> 32;
}

/* Eight bytes a step, the first of them the lowest. */
static uint64_t hash_text(uint64_t h, struct tc_span text)
{
	const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
	uint64_t rest = 0;

	h ^= text.n;
	for (; end - p >= 8; p += 8) {
		uint64_t word = 0;

		for (int i = 0; i < 8; i++)
			word |= (uint64_t)p[i] << (8 * i);
		h = step(h, word);
	}
	for (int i = 0; i < end - p; i++)
		rest |= (uint64_t)p[i] << (8 * i);
	return p < end ? step(h, rest) : h;
}

uint64_t index_hash(struct tc_span kind, struct tc_span id)
{
	return hash_text(hash_text(0, kind), id);
}

/* One file of an entry for each record, read from the partitions. */
static void write_all(const struct store *s, struct change *c, uint64_t number)
{
	const struct manifest *m = &s->manifest;
	struct tc_sort *added = tc_sort_new(BUDGET, NULL, NULL);
	struct stored stored;
	struct tc_span line;
	struct head head;

	for (size_t i = 0; i < m->count; i++) {
		if (m->files[i].index)
			continue;
		stored_open(&stored, s, &m->files[i]);
		while (stored_next(&stored, &line, &head))
			runs_sort_add(added,
				      (struct entry){ index_hash(head.kind, head.id),
						      date_of(head.ts) });
		stored_close(&stored);
	}
	runs_write(&(struct runs){ .store = s }, added, c, number);
	tc_sort_free(added);
}

/* Makes the index anew. */
static void mend(struct index *x)
{
	const struct manifest *m = &x->store->manifest;
	struct change *c = change_new(x->store);

	runs_close(&x->runs);
	runs_remove(m, c);
	write_all(x->store, c, runs_next_number(m));
	if (change_commit(c) != TC_EXIT_OK)
		exit(TC_EXIT_IO); /* it was told */
	if (!runs_open(&x->runs))
		tc_die(TC_EXIT_IO, "cannot read back the index of %s", x->store->root);
}

struct index *index_open(struct store *s)
{
	struct index *x = tc_alloc(1, sizeof(*x));

	x->store = s;
	x->runs.store = s;
	if (!runs_open(&x->runs))
		mend(x);
	return x;
}

static void add_date(struct index *x, int32_t date)
{
	size_t at = x->count;

	while (at > 0 && x->dates[at - 1] > date)
		at--;
	if (at > 0 && x->dates[at - 1] == date)
		return;
	if (x->count == x->room) {
		x->room = x->room * 2 + 8;
		x->dates = tc_grow(x->dates, x->room, sizeof(*x->dates));
	}
	memmove(x->dates + at + 1, x->dates + at, (x->count - at) * sizeof(*x->dates));
	x->dates[at] = date;
	x->count++;
}

/* False when a run turned out to be damaged. */
static bool gather(struct index *x, uint64_t hash)
{
	struct entry e;

	x->count = 0;
	for (size_t i = 0; i < x->runs.count; i++) {
		struct run *r = &x->runs.all[i];
		uint64_t place = run_find(r, hash);

		for (; run_entry(r, place, &e) && e.hash == hash; place++)
			add_date(x, e.date);
		if (r->damaged)
			return false;
	}
	return true;
}

size_t index_find(struct index *x, uint64_t hash, const int32_t **dates)
{
	if (!gather(x, hash)) {
		mend(x);
		if (!gather(x, hash))
			tc_die(TC_EXIT_IO, "cannot read back the index of %s",
			       x->store->root);
	}
	*dates = x->dates;
	return x->count;
}

void index_close(struct index *x)
{
	runs_release(&x->runs);
	free(x->dates);
	free(x);
}

/* Is it one file, `ids-0`, or none where there is no record? */
static bool is_compact(const struct manifest *m)
{
	size_t files = 0;

	for (size_t i = 0; i < m->count; i++)
		files += m->files[i].index;
	return m->records ? files == 1 && manifest_has(m, "_index/ids-0") : files == 0;
}

/* Do the runs have exactly one entry a record? As each record has one, their number tells. */
static bool is_exact(const struct runs *r)
{
	uint64_t entries = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (!runs_whole(&r->all[i]))
			return false;
		entries += r->all[i].entries;
	}
	return entries == r->store->manifest.records;
}

static enum tc_exit write_compact(struct store *s, struct runs *runs, bool exact)
{
	struct change *c = change_new(s);

	if (exact)
		runs_write(runs, NULL, c, 0);
	else
		write_all(s, c, 0);
	return change_commit(c);
}

/* Two changes, as no file may get the name of one that the store has: in between it has no
 * index, which does no harm. The runs are open, so they can be read when they are gone. */
enum tc_exit index_compact(struct store *s)
{
	struct runs runs = { .store = s };
	struct change *c;
	enum tc_exit code;
	bool exact;

	exact = runs_open(&runs) && is_exact(&runs);
	if (exact && is_compact(&s->manifest)) {
		runs_release(&runs);
		return TC_EXIT_OK;
	}
	c = change_new(s);
	runs_remove(&s->manifest, c);
	code = change_commit(c);
	if (code == TC_EXIT_OK && s->manifest.records)
		code = write_compact(s, &runs, exact);
	runs_release(&runs);
	return code;
}
