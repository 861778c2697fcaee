/* jq in process. */
#include "lib/filter.h"

#include <jq.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/limit.h"
#include "lib/report.h"
#include "lib/value.h"

#define DEFAULT_SECONDS 10
#define MESSAGES_MAX    16                              /* distinct messages told */
#define TOO_DEEP        "<stripped: exceeds max depth>" /* so libjq 1.6 prints it */

extern char **environ;

struct tc_filter {
	jq_state *jq;
	struct tc_limit limit;
	char *name;
	long lines; /* of what stands before the program */
	char *error;
	uint64_t failures;
	char *told[MESSAGES_MAX];
	size_t told_count;
	struct tc_parser *reader;
	jv input;
};

/* What a program must not reach is defined anew in front of it; behind a definition
 * `import` and `include` are errors of syntax. A zone is one of the environment's, which a
 * time of jq does not have: %Z and %s, in any width, would make up the wrong one. mktime of
 * libjq 1.6 is an hour off where the zone has summer time. */
static const char sandbox[] =
	"def _refused(f): error(\"\\(f) is not available here\");"
	"def env: {}; def input: _refused(\"input\"); def inputs: _refused(\"inputs\");"
	"def debug: _refused(\"debug\"); def stderr: _refused(\"stderr\");"
	"def input_filename: _refused(\"input_filename\");"
	"def input_line_number: _refused(\"input_line_number\");"
	"def halt: _refused(\"halt\"); def halt_error: _refused(\"halt_error\");"
	"def halt_error(f): _refused(\"halt_error\");"
	"def localtime: _refused(\"localtime\");"
	"def strflocaltime(f): _refused(\"strflocaltime\");"
	"def _utc(f): f | if type == \"string\" and"
	" (split(\"%%\") | join(\"_\") | test(\"%[-_0-9^#+]*[EO]*[Zs+]\"))"
	" then error(\"\\(.) is not available here: a time zone\") else . end;"
	"def mktime: (.[0] - (if .[1] < 2 then 1 else 0 end)) as $y | ((.[1] + 10) % 12) "
	"as $m |"
	" (365 * $y + ($y / 4 | floor) - ($y / 100 | floor) + ($y / 400 | floor)"
	" + ((153 * $m + 2) / 5 | floor) + .[2] - 719469) * 86400"
	" + .[3] * 3600 + .[4] * 60 + (.[5] | floor);"
	"def fromdateiso8601: strptime(\"%Y-%m-%dT%H:%M:%SZ\") | mktime;"
	"def fromdate: fromdateiso8601;"
	"def _strftime(f): strftime(_utc(f)); def strftime(f): _strftime(f);"
	"def _strptime(f): strptime(_utc(f)); def strptime(f): _strptime(f);"
	"def modulemeta: _refused(\"modulemeta\");"
	"def get_search_list: _refused(\"get_search_list\");"
	"def get_jq_origin: _refused(\"get_jq_origin\");"
	"def get_prog_origin: _refused(\"get_prog_origin\");";

static char *text_of(jv string)
{
	char *text = tc_copy(jv_string_value(string),
			     (size_t)jv_string_length_bytes(jv_copy(string)));

	jv_free(string);
	return text;
}

/* "jq: error: CAUSE (Unix shell quoting issues?) at <top-level>, line N:..." becomes
 * "NAME:N: CAUSE", N counted from the program's first line. */
static void on_compile_error(void *context, jv message)
{
	static const char lead[] = "jq: error: ", quoting[] = " (Unix shell",
			  place[] = " at <top-level>, line ";
	struct tc_filter *f = context;
	char *text = text_of(jq_format_error(message)), *cause = text, *at;
	long line = 1;

	if (strncmp(cause, lead, sizeof(lead) - 1) == 0)
		cause += sizeof(lead) - 1;
	at = strstr(cause, place);
	if (at) {
		line = strtol(at + sizeof(place) - 1, NULL, 10) - f->lines;
		*at = '\0';
	}
	at = strstr(cause, quoting);
	if (at)
		*at = '\0';
	if (!f->error) { /* what follows is a consequence or the count */
		size_t size = strlen(f->name) + strlen(cause) + 32;

		f->error = tc_alloc(size, 1);
		snprintf(f->error, size, "%s:%ld: %s", f->name, line, cause);
	}
	free(text);
}

static void on_no_memory(void *context)
{
	(void)context;
	tc_die(TC_EXIT_IO, "out of memory");
}

static char *with_prelude(const struct tc_filter_settings *s, long *lines)
{
	const char *prelude = s->prelude ? s->prelude : "";
	size_t size = sizeof(sandbox) + strlen(prelude) + strlen(s->program) + 64;
	char *text = tc_alloc(size, 1);
	int n = snprintf(text, size, "%sdef now: %lld / 1000;\n%s\n", sandbox,
			 (long long)s->now, prelude);

	for (int i = 0; i < n; i++)
		*lines += text[i] == '\n';
	snprintf(text + n, size - (size_t)n, "%s", s->program);
	return text;
}

