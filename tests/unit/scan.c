/* lib/scan: what is JSON and what is not, whatever the size of the buffer. */
#include "scanning.h"
#include "tap.h"

static const size_t steps[] = { 0, 1, 2, 3, 7 };
#define STEPS (sizeof(steps) / sizeof(*steps))

struct example {
	const char *text;
	size_t n;
	enum tc_scan_error error; /* TC_SCAN_TYPE: a value, but not the only one */
};
#define GOOD(text)                                                                       \
	{                                                                                \
		text, sizeof(text) - 1, TC_SCAN_OK                                       \
	}
#define BAD(text, error)                                                                 \
	{                                                                                \
		text, sizeof(text) - 1, TC_SCAN_##error                                  \
	}

static const struct example examples[] = {
	/* values alone */
	GOOD("null"),
	GOOD("true"),
	GOOD("false"),
	GOOD("\"\""),
	GOOD("[]"),
	GOOD("{}"),
	GOOD("0"),
	GOOD(" \t\r null \t\r "),
	BAD("", ENDS),
	BAD("   ", ENDS),
	BAD("\n1", ENDS),
	BAD("nul", ENDS),
	BAD("nule", SYNTAX),
	BAD("nulll", TYPE),
	BAD("True", SYNTAX),
	BAD("TRUE", SYNTAX),
	BAD("fals\n", ENDS),
	BAD("undefined", SYNTAX),
	BAD("'a'", SYNTAX),
	BAD("a", SYNTAX),
	BAD("\xef\xbb\xbf{}", SYNTAX),
	BAD("\0", SYNTAX),
	BAD("\x0c"
	    "1",
	    SYNTAX),
	BAD("\xc2\xa0"
	    "1",
	    SYNTAX),
	BAD("]", SYNTAX),
	BAD("}", SYNTAX),
	BAD(",", SYNTAX),
	BAD(":", SYNTAX),
	BAD("1 2", TYPE),
	BAD("{}{}", TYPE),
	BAD("{} x", TYPE),
	BAD("\"a\"b", TYPE),
	/* numbers */
	GOOD("-0"),
	GOOD("10"),
	GOOD("-1234567890123456789012345678901234567890123456789012345678901234567890123"
	     "4"),
	GOOD("0.0"),
	GOOD("-0.10"),
	GOOD("1e5"),
	GOOD("1E+05"),
	GOOD("0e0"),
	GOOD("1.25e-9999"),
	GOOD("[1e400,-1E400]"),
	BAD("-", ENDS),
	BAD("--1", NUMBER),
	BAD("-a", NUMBER),
	BAD("-,", NUMBER),
	BAD("+1", NUMBER),
	BAD("01", NUMBER),
	BAD("00", NUMBER),
	BAD("-01", NUMBER),
	BAD("1.", ENDS),
	BAD("[1.]", NUMBER),
	BAD("1.e1", NUMBER),
	BAD(".5", NUMBER),
	BAD("-.5", NUMBER),
	BAD("1.5.5", TYPE),
	BAD("1e", ENDS),
	BAD("[1e]", NUMBER),
	BAD("[1e+]", NUMBER),
	BAD("1e+-1", NUMBER),
	BAD("1e1.5", TYPE),
	BAD("0x1", TYPE),
	BAD("1_000", TYPE),
	BAD("NaN", NUMBER),
	BAD("Infinity", NUMBER),
	BAD("-Infinity", NUMBER),
	BAD("[1a]", SYNTAX),
	BAD("[1 000]", SYNTAX),
	BAD("\xef\xbc\x91", SYNTAX),
	/* strings */
	GOOD("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
	GOOD("\"\\u0000\\u00e9\\uABcd\\ud83d\\ude00\""),
	GOOD("\"\\ud800\""),
	GOOD("\"\\udc00\\ud800x\""),
	GOOD("\"\x7f\""),
	GOOD("\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\""),
	GOOD("\"\xff\xc0\x80\xed\xa0\x80\""),
	GOOD("\"{}[],:\""),
	GOOD("\"the needle \\\"usage\\\": {} in a string of more than sixteen bytes\""),
	BAD("\"", ENDS),
	BAD("\"a", ENDS),
	BAD("\"a\\", ENDS),
	BAD("\"a\\\"", ENDS),
	BAD("\"a\nb\"", ENDS),
	BAD("\"a\tb\"", CONTROL),
	BAD("\"a\rb\"", CONTROL),
	BAD("\"a\0b\"", CONTROL),
	BAD("\"\x1f\"", CONTROL),
	BAD("\"\x01\"", CONTROL),
	BAD("\"\\a\"", ESCAPE),
	BAD("\"\\'\"", ESCAPE),
	BAD("\"\\x41\"", ESCAPE),
	BAD("\"\\0\"", ESCAPE),
	BAD("\"\\N\"", ESCAPE),
	BAD("\"\\U00e9\"", ESCAPE),
	BAD("\"\\ \"", ESCAPE),
	BAD("\"\\\xc3\xa9\"", ESCAPE),
	BAD("\"\\\0\"", ESCAPE),
	BAD("\"\\u\"", ESCAPE),
	BAD("\"\\u00e\"", ESCAPE),
	BAD("\"\\u00eg\"", ESCAPE),
	BAD("\"\\u+123\"", ESCAPE),
	BAD("\"\\u 123\"", ESCAPE),
	BAD("\"\\u00", ENDS),
	BAD("\"\\\n", ENDS),
	/* arrays */
	GOOD("[1,\"a\",null,true,false,[],{}]"),
	GOOD("[ 1 , 2\t,\r[ ] ]"),
	GOOD("[[[[[[]]]]],[]]"),
	BAD("[", ENDS),
	BAD("[1", ENDS),
	BAD("[1,", ENDS),
	BAD("[1,\n2]", ENDS),
	BAD("[,]", SYNTAX),
	BAD("[,1]", SYNTAX),
	BAD("[1,]", SYNTAX),
	BAD("[1,,2]", SYNTAX),
	BAD("[1 2]", SYNTAX),
	BAD("[1;2]", SYNTAX),
	BAD("[1:2]", SYNTAX),
	BAD("[\"a\":1]", SYNTAX),
	BAD("[1}", SYNTAX),
	BAD("[}", SYNTAX),
	BAD("[1]]", TYPE),
	BAD("[[1]", ENDS),
	BAD("[nulll]", SYNTAX),
	BAD("[\"a\"\"b\"]", SYNTAX),
	BAD("[1]//", TYPE),
	BAD("[/**/1]", SYNTAX),
	/* objects */
	GOOD("{\"a\":1}"),
	GOOD("{\"a\":1,\"a\":2}"),
	GOOD("{\"\":0}"),
	GOOD("{ \"a\" : 1 ,\t\"b\"\r:{ } }"),
	GOOD("{\"\\u0061\\n\":{\"b\":[{\"c\":null}]}}"),
	GOOD("{\"a key that is longer than sixteen bytes\":1,\"\xc3\xa9\":2}"),
	BAD("{", ENDS),
	BAD("{\"a", ENDS),
	BAD("{\"a\"", ENDS),
	BAD("{\"a\":", ENDS),
	BAD("{\"a\":1", ENDS),
	BAD("{\"a\":1,", ENDS),
	BAD("{\"a\"}", SYNTAX),
	BAD("{\"a\":}", SYNTAX),
	BAD("{\"a\" 1}", SYNTAX),
	BAD("{\"a\"::1}", SYNTAX),
	BAD("{\"a\":1,}", SYNTAX),
	BAD("{\"a\":1,,}", SYNTAX),
	BAD("{,}", SYNTAX),
	BAD("{,\"a\":1}", SYNTAX),
	BAD("{\"a\":1 \"b\":2}", SYNTAX),
	BAD("{\"a\":1;\"b\":2}", SYNTAX),
	BAD("{\"a\":1 2}", SYNTAX),
	BAD("{a:1}", SYNTAX),
	BAD("{'a':1}", SYNTAX),
	BAD("{1:1}", SYNTAX),
	BAD("{null:1}", SYNTAX),
	BAD("{[]:1}", SYNTAX),
	BAD("{\"a\":1]", SYNTAX),
	BAD("{]", SYNTAX),
	BAD("{\"a\\q\":1}", ESCAPE),
	BAD("{\"a\tb\":1}", CONTROL),
	BAD("{\"a\":01}", NUMBER),
	BAD("{\"a\":[}", SYNTAX),
	BAD("{\"a\":{\"b\":1}", ENDS),
	BAD("{\"a\":1}}", TYPE),
};

/* Every way to pass over the text must come to the same verdict and see the same. */
static bool agreed(struct tc_span text, enum tc_scan_error wanted)
{
	char *seen[STEPS] = { NULL };
	size_t sizes[STEPS] = { 0 };
	bool same = true;

	for (size_t i = 0; i < STEPS; i++) {
		FILE *out = open_memstream(&seen[i], &sizes[i]);

		same &= verdict(text, steps[i], 0, NULL) == wanted;
		same &= verdict(text, steps[i], UINT32_MAX, out) == wanted;
		for (unsigned most = 0; most < 3; most++)
			same &= verdict(text, steps[i], most, out) == wanted;
		fclose(out);
		same &= sizes[i] == sizes[0] && memcmp(seen[i], seen[0], sizes[0]) == 0;
	}
	for (size_t i = 0; i < STEPS; i++)
		free(seen[i]);
	return same;
}

static void test_examples(void)
{
	char name[120];

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		const struct example *e = &examples[i];
		size_t n = (size_t)snprintf(name, sizeof(name), "%s: ",
					    e->error == TC_SCAN_OK ? "JSON"
					    : e->error == TC_SCAN_TYPE
						    ? "JSON and more"
						    : tc_scan_reason(e->error));

		for (size_t k = 0; k < e->n && n < sizeof(name) - 1; k++) {
			bool shown = e->text[k] > ' ' && e->text[k] < 0x7f &&
				     e->text[k] != '#' && e->text[k] != '\\';

			name[n++] = shown ? e->text[k] : '.';
		}
		name[n] = '\0';
		ok(agreed((struct tc_span){ e->text, e->n }, e->error), name);
	}
}

