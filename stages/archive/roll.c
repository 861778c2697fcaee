/* roll: keeps partials of tc-aggregate for the next report. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/command.h"
#include "archive/rolled.h"
#include "lib/option.h"
#include "lib/writer.h"

#define CHUNK (64u << 10)

enum option { UNTIL, DIGEST, KINDS, DEPENDS, DUE };

static const struct tc_option options[] = {
	{ 0, "until", "DATE", "the first UTC day the partials do not answer for" },
	{ 0, "digest", "HEX", "of what they do answer for: see list --digest" },
	{ 0, "kinds", "KIND[,KIND ...]", "of records of these kinds (default: call)" },
	{ 0, "depends", "FILE", "what they depend on, too; may be given again" },
	{ 0, "due", NULL, "write DATE and HEX of the partials to make now, if any" },
	{ 0, NULL, NULL, NULL },
};

static const struct tc_program program = {
	.name = "tc-archive roll",
	.summary = "keep partials for get --rolled",
	.synopsis = "KEY --due | KEY --until DATE --digest HEX [--depends FILE] ...",
	.options = options,
};

struct settings {
	const char *until, *digest, *kinds;
	bool due;
	struct rolled_key key;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case UNTIL:
		s->until = value;
		break;
	case DIGEST:
		s->digest = value;
		break;
	case KINDS:
		s->kinds = value;
		break;
	case DEPENDS:
		rolled_depends(&s->key, value);
		break;
	case DUE:
		s->due = true;
		break;
	}
}

static void check(const struct settings *s, const struct tc_options *given,
		  struct rolled *r)
{
	if (given->operand_count != 1 || (!s->due && (!s->until || !s->digest)))
		tc_die(TC_EXIT_USAGE, "roll takes a key, --until and --digest");
	if (s->due)
		return;
	if (!date_parse(tc_span_of(s->until), &r->until))
		tc_die(TC_EXIT_USAGE,
		       "cannot read '--until %s': not a date, as in "
		       "2026-03-01",
		       s->until);
	if (strlen(s->digest) != sizeof(r->digest) - 1 ||
	    strspn(s->digest, "0123456789abcdef") != sizeof(r->digest) - 1)
		tc_die(TC_EXIT_USAGE, "--digest is none: '%s'", s->digest);
	memcpy(r->digest, s->digest, sizeof(r->digest));
}

/* All of standard input. False when it cannot be read. */
static bool read_all(struct rolled *r)
{
	size_t room = 0, have = 0;
	ssize_t got;

	do {
		if (room - have < CHUNK) {
			room = 2 * room + CHUNK;
			r->bytes = tc_grow(r->bytes, room, 1);
		}
		got = read(STDIN_FILENO, r->bytes + have, room - have);
		have += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	r->lines = (struct tc_span){ r->bytes, have };
	return got == 0;
}

/* Whole lines, all of partials, the question first. */
static bool is_partial(struct tc_span lines)
{
	static const char start[] = "{\"kind\":\"partial\",";
	static const char question[] = "{\"kind\":\"partial\",\"of\":\"question\",";
	const char *p = lines.p, *end = lines.p + lines.n;

	if (lines.n < sizeof(question) || memcmp(p, question, sizeof(question) - 1) != 0)
		return false;
	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		if (!lf || (size_t)(lf - p) < sizeof(start) ||
		    memcmp(p, start, sizeof(start) - 1) != 0)
			return false;
		p = lf + 1;
	}
	return true;
}

/* A report never fails for what is kept for the next one. */
static void roll(const struct settings *s, struct rolled *r,
		 const struct selection *kinds)
{
	char *path = rolled_path(&s->key);
	struct store store;

	if (!read_all(r)) {
		tc_warn_errno("cannot read standard input");
	} else if (!is_partial(r->lines)) {
		tc_warn("standard input is no partial: nothing is kept");
		tc_hint("make partials with tc-aggregate --partial");
	} else if (path) {
		store_open(&store);
		if (rolled_holds(r, &store, kinds)) /* else a writer was quicker */
			rolled_write(r, path, s->key.text, kinds);
		store_close(&store);
	}
	free(path);
}

/* What is of today or yesterday still changes; a new entry is due for all before. */
static enum tc_exit tell_due(const struct settings *s, int64_t now,
			     const struct selection *kinds)
{
	struct rolled old = { 0 }, due = { .until = date_of(now) - 1 };
	char *path = rolled_path(&s->key), date[DATE_SIZE];
	struct tc_writer out;
	struct store store;

	store_open(&store);
	tc_writer_stdout(&out);
	if (path && rolled_covers(&store, kinds, due.until, due.digest) &&
	    !(rolled_read(&old, path, s->key.text, kinds) && old.until >= due.until &&
	      rolled_holds(&old, &store, kinds))) {
		date_format(due.until, date);
		tc_write_bytes(&out, date, strlen(date));
		tc_write_literal(&out, " ");
		tc_write_bytes(&out, due.digest, strlen(due.digest));
		tc_writer_end(&out);
	}
	rolled_release(&old);
	store_close(&store);
	free(path);
	return tc_writer_close(&out);
}

enum tc_exit command_roll(int argc, char **argv)
{
	struct settings settings = { .kinds = "call" };
	struct tc_options given;
	struct selection kinds;
	struct rolled r = { 0 };
	enum tc_exit code = TC_EXIT_OK;

	tc_options_read(&program, argc, argv, set, &settings, &given);
	check(&settings, &given, &r);
	selection_init(&kinds);
	selection_kinds(&kinds, settings.kinds);
	settings.key.text = given.operands[0];
	settings.key.timezone = given.common.timezone;
	if (settings.due)
		code = tell_due(&settings, tc_common_now(&given.common, NULL), &kinds);
	else
		roll(&settings, &r, &kinds);
	rolled_release(&r);
	selection_release(&kinds);
	rolled_key_release(&settings.key);
	tc_options_release(&given);
	return code;
}
