/* lib/filter: what a program sees and gives, what it must not reach, how it is stopped. */
#include "tap.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/filter.h"

struct heard {
	char text[4096];
	size_t n;
};

static void hear(void *context, struct tc_span result)
{
	struct heard *h = context;

	if (h->n + result.n + 1 > sizeof(h->text))
		return;
	memcpy(h->text + h->n, result.p, result.n);
	h->n += result.n;
	h->text[h->n++] = ' ';
}

static struct tc_filter *make(const char *program)
{
	const struct tc_filter_settings settings = {
		.program = program,
		.prelude = "def twice: . * 2;\ndef two: 2;",
		.name = "test.jq",
		.arguments = "{\"options\":{\"a\":1}}",
		.now = 1795367000123,
		.seconds = 1,
	};
	char *error = NULL;
	struct tc_filter *f = tc_filter_new(&settings, &error);

	if (!f)
		fprintf(stderr, "# %s\n", error);
	free(error);
	return f;
}

/* All results of one input with a blank after each, or the error. */
static void gives(const char *program, const char *input, const char *wanted)
{
	struct tc_filter *f = make(program);
	struct heard h = { .n = 0 };

	if (!ok(f != NULL, program))
		return;
	if (tc_filter_run(f, tc_span_of(input), hear, &h))
		is_bytes(h.text, h.n, wanted, program);
	else
		is_text(tc_filter_error(f), wanted, program);
	tc_filter_free(f);
}

static void does_not_compile(const char *program, const char *wanted)
{
	const struct tc_filter_settings settings = { .program = program,
						     .prelude = "def a: 1;\n",
						     .name = "test.jq" };
	char *error = NULL;
	struct tc_filter *f = tc_filter_new(&settings, &error);

	ok(f == NULL, wanted);
	is_text(error ? error : "compiled", wanted, wanted);
	free(error);
	tc_filter_free(f);
}

static void test_values(void)
{
	gives(".", "{\"a\":12345678901234567890,\"b\":1.50}",
	      "{\"a\":12345678901234567890,\"b\":1.50} ");
	gives("select(.a > 1)", "{ \"a\" : 1e400 }", "{ \"a\" : 1e400 } ");
	gives("select(.a > 1)", "{\"a\":1}", "");
	gives(".b = 1", "{\"a\":\"\\ud83d\\ude00\\u00e9\\n\"}",
	      "{\"a\":\"\xf0\x9f\x98\x80\xc3\xa9\\n\",\"b\":1} ");
	gives(".b = 1", "{\"a\":\"\\ud83d\"}", "{\"a\":\"\xef\xbf\xbd\",\"b\":1} ");
	gives(".[]", "[-0.5e1,null,true,false,999999999999999,[],{\"a\":[{\"b\":1}]}]",
	      "-5 null true false 999999999999999 [] {\"a\":[{\"b\":1}]} ");
	gives(".b = 1", "{\"a\":1,\"a\":2}", "{\"a\":2,\"b\":1} ");
	gives("twice, two", "21", "42 2 ");
	gives("$options.a", "null", "1 ");
	gives("now, (now | todate)", "null", "1795367000.123 \"2026-11-22T17:03:20Z\" ");
	gives("env, $ENV, $ENV.HOME", "null", "{} {} null ");
	gives("., .", "[1]", "[1] [1] ");
	gives("\"<stripped: exceeds max depth>\"", "1",
	      "\"<stripped: exceeds max depth>\" ");
}

static void test_refusals(void)
{
	static const char *const refused[] = {
		"input",
		"inputs",
		"debug",
		"stderr",
		"input_filename",
		"input_line_number",
		"halt",
		"halt_error",
		"localtime",
		"modulemeta",
		"get_search_list",
		"get_jq_origin",
		"get_prog_origin",
	};
	char wanted[128];

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		snprintf(wanted, sizeof(wanted), "%s is not available here", refused[i]);
		gives(refused[i], "\"x\"", wanted);
	}
	gives("strflocaltime(\"%c\")", "1", "strflocaltime is not available here");
	gives("halt_error(2)", "1", "halt_error is not available here");
	gives("strftime(\"%Z\")", "1", "%Z is not available here: a time zone");
	gives("strftime(\"%%%-9Es\")", "1", "%%%-9Es is not available here: a time zone");
	gives("_strftime(\"%s\")", "1", "%s is not available here: a time zone");
	gives("strptime(\"%s\")", "\"1\"", "%s is not available here: a time zone");
	gives("strftime(\"%H %%Z %z\")", "3600", "\"01 %Z +0000\" ");
	gives("strptime(\"%Y-%m-%d\") | mktime", "\"1970-01-02\"", "86400 ");
	gives(".[0]", "{}", "Cannot index object with number");
	gives("error({a: 1})", "1", "{\"a\":1}");
	gives("reduce range(300) as $i (0; [.])", "1", "result nested too deep");
	gives(".", "{\"a\":}", "not JSON");
	gives(".", "{} {}", "not JSON");
	does_not_compile(".a b",
			 "test.jq:1: syntax error, unexpected IDENT, expecting $end");
	does_not_compile("1 |\n nothing(1)", "test.jq:2: nothing/1 is not defined");
	does_not_compile("import \"a\" as a; .",
			 "test.jq:1: syntax error, unexpected import, expecting $end");
	does_not_compile("include \"a\"; .",
			 "test.jq:1: syntax error, unexpected include, expecting $end");
}

