/* forget: records that shall be gone for good. The rule comes first, then everything that it
 * holds of goes: a kill in between leaves something to be removed by the same command, but
 * nothing comes back. */
#include <stdlib.h>
#include <string.h>

#include "archive/aside.h"
#include "archive/change.h"
#include "archive/command.h"
#include "archive/forget.h"
#include "archive/index.h"
#include "archive/intake.h"
#include "archive/plan.h"
#include "archive/select.h"
#include "archive/unlisted.h"
#include "lib/option.h"
#include "lib/pipe.h"

enum option { SESSION, PROJECT, BEFORE, DRY_RUN, LIST, UNDO, WAIT };

static const struct tc_option options[] = {
	{ 0, "session", "ID", "what belongs to this session" },
	{ 0, "project", "PATH", "what belongs to this project, or to a folder below it" },
	{ 0, "before", "DATE", "what is of the time before this UTC day" },
	{ 0, "dry-run", NULL, "say how much that is, and change nothing" },
	{ 0, "list", NULL, "write what is to be forgotten: one record a rule" },
	{ 0, "undo", NULL, "let it be captured again, from logs that still exist" },
	{ 0, "wait", "SECONDS",
	  "wait so long for others who write (default: not at all)" },
	{ 0, NULL, NULL, NULL },
};
static const char *const kinds[] = { "forget", "plan", NULL };

static const struct tc_program program = {
	.name = "tc-archive forget",
	.summary = "remove records for good, and never take them again",
	.synopsis = "--session ID | --project PATH | --before DATE | --list [--undo] "
		    "[--dry-run] [--wait SECONDS]",
	.options = options,
	.examples = "tc-archive forget --project /home/u/secret --dry-run\n"
		    "tc-archive forget --list\n",
	.kinds = kinds,
};

struct settings {
	struct forget_rule rule;
	unsigned rules; /* how many were given */
	bool dry_run, list, undo;
	int wait;
};

/* Going through the store with the rules in hand. */
struct sweep {
	struct store store;
	struct forget *rules;
	struct tc_record *record;
	struct intake intake;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case SESSION:
	case PROJECT:
	case BEFORE:
		s->rule = (struct forget_rule){ (enum forget_what)option, value };
		s->rules++;
		break;
	case DRY_RUN:
		s->dry_run = true;
		break;
	case LIST:
		s->list = true;
		break;
	case UNDO:
		s->undo = true;
		break;
	case WAIT:
		s->wait = (int)tc_option_integer("--wait", value, 0, STORE_WAIT_MAX);
		break;
	}
}

static void check(struct settings *s, const struct tc_options *o)
{
	const char *text = s->rule.text;
	int32_t day;

	if (o->operand_count)
		tc_die(TC_EXIT_USAGE, "no file is read here: cannot use '%s'",
		       o->operands[0]);
	if (s->list ? s->rules || s->undo || s->dry_run : s->rules != 1)
		tc_die(TC_EXIT_USAGE, "forget what? one of --session, --project, "
				      "--before and --list");
	if (s->undo && s->dry_run)
		tc_die(TC_EXIT_USAGE, "--undo brings nothing back by itself: "
				      "there is nothing to try");
	if (s->rules && !*text)
		tc_die(TC_EXIT_USAGE, "--%s needs a value: it cannot be empty",
		       forget_words[s->rule.what]);
	if (s->rules && s->rule.what == FORGET_BEFORE &&
	    !date_parse(tc_span_of(text), &day))
		tc_die(TC_EXIT_USAGE,
		       "cannot read '--before %s': not a day as 2026-01-31", text);
}

_Noreturn static void damaged(const char *path)
{
	tc_warn("cannot read %s: it is damaged; nothing was forgotten", path);
	tc_hint("keep what is whole of it, then run this again: "
		"tc-archive compact --salvage");
	exit(TC_EXIT_IO);
}

static bool is_forgotten(struct sweep *w, const char *path, struct tc_span line)
{
	struct tc_value values[TC_KIND_FIELDS];
	enum tc_kind_id kind;
	struct tc_span item;

	if (!intake_stored(&w->intake, w->record, line, &item))
		damaged(path);
	kind = tc_pack_open(item, w->intake.names, values);
	return forget_has(w->rules, kind, values);
}

/* How many records of a file are to go. With a change, the others make a new file. */
static uint64_t sift(struct sweep *w, const struct file_entry *e, struct change *c)
{
	struct part_reader *r = part_open(&w->store, e->path);
	uint64_t forgotten = 0;
	struct tc_span line;
	int64_t ts;

	if (!r)
		tc_die_errno(TC_EXIT_IO, "cannot read %s", e->path);
	while (part_next(r, &line)) {
		if (is_forgotten(w, e->path, line)) {
			forgotten++;
		} else if (c) {
			part_line_ts(line, &ts);
			line.n++; /* its LF */
			change_part_line(c, line, ts);
		}
	}
	if (part_state(r) != TC_GZIP_END)
		damaged(e->path);
	part_close(r);
	return forgotten;
}

