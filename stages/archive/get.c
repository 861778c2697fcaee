/* get: records out of the store, in order of time. */
#include <stdlib.h>

#include "archive/command.h"
#include "archive/rejects.h"
#include "archive/rolled.h"
#include "archive/stream.h"
#include "archive/unlisted.h"
#include "archive/where.h"
#include "lib/writer.h"

#define LARGE (64u << 10) /* of lines: written without being copied */

enum option { SINCE, UNTIL, KINDS, WHERE, REJECTS, ROLLED, DEPENDS };

static const struct tc_option options[] = {
	{ 0, "since", "WHEN", "only from this day or instant on" },
	{ 0, "until", "WHEN", "only until the end of this day, or before this instant" },
	{ 0, "kinds", "KIND[,KIND ...]", "only records of these kinds" },
	{ 0, "where", "EXPR", "only records on which this jq condition is true" },
	{ 0, "rejects", NULL, "first, how many lines of the logs could not be read" },
	{ 0, "rolled", "KEY",
	  "first the partials kept by roll under this key, then what they lack" },
	{ 0, "depends", "FILE", "what the partials depend on, too; may be given again" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "call",   "command", "cost_state", "event", "probe",
				     "prompt", "shell",   "tool",       NULL };

static const struct tc_program program = {
	.name = "tc-archive get",
	.summary = "write the records of the store, in order of time",
	.synopsis = "[--since WHEN] [--until WHEN] [--kinds KIND,...] [--where EXPR]",
	.options = options,
	.examples = "tc-archive get --kinds call --since 7d | tc-price\n"
		    "tc-archive get --kinds tool --where '.error'\n",
	.kinds = kinds,
};

struct settings {
	const char *since, *until, *kinds, *where;
	bool rejects;
	struct rolled_key rolled;
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
		s->kinds = value;
		break;
	case WHERE:
		s->where = value;
		break;
	case REJECTS:
		s->rejects = true;
		break;
	case ROLLED:
		s->rolled.text = value;
		break;
	case DEPENDS:
		rolled_depends(&s->rolled, value);
		break;
	}
}

static void check(const struct settings *s, const struct tc_options *given)
{
	if (given->operand_count)
		tc_die(TC_EXIT_USAGE, "get reads the store: cannot use '%s'",
		       given->operands[0]);
	if (s->rolled.text && (s->since || s->where))
		tc_die(TC_EXIT_USAGE, "--rolled is for all records: it does not go with "
				      "--since and --where");
	if (s->rolled.depend_count && !s->rolled.text)
		tc_die(TC_EXIT_USAGE, "--depends belongs to --rolled");
}

static void put_out(struct tc_writer *out, struct tc_span lines)
{
	if (!out->hook && lines.n >= LARGE) {
		tc_writer_lines(out, lines);
		return;
	}
	while (lines.n > 0) {
		const char *lf = out->hook ? memchr(lines.p, '\n', lines.n)
					   : lines.p + lines.n - 1;
		size_t n = (size_t)(lf - lines.p);

		tc_write_bytes(out, lines.p, n);
		tc_writer_end(out);
		lines.p += n + 1;
		lines.n -= n + 1;
	}
}

/* Opens the store for what the kept partials do not answer, and writes them; for all where
 * there are none. */
static struct stream *open_rest(struct store *store, const struct rolled_key *key,
				struct selection *wanted, struct tc_writer *out)
{
	char *path = rolled_path(key);
	struct stream *stream = NULL;
	struct rolled rolled = { 0 };

	if (path && rolled_read(&rolled, path, key->text, wanted)) {
		wanted->since = rolled.until * TC_DAY_MS;
		stream = stream_open(store, wanted);
		if (wanted->since <= wanted->until &&
		    rolled_holds(&rolled, store, wanted)) {
			rolled_use(path);
			put_out(out, rolled.lines);
		} else {
			stream_close(stream);
			store_close(store);
			wanted->since = INT64_MIN;
			stream = NULL;
		}
	}
	rolled_release(&rolled);
	free(path);
	return stream ? stream : stream_open(store, wanted);
}

static enum tc_exit get(const struct settings *s, struct selection *wanted,
			struct tc_writer *out)
{
	struct stream *stream;
	struct tc_span lines;
	struct store store;
	bool well;

	if (s->rolled.text)
		stream = open_rest(&store, &s->rolled, wanted, out);
	else
		stream = stream_open(&store, wanted);
	unlisted_tell(&store, wanted);
	while (stream_next(stream, &lines))
		put_out(out, lines);
	well = stream_close(stream);
	store_close(&store);
	return well ? TC_EXIT_OK : TC_EXIT_IO;
}

enum tc_exit command_get(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct selection wanted;
	struct tc_options given;
	struct tc_filter *filter;
	struct tc_writer out;
	enum tc_exit code, wrote;

	tc_options_read(&program, argc, argv, set, &settings, &given);
	check(&settings, &given);
	selection_init(&wanted);
	if (settings.kinds)
		selection_kinds(&wanted, settings.kinds);
	selection_range(&wanted, &given.common, settings.since, settings.until);
	settings.rolled.timezone = given.common.timezone;
	filter = where_open(settings.where, &given.common);
	tc_writer_stdout(&out);
	if (settings.rejects)
		rejects_write(&out);
	if (filter)
		tc_filter_attach(filter, &out);
	code = get(&settings, &wanted, &out);
	wrote = tc_writer_close(&out);
	if (code == TC_EXIT_OK)
		code = wrote;
	if (code == TC_EXIT_OK && given.common.strict && filter &&
	    tc_filter_failures(filter))
		code = TC_EXIT_NOT_WELL;
	tc_filter_free(filter);
	selection_release(&wanted);
	rolled_key_release(&settings.rolled);
	tc_options_release(&given);
	return code;
}