/* A string of any length, with each kind of byte that ends a run at every place. */
static void test_runs(void)
{
	static const char enders[] = {
		'"', '\\', '\t', '\n', '\x1f', ' ', '\x7f', '\x80'
	};
	bool good = true;
	char text[80];

	for (size_t n = 0; n < 70; n++) {
		for (size_t k = 0; k < sizeof(enders); k++) {
			char c = enders[k];
			enum tc_scan_error wanted = c == '"'    ? TC_SCAN_TYPE
						    : c == '\\' ? TC_SCAN_ESCAPE
						    : c == '\n' ? TC_SCAN_ENDS
						    : c == '\t' || c == '\x1f'
							    ? TC_SCAN_CONTROL
							    : TC_SCAN_OK;

			memset(text, 'x', sizeof(text));
			text[0] = '"';
			text[1 + n] = c;
			text[n + 5] = '"';
			good &= verdict((struct tc_span){ text, n + 6 }, 0, 0, NULL) ==
				wanted;
		}
	}
	ok(good, "a byte that ends a run is found wherever it stands");
}

/* Escapes and long characters at every place of a block, counted. */
static void test_places(void)
{
	static const struct {
		const char *raw;
		unsigned chars;
	} parts[] = {
		{ "\\n", 1 },          { "\\\"\\\\", 2 },
		{ "\\u00e9", 1 },      { "\\ud83d\\ude00", 1 },
		{ "\xe2\x82\xac", 1 }, { "\xf0\x9f\x98\x80\\t\xc3\xa9\xef\xbf\xbf", 4 }
	};
	bool good = true;
	char text[100], scratch[100];

	for (size_t i = 0; i < 40 * sizeof(parts) / sizeof(*parts); i++) {
		size_t part = i / 40, before = i % 40;
		size_t n = (size_t)snprintf(text, sizeof(text), "\"\\t%.*s%s%s\"",
					    (int)before,
					    "0123456789012345678901234567890123456789",
					    parts[part].raw, "\\n0123456789\\n");

		for (size_t k = 0; k < STEPS; k++) {
			struct tc_string string = { .cut = false };
			struct feed feed;
			uint64_t chars = 0;

			feed_open(&feed, (struct tc_span){ text, n }, steps[k]);
			good &= tc_scan_chars(&feed.scan, &chars) &&
				chars == before + parts[part].chars + 13 &&
				!tc_scan_another(&feed.scan);
			feed_close(&feed);
			feed_open(&feed, (struct tc_span){ text, n }, steps[k]);
			feed.scan.scratch = scratch;
			feed.scan.scratch_size = sizeof(scratch);
			good &= tc_scan_string(&feed.scan, &string) &&
				string.chars == chars;
			feed_close(&feed);
			good &= verdict((struct tc_span){ text, n }, steps[k], 0, NULL) ==
				TC_SCAN_OK;
		}
	}
	ok(good, "an escape is found and counted wherever it stands");
}

