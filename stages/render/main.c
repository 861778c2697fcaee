/* tc-render - records in, a document for people or machines out. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/confine.h"
#include "lib/pipe.h"
#include "lib/platform.h"
#include "lib/time.h"
#include "render/back.h"
#include "render/reports.h"
#include "render/rows.h"
#include "render/term.h"

#define COLUMNS_DEFAULT 80
#define COLUMNS_MAX     1000
#define REPORT_SECONDS  60         /* of CPU: a report sees all records at once */
#define OFFSETS_BACK    (20 * 366) /* days that a report knows the wall clock for ... */
#define OFFSETS_ON      366        /* ... and to come */

enum {
	OPTION_REPORT,
	OPTION_TO,
	OPTION_SET,
	OPTION_COLUMNS,
	OPTION_COLOR,
	OPTION_ASCII,
	OPTION_LIST,
};

static const struct tc_option options[] = {
	{ 'r', "report", "NAME|FILE.jq", "what to make of the records (default: daily)" },
	{ 't', "to", "term|md|html|json|csv|sql", "the format (default: term)" },
	{ 's', "set", "NAME=VALUE", "an option of the report; may be given again" },
	{ 0, "columns", "N", "width of the terminal (default: its own, else 80)" },
	{ 0, "color", "auto|always|never",
	  "when in color (default: auto; see NO_COLOR)" },
	{ 0, "ascii", NULL, "ASCII alone (default where the locale is not UTF-8)" },
	{ 'l', "list", NULL, "name the reports and end" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "document", NULL };

static const struct tc_program program = {
	.name = "tc-render",
	.summary = "makes a document of records: for a terminal, as Markdown, HTML, "
		   "JSON, CSV "
		   "or SQL",
	.synopsis = "[--report NAME|FILE.jq] [--to FORMAT] [--set NAME=VALUE] "
		    "[--columns N] [--color WHEN] [--ascii] [--list] [FILE ...]",
	.options = options,
	.examples = "tc-extract | tc-price | tc-aggregate --by day --by '' | tc-render\n"
		    "tc-render --report daily --to csv rows.ndjson\n",
	.kinds = kinds,
};

enum format { TERM, MARKDOWN, HTML, JSON, CSV, SQL };
enum color { AUTO, ALWAYS, NEVER };

struct settings {
	const char *report;
	enum format format;
	enum color color;
	unsigned columns; /* 0: the terminal's */
	bool ascii, list, strict;
	struct tc_writer set; /* members of $options, as JSON */
};

static void set_option(struct settings *s, const char *value)
{
	const char *equal = strchr(value, '=');

	if (!equal || equal == value)
		tc_die(TC_EXIT_USAGE, "--set wants NAME=VALUE, got '%s'", value);
	tc_write_literal(&s->set, ",");
	tc_write_string(&s->set, (struct tc_span){ value, (size_t)(equal - value) });
	tc_write_literal(&s->set, ":");
	tc_write_string(&s->set, tc_span_of(equal + 1));
}

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch (option) {
	case OPTION_REPORT:
		s->report = value;
		break;
	case OPTION_TO:
		s->format = (enum format)tc_option_choice(&options[OPTION_TO], value);
		break;
	case OPTION_SET:
		set_option(s, value);
		break;
	case OPTION_COLUMNS:
		s->columns =
			(unsigned)tc_option_integer("--columns", value, 1, COLUMNS_MAX);
		break;
	case OPTION_COLOR:
		s->color = (enum color)tc_option_choice(&options[OPTION_COLOR], value);
		break;
	case OPTION_ASCII:
		s->ascii = true;
		break;
	case OPTION_LIST:
		s->list = true;
		break;
	}
}

/* By the variables, because setlocale(3) knows only what is installed. */
static bool locale_is_utf8(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return strstr(value, "UTF-8") || strstr(value, "utf-8") ||
			       strstr(value, "utf8") || strstr(value, "UTF8");
	}
	return false;
}

static bool wants_color(enum color color)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	if (color != AUTO)
		return color == ALWAYS;
	return !(none && *none) && term && strcmp(term, "dumb") != 0 &&
	       isatty(STDOUT_FILENO);
}

static struct look look_of(const struct settings *s, struct tc_zone *zone)
{
	struct look look = { .zone = zone, .columns = s->columns };

	if (!look.columns)
		look.columns = tc_terminal_columns(STDOUT_FILENO);
	if (!look.columns)
		look.columns = COLUMNS_DEFAULT;
	if (s->format == TERM) {
		look.color = wants_color(s->color);
		look.ascii = s->ascii || !locale_is_utf8();
	} else {
		look.ascii = s->ascii;
	}
	return look;
}

/* What a report's result goes through. */
struct rendering {
	const struct settings *settings;
	struct look look;
	struct tc_filter *filter; /* --filter; NULL for none */
	struct tc_writer *out;
	bool made;         /* the report made something */
	enum tc_exit code; /* why it is no good */
};

/* --filter may make something else of a document: then that is written, one a line. */
static void render(void *context, struct tc_span text)
{
	static void (*const backs[])(const struct document *, const struct look *,
				     struct tc_writer *) = {
		[TERM] = term_write, [MARKDOWN] = markdown_write, [HTML] = html_write,
		[JSON] = json_write, [CSV] = csv_write,           [SQL] = sql_write,
	};
	struct rendering *r = context;
	struct arena arena = { NULL };
	const char *error;
	const struct node *n = tree_read(&arena, text, &error);
	const struct document *d;

	if (r->filter && !document_is(n)) {
		tc_write_span(r->out, text);
		tc_writer_end(r->out);
		arena_release(&arena);
		return;
	}
	d = document_read(&arena, n, &error);
	if (d) {
		backs[r->settings->format](d, &r->look, r->out);
		if (d->not_well && r->code == TC_EXIT_OK)
			r->code = TC_EXIT_NOT_WELL;
	} else {
		tc_warn("report %s: %s", r->settings->report, error);
		r->code = TC_EXIT_USAGE;
	}
	arena_release(&arena);
}

