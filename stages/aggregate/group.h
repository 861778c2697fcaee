/* group.h - the groups of a grouping set, and what they have summed.
 *
 * Everything here merges: adding records one by one, or adding groups made of some of them,
 * in any order, ends in the same group. Sums are 128 bit. */
#ifndef AGGREGATE_GROUP_H
#define AGGREGATE_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregate/distinct.h"
#include "aggregate/question.h"
#include "aggregate/sketch.h"
#include "lib/intern.h"
#include "lib/money.h"

/* What one record adds to a group. */
struct reading {
	int64_t ts;       /* TC_TIME_NONE: not known */
	uint32_t session; /* its number, 0: none */
	uint32_t known;   /* bit i: values[i] is there */
	tc_int128 values[AGGREGATE_FIELDS];
	uint32_t quantiles_known;
	int64_t quantiles[AGGREGATE_QUANTILES];
};

struct group {
	struct tc_span key;  /* the values, each ended by LF; borrowed from the table */
	int64_t first, last; /* TC_TIME_NONE: no record had a time */
	uint32_t known;      /* bit i: some record had field i */
	tc_int128 sums[AGGREGATE_FIELDS];
	struct distinct sessions;
	struct sketch *sketches; /* one for each quantile of the question; owned */
};

/* All zero: no groups. */
struct table {
	struct tc_intern *keys; /* texts of keys; their numbers index the list */
	struct group **list;    /* by number, some NULL */
	size_t size;
	struct group *recent;
};

/* The group of a key, new when there is none. Borrows key; the group lives as long as the
 * table. */
struct group *aggregate_table_find(struct table *table, struct tc_span key,
				   const struct question *q);
void aggregate_table_release(struct table *table, const struct question *q);

void aggregate_group_add(struct group *group, const struct set *set,
			 const struct question *q, const struct reading *reading);
/* Adds all of `other`; borrows it. */
void aggregate_group_merge(struct group *group, const struct group *other,
			   const struct question *q);
void aggregate_group_release(struct group *group, const struct question *q);

/* The value of key i (of the set's). */
struct tc_span aggregate_group_key(const struct group *group, size_t i);
/* The number in column i of the set's fields: a sum (nano-dollars for money), a count, or
 * an instant. False when it is null. Sessions must be settled. */
bool aggregate_group_number(const struct group *group, const struct set *set, size_t i,
			    tc_int128 *number);

#endif