static bool nested(const char *open, const char *close, size_t levels,
		   enum tc_scan_error wanted)
{
	size_t n = levels * (strlen(open) + strlen(close)) + 1;
	char *text = malloc(n + 1), *p = text;
	bool same;

	for (size_t i = 0; i < levels; i++)
		p = stpcpy(p, open);
	p = stpcpy(p, "0");
	for (size_t i = 0; i < levels; i++)
		p = stpcpy(p, close);
	same = agreed((struct tc_span){ text, n }, wanted);
	free(text);
	return same;
}

static void test_depth(void)
{
	ok(nested("[", "]", TC_SCAN_DEPTH, TC_SCAN_OK), "arrays as deep as may be");
	ok(nested("[", "]", TC_SCAN_DEPTH + 1, TC_SCAN_DEEP), "one array too many");
	ok(nested("{\"a\":", "}", TC_SCAN_DEPTH, TC_SCAN_OK),
	   "objects as deep as may be");
	ok(nested("{\"a\":", "}", TC_SCAN_DEPTH + 1, TC_SCAN_DEEP),
	   "one object too many");
	ok(nested("{\"a\":[", "]}", TC_SCAN_DEPTH / 2, TC_SCAN_OK), "both in turn");
	ok(nested("[1,{\"b\":[],\"a\":", "}]", 40, TC_SCAN_OK), "with neighbours");
	ok(nested("[[{\"a\":", "}]]", TC_SCAN_DEPTH / 3, TC_SCAN_OK),
	   "not in step with words");
	ok(nested("[{\"a\":", "]}", 40, TC_SCAN_SYNTAX),
	   "brackets closed in wrong order");
}

