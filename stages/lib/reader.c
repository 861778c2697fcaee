/* A record back into the fields of its kind. */
#include "lib/reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"
#include "lib/time.h"
#include "lib/utf8.h"

/* What a reader knows of a field: where it is in a record, and its last text with its number,
 * for records repeat themselves. */
struct place {
	unsigned slot;
	uint32_t number;
	struct tc_span text;
};

struct tc_reader {
	struct tc_record *record;
	struct tc_intern *names;
	unsigned kind_slot;
	enum tc_kind_id kind; /* of the last record, and its name, which is in names */
	struct tc_span kind_name;
	struct place places[TC_KIND_COUNT][TC_KIND_FIELDS];
	const char *drops[TC_READER_DROPS];
	unsigned drop_count;
	const struct tc_field **strange; /* fields the kind does not know */
	size_t strange_count, strange_room;
	struct tc_writer made; /* the id of any other kind, the rest */
};

struct tc_reader *tc_reader_new(struct tc_record *record, struct tc_intern *names)
{
	struct tc_reader *r = tc_alloc(1, sizeof(*r));

	r->record = record;
	r->names = names;
	r->kind_slot = tc_record_slot(record, "kind");
	for (unsigned k = 0; k < TC_KIND_COUNT; k++)
		for (unsigned i = 0; i < tc_kinds[k].count; i++)
			if (tc_kinds[k].fields[i].name)
				r->places[k][i].slot = tc_record_slot(
					record, tc_kinds[k].fields[i].name);
	tc_writer_init(&r->made, -1, "a record");
	return r;
}

void tc_reader_free(struct tc_reader *r)
{
	free(r->strange);
	free(r->made.buffer);
	free(r);
}

void tc_reader_drop(struct tc_reader *r, const char *name)
{
	r->drops[r->drop_count++] = name;
}

/* Kept beside the names, so that equal reasons are one pointer. */
static const char *refuse(struct tc_reader *r, const char *field, const char *what)
{
	char text[80];
	int n = snprintf(text, sizeof(text), "%s %s", field, what);
	uint32_t number = tc_intern(
		r->names, (struct tc_span){ text, (size_t)n + 1 }); /* NUL too */

	return tc_intern_text(r->names, number).p;
}

/* False: it is no UTF-8. */
static bool take_name(struct tc_reader *r, struct place *last, struct tc_value *v)
{
	if (!last->text.p || !tc_span_is(last->text, v->text)) {
		if (!tc_utf8_is(v->text))
			return false;
		last->number = tc_intern(r->names, v->text);
		last->text = tc_intern_text(r->names, last->number);
	}
	*v = (struct tc_value){ last->number, last->text };
	return true;
}

/* What is wrong with it, or NULL. */
static const char *take(struct tc_reader *r, enum tc_field_type field,
			struct place *place, struct tc_value *v)
{
	enum tc_type type = tc_record_type(r->record, place->slot);
	struct tc_span text = tc_record_string(r->record, place->slot);

	switch (field) {
	case TC_FIELD_TEXT:
		v->text = text;
		return type == TC_STRING && tc_utf8_is(text) ? NULL : "is no text";
	case TC_FIELD_NAME:
		v->text = text;
		return type == TC_STRING && take_name(r, place, v) ? NULL : "is no text";
	case TC_FIELD_TIME:
		return type == TC_STRING && tc_time_parse(text, &v->number)
			       ? NULL
			       : "is no time";
	case TC_FIELD_COUNT:
		return tc_record_integer(r->record, place->slot, &v->number) &&
				       v->number >= 0
			       ? NULL
			       : "is no count";
	case TC_FIELD_FLAG:
		v->number = type == TC_TRUE;
		return type == TC_TRUE || type == TC_FALSE ? NULL
							   : "is neither true nor false";
	default:
		v->text = tc_record_raw(r->record, place->slot);
		return tc_utf8_is(v->text) ? NULL : "is no UTF-8";
	}
}

