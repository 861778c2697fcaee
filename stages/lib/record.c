/* One record as a view of its line. */
#include "lib/record.h"

#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"

#define STRANGERS 4096 /* keys nobody registered that are remembered between lines */

/* A key met or registered; its number is its slot. Number 0 stands for the start of a
 * record. What followed a key last time is the guess for what follows it now. */
struct name {
	char *lead; /* `"key":`, how it stands in most lines */
	size_t size;
	uint32_t hash;
	bool plain;    /* needs no escapes: `lead` may be compared with a line */
	unsigned next; /* the name that followed last time */
	uint64_t line; /* the last line that had it, ... */
	size_t field;  /* ... and where in fields */
};

struct tc_record {
	struct tc_scan scan;
	struct tc_span line;
	const char *close; /* the closing brace */
	const char *reason;
	uint64_t lines; /* parsed so far: the number of the current one */

	struct tc_field *fields;
	size_t count, room;
	size_t replaced; /* fields that a later one of the same key made void */

	struct name *names;
	unsigned name_count, name_room,
		kept;    /* kept: 0 and the registered ones come first */
	unsigned *table; /* by hash; 0 is empty */
	unsigned table_size;

	char *decoded; /* as long as the line: each string at its raw one's place */
	size_t decoded_size;

	unsigned *changed; /* the name of each change of the last write */
	size_t changed_room;
};

static struct tc_span name_key(const struct name *name)
{
	return (struct tc_span){ name->lead + 1, name->size };
}

/* FNV-1a */
static uint32_t hash(struct tc_span key)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 16777619u;
	return h;
}

/* Where in the table a key stands or would stand. */
static unsigned *place(const struct tc_record *r, struct tc_span key, uint32_t h)
{
	for (unsigned i = h;; i++) {
		unsigned *at = &r->table[i & (r->table_size - 1)];

		if (*at == 0 || (r->names[*at].hash == h &&
				 tc_span_is(name_key(&r->names[*at]), key)))
			return at;
	}
}

static void build_table(struct tc_record *r)
{
	while (r->table_size < r->name_room * 2)
		r->table_size = r->table_size ? r->table_size * 2 : 64;
	r->table = tc_grow(r->table, r->table_size, sizeof(*r->table));
	memset(r->table, 0, r->table_size * sizeof(*r->table));
	for (unsigned i = 1; i < r->name_count; i++)
		*place(r, name_key(&r->names[i]), r->names[i].hash) = i;
}

static unsigned add_name(struct tc_record *r, struct tc_span key, uint32_t h)
{
	struct name name = { .size = key.n, .hash = h, .plain = true };

	if (r->name_count == r->name_room) {
		r->name_room = r->name_room ? r->name_room * 2 : 64;
		r->names = tc_grow(r->names, r->name_room, sizeof(*r->names));
		build_table(r);
	}
	name.lead = tc_alloc(key.n + 3, 1);
	name.lead[0] = name.lead[key.n + 1] = '"';
	name.lead[key.n + 2] = ':';
	for (size_t i = 0; i < key.n; i++) {
		unsigned char c = (unsigned char)key.p[i];

		name.lead[1 + i] = key.p[i];
		name.plain &= c >= ' ' && c != '"' && c != '\\';
	}
	r->names[r->name_count] = name;
	return r->name_count++;
}

static unsigned find_name(struct tc_record *r, struct tc_span key)
{
	uint32_t h = hash(key);
	unsigned *at = place(r, key, h), found = *at;

	if (!found) {
		found = add_name(r, key, h);
		*place(r, key, h) = found;
	}
	return found;
}

/* Of keys that come and go only so many are kept. */
static void forget_strangers(struct tc_record *r)
{
	while (r->name_count > r->kept)
		free(r->names[--r->name_count].lead);
	for (unsigned i = 0; i < r->name_count; i++)
		r->names[i].next = 0;
	build_table(r);
}

struct tc_record *tc_record_new(void)
{
	struct tc_record *r = tc_alloc(1, sizeof(*r));

	add_name(r, (struct tc_span){ "", 0 }, 0);
	r->kept = 1;
	r->reason = "";
	return r;
}

void tc_record_free(struct tc_record *r)
{
	if (!r)
		return;
	for (unsigned i = 0; i < r->name_count; i++)
		free(r->names[i].lead);
	free(r->names);
	free(r->table);
	free(r->fields);
	free(r->decoded);
	free(r->changed);
	free(r);
}

unsigned tc_record_slot(struct tc_record *r, const char *key)
{
	unsigned name = find_name(r, tc_span_of(key));

	if (r->kept <= name)
		r->kept = name + 1;
	return name;
}