struct string_example {
	const char *raw;
	const char *text;
	uint64_t chars;
	size_t room;
	bool cut;
};

static const struct string_example strings[] = {
	{ "", "", 0, 99, false },
	{ "plain", "plain", 5, 99, false },
	{ "plain", "plain", 5, 5, false },
	{ "plain", "plai", 5, 4, true },
	{ "plain", "", 5, 0, true },
	{ "a\\nb\\\"\\/\\\\", "a\nb\"/\\", 6, 99, false },
	{ "a\\nbc", "a\nb", 4, 3, true },
	{ "\\u00e9\\u20ac", "\xc3\xa9\xe2\x82\xac", 2, 99, false },
	{ "\\u00e9\\u20ac", "\xc3\xa9", 2, 4, true },
	{ "\xc3\xa9\xe2\x82\xac", "\xc3\xa9\xe2\x82\xac", 2, 99, false },
	{ "\xc3\xa9\xe2\x82\xac", "\xc3\xa9", 2, 4, true },
	{ "\xc3\xa9", "", 1, 1, true },
	{ "\\ud83d\\ude00", "\xf0\x9f\x98\x80", 1, 99, false },
	{ "\\ud83d\\ude00", "", 1, 3, true },
	{ "\\ud83d\\ude00", "", 1, 2, true },
	{ "x\\uD83D\\uDE00y", "x\xf0\x9f\x98\x80y", 3, 99, false },
	{ "x\\ud83d\\ude00y", "x\xf0\x9f\x98\x80", 3, 5, true },
	{ "\xf0\x9f\x98\x80\\n", "\xf0\x9f\x98\x80\n", 2, 99, false },
	{ "\\ud83d", "\xef\xbf\xbd", 1, 99, false },
	{ "\\ud83dx", "\xef\xbf\xbdx", 2, 99, false },
	{ "\\ud83dx\\ude00", "\xef\xbf\xbdx\xef\xbf\xbd", 3, 99, false },
	{ "\\ud83d\\n\\ude00", "\xef\xbf\xbd\n\xef\xbf\xbd", 3, 99, false },
	{ "\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd\xf0\x9f\x98\x80", 2, 99, false },
	{ "\\ude00\\ud83d", "\xef\xbf\xbd\xef\xbf\xbd", 2, 99, false },
	{ "\\ud83d\\ude00\\ude00", "\xf0\x9f\x98\x80\xef\xbf\xbd", 2, 99, false },
	{ "\\udbff\\udfff", "\xf4\x8f\xbf\xbf", 1, 99, false },
	{ "\xc3\xa9tude of more than thirty-two bytes, \xe2\x82\xac",
	  "\xc3\xa9tude of more than thirty-two bytes, \xe2\x82\xac", 38, 99, false },
	{ "\\tafter an escape a run of more than thirty-two bytes",
	  "\tafter an escape a run of more than thirty-two bytes", 52, 99, false },
	{ "\xff\x80", "\xff\x80", 1, 99, false },
};

