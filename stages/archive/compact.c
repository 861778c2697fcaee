/* compact: one file a partition, named part-0, and one of the index; so stores of the same
 * records are the same files. Every file is read first: what is damaged, or not in the
 * manifest, is dealt with before anything else is done. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/aside.h"
#include "archive/change.h"
#include "archive/command.h"
#include "archive/index.h"
#include "archive/month.h"
#include "archive/plan.h"
#include "archive/survey.h"
#include "archive/tree.h"
#include "lib/option.h"
#include "lib/pipe.h"

#define LAST        "part-0"
#define LAST_SUFFIX "/" LAST ".ndjson.gz"

enum option { SALVAGE, OLDER, TO, DRY_RUN, WAIT };

static const struct tc_option options[] = {
	{ 0, "salvage", NULL,
	  "keep what is whole of damaged files; move those to _damaged" },
	{ 0, "older", "WHEN",
	  "with --to: of months that ended before (2y, 2025-01-01 ...)" },
	{ 0, "to", "monthly", "make one partition of each month" },
	{ 0, "dry-run", NULL, "say what would be done, and change nothing" },
	{ 0, "wait", "SECONDS",
	  "wait so long for others who write (default: not at all)" },
	{ 0, NULL, NULL, NULL },
};
static const char *const kinds[] = { "damage", "plan", NULL };

static const struct tc_program program = {
	.name = "tc-archive compact",
	.summary = "one file a day and kind, the same bytes wherever the records are",
	.synopsis =
		"[--salvage] [--older WHEN --to monthly] [--dry-run] [--wait SECONDS]",
	.options = options,
	.examples = "tc-archive compact --dry-run\n"
		    "tc-archive compact --older 2y --to monthly\n",
	.kinds = kinds,
};

struct settings {
	bool salvage, dry_run, monthly;
	const char *older;
	int32_t before; /* what --older stands for; DATE_NONE: nothing */
	int wait;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case SALVAGE:
		s->salvage = true;
		break;
	case OLDER:
		s->older = value;
		break;
	case TO:
		tc_option_choice(&options[TO], value);
		s->monthly = true;
		break;
	case DRY_RUN:
		s->dry_run = true;
		break;
	case WAIT:
		s->wait = (int)tc_option_integer("--wait", value, 0, STORE_WAIT_MAX);
		break;
	}
}

/* Partitions are UTC days, so their months are UTC's. */
static int32_t read_older(const char *older, const struct tc_common *common)
{
	struct tc_zone *zone = tc_zone_open("UTC");
	int64_t ms;

	if (!tc_time_since(older, tc_common_now(common, zone), zone, &ms)) {
		tc_warn("cannot read '--older %s': not a time", older);
		tc_hint("times are written 2y, 6m, 90d, 2025-01 or 2025-01-01");
		exit(TC_EXIT_USAGE);
	}
	tc_zone_free(zone);
	return date_of(ms);
}

static void check_settings(struct settings *s, const struct tc_options *o)
{
	if (o->operand_count)
		tc_die(TC_EXIT_USAGE, "no file is read here: cannot use '%s'",
		       o->operands[0]);
	if (!s->older != !s->monthly)
		tc_die(TC_EXIT_USAGE, "--older WHEN and --to monthly go together");
	s->before = s->older ? read_older(s->older, &o->common) : DATE_NONE;
}

static void tell_damage(const struct survey *found, bool salvage, struct tc_writer *out)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct finding *f = &found->found[i];
		struct damage d = { .path = f->path,
				    .state = f->state,
				    .reason = f->reason,
				    .salvage = salvage,
				    .listed = f->listed,
				    .records = f->records,
				    .saved = f->saved };

		if (f->state == CHECK_WELL)
			continue;
		damage_warn(&d);
		if (salvage)
			damage_write(&d, out);
	}
}

static void tell_manifest(const char *reason, struct tc_writer *out)
{
	struct damage d = { STORE_MANIFEST, CHECK_GARBAGE, reason, .salvage = false };

	damage_warn(&d);
	damage_write(&d, out);
}

static bool is_last(const struct file_entry *e)
{
	size_t n = strlen(e->path), suffix = sizeof(LAST_SUFFIX) - 1;

	return n > suffix && strcmp(e->path + n - suffix, LAST_SUFFIX) == 0;
}

