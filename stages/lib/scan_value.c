/* The strict JSON scanner: strings, numbers and booleans for who asks. */
#include "lib/scan.h"

#include "lib/pass.h"

#define NUMBER_SIZE 64

bool tc_scan_string(struct tc_scan *s, struct tc_string *string)
{
	const char *p = tc_pass_starting(s, '"');
	struct tc_take t = { .out = s->scratch, .room = s->scratch_size };

	if (!p)
		return false;
	t.from = p + 1;
	p = tc_pass_string(s, p + 1, &t);
	if (!p)
		return false;
	string->text = tc_take_end(&t, p - 1);
	string->chars = t.chars;
	string->cut = t.cut;
	return tc_pass_on(s, p);
}

bool tc_scan_text(struct tc_scan *s, struct tc_span *text)
{
	const char *p = tc_pass_starting(s, '"'), *end;
	struct tc_string string;

	if (!p)
		return false;
	end = tc_pass_run(p + 1);
	if (*end == '"' && (size_t)(end - p) <= s->scratch_size) {
		*text = (struct tc_span){ p + 1, (size_t)(end - p) - 1 };
		s->p = end + 1;
		return true;
	}
	if (!tc_scan_string(s, &string))
		return false;
	*text = string.text;
	return true;
}

bool tc_scan_chars(struct tc_scan *s, uint64_t *chars)
{
	const char *p = tc_pass_starting(s, '"');
	struct tc_take t = { .only_count = true };

	if (!p)
		return false;
	t.from = p + 1;
	p = tc_pass_string(s, p + 1, &t);
	if (!p)
		return false;
	tc_take_end(&t, p - 1);
	*chars = t.chars;
	return tc_pass_on(s, p);
}

bool tc_scan_number(struct tc_scan *s, struct tc_span *text)
{
	struct tc_take t = { .out = s->held, .room = NUMBER_SIZE };
	const char *p;

	if (s->error)
		return false;
	p = tc_pass_to_token(s, s->p);
	if (*p != '-' && !tc_pass_digit(*p))
		return tc_pass_fail(s, p, TC_SCAN_TYPE);
	t.from = p;
	p = tc_pass_number(s, p, &t);
	if (!p)
		return false;
	*text = tc_take_end(&t, p);
	return tc_pass_on(s, p);
}

/* A whole number in its canonical form, all of it in memory: where it ends, else NULL. 18
 * digits always fit. */
static const char *plain_count(const char *p, uint64_t *value)
{
	const char *start = p;
	uint64_t n = 0;

	while (tc_pass_digit(*p))
		n = n * 10 + (uint64_t)(*p++ - '0');
	if (p == start || p - start > 18 || (*start == '0' && p - start > 1) ||
	    (*p != ',' && *p != '}' && *p != ']'))
		return NULL;
	*value = n;
	return p;
}

bool tc_scan_count(struct tc_scan *s, uint64_t *value, bool *whole)
{
	const char *p = s->error ? NULL : plain_count(s->p, value);
	struct tc_span text = { NULL, 0 };
	uint64_t n = 0;

	*whole = p != NULL;
	if (p)
		return tc_pass_on(s, p);
	if (!tc_scan_number(s, &text) || text.n > 19)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (!tc_pass_digit(text.p[i]))
			return false;
		n = n * 10 + (uint64_t)(text.p[i] - '0');
	}
	*value = n;
	*whole = n <= INT64_MAX;
	return *whole;
}

bool tc_scan_boolean(struct tc_scan *s, bool *value)
{
	const char *p;

	if (s->error)
		return false;
	p = tc_pass_to_token(s, s->p);
	*value = *p == 't';
	if (*p != 't' && *p != 'f')
		return tc_pass_fail(s, p, TC_SCAN_TYPE);
	return tc_pass_on(s, tc_pass_word(s, p, *value ? "true" : "false"));
}