static uint64_t count(struct sweep *w, const struct file_entry *e)
{
	if (e->index || forget_spares(w->rules, e->partition.date))
		return 0;
	if (!e->partition.month && forget_day(w->rules, e->partition.date))
		return e->sum.lines;
	return sift(w, e, NULL);
}

/* What every file would lose: before anything changes, for it may be damaged. Owned. */
static uint64_t *count_all(struct sweep *w, uint64_t *sum)
{
	const struct manifest *m = &w->store.manifest;
	uint64_t *counts = tc_alloc(m->count, sizeof(*counts));

	*sum = 0;
	for (size_t i = 0; i < m->count; i++) {
		counts[i] = count(w, &m->files[i]);
		*sum += counts[i];
	}
	return counts;
}

static enum tc_exit remove_all(struct sweep *w, const uint64_t *counts)
{
	const struct manifest *m = &w->store.manifest;
	struct change *c = change_new(&w->store);
	enum tc_exit code;

	for (size_t i = 0; i < m->count; i++) {
		const struct file_entry *e = &m->files[i];

		if (counts[i] == 0)
			continue;
		if (counts[i] == e->sum.lines) {
			change_remove(c, e->path);
			continue;
		}
		change_part_begin(c, &e->partition, NULL);
		sift(w, e, c);
		change_part_end(c);
	}
	code = change_commit(c);
	return code == TC_EXIT_OK ? index_compact(&w->store) : code;
}

/* Copies of what is gone, or sums of it. */
static void clear_aside(struct sweep *w)
{
	unsigned damaged_files = aside_clear(&w->store);
	struct selection all;

	aside_drop_cursors(&w->store);
	aside_drop_rolled(&w->store);
	if (damaged_files)
		tc_warn("removed %u damaged file%s from _damaged: what they held "
			"cannot be told",
			damaged_files, damaged_files == 1 ? "" : "s");
	selection_init(&all);
	unlisted_tell(&w->store, &all);
	selection_release(&all);
}

static void plan(struct sweep *w, const uint64_t *counts, struct tc_writer *out)
{
	const struct manifest *m = &w->store.manifest;

	for (size_t i = 0; i < m->count; i++)
		if (counts[i])
			plan_write(out, "forget", m->files[i].path, counts[i]);
}

static enum tc_exit forget(struct sweep *w, const struct settings *s,
			   struct tc_writer *out)
{
	enum tc_exit code = TC_EXIT_OK;
	uint64_t *counts, sum;

	w->record = tc_record_new();
	intake_init(&w->intake, w->record);
	forget_add(w->rules, &s->rule);
	counts = count_all(w, &sum);
	if (s->dry_run) {
		plan(w, counts, out);
	} else {
		forget_save(w->rules, &w->store);
		if (sum)
			code = remove_all(w, counts);
		if (code == TC_EXIT_OK)
			clear_aside(w);
	}
	free(counts);
	intake_release(&w->intake);
	tc_record_free(w->record);
	return code;
}

static void undo(struct sweep *w, const struct forget_rule *rule)
{
	if (!forget_drop(w->rules, rule)) {
		tc_warn("nothing is forgotten by --%s %s", forget_words[rule->what],
			rule->text);
		tc_hint("see what is: tc-archive forget --list");
		exit(TC_EXIT_USAGE);
	}
	/* First: a kill in between must not leave logs unread. */
	aside_drop_cursors(&w->store);
	forget_save(w->rules, &w->store);
}

static enum tc_exit run(const struct settings *s, struct tc_writer *out)
{
	enum tc_exit code = TC_EXIT_OK;
	struct sweep w;

	if (s->list || s->dry_run)
		store_open(&w.store);
	else
		store_lock(&w.store, s->wait);
	w.rules = forget_read(&w.store);
	if (s->list)
		forget_write(w.rules, out);
	else if (s->undo)
		undo(&w, &s->rule);
	else
		code = forget(&w, s, out);
	forget_free(w.rules);
	if (w.store.litter)
		code = TC_EXIT_IO; /* what shall be forgotten can still be read */
	store_close(&w.store);
	return code;
}

/* "/a/b/" is "/a/b"; "/" stays. */
static char *trim(const char *text)
{
	size_t n = strlen(text);

	while (n > 1 && text[n - 1] == '/')
		n--;
	return tc_copy(text, n);
}

enum tc_exit command_forget(int argc, char **argv)
{
	struct settings s = { .wait = 0 };
	struct tc_filter *filter;
	struct tc_options o;
	struct tc_writer out;
	enum tc_exit code, closed;
	char *text = NULL;

	tc_options_read(&program, argc, argv, set, &s, &o);
	check(&s, &o);
	if (s.rules && s.rule.what == FORGET_PROJECT)
		s.rule.text = text = trim(s.rule.text);
	tc_writer_stdout(&out);
	filter = tc_pipe_filter(&o.common, &out);
	code = run(&s, &out);
	closed = tc_writer_close(&out);
	tc_filter_free(filter);
	tc_options_release(&o);
	free(text);
	return code == TC_EXIT_OK ? closed : code;
}
