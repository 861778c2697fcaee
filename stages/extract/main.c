/* tc-extract - agent logs in, records out. */
#include <stdlib.h>
#include <unistd.h>

#include "extract/cursors.h"
#include "extract/event.h"
#include "extract/list.h"
#include "extract/output.h"
#include "extract/plan.h"
#include "extract/progress.h"
#include "extract/read.h"
#include "extract/stats.h"
#include "lib/option.h"
#include "lib/pipe.h"
#include "lib/platform.h"

#define THREADS_MAX    64
#define MEMORY_DEFAULT 64 /* MiB */

enum {
	OPTION_NEW,
	OPTION_KINDS,
	OPTION_THREADS,
	OPTION_MEMORY,
	OPTION_SUMMARIES,
	OPTION_PROBE,
	OPTION_STATS,
	OPTION_LIST,
};

static const struct tc_option options[] = {
	{ 0, "new", NULL, "read only what was not read before, and write cursors" },
	{ 'k', "kinds", "KIND,...", "only these kinds (rejects always come)" },
	{ 't', "threads", "N", "threads that read (default: one a processor)" },
	{ 0, "memory", "MIB", "keep so much in memory, then use $TMPDIR (default 64)" },
	{ 0, "summaries", "N", "let the first N characters of prompts out, as text" },
	{ 0, "probe", NULL, "look at projects for CLAUDE.md and MEMORY.md" },
	{ 0, "stats", NULL, "tell on standard error what was read" },
	{ 'l', "list", NULL, "read nothing: write which transcripts there are" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "call",  "command", "cost_state", "event",
				     "probe", "prompt",  "reject",     "shell",
				     "tool",  "cursor",  "stats",      "transcript",
				     NULL };

static const struct tc_program program = {
	.name = "tc-extract",
	.summary = "reads the logs of AI coding agents, writes records: one line a fact",
	.synopsis =
		"[--new] [--kinds KIND,...] [--threads N] [--memory MIB] [--summaries N] "
		"[--probe] [--stats] [--list] [DIR | FILE | -] ...",
	.options = options,
	.examples = "tc-extract --kinds call | head -n 1\n"
		    "tc-extract ~/.claude | tc-price | tc-aggregate --by day\n",
	.kinds = kinds,
};

struct settings {
	bool kinds[TC_KIND_COUNT];
	bool only_new, some_kinds, probe, stats, list;
	unsigned threads, summaries;
	size_t memory;
};

static void set_kinds(struct settings *s, const char *list)
{
	s->some_kinds = true;
	if (!*list)
		tc_die(TC_EXIT_USAGE, "--kinds: no kind is named");
	while (*list) {
		size_t n = strcspn(list, ",");
		int kind = tc_kind_find((struct tc_span){ list, n });

		if (kind < 0) {
			tc_warn("--kinds: no kind is called '%.*s'", (int)n, list);
			tc_hint("kinds are call, command, cost_state, event, probe, "
				"prompt, reject, shell, tool");
			exit(TC_EXIT_USAGE);
		}
		s->kinds[kind] = true;
		list += n + (list[n] == ',');
	}
}

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch (option) {
	case OPTION_NEW:
		s->only_new = true;
		break;
	case OPTION_KINDS:
		set_kinds(s, value);
		break;
	case OPTION_THREADS:
		s->threads =
			(unsigned)tc_option_integer("--threads", value, 1, THREADS_MAX);
		break;
	case OPTION_MEMORY:
		s->memory = (size_t)tc_option_integer("--memory", value, 1, 1 << 20)
			    << 20;
		break;
	case OPTION_SUMMARIES:
		s->summaries =
			(unsigned)tc_option_integer("--summaries", value, 1, 100000);
		break;
	case OPTION_PROBE:
		s->probe = true;
		break;
	case OPTION_STATS:
		s->stats = true;
		break;
	case OPTION_LIST:
		s->list = true;
		break;
	}
}

static unsigned processors(void)
{
	unsigned n = tc_processors();

	return n > 8 ? 8 : n; /* more only wait for the disk */
}

static void choose_kinds(struct extract *x, const struct settings *s)
{
	unsigned chosen = 0;

	for (int i = 0; i < TC_KIND_COUNT; i++) {
		x->kinds[i] = s->some_kinds ? s->kinds[i] : true;
		chosen += x->kinds[i] && i != TC_KIND_REJECT && i != TC_KIND_PROBE;
	}
	x->kinds[TC_KIND_REJECT] = true;
	/* Counting lines by type means reading every line. */
	x->calls_only = x->kinds[TC_KIND_CALL] && chosen == 1 && !s->stats;
}

/* What is left out now counts as read: it would never come. */
static void check_new(const struct settings *s, const struct tc_options *o)
{
	const char *other = s->some_kinds      ? "--kinds"
			    : o->common.filter ? "--filter"
					       : NULL;

	if (!s->only_new || !other)
		return;
	tc_warn("--new does not go with %s: what is left out would never come", other);
	tc_hint("choose from what the store gives: tc-archive get");
	exit(TC_EXIT_USAGE);
}

