/* join.h - from sightings to records: what tc-extract and tc-archive do alike.
 *
 * Sightings (lib/pack) come sorted by identity, so those of one record are neighbours; what
 * they join to goes into another sort, by time. */
#ifndef TC_JOIN_H
#define TC_JOIN_H

#include "lib/intern.h"
#include "lib/kind.h"
#include "lib/sort.h"

struct tc_join {
	const struct tc_intern *names;
	/* Completes what was read before two are compared; NULL: nothing is open. */
	void (*resolve)(void *context, enum tc_kind_id kind, struct tc_value *values);
	/* Called once for each record, before it is added; NULL: nobody asks. */
	void (*settled)(void *context, struct tc_span item);
	void *context;
};

/* Reads `sightings` to its end; each record once into `records`, keyed by tc_pack_time_key().
 * Records may borrow from sightings: free `records` first. NULL: `settled` takes them. */
void tc_join_all(const struct tc_join *join, struct tc_sort *sightings,
		 struct tc_sort *records);

#endif
