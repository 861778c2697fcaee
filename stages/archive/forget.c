/* What must not come back: the rules, and what they hold of. */
#include "archive/forget.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/record.h"
#include "lib/report.h"
#include "lib/scan.h"
#include "lib/source.h"

#define FILE_NAME "_forget.ndjson"

const char *const forget_words[FORGET_COUNT + 1] = {
	[FORGET_SESSION] = "session",
	[FORGET_PROJECT] = "project",
	[FORGET_BEFORE] = "before",
};

struct texts {
	char **all; /* owned, sorted bytewise */
	size_t count;
};

/* For kinds whose fields nobody knows: they are looked for in their text. */
struct rest {
	struct tc_record *record;
	unsigned slots[FORGET_COUNT];
	char *line;
	size_t size;
};

struct forget {
	struct texts rules[FORGET_COUNT];
	int32_t before; /* the latest of all; INT32_MIN: none */
	struct rest *rest;
};

/* Where the text is, or where it would be. */
static size_t place(const struct texts *texts, struct tc_span text, bool *there)
{
	size_t low = 0, high = texts->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (tc_span_order(tc_span_of(texts->all[middle]), text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*there = low < texts->count && tc_span_is(tc_span_of(texts->all[low]), text);
	return low;
}

static bool holds(const struct texts *texts, struct tc_span text)
{
	bool there;

	place(texts, text, &there);
	return there;
}

/* The days are sorted as their texts are. */
static void find_before(struct forget *f)
{
	const struct texts *days = &f->rules[FORGET_BEFORE];

	f->before = INT32_MIN;
	if (days->count)
		date_parse(tc_span_of(days->all[days->count - 1]), &f->before);
}

bool forget_add(struct forget *f, const struct forget_rule *rule)
{
	struct texts *texts = &f->rules[rule->what];
	bool there;
	size_t at = place(texts, tc_span_of(rule->text), &there);

	if (there)
		return false;
	texts->all = tc_grow(texts->all, texts->count + 1, sizeof(*texts->all));
	memmove(texts->all + at + 1, texts->all + at,
		(texts->count - at) * sizeof(*texts->all));
	texts->all[at] = tc_copy(rule->text, strlen(rule->text));
	texts->count++;
	find_before(f);
	return true;
}

bool forget_drop(struct forget *f, const struct forget_rule *rule)
{
	struct texts *texts = &f->rules[rule->what];
	bool there;
	size_t at = place(texts, tc_span_of(rule->text), &there);

	if (!there)
		return false;
	free(texts->all[at]);
	texts->count--;
	memmove(texts->all + at, texts->all + at + 1,
		(texts->count - at) * sizeof(*texts->all));
	find_before(f);
	return true;
}

/* A rule that cannot be read might bring back what somebody wanted gone. */
_Noreturn static void bad_rule(const struct tc_line *line)
{
	tc_warn("%s:%llu: cannot read it: not a rule", line->file,
		(unsigned long long)line->number);
	tc_hint("mend or remove the line; rules look like "
		"{\"kind\":\"forget\",\"session\":\"...\"}");
	exit(TC_EXIT_IO);
}

static void read_rule(struct forget *f, const struct tc_line *line)
{
	unsigned found = 0;
	int32_t day;

	if (!tc_record_parse(f->rest->record, line->text))
		bad_rule(line);
	for (size_t what = 0; what < FORGET_COUNT; what++) {
		struct tc_span text =
			tc_record_string(f->rest->record, f->rest->slots[what]);
		char *copy;

		if (!text.n)
			continue;
		if (memchr(text.p, '\0', text.n) ||
		    (what == FORGET_BEFORE && !date_parse(text, &day)))
			bad_rule(line);
		copy = tc_copy(text.p, text.n);
		forget_add(f, &(struct forget_rule){ (enum forget_what)what, copy });
		free(copy);
		found++;
	}
	if (found != 1)
		bad_rule(line);
}

static void read_rules(struct forget *f, char *path)
{
	struct tc_source *source = tc_source_open(&path, 1);
	struct tc_line line;

	while (tc_source_line(source, &line))
		read_rule(f, &line);
	if (tc_source_close(source) != TC_EXIT_OK)
		exit(TC_EXIT_IO); /* it was told */
}

static struct rest *rest_new(void)
{
	struct rest *rest = tc_alloc(1, sizeof(*rest));

	rest->record = tc_record_new();
	for (size_t what = 0; what < FORGET_COUNT; what++)
		rest->slots[what] = tc_record_slot(rest->record, forget_words[what]);
	return rest;
}

struct forget *forget_read(const struct store *s)
{
	struct forget *f = tc_alloc(1, sizeof(*f));
	char *path = store_path(s, FILE_NAME);

	f->before = INT32_MIN;
	f->rest = rest_new();
	if (access(path, F_OK) == 0)
		read_rules(f, path);
	free(path);
	return f;
}

void forget_free(struct forget *f)
{
	for (size_t what = 0; what < FORGET_COUNT; what++) {
		for (size_t i = 0; i < f->rules[what].count; i++)
			free(f->rules[what].all[i]);
		free(f->rules[what].all);
	}
	tc_record_free(f->rest->record);
	free(f->rest->line);
	free(f->rest);
	free(f);
}

/* The project itself, and each folder above it. */
static bool holds_project(const struct texts *projects, struct tc_span project)
{
	for (size_t n = project.n; n > 0; n--) {
		char next = n < project.n ? project.p[n] : '/';
		bool top = n == 1 && *project.p == '/';

		if ((next == '/' || next == '\\' || top) &&
		    holds(projects, (struct tc_span){ project.p, n }))
			return true;
	}
	return false;
}

/* `,"a":1,"b":{}` as a record. */
static void open_rest(struct rest *rest, struct tc_span fields)
{
	size_t size;

	if (!fields.n)
		fields = TC_SPAN(",");
	size = fields.n + 1 + TC_SCAN_PAD;
	if (rest->size < size) {
		rest->size = size * 2;
		rest->line = tc_grow(rest->line, rest->size, 1);
	}
	memset(rest->line, 0, size);
	memcpy(rest->line, fields.p, fields.n);
	rest->line[0] = '{';
	rest->line[fields.n] = '}';
	rest->line[fields.n + 1] = '\n';
	tc_record_parse(rest->record, (struct tc_span){ rest->line, fields.n + 1 });
}

static void place_of(const struct forget *f, enum tc_kind_id kind,
		     const struct tc_value *values, struct tc_span *session,
		     struct tc_span *project)
{
	struct rest *rest = f->rest;

	*session = *project = (struct tc_span){ NULL, 0 };
	if (kind == TC_KIND_CALL) {
		*session = values[TC_CALL_SESSION].text;
		*project = values[TC_CALL_PROJECT].text;
	} else if (kind == TC_KIND_PROBE) {
		*project = values[TC_PROBE_PROJECT].text;
	} else if (kind == TC_KIND_OTHER) {
		open_rest(rest, values[tc_kinds[kind].count - 1].text);
		*session = tc_record_string(rest->record, rest->slots[FORGET_SESSION]);
		*project = tc_record_string(rest->record, rest->slots[FORGET_PROJECT]);
	} else if (kind != TC_KIND_REJECT) {
		*session = values[TC_FACT_SESSION].text;
		*project = values[TC_FACT_PROJECT].text;
	}
}

bool forget_has(const struct forget *f, enum tc_kind_id kind,
		const struct tc_value *values)
{
	const struct texts *sessions = &f->rules[FORGET_SESSION];
	const struct texts *projects = &f->rules[FORGET_PROJECT];
	struct tc_span session, project;

	if (forget_day(f, date_of(values[TC_TS].number)))
		return true;
	if (!sessions->count && !projects->count)
		return false;
	place_of(f, kind, values, &session, &project);
	return holds(sessions, session) || holds_project(projects, project);
}

bool forget_day(const struct forget *f, int32_t date)
{
	return date != DATE_NONE && date < f->before;
}

bool forget_spares(const struct forget *f, int32_t date)
{
	return !f->rules[FORGET_SESSION].count && !f->rules[FORGET_PROJECT].count &&
	       !forget_day(f, date);
}

void forget_write(const struct forget *f, struct tc_writer *w)
{
	for (size_t what = 0; what < FORGET_COUNT; what++) {
		for (size_t i = 0; i < f->rules[what].count; i++) {
			tc_write_literal(w, "{\"kind\":\"forget\",");
			tc_write_string(w, tc_span_of(forget_words[what]));
			tc_write_literal(w, ":");
			tc_write_string(w, tc_span_of(f->rules[what].all[i]));
			tc_write_literal(w, "}");
			tc_writer_end(w);
		}
	}
}

void forget_save(const struct forget *f, const struct store *s)
{
	char *path = store_path(s, FILE_NAME), *temporary = store_path(s, ".tmp-forget");
	int folder = open(s->root, O_RDONLY | O_DIRECTORY);
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct tc_writer w;

	if (folder < 0 || fd < 0)
		tc_die_errno(TC_EXIT_IO, "cannot create %s", temporary);
	tc_writer_init(&w, fd, temporary);
	forget_write(f, &w);
	tc_writer_flush(&w);
	if (!w.error && fsync(fd) != 0)
		tc_die_errno(TC_EXIT_IO, "cannot write %s", temporary);
	if (tc_writer_close(&w) != TC_EXIT_OK)
		exit(TC_EXIT_IO); /* it was told */
	if (rename(temporary, path) != 0 || fsync(folder) != 0)
		tc_die_errno(TC_EXIT_IO, "cannot replace %s", path);
	close(folder);
	free(temporary);
	free(path);
}