/* Without the environment: jq reads $HOME/.jq and makes $ENV while it compiles. */
static bool compile(struct tc_filter *f, const struct tc_filter_settings *s)
{
	char *nothing[] = { NULL }, **environment = environ;
	char *program = with_prelude(s, &f->lines);
	jv arguments = s->arguments ? jv_parse(s->arguments) : jv_object();
	const struct tc_limit *before;
	bool good;

	environ = nothing;
	before = tc_limit_enter(&f->limit);
	good = jq_compile_args(f->jq, program, arguments) != 0;
	tc_limit_leave(before);
	environ = environment;
	free(program);
	return good;
}

struct tc_filter *tc_filter_new(const struct tc_filter_settings *settings, char **error)
{
	struct tc_filter *f = tc_alloc(1, sizeof(*f));

	f->name = tc_copy(settings->name, strlen(settings->name));
	f->reader = tc_parser_new();
	tc_limit_init(&f->limit, f->name,
		      settings->seconds ? settings->seconds : DEFAULT_SECONDS);
	f->jq = jq_init();
	if (!f->jq)
		on_no_memory(NULL);
	jq_set_nomem_handler(f->jq, on_no_memory, NULL);
	jq_set_error_cb(f->jq, on_compile_error, f);
	if (compile(f, settings))
		return f;
	*error = f->error ? f->error : tc_copy("jq cannot compile it", 20);
	f->error = NULL;
	tc_filter_free(f);
	return NULL;
}

void tc_filter_free(struct tc_filter *f)
{
	if (!f)
		return;
	tc_parser_free(f->reader);
	jq_teardown(&f->jq);
	for (size_t i = 0; i < f->told_count; i++)
		free(f->told[i]);
	free(f->error);
	free(f->name);
	free(f);
}

static void set_error(struct tc_filter *f, jv invalid)
{
	jv message = jv_invalid_get_msg(invalid);

	if (jv_get_kind(message) != JV_KIND_STRING)
		message = jv_dump_string(message, 0);
	free(f->error);
	f->error = text_of(message);
}

/* Did libjq print JSON? Not when the value is too deep for it. */
static bool printed(struct tc_filter *f, const char *text)
{
	if (!strstr(text, TOO_DEEP))
		return true;
	return tc_parser_accepts(f->reader, tc_span_of(text));
}

/* Consumes `out`. */
static bool give(struct tc_filter *f, jv out, struct tc_span input,
		 void (*emit)(void *context, struct tc_span result), void *context)
{
	const char *text;
	bool good;

	if (jv_identical(jv_copy(out), jv_copy(f->input))) {
		jv_free(out);
		emit(context, input);
		return true;
	}
	out = jv_dump_string(out, 0);
	text = jv_string_value(out);
	good = printed(f, text);
	if (good)
		emit(context, tc_span_of(text));
	else
		set_error(f, jv_invalid_with_msg(jv_string("result nested too deep")));
	jv_free(out);
	return good;
}

bool tc_filter_run(struct tc_filter *f, struct tc_span input,
		   void (*emit)(void *context, struct tc_span result), void *context)
{
	const struct tc_limit *before = tc_limit_enter(&f->limit);
	jv out = jv_invalid();
	bool good;

	f->input = tc_parser_parse(f->reader, input);
	good = jv_is_valid(f->input);
	if (good)
		jq_start(f->jq, jv_copy(f->input), 0);
	else
		set_error(f, jv_copy(f->input));
	while (good && jv_is_valid(out = jq_next(f->jq)))
		good = give(f, out, input, emit, context);
	if (good && jv_invalid_has_msg(jv_copy(out))) {
		set_error(f, out);
		good = false;
	}
	jv_free(f->input);
	tc_limit_leave(before);
	return good;
}

const char *tc_filter_error(const struct tc_filter *f)
{
	return f->error ? f->error : "";
}

static void tell(struct tc_filter *f)
{
	for (size_t i = 0; i < f->told_count; i++)
		if (strcmp(f->told[i], f->error) == 0)
			return;
	if (f->told_count == MESSAGES_MAX)
		return;
	tc_warn("%s: %s", f->name, f->error);
	f->told[f->told_count++] = tc_copy(f->error, strlen(f->error));
	if (f->told_count == MESSAGES_MAX)
		tc_hint("other messages of %s are not shown", f->name);
}

static void emit_line(void *writer, struct tc_span result)
{
	tc_writer_emit(writer, result);
}

static void on_line(void *filter, struct tc_span line, struct tc_writer *w)
{
	struct tc_filter *f = filter;

	if (tc_filter_run(f, line, emit_line, w))
		return;
	f->failures++;
	tell(f);
}

void tc_filter_attach(struct tc_filter *f, struct tc_writer *w)
{
	w->hook = on_line;
	w->hook_context = f;
}

uint64_t tc_filter_failures(const struct tc_filter *f)
{
	return f->failures;
}
