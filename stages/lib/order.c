/* Sorting the index of a memory full of items: by radix on the key, then equal keys by
 * comparison. */
#include "lib/order.h"

#include <stdlib.h>

#include "lib/report.h"

#define RADIX_MIN     1024 /* fewer are faster by comparison */
#define INSERTION_MAX 12

struct tc_span tc_entry_item(const struct tc_entry *e)
{
	uint32_t length;

	memcpy(&length, e->item, sizeof(length));
	return (struct tc_span){ e->item + sizeof(length), length };
}

int tc_order_items(const struct tc_order *o, struct tc_span a, struct tc_span b)
{
	int c = o->compare ? o->compare(o->context, a, b) : 0;

	return c ? c : tc_span_order(a, b);
}

static bool after(const struct tc_order *o, const struct tc_entry *a,
		  const struct tc_entry *b)
{
	if (a->key != b->key)
		return a->key > b->key;
	return tc_order_items(o, tc_entry_item(a), tc_entry_item(b)) > 0;
}

static void insertion_sort(const struct tc_order *o, struct tc_entry *e, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct tc_entry moving = e[i];
		size_t j = i;

		for (; j > 0 && after(o, &e[j - 1], &moving); j--)
			e[j] = e[j - 1];
		e[j] = moving;
	}
}

static void merge_sort(const struct tc_order *o, struct tc_entry *e,
		       struct tc_entry *scratch, size_t n)
{
	size_t half = n / 2, a = 0, b = half, out = 0;

	if (n <= INSERTION_MAX) {
		insertion_sort(o, e, n);
		return;
	}
	merge_sort(o, e, scratch, half);
	merge_sort(o, e + half, scratch, n - half);
	if (!after(o, &e[half - 1], &e[half]))
		return;
	memcpy(scratch, e, half * sizeof(*e));
	while (a < half && b < n)
		e[out++] = after(o, &scratch[a], &e[b]) ? e[b++] : scratch[a++];
	memcpy(e + out, scratch + a, (half - a) * sizeof(*e));
}

/* Least significant byte first; bytes that all keys share are passed over. The sorted
 * entries end in *e, with *scratch the other of the two. */
static void radix_sort(struct tc_entry **e, struct tc_entry **scratch, size_t n)
{
	size_t counts[sizeof(uint64_t)][256] = { { 0 } };

	for (size_t i = 0; i < n; i++) {
		for (unsigned byte = 0; byte < sizeof(uint64_t); byte++)
			counts[byte][(*e)[i].key >> (8 * byte) & 255]++;
	}
	for (unsigned byte = 0; byte < sizeof(uint64_t); byte++) {
		struct tc_entry *from = *e, *to = *scratch;
		size_t *at = counts[byte], sum = 0;

		if (at[from[0].key >> (8 * byte) & 255] == n)
			continue;
		for (unsigned digit = 0; digit < 256; digit++) {
			size_t count = at[digit];

			at[digit] = sum;
			sum += count;
		}
		for (size_t i = 0; i < n; i++)
			to[at[from[i].key >> (8 * byte) & 255]++] = from[i];
		*e = to;
		*scratch = from;
	}
}

void tc_order_sort(const struct tc_order *o, struct tc_entry **entries, size_t n)
{
	struct tc_entry *scratch = tc_grow(NULL, n, sizeof(*scratch));
	size_t start = 0;

	if (n < RADIX_MIN) {
		merge_sort(o, *entries, scratch, n);
		free(scratch);
		return;
	}
	radix_sort(entries, &scratch, n);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && (*entries)[i].key == (*entries)[start].key)
			continue;
		if (i - start > 1)
			merge_sort(o, *entries + start, scratch, i - start);
		start = i;
	}
	free(scratch);
}
