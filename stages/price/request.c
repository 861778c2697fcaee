/* What pricing needs to know of a call record. */
#include "price/request.h"

#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"
#include "lib/time.h"

#define ENOUGH 100000000000000000 /* 17 digits say all a double knows */

void request_slots(struct request_slots *s, struct tc_record *r)
{
	s->kind = tc_record_slot(r, "kind");
	s->id = tc_record_slot(r, "id");
	s->ts = tc_record_slot(r, "ts");
	s->model = tc_record_slot(r, "model");
	s->input = tc_record_slot(r, "input_tokens");
	s->output = tc_record_slot(r, "output_tokens");
	s->cache_creation = tc_record_slot(r, "cache_creation_input_tokens");
	s->cache_5m = tc_record_slot(r, "ephemeral_5m_input_tokens");
	s->cache_1h = tc_record_slot(r, "ephemeral_1h_input_tokens");
	s->cache_read = tc_record_slot(r, "cache_read_input_tokens");
	s->searches = tc_record_slot(r, "web_search_requests");
	s->speed = tc_record_slot(r, "speed");
	s->tier = tc_record_slot(r, "service_tier");
	s->geo = tc_record_slot(r, "inference_geo");
	s->iterations = tc_record_slot(r, "iterations");
	s->recorded = tc_record_slot(r, "recorded_cost_usd");
}

static int64_t count(struct request *q, const struct tc_record *r, unsigned slot,
		     const char *key)
{
	int64_t n = 0;

	if (tc_record_integer(r, slot, &n) && n >= 0)
		return n;
	if (tc_record_type(r, slot) > TC_NULL && !q->unreadable)
		q->unreadable = key;
	return 0;
}

static void read_cache(struct request *q, const struct request_slots *s,
		       const struct tc_record *r)
{
	int64_t total = count(q, r, s->cache_creation, "cache_creation_input_tokens");
	int64_t in_5m = count(q, r, s->cache_5m, "ephemeral_5m_input_tokens");
	int64_t in_1h = count(q, r, s->cache_1h, "ephemeral_1h_input_tokens");

	q->counts.cache_write_1h = in_1h;
	q->counts.cache_write_5m =
		total > in_1h && total - in_1h > in_5m ? total - in_1h : in_5m;
	q->counts.cache_read = count(q, r, s->cache_read, "cache_read_input_tokens");
}

/* What is too short for `text`, or starts neither like it nor with an escape, is not it:
 * hardly anything needs decoding. */
static bool is_text(struct tc_record *r, unsigned slot, struct tc_span text)
{
	struct tc_span raw = tc_record_raw(r, slot);

	if (raw.n < text.n + 2 || (raw.p[1] != text.p[0] && raw.p[1] != '\\'))
		return false;
	return tc_span_is(tc_record_string(r, slot), text);
}

static bool read_day(struct tc_record *r, unsigned slot, int64_t *day)
{
	struct tc_span raw = tc_record_raw(r, slot);
	int64_t ms;

	if (tc_record_type(r, slot) != TC_STRING)
		return false;
	if (!tc_time_parse((struct tc_span){ raw.p + 1, raw.n - 2 }, &ms) &&
	    !tc_time_parse(tc_record_string(r, slot), &ms))
		return false;
	*day = ms / TC_DAY_MS - (ms % TC_DAY_MS < 0);
	return true;
}

struct request request_read(const struct request_slots *s, struct tc_record *r)
{
	struct request q = { 0 };

	q.counts.input = count(&q, r, s->input, "input_tokens");
	q.counts.output = count(&q, r, s->output, "output_tokens");
	read_cache(&q, s, r);
	q.counts.web_search = count(&q, r, s->searches, "web_search_requests");
	if (!read_day(r, s->ts, &q.day) && !q.unreadable)
		q.unreadable = "ts";
	q.fast = is_text(r, s->speed, TC_SPAN("fast"));
	q.batch = is_text(r, s->tier, TC_SPAN("batch"));
	q.geo_us = is_text(r, s->geo, TC_SPAN("us"));
	return q;
}

