/* A record as a few bytes. */
#include "lib/pack.h"

#include "lib/hash.h"
#include "lib/report.h"

#define VARINT_SIZE 10
#define HEAD_SIZE   9 /* kind, ts */

static char *put_varint(char *out, uint64_t v)
{
	while (v >= 0x80) {
		*out++ = (char)(v | 0x80);
		v >>= 7;
	}
	*out++ = (char)v;
	return out;
}

static const char *get_varint(const char *in, uint64_t *v)
{
	unsigned shift = 0;

	*v = 0;
	do {
		*v |= (uint64_t)(*in & 0x7f) << shift;
		shift += 7;
	} while (*in++ & 0x80);
	return in;
}

static bool by_text(enum tc_field_type type)
{
	return type == TC_FIELD_TEXT || type == TC_FIELD_JSON || type == TC_FIELD_REST;
}

/* Null is 0, then come 0, -1, 1, -2 ...: only times before 1970 are negative. */
static char *put_number(char *out, int64_t number)
{
	return put_varint(out, ((uint64_t)number << 1 ^ -(uint64_t)(number < 0)) + 1);
}

static int64_t number_of(uint64_t v)
{
	v--;
	return (int64_t)(v >> 1 ^ -(v & 1));
}

static char *put_name(char *out, int64_t number)
{
	return put_varint(out, number == TC_NONE ? 0 : (uint64_t)number);
}

static char *put_text(char *out, struct tc_span text)
{
	out = put_varint(out, text.p ? text.n + 1 : 0);
	if (text.n)
		memcpy(out, text.p, text.n);
	return out + text.n;
}

static void reserve(struct tc_pack *p, size_t n)
{
	if (p->size < n) {
		p->size = n * 2;
		p->bytes = tc_grow(p->bytes, p->size, 1);
	}
}

struct tc_span tc_pack_record(struct tc_pack *p, enum tc_kind_id kind,
			      const struct tc_value *values)
{
	const struct tc_kind *k = &tc_kinds[kind];
	size_t most = HEAD_SIZE;
	char *out;

	for (unsigned i = 0; i < k->count; i++)
		most += VARINT_SIZE + (by_text(k->fields[i].type) && values[i].text.p
					       ? values[i].text.n
					       : 0);
	reserve(p, most);
	out = p->bytes;
	*out++ = (char)kind;
	memcpy(out, &values[TC_TS].number, sizeof(int64_t));
	out = put_text(out + sizeof(int64_t), values[TC_ID].text);
	for (unsigned i = TC_TS + 1; i < k->count; i++) {
		enum tc_field_type type = k->fields[i].type;

		if (by_text(type))
			out = put_text(out, values[i].text);
		else if (type == TC_FIELD_NAME)
			out = put_name(out, values[i].number);
		else
			out = put_number(out, values[i].number);
	}
	return (struct tc_span){ p->bytes, (size_t)(out - p->bytes) };
}

struct tc_span tc_pack_copy(struct tc_pack *p, struct tc_span item)
{
	reserve(p, item.n);
	memcpy(p->bytes, item.p, item.n);
	return (struct tc_span){ p->bytes, item.n };
}

static const char *get_text(const char *in, struct tc_span *text)
{
	uint64_t n;

	in = get_varint(in, &n);
	*text = (struct tc_span){ n ? in : NULL, n ? (size_t)n - 1 : 0 };
	return in + text->n;
}

int64_t tc_pack_ts(struct tc_span item)
{
	int64_t ts;

	memcpy(&ts, item.p + 1, sizeof(ts));
	return ts;
}

enum tc_kind_id tc_pack_open(struct tc_span item, const struct tc_intern *names,
			     struct tc_value *values)
{
	enum tc_kind_id kind = tc_pack_kind(item);
	const struct tc_kind *k = &tc_kinds[kind];
	const char *in = item.p + HEAD_SIZE;

	values[TC_TS] = (struct tc_value){ .number = tc_pack_ts(item) };
	in = get_text(in, &values[TC_ID].text);
	for (unsigned i = TC_TS + 1; i < k->count; i++) {
		uint64_t v;

		if (by_text(k->fields[i].type)) {
			in = get_text(in, &values[i].text);
			continue;
		}
		in = get_varint(in, &v);
		if (k->fields[i].type == TC_FIELD_NAME) {
			values[i].number = (int64_t)v;
			values[i].text = tc_intern_text(names, (uint32_t)v);
		} else {
			values[i].number = number_of(v);
		}
	}
	return kind;
}

enum tc_kind_id tc_pack_kind(struct tc_span item)
{
	return (enum tc_kind_id)item.p[0];
}

struct tc_span tc_pack_id(struct tc_span item)
{
	struct tc_span id;

	get_text(item.p + HEAD_SIZE, &id);
	return id;
}

uint64_t tc_pack_identity_key(struct tc_span item)
{
	return tc_hash((uint64_t)item.p[0], tc_pack_id(item));
}

uint64_t tc_pack_time_key(struct tc_span item)
{
	int64_t ts = tc_pack_ts(item);

	return ts == TC_NONE ? UINT64_MAX : (uint64_t)ts ^ UINT64_C(1) << 63;
}

static struct tc_span kind_name(struct tc_span item)
{
	enum tc_kind_id kind = tc_pack_kind(item);

	return kind == TC_KIND_OTHER ? tc_other_kind(tc_pack_id(item))
				     : tc_span_of(tc_kinds[kind].name);
}

int tc_pack_order(const void *unused, struct tc_span a, struct tc_span b)
{
	enum tc_kind_id kind = tc_pack_kind(a), other = tc_pack_kind(b);

	(void)unused;
	if (kind == other)
		return tc_span_order(tc_pack_id(a), tc_pack_id(b));
	if (kind == TC_KIND_OTHER || other == TC_KIND_OTHER)
		return tc_span_order(kind_name(a), kind_name(b));
	return kind < other ? -1 : 1;
}