static bool string_agrees(const struct string_example *e, size_t step)
{
	char json[100], scratch[99];
	size_t n = (size_t)snprintf(json, sizeof(json), " \"%s\"", e->raw);
	struct tc_string string = { .cut = true };
	uint64_t chars = 0;
	struct feed feed;
	bool same;

	feed_open(&feed, (struct tc_span){ json, n }, step);
	feed.scan.scratch = e->room ? scratch : NULL;
	feed.scan.scratch_size = e->room;
	same = tc_scan_string(&feed.scan, &string) && string.chars == e->chars &&
	       string.cut == e->cut && tc_span_is(string.text, tc_span_of(e->text));
	feed_close(&feed);
	feed_open(&feed, (struct tc_span){ json, n }, step);
	same &= tc_scan_chars(&feed.scan, &chars) && chars == e->chars;
	feed_close(&feed);
	feed_open(&feed, (struct tc_span){ json, n }, step);
	feed.scan.scratch = e->room ? scratch : NULL;
	feed.scan.scratch_size = e->room;
	same &= tc_scan_text(&feed.scan, &string.text) &&
		tc_span_is(string.text, tc_span_of(e->text));
	feed_close(&feed);
	return same;
}

static void test_strings(void)
{
	char name[100];

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
		bool same = true;

		for (size_t k = 0; k < STEPS; k++)
			same &= string_agrees(&strings[i], steps[k]);
		snprintf(name, sizeof(name), "string %zu decoded in %zu bytes", i + 1,
			 strings[i].room);
		ok(same, name);
	}
}

