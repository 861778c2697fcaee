/* question.h - what is asked of a run: which records, grouped by which sets of keys, which
 * quantiles, in which time. A partial carries its question with it, so that only answers
 * to the same question are merged. */
#ifndef AGGREGATE_QUESTION_H
#define AGGREGATE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregate/field.h"
#include "aggregate/key.h"
#include "aggregate/period.h"

#define AGGREGATE_QUANTILES 16 /* fields with quantiles, at most */
#define AGGREGATE_SHARES    16 /* quantiles of one field, at most */

/* A grouping set: the groups of one --by. */
struct set {
	const char *of;             /* the kind it counts; borrowed */
	const struct field *fields; /* its columns */
	size_t field_count;
	size_t *keys; /* indices into the question's keys; owned */
	size_t key_count;
	char *by;   /* the keys' names as a JSON array; owned */
	char *text; /* the --by; owned */
};

/* FIELD:P[,P ...]: columns FIELD_pP. A field whose name ends in _usd is money, counted in
 * nano-dollars; any other holds whole numbers. */
struct quantile {
	char *text;                        /* the --quantile; owned */
	char *field;                       /* owned */
	char *sketch;                      /* FIELD_sketch, its name in partials; owned */
	char *columns[AGGREGATE_SHARES];   /* owned */
	unsigned shares[AGGREGATE_SHARES]; /* in millionths */
	size_t count;
	bool money;
};

struct question {
	char *of; /* owned */
	struct key *keys;
	size_t key_count;
	struct set *sets; /* in the order asked for; last the rejects by reason */
	size_t set_count;
	struct quantile quantiles[AGGREGATE_QUANTILES];
	size_t quantile_count;
	int64_t since, until; /* instants: since <= ts < until */
	bool monday;          /* weeks start on Monday */
	char *arguments;      /* see argument.h; owned, NULL until made */
};

/* Nothing is asked yet but the kind, which it copies. */
void aggregate_question_init(struct question *q, const char *of);
/* Each of these dies with TC_EXIT_USAGE on a value it cannot take. They borrow text only
 * while they run. */
void aggregate_question_by(struct question *q, const char *keys);
void aggregate_question_quantile(struct question *q, const char *text);
/* After all is told: adds what is always asked (the total when there is no --by, the
 * rejects), and checks that no two columns have one name. */
void aggregate_question_close(struct question *q);
void aggregate_question_release(struct question *q);

bool aggregate_question_has(const struct question *q, enum period period);
/* Does the answer depend on the time zone? */
bool aggregate_question_is_local(const struct question *q);

#endif
