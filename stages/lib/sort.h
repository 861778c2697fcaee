/* sort.h - sorting more than memory holds: runs on disk, merged as they are read.
 *
 * Items are byte strings ordered by a 64-bit key first, then by a comparison of the bytes.
 * Items are kept in memory until a budget is reached; then they are sorted and written as
 * a run to a nameless file in $TMPDIR (else /tmp), and memory starts anew. Reading merges
 * the runs and what is in memory. Nothing is written while all fits.
 *
 * Not thread-safe; one per worker, joined by tc_sort_take(). Failures of the disk die with
 * TC_EXIT_IO and name the folder. */
#ifndef TC_SORT_H
#define TC_SORT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/span.h"

struct tc_sort;

/* Order of two items of the same key; NULL: bytewise, as are items it calls equal. */
typedef int tc_sort_order(const void *context, struct tc_span a, struct tc_span b);

struct tc_sort *tc_sort_new(size_t budget, tc_sort_order *order, const void *context);
void tc_sort_free(struct tc_sort *s);
/* Copies the item. */
void tc_sort_add(struct tc_sort *s, uint64_t key, struct tc_span item);
/* Adds, without copying it, an item that another sort gave while its items last; that one
 * must outlive s. */
void tc_sort_lend(struct tc_sort *s, uint64_t key, struct tc_span item);
/* Moves everything of `other` into s; other is then empty. Before reading. */
void tc_sort_take(struct tc_sort *s, struct tc_sort *other);
/* The items in order. The first call ends adding. Borrowed until the next call. */
bool tc_sort_next(struct tc_sort *s, uint64_t *key, struct tc_span *item);
/* Do items given by tc_sort_next() last as long as s? They do when nothing is on disk. Ask
 * after the first of them. */
bool tc_sort_lasts(const struct tc_sort *s);
/* How many bytes went to disk so far. */
uint64_t tc_sort_spilled(const struct tc_sort *s);

#endif