static bool key_agrees(const char *json, struct tc_span wanted)
{
	bool same = true;

	for (size_t i = 0; i < STEPS; i++) {
		struct tc_span key = { NULL, 0 };
		uint64_t value = 0;
		bool whole = false;
		struct feed feed;

		feed_open(&feed, tc_span_of(json), steps[i]);
		same &= tc_scan_object(&feed.scan) && tc_scan_key(&feed.scan, &key) &&
			tc_span_is(key, wanted) &&
			tc_scan_count(&feed.scan, &value, &whole) && value == 7 &&
			!tc_scan_key(&feed.scan, &key) && !feed.scan.error &&
			feed.scan.depth == 0;
		feed_close(&feed);
	}
	return same;
}

/* Every pair of pieces at every distance within some blocks of 64 bytes: what is counted on
 * the way is what decoding gives. */
static bool pair_agrees(const char *first, const char *second, size_t apart)
{
	char json[400], scratch[400];
	struct tc_string string;
	struct feed feed;
	uint64_t chars = 0, decoded = 0;
	size_t n = 0;

	n += (size_t)snprintf(json, sizeof(json), "\"%s", first);
	memset(json + n, 'x', apart);
	n += apart;
	n += (size_t)snprintf(json + n, sizeof(json) - n, "%s%080d\"", second, 0);
	feed_open(&feed, (struct tc_span){ json, n }, n);
	feed.scan.scratch = scratch;
	feed.scan.scratch_size = sizeof(scratch);
	if (!tc_scan_string(&feed.scan, &string))
		return false;
	for (size_t i = 0; i < string.text.n; i++)
		decoded += (string.text.p[i] & 0xc0) != 0x80;
	feed_close(&feed);
	feed_open(&feed, (struct tc_span){ json, n }, n);
	if (!tc_scan_chars(&feed.scan, &chars))
		return false;
	feed_close(&feed);
	feed_open(&feed, (struct tc_span){ json, n }, n);
	if (!tc_scan_skip(&feed.scan))
		return false;
	feed_close(&feed);
	return chars == decoded && string.chars == decoded;
}

static void test_blocks(void)
{
	static const char *const pieces[] = { "",        "a",        "\\n",
					      "\\\\",    "\\\"",     "\\r",
					      "\\/",     "\\u00e9",  "\xc3\xa9",
					      "\\\\\\n", "\\\\\\\\", "\\f" };
	const size_t count = sizeof(pieces) / sizeof(*pieces);
	bool same = true;

	for (size_t i = 0; i < count * count; i++)
		for (size_t apart = 0; apart < 200; apart++)
			same = pair_agrees(pieces[i / count], pieces[i % count], apart) &&
			       same;
	ok(same, "counted as decoded, wherever an escape stands");
}

static void test_keys(void)
{
	char json[300], key[260];

	ok(key_agrees("{\"usage\":7}", TC_SPAN("usage")), "a key");
	ok(key_agrees("{\"usage\" : 7}", TC_SPAN("usage")), "a key, then blanks");
	ok(key_agrees("{\"\\u0075sage\":7}", TC_SPAN("usage")), "an escaped key");
	ok(key_agrees("{\"\":7}", TC_SPAN("")), "an empty key");
	memset(key, 'k', sizeof(key));
	snprintf(json, sizeof(json), "{\"%.255s\":7}", key);
	ok(key_agrees(json, (struct tc_span){ key, 255 }), "a key as long as may be");
	snprintf(json, sizeof(json), "{\"%.256s\":7}", key);
	ok(key_agrees(json, (struct tc_span){ key, 255 }), "a longer key is cut");
	snprintf(json, sizeof(json), "{\"%.254s\xc3\xa9\" : 7}", key);
	ok(key_agrees(json, (struct tc_span){ key, 254 }), "and not inside a character");
}

struct count_example {
	const char *json;
	bool whole;
	uint64_t value;
};

static const struct count_example counts[] = {
	{ "0", true, 0 },
	{ "1234567890", true, 1234567890 },
	{ "999999999999999999", true, 999999999999999999 },
	{ "1000000000000000000", true, 1000000000000000000 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "9223372036854775808", false, 0 },
	{ "9999999999999999999", false, 0 },
	{ "18446744073709551617", false, 0 },
	{ "99999999999999999999999999999999999999999999999999999999999999999999", false,
	  0 },
	{ "-1", false, 0 },
	{ "-0", false, 0 },
	{ "1.0", false, 0 },
	{ "1e3", false, 0 },
};

