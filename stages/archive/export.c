/* export: the store, or some of it, as a folder that is itself a store. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "archive/change.h"
#include "archive/command.h"
#include "archive/index.h"
#include "archive/stream.h"
#include "archive/unlisted.h"
#include "archive/where.h"

enum option { SINCE, UNTIL, KINDS, WHERE };

static const struct tc_option options[] = {
	{ 0, "since", "WHEN", "only from this day or instant on" },
	{ 0, "until", "WHEN", "only until the end of this day, or before this instant" },
	{ 0, "kinds", "KIND[,KIND ...]", "only records of these kinds" },
	{ 0, "where", "EXPR", "only records on which this jq condition is true" },
	{ 0, NULL, NULL, NULL },
};

static const struct tc_program program = {
	.name = "tc-archive export",
	.summary = "copy records into a new store, or write them",
	.synopsis = "[--since WHEN] [--until WHEN] [--kinds KIND,...] [--where EXPR] "
		    "[DIR]",
	.options = options,
	.examples = "tc-archive export --since 2026-01 backup\n"
		    "TC_HOME=backup token-craft daily\n",
};

struct settings {
	const char *since, *until, *where;
	struct selection wanted;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case SINCE:
		s->since = value;
		break;
	case UNTIL:
		s->until = value;
		break;
	case KINDS:
		selection_kinds(&s->wanted, value);
		break;
	case WHERE:
		s->where = value;
		break;
	}
}

/* What is being copied, and where to. */
struct copy {
	const struct store *from;
	const char *kind;
	struct tc_filter *where;
	struct change *change;
	struct tc_span line;        /* LF included */
	int64_t ts;                 /* its own */
	struct partition partition; /* the one that is being written */
	bool begun;
	int32_t date; /* of the last line */
};

/* The partition it had, a month's or a day's, is the one it gets. */
static void choose_partition(struct copy *c, int32_t date)
{
	const struct file_entry *e = manifest_find(&c->from->manifest, c->kind, date);

	if (c->begun && date == c->date)
		return;
	c->date = date;
	if (c->begun && e->partition.date == c->partition.date)
		return;
	if (c->begun)
		change_part_end(c->change);
	c->partition = e->partition;
	change_part_begin(c->change, &c->partition, "part-0");
	c->begun = true;
}

static void take(void *context, struct tc_span result)
{
	struct copy *c = context;

	(void)result; /* what passes is the line itself */
	choose_partition(c, date_of(c->ts));
	change_part_line(c->change, c->line, c->ts);
}

static void copy_lines(struct copy *c, struct tc_span lines)
{
	while (lines.n > 0) {
		const char *lf = memchr(lines.p, '\n', lines.n);
		struct tc_span text = { lines.p, (size_t)(lf - lines.p) };

		c->line = (struct tc_span){ text.p, text.n + 1 };
		part_line_ts(text, &c->ts);
		if (!c->where)
			take(c, text);
		else if (!tc_filter_run(c->where, text, take, c))
			tc_die(TC_EXIT_USAGE, "--where: %s", tc_filter_error(c->where));
		lines.p += c->line.n;
		lines.n -= c->line.n;
	}
}

/* Partitions are written one at a time, so kinds are copied one after the other. */
static bool copy_kind(const struct settings *s, const char *kind, struct tc_filter *where,
		      struct change *change)
{
	struct copy c = { .kind = kind, .where = where, .change = change };
	struct selection wanted = s->wanted;
	struct stream *stream;
	struct tc_span lines;
	struct store from;
	bool well;

	wanted.kinds = NULL;
	wanted.kind_count = 0;
	selection_kinds(&wanted, kind);
	stream = stream_open(&from, &wanted);
	c.from = &from;
	while (stream_next(stream, &lines))
		copy_lines(&c, lines);
	if (c.begun)
		change_part_end(change);
	well = stream_close(stream);
	store_close(&from);
	selection_release(&wanted);
	return well;
}

/* Files are sorted by path, so those of a kind are neighbours. */
static bool copy_all(const struct settings *s, const struct manifest *from,
		     struct tc_filter *where, struct change *change)
{
	const char *last = "";
	bool well = true;

	for (size_t i = 0; i < from->count; i++) {
		const struct file_entry *e = &from->files[i];

		if (!selection_has_file(&s->wanted, e) ||
		    strcmp(e->partition.kind, last) == 0)
			continue;
		last = e->partition.kind;
		well = copy_kind(s, last, where, change) && well;
	}
	return well;
}

static void want_empty(const char *folder)
{
	DIR *open = opendir(folder);
	struct dirent *entry;

	if (!open && errno == ENOENT)
		return;
	if (!open)
		tc_die_errno(TC_EXIT_IO, "cannot read %s", folder);
	while ((entry = readdir(open))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		tc_warn("%s is not empty: an export is a store of its own", folder);
		tc_hint("name a new folder; tc-archive import adds to a store");
		exit(TC_EXIT_USAGE);
	}
	closedir(open);
}

static enum tc_exit export_to(const char *folder, const struct settings *s,
			      struct tc_filter *where)
{
	struct store from, to;
	struct change *change;
	enum tc_exit code;
	bool well;

	want_empty(folder);
	store_open(&from);
	unlisted_tell(&from, &s->wanted);
	store_lock_in(&to, folder, 0);
	change = change_new(&to);
	well = copy_all(s, &from.manifest, where, change);
	code = change_commit(change);
	store_close(&from);
	if (code == TC_EXIT_OK)
		code = index_compact(&to);
	store_close(&to);
	return code == TC_EXIT_OK && !well ? TC_EXIT_IO : code;
}

enum tc_exit command_export(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct tc_options given;
	struct tc_filter *where;
	enum tc_exit code;

	selection_init(&settings.wanted);
	tc_options_read(&program, argc, argv, set, &settings, &given);
	if (given.operand_count == 0) {
		selection_release(&settings.wanted);
		tc_options_release(&given);
		return command_get(argc, argv);
	}
	if (given.operand_count > 1 || given.common.filter)
		tc_die(TC_EXIT_USAGE,
		       given.common.filter
			       ? "a store holds records as they are: no --filter"
			       : "export goes to one folder");
	selection_range(&settings.wanted, &given.common, settings.since, settings.until);
	where = where_open(settings.where, &given.common);
	code = export_to(given.operands[0], &settings, where);
	tc_filter_free(where);
	selection_release(&settings.wanted);
	tc_options_release(&given);
	return code;
}
