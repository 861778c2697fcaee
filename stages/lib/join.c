/* From sightings to records. */
#include "lib/join.h"

#include <stdlib.h>

#include "lib/pack.h"

struct state {
	const struct tc_join *join;
	struct tc_sort *records;
	struct tc_span kept; /* what the sightings so far join to */
	bool lent;           /* it lies in the memory of the sightings' sort, */
	struct tc_pack pack; /* else here */
};

static bool is_same(struct tc_span a, struct tc_span b)
{
	return tc_pack_kind(a) == tc_pack_kind(b) &&
	       tc_span_is(tc_pack_id(a), tc_pack_id(b));
}

static enum tc_kind_id open_item(const struct tc_join *j, struct tc_span item,
				 struct tc_value *values)
{
	enum tc_kind_id kind = tc_pack_open(item, j->names, values);

	if (j->resolve)
		j->resolve(j->context, kind, values);
	return kind;
}

static void add(struct state *s, struct tc_span item)
{
	struct tc_value a[TC_KIND_FIELDS], b[TC_KIND_FIELDS];
	enum tc_kind_id kind = open_item(s->join, s->kept, a);
	struct tc_pack joined = { 0 };

	open_item(s->join, item, b);
	tc_kind_join(&tc_kinds[kind], a, b);
	s->kept = tc_pack_record(&joined, kind, a);
	s->lent = false;
	free(s->pack.bytes); /* only now: a's texts lie there */
	s->pack = joined;
}

static void settle(struct state *s)
{
	if (!s->kept.n)
		return;
	if (s->join->settled)
		s->join->settled(s->join->context, s->kept);
	if (!s->records)
		return;
	if (s->lent)
		tc_sort_lend(s->records, tc_pack_time_key(s->kept), s->kept);
	else
		tc_sort_add(s->records, tc_pack_time_key(s->kept), s->kept);
}

void tc_join_all(const struct tc_join *join, struct tc_sort *sightings,
		 struct tc_sort *records)
{
	struct state s = { .join = join, .records = records };
	struct tc_span item;
	uint64_t key;

	while (tc_sort_next(sightings, &key, &item)) {
		if (s.kept.n && is_same(s.kept, item)) {
			add(&s, item);
			continue;
		}
		settle(&s);
		s.lent = tc_sort_lasts(sightings);
		s.kept = s.lent ? item : tc_pack_copy(&s.pack, item);
	}
	settle(&s);
	free(s.pack.bytes);
}
