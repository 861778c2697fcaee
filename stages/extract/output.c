/* From sightings to records in order. */
#include "extract/output.h"

#include <stdlib.h>

#include "lib/join.h"

struct output {
	const struct extract *extract;
	struct probe *probe;
};

static void resolve(void *context, enum tc_kind_id kind, struct tc_value *v)
{
	format_resolve(((struct output *)context)->extract, kind, v);
}

static void note_project(void *context, struct tc_span item)
{
	struct output *o = context;
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind = tc_pack_open(item, o->extract->names, v);

	if (kind == TC_KIND_REJECT)
		return;
	format_resolve(o->extract, kind, v);
	probe_note(o->probe, v[kind == TC_KIND_CALL ? (unsigned)TC_CALL_PROJECT
						    : (unsigned)TC_FACT_PROJECT]
				     .text);
}

static void add_probes(struct probe *probe, struct tc_intern *names,
		       struct tc_sort *records)
{
	struct tc_value v[TC_KIND_FIELDS];
	struct tc_pack pack = { 0 };

	while (probe_next(probe, names, v)) {
		struct tc_span item = tc_pack_record(&pack, TC_KIND_PROBE, v);

		tc_sort_add(records, tc_pack_time_key(item), item);
	}
	free(pack.bytes);
}

void output_records(struct extract *x, struct tc_sort *sightings, struct probe *probe,
		    unsigned threads, struct tc_writer *w, struct format_counts *counts)
{
	struct tc_sort *records = tc_sort_new(x->memory / 2, tc_pack_order, NULL);
	struct output o = { x, probe };

	tc_join_all(&(struct tc_join){ .names = x->names,
				       .resolve = resolve,
				       .settled = probe ? note_project : NULL,
				       .context = &o },
		    sightings, records);
	if (probe)
		add_probes(probe, x->names, records);
	format_records(x, records, threads, w, counts);
	tc_sort_free(records);
}
