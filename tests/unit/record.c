/* lib/record: the view of a line, and the line with some fields set. */
#include "tap.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/record.h"
#include "lib/report.h"
#include "lib/scan.h"

/* A line as lib/source hands it out; what stands behind its LF is hostile. */
static struct tc_span line_of(const char *text)
{
	static char *memory;
	size_t n = strlen(text);

	free(memory);
	memory = tc_alloc(n + TC_SCAN_PAD, 1);
	memcpy(memory, text, n);
	memset(memory + n, '"', TC_SCAN_PAD);
	memory[n] = '\n';
	return (struct tc_span){ memory, n };
}

static bool parse(struct tc_record *r, const char *text)
{
	return tc_record_parse(r, line_of(text));
}

static bool has_raw(struct tc_record *r, const char *key, const char *raw)
{
	return tc_span_is(tc_record_raw(r, tc_record_slot(r, key)), tc_span_of(raw));
}

/* All fields as KEY=RAW, one blank between. */
static const char *fields_of(const struct tc_record *r)
{
	static char text[500];
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < tc_record_count(r); i++) {
		const struct tc_field *f = tc_record_field(r, i);

		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%.*s=%.*s",
				      i ? " " : "", (int)f->key.n, f->key.p,
				      (int)f->raw.n, f->raw.p);
	}
	return text;
}

static void test_types(void)
{
	struct tc_record *r = tc_record_new();
	static const enum tc_type types[] = { TC_NULL,   TC_TRUE,   TC_FALSE, TC_NUMBER,
					      TC_STRING, TC_OBJECT, TC_ARRAY, TC_ABSENT };
	bool same = true;
	char key[2] = "a";
	unsigned slots[8];

	for (unsigned i = 0; i < 8; i++, key[0]++)
		slots[i] = tc_record_slot(r, key);
	is_number(tc_record_slot(r, "b"), slots[1], "a key has one slot");
	ok(parse(r, "{\"a\":null,\"b\":true,\"c\":false,\"d\":-1.5,\"e\":\"x\",\"f\":{},"
		    "\"g\":[1,{\"h\":2}]}"),
	   "a line of all types");
	for (unsigned i = 0; i < 8; i++)
		same &= tc_record_type(r, slots[i]) == types[i];
	ok(same, "each has its type");
	is_text(fields_of(r), "a=null b=true c=false d=-1.5 e=\"x\" f={} g=[1,{\"h\":2}]",
		"fields in the order of the line, raw");
	ok(tc_record_raw(r, slots[7]).n == 0, "an absent field is empty");
	ok(parse(r, "{}") && tc_record_count(r) == 0 &&
		   tc_record_type(r, slots[0]) == TC_ABSENT,
	   "the next line starts anew");
	ok(parse(r, " { \"a\" : 1 ,\t\"x\" :[ ] } \r") && has_raw(r, "a", "1") &&
		   has_raw(r, "x", "[ ]"),
	   "white space is no part of a value");
	tc_record_free(r);
}

/* The guess of the next key must never show. */
static void test_shapes(void)
{
	static const char *const lines[][2] = {
		{ "{\"kind\":\"call\",\"id\":\"1\",\"x\":1}",
		  "kind=\"call\" id=\"1\" x=1" },
		{ "{\"kind\":\"call\",\"id\":\"2\",\"x\":2}",
		  "kind=\"call\" id=\"2\" x=2" },
		{ "{\"kind\":\"tool\",\"id\":\"3\",\"y\":3}",
		  "kind=\"tool\" id=\"3\" y=3" },
		{ "{\"kind\":\"call\",\"x\":4,\"id\":\"4\"}",
		  "kind=\"call\" x=4 id=\"4\"" },
		{ "{\"id\":\"5\"}", "id=\"5\"" },
		{ "{\"id\":\"6\",\"kind\":7}", "id=\"6\" kind=7" },
		{ "{\"id\": \"6\", \"kind\": 7}", "id=\"6\" kind=7" },
		{ "{\"id\": \"6\",  \"kind\" :7}", "id=\"6\" kind=7" },
		{ "{\"id\":\"6\",\"kinds\":7}", "id=\"6\" kinds=7" },
		{ "{\"id\":\"6\",\"kin\":7}", "id=\"6\" kin=7" },
		{ "{\"\\u0069d\":\"6\",\"ki\\u006ed\":7}", "id=\"6\" kind=7" },
		{ "{\"id\":1,\"id\":2}", "id=2" },
		{ "{\"id\":1,\"id\":2,\"x\":3,\"id\":4,\"x\":5}", "id=4 x=5" },
		{ "{\"a\":0,\"id\":1,\"\\u0069d\":2,\"b\":3}", "a=0 id=2 b=3" },
		{ "{\"\":1,\"\":2}", "=2" },
		{ "{\"a\\\":1,\\\"b\":1,\"c\":2}", "a\":1,\"b=1 c=2" },
		{ "{\"a\":1,\"b\":1,\"c\":2}", "a=1 b=1 c=2" },
		{ "{\"\\u0000\":1}", "" },
	};
	struct tc_record *r = tc_record_new();
	size_t n = sizeof(lines) / sizeof(*lines) - 1;
	bool same = true;

	tc_record_slot(r, "x");
	for (size_t i = 0; i < n; i++) {
		ok(parse(r, lines[i][0]), lines[i][0]);
		is_text(fields_of(r), lines[i][1], "its fields");
	}
	for (size_t i = 0; i < n * n; i++) {
		same &= parse(r, lines[i % n][0]) &&
			strcmp(fields_of(r), lines[i % n][1]) == 0;
		same &= parse(r, lines[i / n][0]) &&
			strcmp(fields_of(r), lines[i / n][1]) == 0;
	}
	ok(same, "after any other line as well");
	ok(parse(r, "{\"id\":1,\"kind\":2,\"id\":3,\"x\":4}") && has_raw(r, "id", "3") &&
		   has_raw(r, "kind", "2") && has_raw(r, "x", "4"),
	   "slots find what stands behind a duplicate");
	ok(parse(r, lines[n][0]) && tc_record_count(r) == 1 &&
		   tc_record_field(r, 0)->key.n == 1,
	   "a NUL in a key");
	tc_record_free(r);
}

