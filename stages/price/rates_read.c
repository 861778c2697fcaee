/* Values and keys of a rate file, each with its place for messages. */
#include "price/rates_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/option.h"
#include "lib/report.h"
#include "lib/time.h"
#include "price/rates_check.h"

/* Places are asked for in the order of the text. */
static unsigned line_at(struct reader *in, const char *p)
{
	for (; in->counted < p; in->counted++)
		in->line += *in->counted == '\r';
	return in->line;
}

static enum tc_scan_kind peek(struct reader *in)
{
	enum tc_scan_kind kind = tc_scan_peek(&in->scan);

	in->value = in->scan.p;
	return kind;
}

unsigned reader_line(struct reader *in)
{
	peek(in);
	return line_at(in, in->value);
}

bool reader_syntax(struct reader *in)
{
	unsigned line = line_at(in, in->scan.p);

	if (in->scan.error == TC_SCAN_SYNTAX)
		return rates_fail(in->error, line, "not JSON");
	return rates_fail(in->error, line, "not JSON: %s",
			  tc_scan_reason(in->scan.error));
}

bool reader_expected(struct reader *in, const char *what)
{
	const char *p = in->value;
	int n = 0;

	if (p == in->scan.end)
		return rates_fail(in->error, line_at(in, p), "the file ends too early");
	if (*p == '{' || *p == '[')
		return rates_fail(in->error, line_at(in, p), "'%s'%s must be %s, got %s",
				  in->key, in->of, what,
				  *p == '{' ? "an object" : "an array");
	if (*p == '"')
		for (n = 1;
		     p + n < in->scan.end && p[n] != '"' && p[n] != '\r' && n < 40;)
			n++;
	while (p + n < in->scan.end && n < 40 && !strchr(",}] \t\r\n", p[n]))
		n++;
	return rates_fail(in->error, line_at(in, p), "'%s'%s must be %s, got %.*s",
			  in->key, in->of, what, n, p);
}

bool reader_enter(struct reader *in, bool object)
{
	enum tc_scan_kind kind = peek(in);

	if (kind != (object ? TC_SCAN_OBJECT : TC_SCAN_ARRAY))
		return reader_expected(in, object ? "an object" : "an array");
	return object ? tc_scan_object(&in->scan) : tc_scan_array(&in->scan);
}

static int unknown_key(struct reader *in, const char *const *keys, const char *key)
{
	int near = tc_option_nearest(key, keys);

	rates_fail(in->error, line_at(in, in->scan.p), "unknown key '%s'%s", key, in->of);
	if (near >= 0)
		snprintf(in->error->cure, sizeof(in->error->cure), "did you mean '%s'?",
			 keys[near]);
	return READER_FAILED;
}

int reader_key(struct reader *in, const char *const *keys, unsigned *seen)
{
	struct tc_span span;
	char key[64];
	int i;

	if (!tc_scan_key(&in->scan, &span)) {
		if (in->scan.error == TC_SCAN_OK)
			return READER_END;
		reader_syntax(in);
		return READER_FAILED;
	}
	snprintf(key, sizeof(key), "%.*s", (int)span.n, span.p);
	for (i = 0; keys[i] && !tc_span_is(span, tc_span_of(keys[i]));)
		i++;
	if (!keys[i])
		return unknown_key(in, keys, key);
	in->key = keys[i];
	peek(in);
	if (*seen & 1u << i) {
		rates_fail(in->error, line_at(in, in->value), "'%s'%s is there twice",
			   keys[i], in->of);
		return READER_FAILED;
	}
	*seen |= 1u << i;
	return i;
}

bool reader_has(struct reader *in, const char *const *keys, unsigned seen, unsigned mask,
		unsigned line)
{
	for (int i = 0; keys[i]; i++)
		if (mask & ~seen & 1u << i)
			return rates_fail(in->error, line, "'%s'%s is missing", keys[i],
					  in->of);
	return true;
}

static bool plain(struct tc_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return true;
}

bool reader_text(struct reader *in, char **text)
{
	struct tc_string string;

	if (peek(in) != TC_SCAN_STRING)
		return reader_expected(in, "text");
	if (!tc_scan_string(&in->scan, &string))
		return reader_syntax(in);
	if (string.cut || string.text.n == 0 || string.text.n > 200 ||
	    !plain(string.text))
		return reader_expected(in,
				       "text of 1 to 200 bytes, no control character");
	free(*text);
	*text = tc_copy(string.text.p, string.text.n);
	return true;
}

bool reader_whole(struct reader *in, int64_t low, int64_t high, const char *what,
		  int64_t *value)
{
	uint64_t count;
	bool whole;

	if (peek(in) != TC_SCAN_NUMERIC)
		return reader_expected(in, what);
	if (!tc_scan_count(&in->scan, &count, &whole))
		return in->scan.error ? reader_syntax(in) : reader_expected(in, what);
	if (count < (uint64_t)low || count > (uint64_t)high)
		return rates_fail(in->error, line_at(in, in->value),
				  "'%s'%s must lie between %lld and %lld, got %llu",
				  in->key, in->of, (long long)low, (long long)high,
				  (unsigned long long)count);
	*value = (int64_t)count;
	return true;
}

bool reader_day(struct reader *in, int64_t *day)
{
	struct tc_string string;
	char instant[] = "0000-00-00T00:00:00Z";
	int64_t ms;

	if (peek(in) != TC_SCAN_STRING)
		return reader_expected(in, "a day such as \"2026-11-22\"");
	if (!tc_scan_string(&in->scan, &string))
		return reader_syntax(in);
	if (string.text.n == 10)
		memcpy(instant, string.text.p, 10);
	if (string.text.n != 10 ||
	    !tc_time_parse((struct tc_span){ instant, sizeof(instant) - 1 }, &ms))
		return reader_expected(in, "a day such as \"2026-11-22\"");
	*day = ms / TC_DAY_MS - (ms % TC_DAY_MS < 0);
	return true;
}

bool reader_note(struct reader *in)
{
	char *note = NULL;
	bool good = reader_text(in, &note);

	free(note);
	return good;
}

bool reader_texts(struct reader *in, char ***texts, size_t *count)
{
	if (!reader_enter(in, false))
		return false;
	while (tc_scan_item(&in->scan)) {
		*texts = tc_grow(*texts, *count + 1, sizeof(**texts));
		(*texts)[*count] = NULL;
		if (!reader_text(in, &(*texts)[(*count)++]))
			return false;
	}
	return in->scan.error == TC_SCAN_OK;
}

/* What stands in a price_id must need no escape and not look like its punctuation. */
bool reader_id(struct reader *in, char **id)
{
	if (!reader_text(in, id))
		return false;
	for (const char *p = *id; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "0123456789._:-",
			    *p))
			return reader_expected(in, "made of letters, digits and ._:-");
	return true;
}

bool reader_null(struct reader *in)
{
	return peek(in) == TC_SCAN_NULL && tc_scan_skip(&in->scan);
}