static bool count_agrees(struct tc_scan *s, const struct count_example *e)
{
	uint64_t value = 0;
	bool whole = !e->whole;

	return tc_scan_count(s, &value, &whole) == e->whole && whole == e->whole &&
	       !s->error && (!whole || value == e->value);
}

static void test_counts(void)
{
	char list[100];

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		const struct count_example *e = &counts[i];
		bool same = true;

		snprintf(list, sizeof(list), "[%s]", e->json);
		for (size_t k = 0; k < STEPS; k++) {
			struct feed feed;

			feed_open(&feed, tc_span_of(e->json), steps[k]);
			same &= count_agrees(&feed.scan, e) &&
				!tc_scan_another(&feed.scan);
			feed_close(&feed);
			feed_open(&feed, tc_span_of(list), steps[k]);
			same &= tc_scan_array(&feed.scan) && tc_scan_item(&feed.scan) &&
				count_agrees(&feed.scan, e) &&
				!tc_scan_item(&feed.scan) && !feed.scan.error;
			feed_close(&feed);
		}
		ok(same, e->json);
	}
}

static void test_no_counts(void)
{
	static const char *const texts[] = {
		"[01]", "[00]", "[]", "[-]", "[1x]", "[null]"
	};
	struct feed feed;
	uint64_t value;
	bool whole, same = true;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		feed_open(&feed, tc_span_of(texts[i]), 0);
		same &= tc_scan_array(&feed.scan);
		if (tc_scan_item(&feed.scan))
			same &= !tc_scan_count(&feed.scan, &value, &whole) ||
				!tc_scan_item(&feed.scan);
		same &= (feed.scan.error == TC_SCAN_OK) == (i == 2);
		feed_close(&feed);
	}
	ok(same, "no count");
}

static void test_types(void)
{
	static const char text[] = "{\"a\":[null,true,false,-1,\"x\",{},x";
	static const enum tc_scan_kind kinds[] = { TC_SCAN_NULL,   TC_SCAN_TRUE,
						   TC_SCAN_FALSE,  TC_SCAN_NUMERIC,
						   TC_SCAN_STRING, TC_SCAN_OBJECT };
	struct tc_span span;
	struct tc_string string;
	struct feed feed;
	bool same, flag;
	uint64_t n;

	feed_open(&feed, tc_span_of(text), 1);
	same = tc_scan_peek(&feed.scan) == TC_SCAN_OBJECT && tc_scan_object(&feed.scan) &&
	       tc_scan_key(&feed.scan, &span) &&
	       tc_scan_peek(&feed.scan) == TC_SCAN_ARRAY && tc_scan_array(&feed.scan);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		same &= tc_scan_item(&feed.scan) &&
			tc_scan_peek(&feed.scan) == kinds[i] && tc_scan_skip(&feed.scan);
	same &= tc_scan_item(&feed.scan) && tc_scan_peek(&feed.scan) == TC_SCAN_OTHER;
	ok(same, "the next value's kind is told without taking it");
	ok(!tc_scan_object(&feed.scan) && feed.scan.error == TC_SCAN_TYPE,
	   "asked for an object that is not there");
	ok(!tc_scan_skip(&feed.scan) && !tc_scan_item(&feed.scan) &&
		   !tc_scan_key(&feed.scan, &span) && !tc_scan_leave(&feed.scan) &&
		   !tc_scan_array(&feed.scan) && !tc_scan_string(&feed.scan, &string) &&
		   !tc_scan_chars(&feed.scan, &n) && !tc_scan_number(&feed.scan, &span) &&
		   !tc_scan_count(&feed.scan, &n, &flag) &&
		   !tc_scan_boolean(&feed.scan, &flag) && !tc_scan_another(&feed.scan) &&
		   tc_scan_peek(&feed.scan) == TC_SCAN_END,
	   "an error sticks");
	feed_close(&feed);
}

