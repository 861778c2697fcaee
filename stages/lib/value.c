/* JSON text to a value of jq. */
#include "lib/value.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/report.h"

#define EXACT_DIGITS 15                 /* a double holds every whole number of so many */
#define KEY_MAX      (TC_SCAN_NAME - 4) /* the scanner may have cut a longer one */

struct known_key {
	jv string;
	struct tc_span text;
	struct tc_span raw; /* its value in the record before */
};

/* Of the record before: its keys in their order, and the object. */
struct shape {
	jv object;
	struct known_key *keys;
	size_t count, room;
	bool twice; /* a key came twice: which value stands is not known by place */
};

/* A text with the sentinel and the pad the scanner wants. */
struct text {
	char *p;
	size_t size;
};

struct tc_parser {
	struct shape shape;
	struct tc_scan scan;
	struct text texts[2]; /* this one, and the one before */
	unsigned turn;
};

struct tc_parser *tc_parser_new(void)
{
	struct tc_parser *r = tc_alloc(1, sizeof(*r));

	r->shape.object = jv_object();
	return r;
}

/* Keeps the first `count` keys. */
static void shape_cut(struct shape *h, size_t count)
{
	jv kept = jv_object();

	for (size_t i = 0; i < h->count; i++) {
		jv key = h->keys[i].string;

		if (i < count)
			kept = jv_object_set(
				kept, jv_copy(key),
				jv_object_get(jv_copy(h->object), jv_copy(key)));
		else
			jv_free(key);
	}
	jv_free(h->object);
	h->object = kept;
	h->count = count;
	h->twice &= count > 0;
}

static struct known_key *shape_key(struct shape *h, size_t index, struct tc_span text)
{
	struct known_key *key;

	if (index < h->count && tc_span_is(h->keys[index].text, text))
		return &h->keys[index];
	if (index < h->count)
		shape_cut(h, index);
	if (h->count == h->room) {
		h->room = h->room ? 2 * h->room : 64;
		h->keys = tc_grow(h->keys, h->room, sizeof(*h->keys));
	}
	key = &h->keys[h->count++];
	key->string = jv_string_sized(text.p, (int)text.n);
	key->text = (struct tc_span){ jv_string_value(key->string), text.n };
	key->raw = (struct tc_span){ NULL, 0 };
	h->twice |= jv_object_has(jv_copy(h->object), jv_copy(key->string));
	return key;
}

void tc_parser_free(struct tc_parser *r)
{
	if (!r)
		return;
	shape_cut(&r->shape, 0);
	jv_free(r->shape.object);
	free(r->shape.keys);
	free(r->scan.scratch);
	free(r->texts[0].p);
	free(r->texts[1].p);
	free(r);
}

static jv number(struct tc_span text)
{
	int64_t value = 0;
	size_t i = text.p[0] == '-';

	for (; i < text.n && i <= EXACT_DIGITS && text.p[i] >= '0' && text.p[i] <= '9';
	     i++)
		value = value * 10 + (text.p[i] - '0');
	if (i < text.n)
		return jv_number(strtod(text.p, NULL)); /* what follows ends it */
	return jv_number((double)(text.p[0] == '-' ? -value : value));
}

/* libjq reads fewer levels than the scanner. */
static jv nested(struct tc_scan *s, struct tc_span text)
{
	jv result = jv_parse_sized(text.p, (int)text.n);

	if (!jv_is_valid(result))
		s->error = TC_SCAN_DEEP;
	return result;
}

static jv string(struct tc_scan *s)
{
	struct tc_string string = { .text = { "", 0 } };

	tc_scan_string(s, &string);
	return jv_string_sized(string.text.p, (int)string.text.n);
}

/* A value that is no record: what is in it is left to libjq, now that the scanner has
 * accepted it. */
