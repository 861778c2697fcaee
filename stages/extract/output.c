/* From sightings to records in order. Sightings come sorted by identity, so those of one
 * record are neighbours; what they join to is sorted once more, by time. */
#include "extract/output.h"

#include <stdlib.h>

#include "extract/number.h"
#include "extract/path.h"

struct output {
	struct extract *extract;
	struct tc_sort *records;
	struct tc_span kept; /* what the sightings so far join to */
	bool lent;           /* it lies in the memory of the sightings' sort, */
	struct pack pack;    /* else here */
	struct probe *probe;
	struct output_counts *counts;
	struct number number;
};

static void resolve_project(struct extract *x, struct tc_value *v)
{
	v->text = tc_intern_text(x->names,
				 links_resolve_project(x->links, (uint32_t)v->number));
}

/* Texts become what references stand for; numbers stay references, so that a record can be
 * packed again. */
static void resolve(struct extract *x, enum tc_kind_id kind, struct tc_value *v)
{
	unsigned project = kind == TC_KIND_CALL ? (unsigned)TC_CALL_PROJECT
						: (unsigned)TC_FACT_PROJECT;
	unsigned agent =
		kind == TC_KIND_CALL ? (unsigned)TC_CALL_AGENT : (unsigned)TC_FACT_AGENT;

	if (kind == TC_KIND_REJECT || kind == TC_KIND_PROBE)
		return;
	resolve_project(x, &v[project]);
	v[agent].text = tc_intern_text(
		x->names, links_resolve_agent(x->links, (uint32_t)v[agent].number));
}

static bool is_same(struct tc_span a, struct tc_span b)
{
	return pack_kind(a) == pack_kind(b) && tc_span_is(pack_id(a), pack_id(b));
}

static void join(struct output *o, struct tc_span item)
{
	struct tc_value a[TC_KIND_FIELDS], b[TC_KIND_FIELDS];
	enum tc_kind_id kind = pack_open(o->kept, o->extract->names, a);
	struct pack joined = { 0 };

	pack_open(item, o->extract->names, b);
	resolve(o->extract, kind, a);
	resolve(o->extract, kind, b);
	tc_kind_join(&tc_kinds[kind], a, b);
	o->kept = pack_record(&joined, kind, a);
	o->lent = false;
	free(o->pack.bytes); /* only now: a's texts lie there */
	o->pack = joined;
}

static void note_project(struct output *o, struct tc_span item)
{
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind = pack_open(item, o->extract->names, v);

	if (kind == TC_KIND_REJECT)
		return;
	resolve(o->extract, kind, v);
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
		tc_sort_lend(o->records, pack_time_key(o->kept), o->kept);
	else
		tc_sort_add(o->records, pack_time_key(o->kept), o->kept);
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
		o->kept = o->lent ? item : pack_copy(&o->pack, item);
	}
	settle(o);
}

static void add_probes(struct output *o)
{
	struct tc_value v[TC_KIND_FIELDS];
	struct pack pack = { 0 };

	while (o->probe && probe_next(o->probe, o->extract->names, v)) {
		struct tc_span item = pack_record(&pack, TC_KIND_PROBE, v);

		tc_sort_add(o->records, pack_time_key(item), item);
	}
	free(pack.bytes);
}

/* A path is told and classed relative to its project; outside it only path_id is left. */
static void place_file(struct tc_value *v)
{
	struct tc_span path = v[TC_TOOL_PATH].text, project = v[TC_FACT_PROJECT].text;
	struct tc_span relative;
	bool inside;

	if (!path.p)
		return;
	inside = project.p && extract_path_relative(project, path, &relative);
	v[TC_TOOL_DOC].number = extract_path_is_doc(inside ? relative : path);
	v[TC_TOOL_CODE].number = extract_path_is_code(inside ? relative : path);
	v[TC_TOOL_PATH].text = inside ? relative : (struct tc_span){ 0 };
}

static void write_all(struct output *o, struct tc_writer *w)
{
	struct tc_value v[TC_KIND_FIELDS];
	struct tc_span item;
	uint64_t key;

	while (tc_sort_next(o->records, &key, &item)) {
		enum tc_kind_id kind = pack_open(item, o->extract->names, v);

		resolve(o->extract, kind, v);
		if (kind == TC_KIND_TOOL)
			place_file(v);
		if (kind == TC_KIND_REJECT && v[TC_REJECT_LINE].number == TC_NONE)
			v[TC_REJECT_LINE].number =
				number_of_line(&o->number, v[TC_REJECT_FILE].text,
					       (uint64_t)v[TC_REJECT_OFFSET].number);
		o->counts->records[kind]++;
		o->counts->incomplete += kind == TC_KIND_CALL && !v[TC_CALL_FINAL].number;
		tc_kind_write(&tc_kinds[kind], v, w);
	}
}

void output_records(struct extract *x, struct tc_sort *sightings, struct probe *probe,
		    struct tc_writer *w, struct output_counts *counts)
{
	struct output o = { .extract = x, .probe = probe, .counts = counts };

	o.records = tc_sort_new(x->memory / 2, pack_order, NULL);
	o.number.fd = -1;
	*counts = (struct output_counts){ 0 };
	join_all(&o, sightings);
	add_probes(&o);
	write_all(&o, w);
	number_close(&o.number);
	tc_sort_free(o.records);
	free(o.pack.bytes);
}
