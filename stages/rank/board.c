/* Scores with what the rules added, and with their places. */
#include "rank/board.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/record.h"
#include "lib/report.h"
#include "lib/scan.h"

#define ROOM        64
#define NUMBER_SIZE 32

/* What an earlier run may have added. */
static const char *const ours[] = {
	"bonus",      "delta",        "delta_reason", "of",
	"percentile", "position",     "rank",         "recommendations",
	"streak",     "streak_weeks", "to_next",      "top_pct",
	"total",      "trend",        "warning",      NULL
};
static const char *const heads[] = { "kind", "id", "ts", "user", "host", NULL };

/* A score, what was added, its place. */
struct row {
	char *score, *added; /* owned, room behind them for a scanner */
	size_t score_size, added_size;
	char *profile;             /* owned */
	bool placed;               /* takes a place */
	tc_int128 total, measured; /* in billionths of a point */
	size_t number;             /* in which it was added */
	size_t position, of;       /* of 0: alone */
};

struct board {
	struct tc_record *score, *added;
	unsigned profile, measured, total; /* slots */
	struct row *rows;
	size_t count, size;
};

static char *copy(struct tc_span text)
{
	char *p = tc_alloc(text.n + TC_SCAN_PAD, 1);

	memcpy(p, text.p, text.n);
	p[text.n] = '\n';
	return p;
}

bool board_add(struct board *b, struct tc_span score, struct tc_span added, bool newest)
{
	struct row row = { .score = copy(score),
			   .added = copy(added),
			   .score_size = score.n,
			   .added_size = added.n,
			   .number = b->count };
	struct tc_span profile;

	if (b->count == b->size) {
		b->size = b->size ? b->size * 2 : ROOM;
		b->rows = tc_grow(b->rows, b->size, sizeof(*b->rows));
	}
	tc_record_parse(b->score, (struct tc_span){ row.score, row.score_size });
	if (!tc_record_parse(b->added, (struct tc_span){ row.added, row.added_size })) {
		free(row.score);
		free(row.added);
		return false;
	}
	profile = tc_record_string(b->score, b->profile);
	row.profile = tc_copy(profile.p, profile.n);
	row.placed = newest && tc_record_money(b->added, b->total, &row.total);
	if (!tc_record_money(b->score, b->measured, &row.measured))
		row.measured = 0;
	b->rows[b->count++] = row;
	return true;
}

/* --- places ----------------------------------------------------------------------------- */

/* By profile, the best first. */
static int by_place(const void *a, const void *b)
{
	const struct row *x = *(struct row *const *)a, *y = *(struct row *const *)b;
	int c = strcmp(x->profile, y->profile);

	if (!c)
		c = (x->total < y->total) - (x->total > y->total);
	if (!c)
		c = (x->measured < y->measured) - (x->measured > y->measured);
	return c ? c : (x->number > y->number) - (x->number < y->number);
}

/* So many from the first on are alike: of one profile, and of one total if that counts. */
static size_t alike(struct row **rows, size_t n, bool total)
{
	size_t i = 1;

	while (i < n && strcmp(rows[i]->profile, rows[0]->profile) == 0 &&
	       (!total || rows[i]->total == rows[0]->total))
		i++;
	return i;
}

static void place_profile(struct row **rows, size_t n, enum board_ties ties)
{
	size_t tied, groups = 0;

	for (size_t i = 0; i < n; i += tied) {
		tied = alike(rows + i, n - i, true);
		groups++;
		for (size_t k = i; k < i + tied; k++) {
			const size_t positions[] = { [TIES_COMPETITION] = i + 1,
						     [TIES_DENSE] = groups,
						     [TIES_MODIFIED] = i + tied,
						     [TIES_ORDINAL] = k + 1 };

			rows[k]->position = positions[ties];
			rows[k]->of = n;
		}
	}
}

void board_place(struct board *b, enum board_ties ties)
{
	struct row **rows = tc_alloc(b->count, sizeof(struct row *));
	size_t count = 0, n;

	for (size_t i = 0; i < b->count; i++)
		if (b->rows[i].placed)
			rows[count++] = &b->rows[i];
	qsort(rows, count, sizeof(struct row *), by_place);
	for (size_t i = 0; i < count; i += n) {
		n = alike(rows + i, count - i, false);
		if (n > 1)
			place_profile(rows + i, n, ties);
	}
	free(rows);
}

