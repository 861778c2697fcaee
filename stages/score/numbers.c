/* Small numbers of many things. */
#include "score/numbers.h"

#include <stdlib.h>

#include "lib/report.h"

#define ROOM 16

void numbers_add(struct numbers *n, tc_int128 number)
{
	if (n->count == n->size) {
		n->size = n->size ? n->size * 2 : ROOM;
		n->list = tc_grow(n->list, n->size, sizeof(*n->list));
	}
	n->list[n->count++] = number;
}

void numbers_release(struct numbers *n)
{
	free(n->list);
	*n = (struct numbers){ 0 };
}

static int order(const void *a, const void *b)
{
	const tc_int128 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void numbers_sort(struct numbers *n)
{
	if (n->count)
		qsort(n->list, n->count, sizeof(*n->list), order);
}

tc_int128 numbers_total(const struct numbers *n)
{
	tc_int128 total = 0;

	for (size_t i = 0; i < n->count; i++)
		total += n->list[i];
	return total;
}

void number_write(tc_int128 number, struct tc_writer *w)
{
	char text[TC_MONEY_SIZE];

	tc_write_bytes(w, text, tc_int128_format(number, text));
}

void numbers_write_median(const struct numbers *n, struct tc_writer *w)
{
	tc_int128 twice;

	if (!n->count) {
		tc_write_literal(w, "null");
		return;
	}
	twice = n->list[(n->count - 1) / 2] + n->list[n->count / 2];
	number_write(twice / 2, w);
	if (twice % 2)
		tc_write_literal(w, ".5");
}

void numbers_write_quarter(const struct numbers *n, struct tc_writer *w)
{
	if (n->count)
		number_write(n->list[(n->count + 3) / 4 - 1], w);
	else
		tc_write_literal(w, "null");
}

void numbers_write_greatest(const struct numbers *n, struct tc_writer *w)
{
	if (n->count)
		number_write(n->list[n->count - 1], w);
	else
		tc_write_literal(w, "null");
}

void numbers_write_histogram(const struct numbers *n, struct tc_writer *w)
{
	size_t next;

	tc_write_literal(w, "[");
	for (size_t i = 0; i < n->count; i = next) {
		for (next = i + 1; next < n->count && n->list[next] == n->list[i];)
			next++;
		tc_write_span(w, i ? TC_SPAN(",[") : TC_SPAN("["));
		number_write(n->list[i], w);
		tc_write_literal(w, ",");
		tc_write_unsigned(w, next - i);
		tc_write_literal(w, "]");
	}
	tc_write_literal(w, "]");
}
