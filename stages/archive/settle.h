/* settle.h - what came for one partition, joined with what it has: for put.c alone. */
#ifndef TC_ARCHIVE_SETTLE_H
#define TC_ARCHIVE_SETTLE_H

#include "archive/change.h"
#include "archive/place.h"
#include "archive/put.h"

/* A sort being read, looked ahead into. */
struct feed {
	struct tc_sort *sort;
	uint64_t key;
	struct tc_span item;
	bool more;
};

void feed_next(struct feed *f);

struct settle {
	struct intake *in;
	struct tc_record *record; /* for lines of the store */
	struct store *store;
	struct change *change;
	struct put_counts *counts;
	struct tc_writer line; /* where lines are built */
};

void settle_init(struct settle *x);
void settle_release(struct settle *x);
/* Takes from both feeds, in order of time, what is below the end of the target. A partition
 * that comes out as it was is not written. */
void settle_partition(struct settle *x, const struct target *t, struct feed *homes,
		      struct feed *visits);

#endif
