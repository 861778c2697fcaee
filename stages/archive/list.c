/* tc-archive list: the lines of the manifest. */
#include "archive/list.h"

#include <stdlib.h>
#include <string.h>

#include "archive/command.h"
#include "archive/store.h"
#include "lib/pipe.h"
#include "lib/sha256.h"

enum option { KINDS, SINCE, UNTIL, DIGEST };

static const struct tc_option options[] = {
	{ 0, "kinds", "KIND,...", "only these kinds (default: all)" },
	{ 0, "since", "WHEN", "only days from then: 2026-03-01, 7d, 2w, 2026-W09 ..." },
	{ 0, "until", "WHEN", "only days up to then, which is one of them" },
	{ 0, "digest", NULL,
	  "one hash of all that is chosen, whatever files are called" },
	{ 0, NULL, NULL, NULL },
};
static const char *const kinds[] = { "file", NULL };

static const struct tc_program program = {
	.name = "tc-archive list",
	.summary = "what files the store has: one record a file",
	.synopsis = "[--kinds KIND,...] [--since WHEN] [--until WHEN] [--digest]",
	.options = options,
	.examples = "tc-archive list --kinds call --since 7d\n",
	.kinds = kinds,
};

struct settings {
	struct selection wanted;
	const char *since, *until;
	bool digest;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case KINDS:
		selection_kinds(&s->wanted, value);
		break;
	case SINCE:
		s->since = value;
		break;
	case UNTIL:
		s->until = value;
		break;
	case DIGEST:
		s->digest = true;
		break;
	}
}

void list_digest(const struct manifest *m, const struct selection *wanted,
		 char digest[LIST_DIGEST_SIZE])
{
	struct sha256_ctx hash;
	char hex[TC_SHA256_HEX];

	sha256_init(&hash);
	for (size_t i = 0; i < m->count; i++) {
		const struct file_entry *e = &m->files[i];

		if (!selection_has_file(wanted, e))
			continue;
		tc_sha256_update(&hash, e->path,
				 (size_t)(strrchr(e->path, '/') - e->path));
		tc_sha256_update(&hash, " ", 1);
		tc_sha256_hex(e->sum.sha256, hex);
		tc_sha256_update(&hash, hex, sizeof(hex));
		tc_sha256_update(&hash, "\n", 1);
	}
	tc_sha256_text(&hash, digest);
}

static void write_list(const struct manifest *m, const struct selection *wanted,
		       struct tc_writer *w)
{
	for (size_t i = 0; i < m->count; i++) {
		if (selection_has_file(wanted, &m->files[i]))
			manifest_write_entry(&m->files[i], w);
	}
}

static void write_digest(const struct manifest *m, const struct selection *wanted,
			 struct tc_writer *w)
{
	char digest[LIST_DIGEST_SIZE];

	list_digest(m, wanted, digest);
	tc_write_bytes(w, digest, LIST_DIGEST_SIZE - 1);
	tc_writer_end(w);
}

enum tc_exit command_list(int argc, char **argv)
{
	struct settings s = { .digest = false };
	struct tc_filter *filter;
	struct tc_options o;
	struct tc_writer w;
	struct store store;
	enum tc_exit code;

	selection_init(&s.wanted);
	tc_options_read(&program, argc, argv, set, &s, &o);
	if (o.operand_count)
		tc_die(TC_EXIT_USAGE, "no file is read here: cannot use '%s'",
		       o.operands[0]);
	selection_range(&s.wanted, &o.common, s.since, s.until);
	store_open(&store);
	tc_writer_stdout(&w);
	filter = s.digest ? NULL : tc_pipe_filter(&o.common, &w);
	if (s.digest)
		write_digest(&store.manifest, &s.wanted, &w);
	else
		write_list(&store.manifest, &s.wanted, &w);
	code = tc_writer_close(&w);
	if (code == TC_EXIT_OK && o.common.strict && filter && tc_filter_failures(filter))
		code = TC_EXIT_NOT_WELL;
	tc_filter_free(filter);
	store_close(&store);
	selection_release(&s.wanted);
	tc_options_release(&o);
	return code;
}