static void test_many_keys(void)
{
	struct tc_record *r = tc_record_new();
	unsigned first = tc_record_slot(r, "first"), last = tc_record_slot(r, "last");
	char *text = tc_alloc(200000, 1);
	bool same = true;

	for (int turn = 0; turn < 4; turn++) {
		size_t n = (size_t)sprintf(text, "{\"first\":%d", turn);

		for (int i = 0; i < 6000; i++)
			n += (size_t)sprintf(text + n, ",\"k%d.%d\":%d", turn, i, i);
		sprintf(text + n, ",\"k%d.0\":true,\"last\":%d}", turn, -turn);
		same &= parse(r, text) && tc_record_count(r) == 6002;
		same &= tc_record_raw(r, first).p[0] == '0' + turn;
		same &= tc_record_type(r, last) == TC_NUMBER;
		same &= tc_record_field(r, 5999 + 1)->type == TC_TRUE;
		same &= parse(r, "{\"last\":1,\"first\":2}") && tc_record_count(r) == 2 &&
			*tc_record_raw(r, last).p == '1';
	}
	ok(same, "thousands of keys come and go, the registered stay");
	free(text);
	tc_record_free(r);
}

static void test_failures(void)
{
	static const struct {
		const char *text, *reason;
		size_t offset;
	} lines[] = {
		{ "[1]", "not an object", 3 },
		{ "\"x\"", "not an object", 3 },
		{ "", "line ends inside a value", 0 },
		{ "hello", "not JSON", 0 },
		{ "{\"a\":1", "line ends inside a value", 6 },
		{ "{\"a\":1,}", "not JSON", 7 },
		{ "{\"a\":1 \"b\":2}", "not JSON", 7 },
		{ "{\"a\"}", "not JSON", 4 },
		{ "{\"a\":}", "not JSON", 5 },
		{ "{\"a\":01}", "malformed number", 6 },
		{ "{\"a\":\"\t\"}", "control character in a string", 6 },
		{ "{\"a\":\"\\q\"}", "unknown escape in a string", 7 },
		{ "{\"a\":{\"b\":[}}", "not JSON", 11 },
		{ "{\"a\":1}}", "more than one value on the line", 7 },
		{ "{\"a\":1} {}", "more than one value on the line", 8 },
		{ "{\"a\":1}\\n", "more than one value on the line", 7 },
	};
	struct tc_record *r = tc_record_new();
	unsigned slot = tc_record_slot(r, "a");

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		parse(r, "{\"a\":1,\"b\":2}");
		ok(!parse(r, lines[i].text), lines[i].text);
		is_text(tc_record_reason(r), lines[i].reason, "its reason");
		is_number(tc_record_offset(r), lines[i].offset, "where");
		ok(tc_record_count(r) == 0 && tc_record_type(r, slot) == TC_ABSENT,
		   "nothing is left of it");
	}
	tc_record_free(r);
}

