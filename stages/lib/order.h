/* order.h - sorting an index of items in memory; for lib/sort.c alone. */
#ifndef TC_ORDER_H
#define TC_ORDER_H

#include <stdint.h>

#include "lib/sort.h"

struct tc_entry {
	uint64_t key;
	const char *item; /* uint32_t length, then the bytes; unaligned */
};

struct tc_order {
	tc_sort_order *compare; /* NULL: bytewise */
	const void *context;
};

struct tc_span tc_entry_item(const struct tc_entry *e);
/* Items that `compare` calls equal are ordered bytewise: the order of adding never shows. */
int tc_order_items(const struct tc_order *o, struct tc_span a, struct tc_span b);
/* By key, then by items. *entries is an array of malloc(): it may come back as another
 * one, of n entries. */
void tc_order_sort(const struct tc_order *o, struct tc_entry **entries, size_t n);

#endif