/* False when nothing is to be done at all. */
static bool open_all(struct extract *x, const struct settings *s,
		     const struct tc_options *o)
{
	x->memory = s->memory;
	x->summaries = s->summaries;
	choose_kinds(x, s);
	files_find(&x->files, o->operands, o->operand_count);
	x->names = tc_intern_new();
	x->links = links_new(x->names, s->only_new);
	if (s->only_new && cursors_hold(&x->files))
		return s->stats;
	if (s->only_new)
		x->cursors = cursors_read(x);
	plan_all(x);
	return true;
}

static void close_all(struct extract *x)
{
	free(x->tasks);
	files_release(&x->files);
	links_free(x->links);
	cursors_free(x->cursors);
	tc_intern_free(x->names);
}

static uint64_t total_bytes(const struct extract *x)
{
	uint64_t total = 0;

	for (unsigned i = 0; i < x->task_count; i++) {
		const struct task *t = &x->tasks[i];
		const struct file *f = &x->files.list[t->file];

		if (!f->stream)
			total += (t->end < f->size ? t->end : f->size) - t->start;
	}
	return total;
}

/* All sightings of all files end up with the first worker. */
static void read_tasks(struct worker *workers, unsigned count)
{
	pthread_t threads[THREADS_MAX];

	for (unsigned i = 1; i < count; i++)
		if (pthread_create(&threads[i], NULL, read_pieces, &workers[i]) != 0)
			tc_die(TC_EXIT_IO, "cannot start a thread");
	read_pieces(&workers[0]);
	for (unsigned i = 1; i < count; i++) {
		pthread_join(threads[i], NULL);
		tc_sort_take(workers[0].sort, workers[i].sort);
	}
}

static void read_all(struct extract *x, struct worker *workers, unsigned count)
{
	struct progress *progress = progress_start(&x->bytes_done, total_bytes(x));

	for (unsigned i = 0; i < count; i++) {
		read_worker_init(&workers[i], x);
		workers[i].sort = tc_sort_new(x->memory / 2 / count, tc_pack_order, NULL);
	}
	do {
		read_tasks(workers, count);
		if (x->kinds[TC_KIND_EVENT])
			event_lost_agents(&workers[0]);
		links_settle(x->links);
	} while (x->cursors && plan_changed(x));
	for (unsigned i = 1; i < count; i++)
		stats_add(&workers[0].tally, &workers[i].tally);
	progress_stop(progress);
}

static enum tc_exit run(struct extract *x, const struct settings *s,
			const struct tc_options *o)
{
	unsigned count = s->threads < x->task_count ? s->threads : x->task_count;
	struct worker *workers = tc_alloc(count ? count : 1, sizeof(*workers));
	struct probe *probe = s->probe ? probe_new() : NULL;
	struct tc_filter *filter;
	struct format_counts counts = { 0 };
	struct tc_writer out;
	enum tc_exit code;

	tc_writer_stdout(&out);
	filter = tc_pipe_filter(&o->common, &out);
	read_all(x, workers, count ? count : 1);
	output_records(x, workers[0].sort, probe, s->threads, &out, &counts);
	if (x->cursors && x->files_read)
		cursors_write(x, &out);
	code = tc_writer_close(&out);
	if (s->stats)
		stats_write(x, &workers[0].tally, &counts,
			    tc_sort_spilled(workers[0].sort));
	if (code == TC_EXIT_OK && (x->files.trouble || atomic_load(&x->read_failed)))
		code = TC_EXIT_IO;
	if (code == TC_EXIT_OK && o->common.strict &&
	    (counts.records[TC_KIND_REJECT] || (filter && tc_filter_failures(filter))))
		code = TC_EXIT_NOT_WELL;
	for (unsigned i = 0; i < (count ? count : 1); i++)
		read_worker_release(&workers[i]);
	free(workers);
	if (probe)
		probe_free(probe);
	tc_filter_free(filter);
	return code;
}

static enum tc_exit list(struct extract *x, const struct tc_options *o)
{
	struct tc_filter *filter;
	struct tc_writer out;
	enum tc_exit code;

	files_find(&x->files, o->operands, o->operand_count);
	x->names = tc_intern_new();
	x->links = links_new(x->names, true);
	cursors_read(x);
	tc_writer_stdout(&out);
	filter = tc_pipe_filter(&o->common, &out);
	list_write(x, &out);
	code = tc_writer_close(&out);
	if (code == TC_EXIT_OK && x->files.trouble)
		code = TC_EXIT_IO;
	if (code == TC_EXIT_OK && o->common.strict && filter &&
	    tc_filter_failures(filter))
		code = TC_EXIT_NOT_WELL;
	tc_filter_free(filter);
	return code;
}

int main(int argc, char **argv)
{
	struct settings settings = { .threads = processors(),
				     .memory = (size_t)MEMORY_DEFAULT << 20 };
	struct extract extract = { .summaries = 0 };
	struct tc_options o;
	enum tc_exit code;

	tc_options_read(&program, argc, argv, set, &settings, &o);
	check_new(&settings, &o);
	if (settings.list)
		code = list(&extract, &o);
	else if (open_all(&extract, &settings, &o))
		code = run(&extract, &settings, &o);
	else
		code = extract.files.trouble ? TC_EXIT_IO : TC_EXIT_OK;
	close_all(&extract);
	tc_options_release(&o);
	return code;
}