static const char *take_kind(struct tc_reader *r)
{
	struct tc_span name = tc_record_string(r->record, r->kind_slot);
	int kind;

	if (tc_record_type(r->record, r->kind_slot) != TC_STRING)
		return refuse(r, "kind", "is no text");
	if (r->kind_name.p && tc_span_is(r->kind_name, name))
		return NULL;
	kind = tc_kind_find(name);
	r->kind = kind < 0 ? TC_KIND_OTHER : (enum tc_kind_id)kind;
	r->kind_name = tc_intern_text(r->names, tc_intern(r->names, name));
	return NULL;
}

static bool is_known(const struct tc_reader *r, struct tc_span name)
{
	const struct tc_kind *kind = &tc_kinds[r->kind];

	for (unsigned i = 0; i < kind->count; i++) {
		const struct tc_kind_field *field = &kind->fields[i];

		if (field->name &&
		    tc_span_is(name,
			       (struct tc_span){ field->name, field->key_size - 4u }))
			return true;
	}
	for (unsigned i = 0; r->kind == TC_KIND_CALL && i < r->drop_count; i++)
		if (tc_span_is(name, tc_span_of(r->drops[i])))
			return true;
	return tc_span_is(name, TC_SPAN("kind"));
}

static void gather_strange(struct tc_reader *r)
{
	size_t count = tc_record_count(r->record);

	if (r->strange_room < count) {
		r->strange_room = count;
		r->strange = tc_grow(r->strange, count, sizeof(struct tc_field *));
	}
	r->strange_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct tc_field *field = tc_record_field(r->record, i);

		if (!is_known(r, field->key))
			r->strange[r->strange_count++] = field;
	}
}

static int by_name(const void *a, const void *b)
{
	return tc_span_order((*(const struct tc_field *const *)a)->key,
			     (*(const struct tc_field *const *)b)->key);
}

static const char *write_rest(struct tc_reader *r)
{
	gather_strange(r);
	if (r->strange_count > 1)
		qsort(r->strange, r->strange_count, sizeof(*r->strange), by_name);
	for (size_t i = 0; i < r->strange_count; i++) {
		const struct tc_field *field = r->strange[i];

		if (field->key.n >= TC_SCAN_NAME)
			return refuse(r, "a field", "has too long a name");
		if (!tc_utf8_is(field->key) || !tc_utf8_is(field->raw))
			return refuse(r, "a field", "is no UTF-8");
		tc_write_literal(&r->made, ",");
		tc_write_string(&r->made, field->key);
		tc_write_literal(&r->made, ":");
		tc_write_span(&r->made, field->raw);
	}
	return NULL;
}

/* The values that do not stand in the record as they are. */
static const char *make(struct tc_reader *r, struct tc_value *values)
{
	struct tc_value *id = &values[TC_ID],
			*rest = &values[tc_kinds[r->kind].count - 1];
	struct tc_writer *w = &r->made;
	const char *wrong;
	size_t id_size;

	w->used = 0;
	if (r->kind == TC_KIND_OTHER && id->text.p) {
		tc_write_span(w, r->kind_name);
		tc_write_bytes(w, "", 1);
		tc_write_span(w, id->text);
	}
	id_size = w->used;
	wrong = write_rest(r);
	if (id_size)
		id->text = (struct tc_span){ w->buffer, id_size };
	if (w->used > id_size)
		rest->text = (struct tc_span){ w->buffer + id_size, w->used - id_size };
	return wrong;
}

const char *tc_reader_read(struct tc_reader *r, enum tc_kind_id *kind,
			   struct tc_value *values)
{
	const char *wrong = take_kind(r);
	const struct tc_kind *k = &tc_kinds[r->kind];
	size_t found = 1; /* the kind */

	*kind = r->kind;
	tc_kind_clear(k, values);
	for (unsigned i = 0; i < k->count && !wrong; i++) {
		struct place *place = &r->places[r->kind][i];
		enum tc_type type = tc_record_type(r->record, place->slot);

		found += type != TC_ABSENT;
		if (type == TC_ABSENT || type == TC_NULL)
			continue;
		wrong = take(r, k->fields[i].type, place, &values[i]);
		if (wrong)
			return refuse(r, k->fields[i].name, wrong);
	}
	if (!wrong && (found < tc_record_count(r->record) || r->kind == TC_KIND_OTHER))
		wrong = make(r, values);
	return wrong;
}