static void filter(void *context, struct tc_span text)
{
	struct rendering *r = context;

	r->made = true;
	if (!r->filter) {
		render(r, text);
	} else if (!tc_filter_run(r->filter, text, render, r)) {
		tc_warn("--filter: %s", tc_filter_error(r->filter));
		if (r->settings->strict)
			r->code = TC_EXIT_NOT_WELL;
	}
}

static struct tc_filter *compile(const struct tc_filter_settings *settings)
{
	char *error;
	struct tc_filter *f = tc_filter_new(settings, &error);

	if (!f)
		tc_die(TC_EXIT_USAGE, "%s", error);
	return f;
}

/* "offsets":[[FROM,SECONDS],...]: how far the wall clock is ahead of UTC, and since when. */
static void write_offsets(struct tc_writer *w, struct tc_zone *zone, int64_t now)
{
	int64_t at = now - OFFSETS_BACK * TC_DAY_MS;
	char text[TC_TIME_SIZE + 24], comma = ' ';

	tc_write_literal(w, ",\"offsets\":[");
	do {
		int n;

		tc_time_format(at, text);
		n = snprintf(text + TC_TIME_SIZE, sizeof(text) - TC_TIME_SIZE, "\",%d]",
			     (int)(tc_zone_offset(zone, at) / 1000));
		tc_write_bytes(w, &comma, 1);
		tc_write_literal(w, "[\"");
		tc_write_bytes(w, text, TC_TIME_SIZE + (size_t)n);
		comma = ',';
	} while (tc_zone_change(zone, at, now + OFFSETS_ON * TC_DAY_MS, &at));
	tc_write_literal(w, "]");
}

/* {"options":{"now":...,"today":...,"timezone":...,"offsets":..., what --set gave}} */
static void arguments_of(struct settings *s, const char *name, struct tc_zone *zone,
			 int64_t now, struct tc_writer *w)
{
	char text[TC_TIME_SIZE + 1] = "";
	struct tc_civil c;

	tc_writer_init(w, -1, "options");
	tc_time_format(now, text);
	tc_write_literal(w, "{\"options\":{\"now\":");
	tc_write_string(w, tc_span_of(text));
	tc_zone_civil(zone, now, &c);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", c.year, c.month, c.day);
	tc_write_literal(w, ",\"today\":");
	tc_write_string(w, tc_span_of(text));
	tc_write_literal(w, ",\"timezone\":");
	tc_write_string(w, tc_span_of(name ? name : "local"));
	write_offsets(w, zone, now);
	tc_write_bytes(w, s->set.buffer, s->set.used);
	tc_write_literal(w, "}}");
	*tc_writer_room(w, 1) = '\0';
}

static enum tc_exit run(struct settings *s, const struct tc_options *o,
			struct tc_pipe *pipe)
{
	const struct tc_common *common = &o->common;
	struct tc_zone *zone = tc_common_zone(common);
	int64_t now = tc_common_now(common, zone);
	struct rendering r = { .settings = s, .out = &pipe->out };
	struct tc_writer rows, arguments;
	const char *program_text;
	struct tc_filter *report;
	char *text = NULL, *prelude = report_prelude(s->report, s->format == HTML);

	r.look = look_of(s, zone);
	r.look.report = report_name(s->report);
	arguments_of(s, common->timezone, zone, now, &arguments);
	program_text = report_find(s->report, &text);
	tc_confine(o->operands, o->operand_count);
	report = compile(&(struct tc_filter_settings){
		.program = program_text,
		.prelude = prelude,
		.name = s->report,
		.arguments = arguments.buffer,
		.now = now,
		.seconds = REPORT_SECONDS,
	});
	if (common->filter)
		r.filter = compile(&(struct tc_filter_settings){
			.program = common->filter, .name = "--filter", .now = now });
	rows_read(pipe, &rows);
	if (!tc_filter_run(report, (struct tc_span){ rows.buffer, rows.used }, filter,
			   &r)) {
		tc_warn("report %s: %s", s->report, tc_filter_error(report));
		r.code = TC_EXIT_USAGE;
	} else if (!r.made) {
		tc_warn("report %s: no document was made", s->report);
		r.code = TC_EXIT_USAGE;
	}
	tc_filter_free(r.filter);
	tc_filter_free(report);
	free(rows.buffer);
	free(arguments.buffer);
	free(text);
	free(prelude);
	tc_zone_free(zone);
	return r.code;
}

int main(int argc, char **argv)
{
	struct settings s = { .report = "daily" };
	struct tc_options o;
	struct tc_options reading;
	struct tc_pipe pipe;
	enum tc_exit code = TC_EXIT_OK, closed;

	tc_writer_init(&s.set, -1, "options");
	tc_options_read(&program, argc, argv, set, &s, &o);
	s.strict = o.common.strict;
	reading = o;
	reading.common.filter = NULL; /* it is for the document */
	tc_pipe_open(&pipe, &reading);
	if (s.list)
		report_list(&pipe.out);
	else
		code = run(&s, &o, &pipe);
	closed = tc_pipe_close(&pipe);
	tc_options_release(&o);
	free(s.set.buffer);
	return closed > code ? closed : code;
}