static void plan(const struct store *store, const struct settings *s,
		 const struct survey *found, struct tc_writer *out)
{
	const struct manifest *m = &store->manifest;

	for (size_t i = 0; i < found->count; i++)
		if (found->found[i].saved)
			plan_write(out, "take_in", found->found[i].path,
				   found->found[i].saved);
	month_plan(store, s->before, out);
	for (size_t i = 0; i < m->count; i++) {
		const struct file_entry *e = &m->files[i];

		if (!e->index && !is_last(e) && !month_concerns(e, s->before))
			plan_write(out, "rename", e->path, e->sum.lines);
	}
}

static enum tc_exit rename_all(struct store *store)
{
	const struct manifest *m = &store->manifest;
	struct change *c = change_new(store);

	for (size_t i = 0; i < m->count; i++)
		if (!m->files[i].index && !is_last(&m->files[i]))
			change_rename(c, &m->files[i], LAST);
	return change_commit(c);
}

static void remove_index(void *context, const char *path, enum tree_what what)
{
	const struct store *store = context;
	char *whole = store_path(store, path);

	if (what == TREE_INDEX && !manifest_has(&store->manifest, path))
		unlink(whole);
	free(whole);
}

/* Each step is a change of its own, and of use without the next. */
static enum tc_exit compact(struct store *store, const struct settings *s,
			    const struct survey *found)
{
	enum tc_exit code = TC_EXIT_OK;

	if (found->damaged)
		aside_drop_cursors(store); /* the logs may still have what is lost */
	if (found->count)
		code = survey_take_in(found, store);
	if (code == TC_EXIT_OK)
		code = month_merge(store, s->before);
	if (code == TC_EXIT_OK)
		code = rename_all(store);
	if (code == TC_EXIT_OK)
		code = index_compact(store);
	if (code == TC_EXIT_OK) {
		tree_walk(store, remove_index, store);
		tree_prune(store);
	}
	return code;
}

static enum tc_exit survey(struct store *store, const struct settings *s,
			   struct tc_writer *out)
{
	enum tc_exit code = TC_EXIT_OK;
	struct survey found;

	survey_read(&found, store, s->salvage);
	tell_damage(&found, s->salvage, out);
	if (found.damaged && !s->salvage) {
		tc_hint("nothing was changed; keep what is whole: "
			"tc-archive compact --salvage");
		code = TC_EXIT_IO;
	} else if (s->dry_run) {
		plan(store, s, &found, out);
	} else {
		code = compact(store, s, &found);
	}
	if (code == TC_EXIT_OK && found.damaged) {
		if (!s->dry_run)
			tc_hint("the damaged files are in %s/_damaged", store->root);
		code = TC_EXIT_NOT_WELL;
	}
	survey_release(&found);
	return code;
}

static const char *open_store(struct store *store, const struct settings *s)
{
	const char *reason = NULL;

	if (s->salvage && s->dry_run)
		reason = store_try_open(store);
	else if (s->salvage)
		reason = store_try_lock(store, s->wait);
	else if (s->dry_run)
		store_open(store);
	else
		store_lock(store, s->wait);
	return reason;
}

static enum tc_exit run(const struct settings *s, struct tc_writer *out)
{
	struct store store;
	const char *reason = open_store(&store, s);
	enum tc_exit code;

	if (reason) {
		tell_manifest(reason, out);
		if (!s->dry_run)
			aside_keep(&store, STORE_MANIFEST);
	}
	code = survey(&store, s, out);
	store_close(&store);
	return code == TC_EXIT_OK && reason ? TC_EXIT_NOT_WELL : code;
}

enum tc_exit command_compact(int argc, char **argv)
{
	struct settings s = { .before = DATE_NONE };
	struct tc_filter *filter;
	struct tc_options o;
	struct tc_writer out;
	enum tc_exit code, closed;

	tc_options_read(&program, argc, argv, set, &s, &o);
	check_settings(&s, &o);
	tc_writer_stdout(&out);
	filter = tc_pipe_filter(&o.common, &out);
	code = run(&s, &out);
	closed = tc_writer_close(&out);
	tc_filter_free(filter);
	tc_options_release(&o);
	return code == TC_EXIT_OK ? closed : code;
}