static void test_strings(void)
{
	struct tc_record *r = tc_record_new();
	unsigned a = tc_record_slot(r, "a"), b = tc_record_slot(r, "b");
	struct tc_span first, second;

	parse(r, "{\"a\":\"plain\",\"b\":\"\\u0062\\n\\ud83d\\ude00\\\"\"}");
	first = tc_record_string(r, a);
	second = tc_record_string(r, b);
	is_bytes(first.p, first.n, "plain", "a plain string");
	is_bytes(second.p, second.n, "b\n\xf0\x9f\x98\x80\"", "an escaped string");
	parse(r, "{\"a\":\"\\\\1\\\\2\\\\3\",\"b\":\"\\\\4\",\"c\":\"a longer line\"}");
	first = tc_record_string(r, a);
	second = tc_record_string(r, b);
	is_bytes(first.p, first.n, "\\1\\2\\3", "still there when ...");
	is_bytes(second.p, second.n, "\\4", "... another has been decoded");
	parse(r, "{\"c\":\"a line that is longer than the others were\",\"a\":\"\\t.\"}");
	first = tc_record_string(r, a);
	is_bytes(first.p, first.n, "\t.", "far behind in a longer line");
	parse(r, "{\"a\":17}");
	ok(tc_record_string(r, a).n == 0 && tc_record_string(r, b).n == 0,
	   "empty when it is no string");
	tc_record_free(r);
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		bool whole;
		int64_t value;
	} numbers[] = {
		{ "0", true, 0 },
		{ "-0", true, 0 },
		{ "42", true, 42 },
		{ "-42", true, -42 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999999", false, 0 },
		{ "1.0", false, 0 },
		{ "1e2", false, 0 },
		{ "\"1\"", false, 0 },
		{ "null", false, 0 },
	};
	struct tc_record *r = tc_record_new();
	unsigned a = tc_record_slot(r, "a"), b = tc_record_slot(r, "b");
	char text[100];
	int64_t value;
	tc_int128 nano;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		snprintf(text, sizeof(text), "{\"a\":%s}", numbers[i].text);
		value = 0;
		ok(parse(r, text) &&
			   tc_record_integer(r, a, &value) == numbers[i].whole &&
			   value == numbers[i].value,
		   numbers[i].text);
	}
	ok(!tc_record_integer(r, b, &value), "no integer where there is no field");
	ok(parse(r, "{\"a\":-1.000000001,\"b\":\"1\"}") && tc_record_money(r, a, &nano) &&
		   nano == -1000000001 && !tc_record_money(r, b, &nano),
	   "money");
	tc_record_free(r);
}

/* What writing the line with the changes gives. */
static const char *written(struct tc_record *r, const char *text,
			   const struct tc_change *changes, size_t count)
{
	static char out[1000];
	FILE *file = tmpfile();
	struct tc_writer w;
	size_t n;

	if (!file || !parse(r, text))
		return "not parsed";
	tc_writer_init(&w, dup(fileno(file)), "test");
	tc_record_write(r, &w, changes, count);
	tc_writer_close(&w);
	rewind(file);
	n = fread(out, 1, sizeof(out) - 1, file);
	out[n] = '\0';
	fclose(file);
	return out;
}

static void test_write(void)
{
	struct tc_record *r = tc_record_new();
	const struct tc_change set[] = {
		{ "z", TC_SPAN("1") },
		{ "b", TC_SPAN("\"two\"") },
		{ "a", TC_SPAN("null") },
	};
	const struct tc_change odd[] = { { "a\"\n", TC_SPAN("1") } };

	is_text(written(r, "{\"a\":1,\"q\":[ 1 ]}", NULL, 0), "{\"a\":1,\"q\":[ 1 ]}\n",
		"no change");
	is_text(written(r, "{\"k\":\"\\u0041\"}", set, 2),
		"{\"k\":\"\\u0041\",\"z\":1,\"b\":\"two\"}\n",
		"appended in the order given");
	is_text(written(r, "{\"a\":1,\"b\":{\"z\":0},\"c\":3}", set, 3),
		"{\"a\":null,\"b\":\"two\",\"c\":3,\"z\":1}\n",
		"replaced in place and appended");
	is_text(written(r, "{\"z\":0,\"a\":1,\"b\":2}", set, 3),
		"{\"z\":1,\"a\":null,\"b\":\"two\"}\n",
		"replaced in the order of the line");
	is_text(written(r, "{}", set, 2), "{\"z\":1,\"b\":\"two\"}\n",
		"into an empty record");
	is_text(written(r, " { \"a\" : 1 , \"x\":2 } ", set, 3),
		" { \"a\" : null , \"x\":2 ,\"z\":1,\"b\":\"two\"} \n",
		"white space stays as it is");
	is_text(written(r, "{\"a\":1,\"b\":2,\"a\":3}", set + 2, 1),
		"{\"a\":1,\"b\":2,\"a\":null}\n", "of a duplicate the last is replaced");
	is_text(written(r, "{\"\\u0061\":1}", set + 2, 1), "{\"\\u0061\":null}\n",
		"an escaped key is the key");
	is_text(written(r, "{\"x\":1}", odd, 1), "{\"x\":1,\"a\\\"\\n\":1}\n",
		"a key that needs escapes");
	is_text(written(r, "{\"a\\\"\\u000a\":0}", odd, 1), "{\"a\\\"\\u000a\":1}\n",
		"and is found by its text");
	tc_record_free(r);
}

int main(void)
{
	test_types();
	test_shapes();
	test_many_keys();
	test_failures();
	test_strings();
	test_numbers();
	test_write();
	tc_record_free(NULL);
	return done_testing();
}