/* --- writing ---------------------------------------------------------------------------- */

struct entry {
	struct tc_span key, raw;
	int head; /* its number among the heads; behind them all else */
	bool added;
};

struct entries {
	struct entry *list;
	size_t count, size;
};

static int number_of(struct tc_span key, const char *const *names)
{
	int i = 0;

	while (names[i] && !tc_span_is(key, tc_span_of(names[i])))
		i++;
	return i;
}

static void add_entry(struct entries *e, struct tc_span key, struct tc_span raw,
		      bool added)
{
	if (e->count == e->size) {
		e->size = e->size ? e->size * 2 : ROOM;
		e->list = tc_grow(e->list, e->size, sizeof(*e->list));
	}
	e->list[e->count++] = (struct entry){ key, raw, number_of(key, heads), added };
}

static void add_fields(struct entries *e, struct tc_record *record, char *text,
		       size_t size, bool added)
{
	tc_record_parse(record, (struct tc_span){ text, size });
	for (size_t i = 0; i < tc_record_count(record); i++) {
		const struct tc_field *f = tc_record_field(record, i);

		if (added || !ours[number_of(f->key, ours)])
			add_entry(e, f->key, f->raw, added);
	}
}

/* The place among all, in words that JSON has; halves are rounded up. */
struct texts {
	char position[NUMBER_SIZE], of[NUMBER_SIZE], percentile[NUMBER_SIZE],
		top_pct[NUMBER_SIZE];
};

static void add_place(struct entries *e, const struct row *row, struct texts *t)
{
	size_t r = row->position, n = row->of, tenths;

	if (!n)
		return;
	tenths = (2000 * (n - r) + n) / (2 * n);
	snprintf(t->position, NUMBER_SIZE, "%zu", r);
	snprintf(t->of, NUMBER_SIZE, "%zu", n);
	snprintf(t->percentile, NUMBER_SIZE, tenths % 10 ? "%zu.%zu" : "%zu", tenths / 10,
		 tenths % 10);
	snprintf(t->top_pct, NUMBER_SIZE, "%zu", (200 * r + n) / (2 * n));
	add_entry(e, TC_SPAN("position"), tc_span_of(t->position), true);
	add_entry(e, TC_SPAN("of"), tc_span_of(t->of), true);
	add_entry(e, TC_SPAN("percentile"), tc_span_of(t->percentile), true);
	add_entry(e, TC_SPAN("top_pct"), tc_span_of(t->top_pct), true);
}

static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = (x->head > y->head) - (x->head < y->head);

	if (!c)
		c = tc_span_order(x->key, y->key);
	return c ? c : x->added - y->added;
}

/* Of one name the last: what was added. */
static void write_entries(const struct entries *e, struct tc_writer *w)
{
	bool first = true;

	tc_write_literal(w, "{");
	for (size_t i = 0; i < e->count; i++) {
		if (i + 1 < e->count && tc_span_is(e->list[i].key, e->list[i + 1].key))
			continue;
		tc_write_span(w, first ? TC_SPAN("") : TC_SPAN(","));
		tc_write_string(w, e->list[i].key);
		tc_write_literal(w, ":");
		tc_write_span(w, e->list[i].raw);
		first = false;
	}
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

void board_write(struct board *b, struct tc_writer *w)
{
	struct entries e = { .count = 0 };
	struct texts texts;

	for (size_t i = 0; i < b->count; i++) {
		struct row *row = &b->rows[i];

		e.count = 0;
		add_fields(&e, b->score, row->score, row->score_size, false);
		add_fields(&e, b->added, row->added, row->added_size, true);
		add_place(&e, row, &texts);
		qsort(e.list, e.count, sizeof(*e.list), by_name);
		write_entries(&e, w);
	}
	free(e.list);
}

struct board *board_new(void)
{
	struct board *b = tc_alloc(1, sizeof(*b));

	b->score = tc_record_new();
	b->added = tc_record_new();
	b->profile = tc_record_slot(b->score, "profile");
	b->measured = tc_record_slot(b->score, "measured_max");
	b->total = tc_record_slot(b->added, "total");
	return b;
}

void board_free(struct board *b)
{
	for (size_t i = 0; i < b->count; i++) {
		free(b->rows[i].score);
		free(b->rows[i].added);
		free(b->rows[i].profile);
	}
	free(b->rows);
	tc_record_free(b->score);
	tc_record_free(b->added);
	free(b);
}
