/* Models of a table put into $TC_HOME/rates.json. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/home.h"
#include "lib/report.h"
#include "price/command.h"

static void member(struct tc_writer *w, const char *key, const char *text)
{
	tc_write_string(w, tc_span_of(key));
	tc_write_literal(w, ": ");
	tc_write_string(w, tc_span_of(text));
}

static bool has_source(const struct rates *r, const char *key)
{
	for (size_t i = 0; i < r->source_count; i++)
		if (strcmp(r->sources[i].key, key) == 0)
			return true;
	return false;
}

static void write_sources(struct tc_writer *w, const struct rates *old,
			  const struct rates *new)
{
	const char *comma = "\n ";

	tc_write_literal(w, "\"sources\": {");
	for (size_t i = 0; old && i < old->source_count; i++) {
		if (has_source(new, old->sources[i].key))
			continue;
		tc_write_span(w, tc_span_of(comma));
		member(w, old->sources[i].key, old->sources[i].text);
		comma = ",\n ";
	}
	for (size_t i = 0; i < new->source_count; i++) {
		tc_write_span(w, tc_span_of(comma));
		member(w, new->sources[i].key, new->sources[i].text);
		comma = ",\n ";
	}
	tc_write_literal(w, "\n},\n");
}

static bool has_id(const struct rates *r, const char *id)
{
	for (size_t i = 0; r && i < r->model_count; i++)
		if (strcmp(r->models[i].id, id) == 0)
			return true;
	return false;
}

static void write_models(struct tc_writer *w, const struct rates *old,
			 const struct rates *new)
{
	const char *comma = "\n ";

	tc_write_literal(w, "\"models\": [");
	for (size_t i = 0; old && i < old->model_count; i++) {
		if (has_id(new, old->models[i].id))
			continue;
		tc_write_span(w, tc_span_of(comma));
		tc_write_span(w, old->models[i].text);
		comma = ",\n ";
	}
	for (size_t i = 0; i < new->model_count; i++) {
		tc_write_span(w, tc_span_of(comma));
		tc_write_span(w, new->models[i].text);
		comma = ",\n ";
	}
	tc_write_literal(w, "\n]\n}\n");
}

/* The new table with the models of the old one that it does not replace. */
static void write_table(struct tc_writer *w, const struct rates *old,
			const struct rates *new)
{
	bool newer = !old || new->version_day >= old->version_day;

	tc_write_literal(w, "{\n\"kind\": \"rates\",\n");
	member(w, "schema", RATES_SCHEMA);
	tc_write_literal(w, ",\n");
	member(w, "name", new->name);
	tc_write_literal(w, ",\n");
	member(w, "version", newer ? new->version : old->version);
	tc_write_literal(w, ",\n");
	member(w, "currency", "USD");
	tc_write_literal(w, ",\n");
	member(w, "unit", RATES_UNIT);
	tc_write_literal(w, ",\n\"rules\": ");
	tc_write_span(w, new->rules_text);
	tc_write_literal(w, ",\n");
	write_sources(w, old, new);
	write_models(w, old, new);
}

static void make_folders(const char *folder)
{
	char *path = tc_copy(folder, strlen(folder));

	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(path, 0777);
		*p = '/';
	}
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		tc_die_errno(TC_EXIT_IO, "cannot create %s", path);
	free(path);
}

static void write_all(int fd, const char *path, struct tc_span text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno != EINTR)
			tc_die_errno(TC_EXIT_IO, "cannot write %s", path);
		if (n > 0) {
			text.p += n;
			text.n -= (size_t)n;
		}
	}
}

/* The file is the old one or the new one, whatever happens. */
static void replace(const char *path, struct tc_span text)
{
	size_t size = strlen(path) + 8;
	char *temporary = tc_alloc(size, 1);
	int fd;

	snprintf(temporary, size, "%s.XXXXXX", path);
	fd = mkstemp(temporary);
	if (fd < 0)
		tc_die_errno(TC_EXIT_IO, "cannot create %s", temporary);
	write_all(fd, temporary, text);
	if (fsync(fd) != 0 || close(fd) != 0 || rename(temporary, path) != 0) {
		unlink(temporary);
		tc_die_errno(TC_EXIT_IO, "cannot replace %s", path);
	}
	free(temporary);
}

static void must_be_a_table(const char *path, struct tc_span text)
{
	struct rates_error error;
	struct rates *r = rates_parse(text, &error);

	if (!r)
		tc_die(TC_EXIT_NOT_WELL, "cannot add to %s: %s", path, error.cause);
	rates_free(r);
}

static void say(struct tc_writer *w, const struct rates *old, const struct rates *new,
		const char *path)
{
	for (size_t i = 0; i < new->model_count; i++) {
		const char *id = new->models[i].id;

		tc_write_span(w, tc_span_of(path));
		tc_write_span(w, has_id(old, id) ? TC_SPAN(": replaced ")
						 : TC_SPAN(": added "));
		tc_write_span(w, tc_span_of(id));
		tc_writer_end(w);
	}
}

void command_add(const char *file, struct tc_writer *w)
{
	struct rates *new = book_read_table(file, TC_EXIT_NOT_WELL), *old = NULL;
	char *folder = tc_home_path(""), *path = tc_home_path("rates.json");
	struct tc_writer merged;
	struct tc_span text;

	if (!path)
		tc_die(TC_EXIT_USAGE, "cannot tell where rates are kept: set TC_HOME");
	if (access(path, F_OK) == 0)
		old = book_read_table(path, TC_EXIT_NOT_WELL);
	tc_writer_init(&merged, -1, path);
	write_table(&merged, old, new);
	text = (struct tc_span){ merged.buffer, merged.used };
	must_be_a_table(path, text);
	make_folders(folder);
	replace(path, text);
	say(w, old, new, path);
	free(merged.buffer);
	rates_free(old);
	rates_free(new);
	free(folder);
	free(path);
}
