/* Lines to sightings. */
#include "archive/intake.h"

#include <stdlib.h>

#include "archive/manifest.h"

void intake_init(struct intake *in, struct tc_record *record)
{
	*in = (struct intake){ .names = tc_intern_new() };
	in->reader = tc_reader_new(record, in->names);
	in->kind_slot = tc_record_slot(record, "kind");
	in->id_slot = tc_record_slot(record, "id");
	for (size_t i = 0; tc_price_keys[i]; i++)
		tc_reader_drop(in->reader, tc_price_keys[i]);
	tc_writer_init(&in->reject_id, -1, "a reject's id");
}

void intake_release(struct intake *in)
{
	tc_reader_free(in->reader);
	tc_intern_free(in->names);
	free(in->pack.bytes);
	free(in->reject_id.buffer);
}

/* Kinds name folders. The last name is remembered: most records are of one kind. */
static bool is_good_kind(struct intake *in, struct tc_span kind)
{
	if (in->good_kind.p && tc_span_is(in->good_kind, kind))
		return true;
	if (!kind_name_is_good(kind))
		return false;
	in->good_kind = tc_intern_text(in->names, tc_intern(in->names, kind));
	return true;
}

static void stamp_one(struct intake *in, const char *text, struct tc_value *stamp,
		      struct tc_value *v)
{
	if (!text || v->text.p)
		return;
	if (!stamp->text.p) {
		stamp->number = tc_intern(in->names, tc_span_of(text));
		stamp->text = tc_intern_text(in->names, (uint32_t)stamp->number);
	}
	*v = *stamp;
}

static void stamp(struct intake *in, enum tc_kind_id kind, struct tc_value *values)
{
	unsigned user = tc_kinds[kind].user;

	stamp_one(in, in->user, &in->stamps[0], &values[user]);
	stamp_one(in, in->host, &in->stamps[1], &values[user + 1]);
}

/* Rejects have no id: they are told apart, and sorted, by where they were met. */
static struct tc_span pack_reject(struct intake *in, struct tc_value *v)
{
	struct tc_writer *w = &in->reject_id;
	uint64_t offset = (uint64_t)v[TC_REJECT_OFFSET].number;

	w->used = 0;
	tc_write_span(w, v[TC_REJECT_FILE].text);
	tc_write_bytes(w, "", 1);
	for (int shift = 56; shift >= 0; shift -= 8)
		tc_write_bytes(w, (char[]){ (char)(offset >> shift) }, 1);
	v[TC_ID].text = (struct tc_span){ w->buffer, w->used };
	return tc_pack_record(&in->pack, TC_KIND_REJECT, v);
}

static struct tc_span make_reject(struct intake *in, const struct tc_line *at,
				  const char *reason)
{
	struct tc_value v[TC_KIND_FIELDS];
	struct tc_value *name = &v[TC_REJECT_REASON];

	tc_told_say(&in->told, at, reason);
	tc_kind_clear(&tc_kinds[TC_KIND_REJECT], v);
	v[TC_REJECT_FILE].text = tc_span_of(at->file);
	v[TC_REJECT_LINE].number = (int64_t)at->number;
	v[TC_REJECT_OFFSET].number = (int64_t)at->offset;
	v[TC_REJECT_BYTES].number = (int64_t)at->bytes;
	name->number = tc_intern(in->names, tc_span_of(reason));
	name->text = tc_intern_text(in->names, (uint32_t)name->number);
	return pack_reject(in, v);
}

/* An empty id names nothing either. */
static bool is_nameless(const struct intake *in, const struct tc_record *record,
			struct tc_span kind)
{
	enum tc_type type = tc_record_type(record, in->id_slot);

	return !tc_span_is(kind, TC_SPAN("reject")) &&
	       (type == TC_ABSENT || type == TC_NULL ||
		(type == TC_STRING && tc_record_raw(record, in->id_slot).n == 2));
}

static const char *read_fields(struct intake *in, const struct tc_record *record,
			       struct tc_span name, enum tc_kind_id *kind,
			       struct tc_value *values)
{
	if (tc_record_type(record, in->kind_slot) == TC_STRING && !is_good_kind(in, name))
		return "kind is no name";
	return tc_reader_read(in->reader, kind, values);
}

enum intake_result intake_record(struct intake *in, struct tc_record *record,
				 const struct tc_line *at, struct tc_span *item)
{
	struct tc_span name = tc_record_string(record, in->kind_slot);
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind;
	const char *wrong;

	if (tc_span_is(name, TC_SPAN("cursor")))
		return INTAKE_CURSOR;
	in->counts.records++;
	if (is_nameless(in, record, name)) {
		in->counts.nameless++;
		return INTAKE_NAMELESS;
	}
	wrong = read_fields(in, record, name, &kind, v);
	if (wrong || kind == TC_KIND_REJECT) {
		in->counts.rejects++;
		*item = wrong ? make_reject(in, at, wrong) : pack_reject(in, v);
		return INTAKE_REJECT;
	}
	stamp(in, kind, v);
	*item = tc_pack_record(&in->pack, kind, v);
	return INTAKE_SIGHTING;
}

bool intake_stored(struct intake *in, struct tc_record *record, struct tc_span line,
		   struct tc_span *item)
{
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind;
	struct tc_span name;

	if (!tc_record_parse(record, line))
		return false;
	name = tc_record_string(record, in->kind_slot);
	if (is_nameless(in, record, name) || read_fields(in, record, name, &kind, v) ||
	    kind == TC_KIND_REJECT)
		return false;
	*item = tc_pack_record(&in->pack, kind, v);
	return true;
}

struct tc_span intake_kind(const struct intake *in, struct tc_span item)
{
	enum tc_kind_id kind = tc_pack_kind(item);
	struct tc_span name;

	if (kind != TC_KIND_OTHER)
		return tc_span_of(tc_kinds[kind].name);
	name = tc_other_kind(tc_pack_id(item));
	return tc_intern_text(in->names, tc_intern(in->names, name));
}

void intake_write(const struct intake *in, struct tc_span item, struct tc_writer *w)
{
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind = tc_pack_open(item, in->names, v);

	tc_kind_write(&tc_kinds[kind], v, w);
}
