/* pack.h - a record as a few bytes, to be kept, sorted and spilled.
 *
 * Names are kept by their intern numbers, so a packed record means something only beside
 * its intern table. Layout: kind, ts, id, then the fields in the order of the table; numbers
 * in groups of seven bits, 0 for null. */
#ifndef TC_PACK_H
#define TC_PACK_H

#include "lib/intern.h"
#include "lib/kind.h"

struct tc_pack {
	char *bytes; /* owned; free() */
	size_t size;
};

/* Packs into p, from its start. */
struct tc_span tc_pack_record(struct tc_pack *p, enum tc_kind_id kind,
			      const struct tc_value *values);
/* Makes p a copy of a packed record and returns it. */
struct tc_span tc_pack_copy(struct tc_pack *p, struct tc_span item);
/* The other way. Texts borrow from `item` and from `names`. */
enum tc_kind_id tc_pack_open(struct tc_span item, const struct tc_intern *names,
			     struct tc_value *values);

/* Of a packed record, without opening it. */
enum tc_kind_id tc_pack_kind(struct tc_span item);
struct tc_span tc_pack_id(struct tc_span item);
int64_t tc_pack_ts(struct tc_span item);

/* Key for sorting by identity, and the order of items with the same key. */
uint64_t tc_pack_identity_key(struct tc_span item);
/* Key for sorting by time, records without one last. */
uint64_t tc_pack_time_key(struct tc_span item);
/* By kind, then id: what decides between items with the same key. */
int tc_pack_order(const void *unused, struct tc_span a, struct tc_span b);

#endif
