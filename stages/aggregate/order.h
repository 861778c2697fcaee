/* order.h - in which order rows come, and how many: --sort and --top.
 *
 * Rows of a set are sorted by their keys, ascending, or first by one column. Unless told
 * otherwise keys and times ascend, amounts descend. null is last either way. */
#ifndef AGGREGATE_ORDER_H
#define AGGREGATE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregate/tally.h"

enum direction {
	AS_USUAL,
	ASCENDING,
	DESCENDING,
};

/* All zero: all rows, by their keys. */
struct order {
	char *column; /* a key or another column; owned */
	enum direction direction;
	int64_t top; /* rows of a set, at most; 0: all */
};

/* COLUMN[:asc|:desc], or death by TC_EXIT_USAGE. */
void aggregate_order_read(struct order *order, const char *text);
/* Dies with TC_EXIT_USAGE when no set has the column. */
void aggregate_order_check(const struct order *order, const struct question *q);
void aggregate_order_release(struct order *order);

/* The groups of a set of a settled tally, as asked for. The array is owned. */
struct group **aggregate_order_groups(const struct order *order,
				      const struct tally *tally, size_t set,
				      size_t *count);

#endif
