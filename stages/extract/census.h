/* census.h - how many of each name: types of lines, reasons of rejects. */
#ifndef TC_EXTRACT_CENSUS_H
#define TC_EXTRACT_CENSUS_H

#include <stdint.h>

#include "lib/intern.h"

struct census_row {
	uint32_t name; /* an intern number; 0: no name */
	uint64_t count;
};

struct census {
	struct census_row *rows; /* in the order of first sight; owned */
	unsigned used, room;
};

void census_add(struct census *c, uint32_t name, uint64_t count);
void census_merge(struct census *c, const struct census *other);
/* By name, so that threads leave no trace. */
void census_sort(struct census *c, const struct tc_intern *names);
void census_release(struct census *c);

#endif
