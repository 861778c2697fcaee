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

void census_release(struct census *c)
{
	free(c->rows);
}