/* What each line of a text is: 'g'ood, 'b'roken, 'e'mpty, a digit for several values. */
static const char *lines_of(struct tc_span text, size_t step, uint64_t *bytes)
{
	static char found[20];
	struct feed feed;
	size_t n = 0;
	bool closed = true;

	*bytes = 0;
	feed_open(&feed, text, step);
	while (closed && n < sizeof(found) - 1) {
		char values = '0';

		while (tc_scan_another(&feed.scan) && tc_scan_skip(&feed.scan))
			values++;
		found[n++] = feed.scan.error ? 'b' : values;
		ok(tc_scan_line_end(&feed.scan, bytes, &closed) == closed &&
			   !feed.scan.error && !feed.scan.depth,
		   "whole again behind a line");
	}
	found[n] = '\0';
	feed_close(&feed);
	return found;
}

static void test_lines(void)
{
	uint64_t bytes;

	for (size_t i = 0; i < STEPS; i++) {
		is_text(lines_of(TC_SPAN("{\"a\":1}\n{\"a\":[{\n\n{}{} \r\n\"\x01\"}\n7"),
				 steps[i], &bytes),
			"1b02b1", "a bad line costs one line");
		is_text(lines_of(TC_SPAN("{}\n"), steps[i], &bytes), "10",
			"nothing comes behind the last LF");
		lines_of(TC_SPAN("x yz\n\n] more"), steps[i], &bytes);
		is_number(bytes, 12, "all bytes behind the error are counted");
	}
}

static void test_refusal(void)
{
	uint64_t bytes = 0;
	struct feed feed;
	bool closed;

	feed_open(&feed, TC_SPAN("[\"a long line\",1]\n{}\n"), 3);
	feed.refuse = TC_SCAN_LONG;
	feed.limit = 6;
	ok(!tc_scan_skip(&feed.scan) && feed.scan.error == TC_SCAN_LONG,
	   "a line refused while it is read");
	ok(tc_scan_line_end(&feed.scan, &bytes, &closed) && closed,
	   "its rest is passed over");
	feed.refuse = TC_SCAN_OK;
	ok(tc_scan_skip(&feed.scan) && !tc_scan_another(&feed.scan),
	   "and the next is read");
	feed_close(&feed);

	feed_open(&feed, TC_SPAN("[1,2]"), 2);
	feed.refuse = TC_SCAN_READ;
	feed.limit = 5;
	ok(tc_scan_skip(&feed.scan), "a value that is there before reading fails");
	ok(!tc_scan_another(&feed.scan) && feed.scan.error == TC_SCAN_READ,
	   "reading fails behind it");
	feed_close(&feed);
}

/* For tests/lib/scan.t: is each line of standard input JSON? A string's code points, "yes"
 * for other values, or why not. */
static int judge(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&line, &room, stdin)) > 0) {
		struct tc_span text = { line, (size_t)n - (line[n - 1] == '\n') };
		enum tc_scan_error error = verdict(text, 3, 0, NULL);
		struct feed feed;
		uint64_t chars;

		feed_open(&feed, text, 0);
		if (error)
			printf("no: %s\n", tc_scan_reason(error));
		else if (tc_scan_peek(&feed.scan) == TC_SCAN_STRING &&
			 tc_scan_chars(&feed.scan, &chars))
			printf("%" PRIu64 "\n", chars);
		else
			puts("yes");
		feed_close(&feed);
	}
	free(line);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "judge") == 0)
		return judge();
	test_examples();
	test_runs();
	test_places();
	test_depth();
	test_strings();
	test_blocks();
	test_keys();
	test_counts();
	test_no_counts();
	test_types();
	test_lines();
	test_refusal();
	is_text(tc_scan_reason(TC_SCAN_ENDS), "line ends inside a value", "a reason");
	return done_testing();
}