/* Is the next key the one that followed `last` the last time? Then it is passed. */
static inline bool guessed(struct tc_record *r, unsigned last, unsigned *name)
{
	unsigned next = r->names[last].next;
	const struct name *guess = &r->names[next];
	struct tc_scan *s = &r->scan;
	const char *p = s->p;

	if (!s->fresh) {
		if (*p != ',')
			return false;
		p += p[1] == ' ' ? 2 : 1;
	}
	if (!next || !guess->plain || (size_t)(s->end - p) < guess->size + 3 ||
	    memcmp(p, guess->lead, guess->size + 3) != 0)
		return false;
	s->p = p + guess->size + 3;
	s->fresh = false;
	*name = next;
	return true;
}

static bool next_name(struct tc_record *r, unsigned *name)
{
	struct tc_span key;
	unsigned last = *name;

	if (guessed(r, last, name))
		return true;
	if (!tc_scan_key(&r->scan, &key))
		return false;
	*name = find_name(r, key);
	r->names[last].next = *name;
	return true;
}

static enum tc_type type_of(char first)
{
	switch (first) {
	case '"':
		return TC_STRING;
	case 'n':
		return TC_NULL;
	case 't':
		return TC_TRUE;
	case 'f':
		return TC_FALSE;
	case '{':
		return TC_OBJECT;
	case '[':
		return TC_ARRAY;
	default:
		return TC_NUMBER;
	}
}

static struct tc_field *new_field(struct tc_record *r, struct name *name)
{
	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		r->fields = tc_grow(r->fields, r->room, sizeof(*r->fields));
	}
	if (name->line == r->lines) {
		r->fields[name->field].type = TC_ABSENT;
		r->replaced++;
	}
	name->line = r->lines;
	name->field = r->count;
	return &r->fields[r->count++];
}

static bool parse_fields(struct tc_record *r)
{
	struct tc_scan *s = &r->scan;
	unsigned name = 0;

	while (next_name(r, &name)) {
		struct tc_field *field = new_field(r, &r->names[name]);

		if (*s->p <= ' ')
			tc_scan_peek(s);
		field->key = name_key(&r->names[name]);
		field->type = type_of(*s->p);
		field->raw.p = s->p;
		if (!tc_scan_skip(s))
			return false;
		field->raw.n = (size_t)(s->p - field->raw.p);
	}
	r->close = s->p - 1;
	return s->error == TC_SCAN_OK;
}

/* Closes the gaps that replaced fields left. */
static void close_up(struct tc_record *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (r->fields[i].type == TC_ABSENT)
			continue;
		r->names[find_name(r, r->fields[i].key)].field = n;
		r->fields[n++] = r->fields[i];
	}
	r->count = n;
}

static bool refuse(struct tc_record *r, const char *reason)
{
	r->reason = reason;
	r->count = 0;
	r->lines++; /* no name is on this line */
	return false;
}

bool tc_record_parse(struct tc_record *r, struct tc_span line)
{
	struct tc_scan *s = &r->scan;

	if (r->name_count - r->kept > STRANGERS)
		forget_strangers(r);
	r->line = line;
	r->lines++;
	r->count = r->replaced = 0;
	s->p = line.p;
	s->end = line.p + line.n;
	s->error = TC_SCAN_OK;
	s->depth = 0;
	if (tc_scan_peek(s) != TC_SCAN_OBJECT && tc_scan_skip(s))
		return refuse(r, "not an object");
	if (!tc_scan_object(s) || !parse_fields(r))
		return refuse(r, tc_scan_reason(s->error));
	if (tc_scan_another(s))
		return refuse(r, "more than one value on the line");
	if (r->replaced)
		close_up(r);
	return true;
}

const char *tc_record_reason(const struct tc_record *r)
{
	return r->reason;
}

size_t tc_record_offset(const struct tc_record *r)
{
	return (size_t)(r->scan.p - r->line.p);
}

static const struct tc_field *field_of(const struct tc_record *r, unsigned slot)
{
	const struct name *name = &r->names[slot];

	return name->line == r->lines ? &r->fields[name->field] : NULL;
}

enum tc_type tc_record_type(const struct tc_record *r, unsigned slot)
{
	const struct tc_field *field = field_of(r, slot);

	return field ? field->type : TC_ABSENT;
}

struct tc_span tc_record_raw(const struct tc_record *r, unsigned slot)
{
	const struct tc_field *field = field_of(r, slot);

	return field ? field->raw : (struct tc_span){ NULL, 0 };
}

