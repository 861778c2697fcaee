/* A question as options, and back. */
#include "aggregate/argument.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"

static void write_argument(struct tc_writer *w, const char *name, const char *value)
{
	size_t n = strlen(name) + strlen(value) + 4;
	char *option = tc_alloc(n, 1);

	snprintf(option, n, "--%s=%s", name, value);
	tc_write_bytes(w, w->used ? "," : "[", 1);
	tc_write_string(w, tc_span_of(option));
	free(option);
}

static void write_instant(struct tc_writer *w, const char *name, int64_t ms)
{
	char text[TC_TIME_SIZE + 1] = "";

	tc_time_format(ms, text);
	write_argument(w, name, text);
}

void aggregate_arguments_write(struct question *q, const char *timezone)
{
	struct tc_writer w;

	tc_writer_init(&w, -1, "arguments");
	write_argument(&w, "of", q->of);
	for (size_t i = 0; i + 1 < q->set_count; i++)
		write_argument(&w, "by", q->sets[i].text);
	for (size_t i = 0; i < q->quantile_count; i++)
		write_argument(&w, "quantile", q->quantiles[i].text);
	if (q->monday)
		write_argument(&w, "week-start", "monday");
	if (q->since != INT64_MIN)
		write_instant(&w, "since", q->since);
	if (q->until != INT64_MAX)
		write_instant(&w, "until", q->until);
	if (timezone)
		write_argument(&w, "timezone", timezone);
	tc_write_bytes(&w, "]", 2);
	q->arguments = w.buffer;
}

static bool read_instant(const char *value, int64_t *ms)
{
	return tc_time_parse(tc_span_of(value), ms);
}

static bool read_argument(struct question *q, const char *name, const char *value)
{
	if (strcmp(name, "--by") == 0)
		aggregate_question_by(q, value);
	else if (strcmp(name, "--quantile") == 0)
		aggregate_question_quantile(q, value);
	else if (strcmp(name, "--week-start") == 0)
		q->monday = true;
	else if (strcmp(name, "--since") == 0)
		return read_instant(value, &q->since);
	else if (strcmp(name, "--until") == 0)
		return read_instant(value, &q->until);
	else
		return strcmp(name, "--timezone") == 0;
	return true;
}

/* The next option of the array, as text of its own; NULL at the end or when it is none. */
static char *next_option(struct tc_scan *s)
{
	struct tc_string string;

	if (!tc_scan_item(s) || !tc_scan_string(s, &string))
		return NULL;
	return tc_copy(string.text.p, string.text.n);
}

static bool read_options(struct question *q, struct tc_scan *s)
{
	bool well = true;
	char *option;

	while (well && (option = next_option(s))) {
		char *value = strchr(option, '=');

		well = value != NULL;
		if (value)
			*value++ = '\0';
		if (well && !q->of)
			aggregate_question_init(q, value);
		else if (well)
			well = read_argument(q, option, value);
		free(option);
	}
	return well && q->of && s->error == TC_SCAN_OK;
}

bool aggregate_arguments_read(struct question *q, struct tc_span array,
			      struct tc_span line)
{
	struct tc_scan s = { .p = array.p, .end = line.p + line.n };
	bool well;

	s.scratch_size = array.n;
	s.scratch = tc_alloc(array.n, 1);
	*q = (struct question){ 0 };
	well = tc_scan_array(&s) && read_options(q, &s);
	free(s.scratch);
	if (well) {
		aggregate_question_close(q);
		q->arguments = tc_copy(array.p, array.n);
	}
	return well;
}
