/* How many of each name. Names are few: the list is searched. */
#include "extract/census.h"

#include <stdlib.h>

#include "lib/report.h"

void census_add(struct census *c, uint32_t name, uint64_t count)
{
	unsigned i = 0;

	while (i < c->used && c->rows[i].name != name)
		i++;
	if (i == c->used) {
		if (i == c->room) {
			c->room = c->room ? c->room * 2 : 32;
			c->rows = tc_grow(c->rows, c->room, sizeof(*c->rows));
		}
		c->rows[c->used++] = (struct census_row){ .name = name };
	}
	c->rows[i].count += count;
}

void census_merge(struct census *c, const struct census *other)
{
	for (unsigned i = 0; i < other->used; i++)
		census_add(c, other->rows[i].name, other->rows[i].count);
}

void census_sort(struct census *c, const struct tc_intern *names)
{
	for (unsigned i = 1; i < c->used; i++) {
		struct census_row row = c->rows[i];
		struct tc_span name = tc_intern_text(names, row.name);
		unsigned j = i;

		for (; j > 0 && tc_span_order(tc_intern_text(names, c->rows[j - 1].name),
					      name) > 0;
		     j--)
			c->rows[j] = c->rows[j - 1];
		c->rows[j] = row;
	}
}

void census_release(struct census *c)
{
	free(c->rows);
}
