/* One record as a view of its line. */
#include "lib/record.h"

#include <stdlib.h>

#include "lib/keys.h"
#include "lib/pass.h"
#include "lib/report.h"
#include "lib/scan.h"

#define SAFE_DIGITS 18 /* so many bytes of a number fit into 64 bits */

struct tc_record {
	struct tc_scan scan;
	struct tc_span line;
	const char *close; /* the closing brace */
	const char *reason;
	uint64_t lines; /* parsed so far: the number of the current one */

	struct tc_field *fields;
	size_t count, room;
	size_t replaced; /* fields that a later one of the same key made void */

	struct tc_keys keys;

	char *decoded; /* as long as the line: each string at its raw one's place */
	size_t decoded_size;

	unsigned *changed; /* the key of each change of the last write */
	size_t changed_room;
};

struct tc_record *tc_record_new(void)
{
	struct tc_record *r = tc_alloc(1, sizeof(*r));

	tc_keys_init(&r->keys);
	r->reason = "";
	return r;
}

void tc_record_free(struct tc_record *r)
{
	if (!r)
		return;
	tc_keys_release(&r->keys);
	free(r->fields);
	free(r->decoded);
	free(r->changed);
	free(r);
}

unsigned tc_record_slot(struct tc_record *r, const char *key)
{
	unsigned number = tc_keys_find(&r->keys, tc_span_of(key));

	tc_keys_keep(&r->keys, number);
	return number;
}

/* By the first byte of a value; all others begin a number. */
static const unsigned char types[256] = {
	['"'] = TC_STRING, ['n'] = TC_NULL,   ['t'] = TC_TRUE,
	['f'] = TC_FALSE,  ['{'] = TC_OBJECT, ['['] = TC_ARRAY,
};

static enum tc_type type_of(char first)
{
	unsigned char type = types[(unsigned char)first];

	return type ? (enum tc_type)type : TC_NUMBER;
}

static inline struct tc_field *new_field(struct tc_record *r, struct tc_key *key)
{
	struct tc_field *field;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		r->fields = tc_grow(r->fields, r->room, sizeof(*r->fields));
	}
	if (key->line == r->lines) {
		r->fields[key->field].type = TC_ABSENT;
		r->replaced++;
	}
	key->line = r->lines;
	key->field = r->count;
	field = &r->fields[r->count++];
	field->key = tc_key_text(key);
	return field;
}

static inline void set_value(struct tc_field *field, const char *p, const char *end,
			     bool plain)
{
	field->raw = (struct tc_span){ p, (size_t)(end - p) };
	field->type = type_of(*p);
	field->plain = plain;
}

/* Passes over fields as long as each key is the one that followed the key before it the last
 * time, and its value lies there plainly: over all of most lines. Returns the last key. */
static unsigned pass_known(struct tc_record *r, unsigned last)
{
	struct tc_key *all = r->keys.all;
	const char *p = r->scan.p, *end;
	bool fresh = r->scan.fresh;

	for (;;) {
		struct tc_key *key = &all[all[last].next];
		const char *value = p;

		if (!fresh && *p != ',')
			break;
		if (!fresh)
			value += p[1] == ' ' ? 2 : 1;
		if (!tc_key_is_at(key, value, r->scan.end))
			break;
		value += tc_key_lead(key);
		end = tc_pass_plain(value);
		if (!end)
			break;
		set_value(new_field(r, key), value, end, true);
		last = all[last].next;
		p = end;
		fresh = false;
	}
	r->scan.p = p;
	r->scan.fresh = fresh;
	return last;
}

static bool parse_fields(struct tc_record *r)
{
	struct tc_scan *s = &r->scan;
	unsigned last = pass_known(r, 0), number;
	struct tc_span key;

	while (tc_scan_key(s, &key)) {
		struct tc_field *field;
		const char *p;

		number = tc_keys_find(&r->keys, key);
		r->keys.all[last].next = number;
		field = new_field(r, &r->keys.all[number]);
		tc_scan_peek(s);
		p = s->p;
		if (!tc_scan_skip(s))
			return false;
		set_value(field, p, s->p, false);
		last = pass_known(r, number);
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
		r->keys.all[tc_keys_find(&r->keys, r->fields[i].key)].field = n;
		r->fields[n++] = r->fields[i];
	}
	r->count = n;
}

static bool refuse(struct tc_record *r, const char *reason)
{
	r->reason = reason;
	r->count = 0;
	r->lines++; /* no key is on this line */
	return false;
}

bool tc_record_parse(struct tc_record *r, struct tc_span line)
{
	struct tc_scan *s = &r->scan;

	tc_keys_trim(&r->keys);
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
	const struct tc_key *key = &r->keys.all[slot];

	return key->line == r->lines ? &r->fields[key->field] : NULL;
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

/* A string with escapes. */
static struct tc_span decode(struct tc_record *r, struct tc_span raw)
{
	struct tc_scan s = { .p = raw.p, .end = r->line.p + r->line.n };
	struct tc_string string;

	if (r->decoded_size < r->line.n) {
		/* No string of this line has been decoded yet: nothing is borrowed. */
		free(r->decoded);
		r->decoded_size = r->line.n;
		r->decoded = tc_alloc(r->decoded_size, 1);
	}
	s.scratch = r->decoded + (raw.p - r->line.p);
	s.scratch_size = raw.n;
	tc_scan_string(&s, &string);
	return string.text;
}

struct tc_span tc_record_string(struct tc_record *r, unsigned slot)
{
	const struct tc_field *field = field_of(r, slot);

	if (!field || field->type != TC_STRING)
		return (struct tc_span){ "", 0 };
	if (!field->plain && memchr(field->raw.p, '\\', field->raw.n))
		return decode(r, field->raw);
	return (struct tc_span){ field->raw.p + 1, field->raw.n - 2 };
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

		if (digit > 9 || (i >= SAFE_DIGITS && n > (most - digit) / 10))
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

size_t tc_record_count(const struct tc_record *r)
{
	return r->count;
}

const struct tc_field *tc_record_field(const struct tc_record *r, size_t index)
{
	return &r->fields[index];
}

/* The keys of the changes: most often those of the write before. */
static void find_keys(struct tc_record *r, const struct tc_change *changes, size_t count)
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
		    !tc_span_is(tc_key_text(&r->keys.all[r->changed[i]]), key))
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

static void write_key(struct tc_writer *w, const struct tc_key *key)
{
	if (key->plain) {
		tc_write_bytes(w, key->lead, tc_key_lead(key));
	} else {
		tc_write_string(w, tc_key_text(key));
		tc_write_literal(w, ":");
	}
}

void tc_record_write(struct tc_record *r, struct tc_writer *w,
		     const struct tc_change *changes, size_t count)
{
	const char *p = r->line.p, *end = r->line.p + r->line.n;
	bool comma = r->count > 0;
	size_t i;

	find_keys(r, changes, count);
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
		write_key(w, &r->keys.all[r->changed[i]]);
		tc_write_span(w, changes[i].raw);
		comma = true;
	}
	tc_write_bytes(w, r->close, (size_t)(end - r->close));
	tc_writer_end(w);
}
