/* numbers.h - small numbers, one for each of many things: their middle, and how often each
 * occurs. */
#ifndef SCORE_NUMBERS_H
#define SCORE_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/money.h"
#include "lib/writer.h"

/* All zero: none. */
struct numbers {
	tc_int128 *list; /* owned */
	size_t count, size;
};

void numbers_add(struct numbers *n, tc_int128 number);
void numbers_release(struct numbers *n);

/* Ascending: before any of the following. */
void numbers_sort(struct numbers *n);
/* JSON: the middle one, or the mean of the two; null when there are none. */
void numbers_write_median(const struct numbers *n, struct tc_writer *w);
/* The one at index ceil(count / 4), from 1; null when there are none. */
void numbers_write_quarter(const struct numbers *n, struct tc_writer *w);
void numbers_write_greatest(const struct numbers *n, struct tc_writer *w);
/* [[number, how often], ...] */
void numbers_write_histogram(const struct numbers *n, struct tc_writer *w);
tc_int128 numbers_total(const struct numbers *n);

void number_write(tc_int128 number, struct tc_writer *w);

#endif
