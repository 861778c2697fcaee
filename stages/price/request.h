/* request.h - what pricing needs to know of a call record. */
#ifndef PRICE_REQUEST_H
#define PRICE_REQUEST_H

#include "lib/record.h"
#include "price/tariff.h"

struct request_slots {
	unsigned kind, id, ts, model;
	unsigned input, output, cache_creation, cache_5m, cache_1h, cache_read, searches;
	unsigned speed, tier, geo, iterations, recorded;
};

struct request {
	int64_t day;
	struct counts counts;
	bool fast, batch, geo_us;
	const char *unreadable; /* the key of the first field that is not what it should
	                           be; NULL */
};

void request_slots(struct request_slots *s, struct tc_record *r);
struct request request_read(const struct request_slots *s, struct tc_record *r);
/* How many iterations the record has, put into *items (owned by the caller, grown as
 * needed); 0 when they do not sum up to `whole`. */
size_t request_iterations(const struct request_slots *s, const struct tc_record *r,
			  const struct counts *whole, struct counts **items);
/* The recorded cost in nano-dollars, half to even; false: none, or (*unreadable) not a
 * number >= 0. */
bool request_recorded(const struct request_slots *s, const struct tc_record *r,
		      tc_int128 *nano, bool *unreadable);

#endif