static bool read_iteration(struct tc_scan *scan, struct counts *n)
{
	int64_t *const fields[] = { &n->input, &n->output, &n->cache_write_5m,
				    &n->cache_write_1h, &n->cache_read };

	*n = (struct counts){ 0 };
	if (!tc_scan_array(scan))
		return false;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		uint64_t value;
		bool whole;

		if (!tc_scan_item(scan) || !tc_scan_count(scan, &value, &whole))
			return false;
		*fields[i] = (int64_t)value;
	}
	return tc_scan_leave(scan);
}

static bool sums_up(const struct counts *items, size_t n, const struct counts *whole)
{
	tc_int128 input = 0, output = 0, in_5m = 0, in_1h = 0, read = 0;

	for (size_t i = 0; i < n; i++) {
		input += items[i].input;
		output += items[i].output;
		in_5m += items[i].cache_write_5m;
		in_1h += items[i].cache_write_1h;
		read += items[i].cache_read;
	}
	return input == whole->input && output == whole->output &&
	       in_5m == whole->cache_write_5m && in_1h == whole->cache_write_1h &&
	       read == whole->cache_read;
}

size_t request_iterations(const struct request_slots *s, const struct tc_record *r,
			  const struct counts *whole, struct counts **items)
{
	struct tc_span raw = tc_record_raw(r, s->iterations);
	char *text; /* a line of its own, as the scanner wants it */
	struct tc_scan scan;
	bool good = true;
	size_t n = 0;

	if (tc_record_type(r, s->iterations) != TC_ARRAY)
		return 0;
	text = tc_alloc(raw.n + TC_SCAN_PAD, 1);
	memcpy(text, raw.p, raw.n);
	text[raw.n] = '\n';
	scan = (struct tc_scan){ .p = text, .end = text + raw.n };
	tc_scan_array(&scan);
	while (good && tc_scan_item(&scan)) {
		*items = tc_grow(*items, n + 1, sizeof(**items));
		good = read_iteration(&scan, &(*items)[n++]);
	}
	free(text);
	return good && sums_up(*items, n, whole) ? n : 0;
}

/* The decimal value x 10^exponent in units of 10^-9, half to even. */
static bool to_nano(tc_int128 value, int64_t exponent, tc_int128 *nano)
{
	tc_int128 by = 1, rest;

	exponent += 9;
	if (exponent > 18 && value)
		return false;
	if (exponent < -36)
		value = exponent = 0;
	for (; value && exponent > 0; exponent--)
		value *= 10;
	for (; exponent < 0; exponent++)
		by *= 10;
	rest = value % by;
	value /= by;
	if (rest * 2 > by || (rest * 2 == by && value & 1))
		value++;
	*nano = value;
	return true;
}

bool request_recorded(const struct request_slots *s, const struct tc_record *r,
		      tc_int128 *nano, bool *unreadable)
{
	struct tc_span raw = tc_record_raw(r, s->recorded);
	const char *p = raw.p, *end = raw.p + raw.n;
	int64_t exponent = 0, power = 0;
	bool point = false, negative;
	tc_int128 value = 0;

	*unreadable = tc_record_type(r, s->recorded) > TC_NULL;
	if (tc_record_type(r, s->recorded) != TC_NUMBER || *p == '-')
		return false;
	for (; p < end && *p != 'e' && *p != 'E'; p++) {
		if (*p == '.') {
			point = true;
			continue;
		}
		if (value < ENOUGH)
			value = value * 10 + (*p - '0');
		else
			exponent++;
		exponent -= point;
	}
	negative = p + 1 < end && p[1] == '-';
	for (p++; p < end; p++)
		if (*p >= '0' && *p <= '9' && power < 1000)
			power = power * 10 + (*p - '0');
	*unreadable = !to_nano(value, exponent + (negative ? -power : power), nano);
	return !*unreadable;
}