/* Records change their shape: no value may stay from the one before. */
static void test_shapes(void)
{
	static const char *const inputs[] = {
		"{\"a\":1,\"b\":2,\"c\":3}",
		"{\"a\":4,\"b\":5}",
		"{\"b\":6,\"a\":7}",
		"{\"a\":8,\"x\":9,\"c\":10}",
		"{}",
		"{\"a\":11,\"a\":12,\"b\":13}",
		"{\"a\":14,\"b\":15}",
		"5",
		"{\"b\":16}",
	};
	struct tc_filter *f = make("[.]");
	char wanted[128];

	for (size_t i = 0; f && i < sizeof(inputs) / sizeof(*inputs); i++) {
		struct heard h = { .n = 0 };
		bool twice = strstr(inputs[i], "11") != NULL;

		ok(tc_filter_run(f, tc_span_of(inputs[i]), hear, &h), inputs[i]);
		snprintf(wanted, sizeof(wanted), "[%s] ",
			 twice ? "{\"a\":12,\"b\":13}" : inputs[i]);
		if (i == 2) /* jq keeps no order of its own */
			snprintf(wanted, sizeof(wanted), "[{\"b\":6,\"a\":7}] ");
		is_bytes(h.text, h.n, wanted, inputs[i]);
	}
	tc_filter_free(f);
}

/* The last of a key that comes twice wins, whatever the record before said. */
static void test_twice(void)
{
	static const char *const inputs[][2] = {
		{ "{\"a\":1,\"a\":2}", "[2] " },
		{ "{\"a\":1,\"a\":2}", "[2] " },
		{ "{\"a\":5,\"a\":2}", "[2] " },
		{ "{\"a\":5,\"a\":3}", "[3] " },
		{ "{\"a\":5}", "[5] " },
		{ "{\"a\":5,\"b\":1,\"a\":5}", "[5] " },
		{ "{\"a\":6,\"b\":1,\"a\":5}", "[5] " },
	};
	struct tc_filter *f = make("[.a]");

	for (size_t i = 0; f && i < sizeof(inputs) / sizeof(*inputs); i++) {
		struct heard h = { .n = 0 };

		ok(tc_filter_run(f, tc_span_of(inputs[i][0]), hear, &h), inputs[i][0]);
		is_bytes(h.text, h.n, inputs[i][1], inputs[i][0]);
	}
	tc_filter_free(f);
}

/* What a program did to a record does not reach the next one. */
static void test_changed(void)
{
	struct tc_filter *f = make("select(.a) | .a = 9 | .b += 1 | del(.c)");

	for (int i = 0; f && i < 3; i++) {
		struct heard h = { .n = 0 };

		ok(tc_filter_run(f, TC_SPAN("{\"a\":1,\"b\":2,\"c\":3}"), hear, &h),
		   "ran");
		is_bytes(h.text, h.n, "{\"a\":9,\"b\":3} ", "a record of its own");
	}
	tc_filter_free(f);
}

static void test_deep(void)
{
	char input[1000] = "{\"a\":";
	size_t n = strlen(input);

	for (int i = 0; i < 300; i++)
		input[n++] = '[';
	for (int i = 0; i < 300; i++)
		input[n++] = ']';
	input[n++] = '}';
	input[n] = '\0';
	gives(".", input, "nested too deep");
	gives(".", "{\"a\":[[[1]]]}", "{\"a\":[[[1]]]} ");
}

static void test_long_key(void)
{
	char input[400], wanted[420], key[301];

	memset(key, 'k', sizeof(key));
	key[300] = '\0';
	snprintf(input, sizeof(input), "{\"a\":1,\"%s\":2}", key);
	snprintf(wanted, sizeof(wanted), "[%s] ", input);
	gives("[.]", input, wanted);
}

/* In a child, which it ends. */
static void is_stopped(const char *program, const char *said)
{
	char text[256] = "";
	int ends[2], status = 0;
	ssize_t n;
	pid_t child;

	if (pipe(ends) != 0)
		return;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		struct tc_filter *f;
		struct heard h = { .n = 0 };

		dup2(ends[1], STDERR_FILENO);
		f = make(program);
		tc_filter_run(f, TC_SPAN("null"), hear, &h);
		_exit(0);
	}
	close(ends[1]);
	waitpid(child, &status, 0);
	n = read(ends[0], text, sizeof(text) - 1);
	close(ends[0]);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == TC_EXIT_LIMIT, program);
	is_bytes(text, n > 0 ? (size_t)n : 0, said, program);
}

int main(void)
{
	tc_report_name("tc-test");
	/* First, since a child inherits no timer. */
	is_stopped("def f: f; f", "tc-test: test.jq took over 1 s for one input\n");
	is_stopped("range(1e18) | select(. < 0)",
		   "tc-test: test.jq took over 1 s for one input\n");
#if !defined(__SANITIZE_ADDRESS__)
	is_stopped("reduce range(1e6) as $i (0; [.])",
		   "tc-test: test.jq made a value that jq cannot hold\n");
#endif
	test_values();
	test_refusals();
	test_shapes();
	test_twice();
	test_changed();
	test_deep();
	test_long_key();
	return done_testing();
}