struct tc_span tc_record_string(struct tc_record *r, unsigned slot)
{
	const struct tc_field *field = field_of(r, slot);
	struct tc_scan s = { .end = r->line.p + r->line.n };
	struct tc_string string;

	if (!field || field->type != TC_STRING)
		return (struct tc_span){ "", 0 };
	if (!memchr(field->raw.p, '\\', field->raw.n))
		return (struct tc_span){ field->raw.p + 1, field->raw.n - 2 };
	if (r->decoded_size < r->line.n) {
		/* No string of this line has been decoded yet: nothing is borrowed. */
		free(r->decoded);
		r->decoded_size = r->line.n;
		r->decoded = tc_alloc(r->decoded_size, 1);
	}
	s.p = field->raw.p;
	s.scratch = r->decoded + (field->raw.p - r->line.p);
	s.scratch_size = field->raw.n;
	tc_scan_string(&s, &string);
	return string.text;
}

bool tc_record_integer(const struct tc_record *r, unsigned slot, int64_t *value)
{
	const struct tc_field *field = field_of(r, slot);
	bool negative = field && *field->raw.p == '-';
	uint64_t n = 0, most = (uint64_t)INT64_MAX + negative;

	if (!field || field->type != TC_NUMBER)
		return false;
	for (size_t i = negative; i < field->raw.n; i++) {
		unsigned digit = (unsigned char)field->raw.p[i] - (unsigned)'0';

		if (digit > 9 || n > (most - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*value = negative && n ? -(int64_t)(n - 1) - 1 : (int64_t)n;
	return true;
}

bool tc_record_money(const struct tc_record *r, unsigned slot, tc_int128 *nano)
{
	const struct tc_field *field = field_of(r, slot);

	return field && field->type == TC_NUMBER && tc_money_parse(field->raw, nano);
}

bool tc_record_true(const struct tc_record *r, unsigned slot)
{
	return tc_record_type(r, slot) == TC_TRUE;
}

size_t tc_record_count(const struct tc_record *r)
{
	return r->count;
}

const struct tc_field *tc_record_field(const struct tc_record *r, size_t index)
{
	return &r->fields[index];
}

/* Names the changes, most often as the write before did. */
static void name_changes(struct tc_record *r, const struct tc_change *changes,
			 size_t count)
{
	if (r->changed_room < count) {
		r->changed = tc_grow(r->changed, count, sizeof(*r->changed));
		memset(r->changed + r->changed_room, 0,
		       (count - r->changed_room) * sizeof(*r->changed));
		r->changed_room = count;
	}
	for (size_t i = 0; i < count; i++) {
		struct tc_span key = tc_span_of(changes[i].key);

		if (!r->changed[i] ||
		    !tc_span_is(name_key(&r->names[r->changed[i]]), key))
			r->changed[i] = tc_record_slot(r, changes[i].key);
	}
}

/* The change of the first field at or behind p. */
static size_t next_change(const struct tc_record *r, size_t count, const char *p)
{
	const struct tc_field *field, *first = NULL;
	size_t found = count;

	for (size_t i = 0; i < count; i++) {
		field = field_of(r, r->changed[i]);
		if (field && field->raw.p >= p &&
		    (!first || field->raw.p < first->raw.p)) {
			first = field;
			found = i;
		}
	}
	return found;
}

static void write_key(struct tc_writer *w, const struct name *name)
{
	if (name->plain) {
		tc_write_bytes(w, name->lead, name->size + 3);
	} else {
		tc_write_string(w, name_key(name));
		tc_write_literal(w, ":");
	}
}

void tc_record_write(struct tc_record *r, struct tc_writer *w,
		     const struct tc_change *changes, size_t count)
{
	const char *p = r->line.p, *end = r->line.p + r->line.n;
	bool comma = r->count > 0;
	size_t i;

	name_changes(r, changes, count);
	while ((i = next_change(r, count, p)) < count) {
		struct tc_span old = field_of(r, r->changed[i])->raw;

		tc_write_bytes(w, p, (size_t)(old.p - p));
		tc_write_span(w, changes[i].raw);
		p = old.p + old.n;
	}
	tc_write_bytes(w, p, (size_t)(r->close - p));
	for (i = 0; i < count; i++) {
		if (field_of(r, r->changed[i]))
			continue;
		if (comma)
			tc_write_literal(w, ",");
		write_key(w, &r->names[r->changed[i]]);
		tc_write_span(w, changes[i].raw);
		comma = true;
	}
	tc_write_bytes(w, r->close, (size_t)(end - r->close));
	tc_writer_end(w);
}
