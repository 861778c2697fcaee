/* row.h - groups as rows: {"kind":"rollup", "of", "by", the keys, the columns of field.h,
 * the quantiles}. Set by set in the order asked for; the rejects by reason come last. */
#ifndef AGGREGATE_ROW_H
#define AGGREGATE_ROW_H

#include "aggregate/order.h"
#include "aggregate/tally.h"
#include "lib/writer.h"

/* Writes all rows of a settled tally. */
void aggregate_rows_write(const struct tally *tally, const struct order *order,
			  struct tc_writer *w);

/* Writes ,"name": */
void aggregate_row_name(struct tc_writer *w, const char *name);
/* Writes what a row and a partial row have in common: "of", "by", the keys. */
void aggregate_row_head(const struct tally *tally, const struct set *set,
			const struct group *group, struct tc_writer *w);
/* Writes the value of column i: a number, an amount, an instant or null. */
void aggregate_row_value(const struct set *set, const struct group *group, size_t i,
			 struct tc_writer *w);

#endif