static jv value(struct tc_scan *s)
{
	enum tc_scan_kind kind = tc_scan_peek(s);
	struct tc_span raw = { s->p, 0 };

	if (kind == TC_SCAN_STRING)
		return string(s);
	if (!tc_scan_skip(s))
		return jv_invalid();
	raw.n = (size_t)(s->p - raw.p);
	switch (kind) {
	case TC_SCAN_NULL:
		return jv_null();
	case TC_SCAN_FALSE:
		return jv_false();
	case TC_SCAN_TRUE:
		return jv_true();
	case TC_SCAN_NUMERIC:
		return number(raw);
	default:
		return nested(s, raw);
	}
}

/* Passes over the same bytes as before, with what ends a value behind them. */
static bool pass_same(struct tc_scan *s, struct tc_span before)
{
	size_t left = (size_t)(s->end - s->p);

	if (before.n == 0 || left <= before.n || memcmp(s->p, before.p, before.n) != 0 ||
	    (s->p[before.n] != ',' && s->p[before.n] != '}'))
		return false;
	s->p += before.n;
	return true;
}

static jv record(struct tc_parser *r)
{
	struct shape *h = &r->shape;
	struct tc_scan *s = &r->scan;
	struct tc_span text;
	size_t i = 0;

	if (!tc_scan_object(s))
		return jv_invalid();
	for (; tc_scan_key(s, &text); i++) {
		struct known_key *key;
		const char *start = s->p;

		if (text.n > KEY_MAX) {
			s->error = TC_SCAN_LONG;
			return jv_invalid();
		}
		key = shape_key(h, i, text);
		if (h->twice || !pass_same(s, key->raw))
			h->object =
				jv_object_set(h->object, jv_copy(key->string), value(s));
		key->raw = (struct tc_span){ start, (size_t)(s->p - start) };
	}
	if (i < h->count)
		shape_cut(h, i);
	return jv_copy(h->object);
}

static jv records(struct tc_parser *r)
{
	jv result = jv_array();

	tc_scan_array(&r->scan);
	while (tc_scan_item(&r->scan))
		result = jv_array_append(result, tc_scan_peek(&r->scan) == TC_SCAN_OBJECT
							 ? record(r)
							 : value(&r->scan));
	return result;
}

/* Sets the scanner to the text; that of the time before stays where it is. */
static void aim(struct tc_parser *r, struct tc_span text)
{
	struct text *t = &r->texts[r->turn ^= 1];
	struct tc_scan *s = &r->scan;

	if (t->size < text.n + TC_SCAN_PAD) {
		t->size = 2 * text.n + TC_SCAN_PAD;
		t->p = tc_grow(t->p, t->size, 1);
	}
	if (s->scratch_size < text.n) {
		s->scratch_size = t->size;
		s->scratch = tc_grow(s->scratch, t->size, 1);
	}
	memcpy(t->p, text.p, text.n);
	memset(t->p + text.n, '\n', TC_SCAN_PAD);
	s->p = t->p;
	s->end = t->p + text.n;
	s->error = TC_SCAN_OK;
	s->depth = 0;
	s->fresh = false;
}

jv tc_parser_parse(struct tc_parser *r, struct tc_span text)
{
	struct tc_scan *s = &r->scan;
	enum tc_scan_kind kind;
	jv result;

	aim(r, text);
	kind = tc_scan_peek(s);
	result = kind == TC_SCAN_OBJECT  ? record(r)
		 : kind == TC_SCAN_ARRAY ? records(r)
					 : value(s);
	if (tc_scan_another(s))
		s->error = TC_SCAN_SYNTAX;
	if (s->error == TC_SCAN_OK)
		return result;
	jv_free(result);
	shape_cut(&r->shape, 0);
	if (s->error == TC_SCAN_LONG)
		return jv_parse_sized(text.p, (int)text.n);
	return jv_invalid_with_msg(jv_string(tc_scan_reason(s->error)));
}

bool tc_parser_accepts(struct tc_parser *r, struct tc_span text)
{
	shape_cut(&r->shape, 0);
	aim(r, text);
	return tc_scan_skip(&r->scan);
}
