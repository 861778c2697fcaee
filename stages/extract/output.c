/* From sightings to records in order. Sightings come sorted by identity, so those of one
 * record are neighbours; what they join to is sorted once more, by time. */
#include "extract/output.h"

#include <stdlib.h>

struct output {
	struct extract *extract;
	struct tc_sort *records;
	struct tc_span kept; /* what the sightings so far join to */
	bool lent;           /* it lies in the memory of the sightings' sort, */
	struct tc_pack pack; /* else here */
	struct probe *probe;
};

static bool is_same(struct tc_span a, struct tc_span b)
{
	return tc_pack_kind(a) == tc_pack_kind(b) &&
	       tc_span_is(tc_pack_id(a), tc_pack_id(b));
}

static void join(struct output *o, struct tc_span item)
{
	struct tc_value a[TC_KIND_FIELDS], b[TC_KIND_FIELDS];
	enum tc_kind_id kind = tc_pack_open(o->kept, o->extract->names, a);
	struct tc_pack joined = { 0 };

	tc_pack_open(item, o->extract->names, b);
	format_resolve(o->extract, kind, a);
	format_resolve(o->extract, kind, b);
	tc_kind_join(&tc_kinds[kind], a, b);
	o->kept = tc_pack_record(&joined, kind, a);
	o->lent = false;
	free(o->pack.bytes); /* only now: a's texts lie there */
	o->pack = joined;
}

static void note_project(struct output *o, struct tc_span item)
{
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind = tc_pack_open(item, o->extract->names, v);

	if (kind == TC_KIND_REJECT)
		return;
	format_resolve(o->extract, kind, v);
	probe_note(o->probe, v[kind == TC_KIND_CALL ? (unsigned)TC_CALL_PROJECT
						    : (unsigned)TC_FACT_PROJECT]
				     .text);
}

static void settle(struct output *o)
{
	if (!o->kept.n)
		return;
	if (o->probe)
		note_project(o, o->kept);
	if (o->lent)
		tc_sort_lend(o->records, tc_pack_time_key(o->kept), o->kept);
	else
		tc_sort_add(o->records, tc_pack_time_key(o->kept), o->kept);
}

static void join_all(struct output *o, struct tc_sort *sightings)
{
	struct tc_span item;
	uint64_t key;

	while (tc_sort_next(sightings, &key, &item)) {
		if (o->kept.n && is_same(o->kept, item)) {
			join(o, item);
			continue;
		}
		settle(o);
		o->lent = tc_sort_lasts(sightings);
		o->kept = o->lent ? item : tc_pack_copy(&o->pack, item);
	}
	settle(o);
}

static void add_probes(struct output *o)
{
	struct tc_value v[TC_KIND_FIELDS];
	struct tc_pack pack = { 0 };

	while (o->probe && probe_next(o->probe, o->extract->names, v)) {
		struct tc_span item = tc_pack_record(&pack, TC_KIND_PROBE, v);

		tc_sort_add(o->records, tc_pack_time_key(item), item);
	}
	free(pack.bytes);
}

void output_records(struct extract *x, struct tc_sort *sightings, struct probe *probe,
		    unsigned threads, struct tc_writer *w, struct format_counts *counts)
{
	struct output o = { .extract = x, .probe = probe };

	o.records = tc_sort_new(x->memory / 2, tc_pack_order, NULL);
	join_all(&o, sightings);
	add_probes(&o);
	format_records(x, o.records, threads, w, counts);
	tc_sort_free(o.records);
	free(o.pack.bytes);
}
