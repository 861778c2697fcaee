/* What --help, --version and --schema answer. */
#include "lib/help.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/schema.h"
#include "lib/version.h"
#include "lib/writer.h"

#define HELP_WIDTH 80
#define HEAD_WIDTH 30 /* a longer head has a line of its own */

static const char exit_codes[] =
	"exit codes: 0 well, 1 not all is well, 2 wrong usage, 3 reading or writing\n"
	"  broke, 4 over a limit, 5 the store is busy";

static void print_lines(struct tc_writer *w, const char *indent, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		tc_write_span(w, tc_span_of(n ? indent : ""));
		tc_write_bytes(w, text, n);
		tc_writer_end(w);
		text += n + (text[n] == '\n');
	}
}

/* Where the next word ends; a [bracket with blanks] is one. */
static size_t word_size(const char *text)
{
	size_t n = 0, depth = 0;

	for (; text[n] && (depth || text[n] != ' '); n++) {
		depth += text[n] == '[';
		depth -= text[n] == ']' && depth;
	}
	return n;
}

/* Head and text, at most HELP_WIDTH columns; further lines stand under `indent` blanks. */
static void print_wrapped(struct tc_writer *w, const char *head, size_t indent,
			  const char *text)
{
	size_t column = strlen(head);

	tc_write_span(w, tc_span_of(head));
	while (*text) {
		size_t n = word_size(text);

		if (column > indent && column + 1 + n > HELP_WIDTH) {
			tc_writer_end(w);
			for (column = 0; column + 1 < indent; column++)
				tc_write_literal(w, " ");
		}
		tc_write_literal(w, " ");
		tc_write_bytes(w, text, n);
		column += 1 + n;
		text += n + (text[n] == ' ');
	}
	tc_writer_end(w);
}

/* "-z, --timezone ZONE" */
static int option_head(const struct tc_option *o, char *out, size_t size)
{
	char letter[8] = "    ";

	if (o->letter)
		snprintf(letter, sizeof(letter), "-%c, ", o->letter);
	return snprintf(out, size, "%s--%s%s%s", letter, o->name, o->argument ? " " : "",
			o->argument ? o->argument : "");
}

static int widest(const struct tc_option *o, int width)
{
	char head[128];

	for (; o->name; o++) {
		int n = option_head(o, head, sizeof(head));

		width = n > width && n <= HEAD_WIDTH ? n : width;
	}
	return width;
}

static void print_options(struct tc_writer *w, const struct tc_option *o, int width)
{
	char head[128], padded[160];

	for (; o->name; o++) {
		bool long_head = option_head(o, head, sizeof(head)) > width;

		if (long_head)
			print_lines(w, "  ", head);
		snprintf(padded, sizeof(padded), "  %-*s ", width, long_head ? "" : head);
		print_wrapped(w, padded, strlen(padded) + 1, o->help);
	}
}

static void print_commands(struct tc_writer *w, const struct tc_command *c)
{
	char padded[64];

	print_lines(w, "", "commands:");
	for (; c->name; c++) {
		snprintf(padded, sizeof(padded), "  %-8s", c->name);
		print_wrapped(w, padded, strlen(padded) + 1, c->summary);
	}
	tc_writer_end(w);
}

void tc_help(const struct tc_program *program, const struct tc_option *common)
{
	int width = widest(common, widest(program->options, 0));
	char usage[64];
	struct tc_writer w;

	snprintf(usage, sizeof(usage), "usage: %s", program->name);
	tc_writer_stdout(&w);
	print_wrapped(&w, usage, strlen(usage) + 1, program->synopsis);
	print_lines(&w, "", program->summary);
	tc_writer_end(&w);
	if (program->commands)
		print_commands(&w, program->commands);
	print_options(&w, program->options, width);
	print_options(&w, common, width);
	tc_writer_end(&w);
	if (program->examples) {
		print_lines(&w, "", "examples:");
		print_lines(&w, "  ", program->examples);
		tc_writer_end(&w);
	}
	print_lines(&w, "", exit_codes);
	exit(tc_writer_close(&w));
}

void tc_help_version(const struct tc_program *program)
{
	struct tc_writer w;

	tc_writer_stdout(&w);
	tc_write_span(&w, tc_span_of(program->name));
	print_lines(&w, " ", "(Token-Craft) " TC_VERSION);
	exit(tc_writer_close(&w));
}

static void print_schema(struct tc_writer *w, const char *kind)
{
	const struct tc_schema *s = tc_schemas;

	while (s->kind && strcmp(s->kind, kind) != 0)
		s++;
	if (!s->kind)
		return;
	tc_write_span(w, s->text);
	w->line = w->used; /* the text ends with LF */
}

void tc_help_schema(const struct tc_program *program, const char *kind)
{
	static const char *const none[] = { NULL };
	const char *const *kinds = program->kinds ? program->kinds : none;
	struct tc_writer w;

	if (kind)
		kind = kinds[tc_option_word("--schema", kind, kinds)];
	tc_writer_stdout(&w);
	for (; *kinds; kinds++) {
		if (!kind || kind == *kinds)
			print_schema(&w, *kinds);
	}
	exit(tc_writer_close(&w));
}
