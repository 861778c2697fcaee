/* import: records of another store, of files, or of Token-Craft 1.x into this one.
 *
 * A gzip file is read once to see whether it is whole; of one that is not, whole members
 * are taken, whose lines are what was written. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/command.h"
#include "archive/craft1.h"
#include "archive/gather.h"
#include "archive/put.h"
#include "lib/gzip.h"
#include "lib/input.h"
#include "lib/pipe.h"

#define CHUNK (64u << 10)

enum option { USER, HOST, WAIT };

static const struct tc_option options[] = {
	{ 0, "user", "NAME", "whose the records are that do not say so" },
	{ 0, "host", "NAME", "the machine of the records that do not say so" },
	{ 0, "wait", "SECONDS", "wait so long for another writer (default: 0)" },
	{ 0, NULL, NULL, NULL },
};

static const struct tc_program program = {
	.name = "tc-archive import",
	.summary = "take in the records of another store, or of files",
	.synopsis = "[--user NAME] [--host NAME] [--wait SECONDS] [DIR | FILE ...]",
	.options = options,
	.examples = "tc-archive import /mnt/laptop/.claude/token-craft\n"
		    "tc-archive import --user ada@example.org ~/.claude/token-craft\n",
};

struct settings {
	const char *user, *host;
	int wait;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case USER:
		s->user = command_name("--user", value);
		break;
	case HOST:
		s->host = command_name("--host", value);
		break;
	case WAIT:
		s->wait = (int)tc_option_integer("--wait", value, 0, STORE_WAIT_MAX);
		break;
	}
}

static bool ends_in_gz(const char *path)
{
	size_t n = strlen(path);

	return n > 3 && strcmp(path + n - 3, ".gz") == 0;
}

/* Can it be read to its end? Of pipes, and of what cannot be opened, the one who reads them
 * will tell. */
static bool is_whole(const char *path)
{
	struct tc_input *in;
	struct stat st;
	char *buffer;
	ssize_t got;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return true;
	if (st.st_size == 0)
		return !ends_in_gz(path);
	in = tc_input_open(path);
	if (!in)
		return true;
	buffer = tc_alloc(CHUNK, 1);
	do
		got = tc_input_read(in, buffer, CHUNK);
	while (got > 0);
	tc_input_close(in);
	free(buffer);
	return got == 0;
}

static void take_lines(struct put *put, struct tc_pipe *pipe, struct tc_line *at,
		       struct tc_span member)
{
	const char *p = member.p, *end = member.p + member.n;

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p) + 1);

		at->text = (struct tc_span){ p, (size_t)(lf - p) };
		at->bytes = at->text.n;
		at->number++;
		if (tc_record_parse(pipe->record, at->text)) {
			put_record(put, at);
		} else {
			tc_told_say(&pipe->told, at, tc_record_reason(pipe->record));
			pipe->rejects++;
		}
		p = lf + 1;
	}
}

/* What is whole of a file that is not. */
static void take_members(struct put *put, struct tc_pipe *pipe, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct tc_gzip_reader *reader = tc_gzip_reader_new(fd);
	struct tc_line at = { .file = path };
	enum tc_gzip_state state, first = TC_GZIP_WHOLE;
	struct tc_span member;

	do {
		while ((state = tc_gzip_reader_next(reader, &member)) == TC_GZIP_WHOLE)
			take_lines(put, pipe, &at, member);
		if (first == TC_GZIP_WHOLE)
			first = state;
	} while (tc_gzip_reader_resume(reader));
	tc_warn("%s: damaged: %s", path, tc_gzip_state_name(first));
	tc_hint("%llu lines of whole members were taken", (unsigned long long)at.number);
	tc_gzip_reader_free(reader);
	close(fd);
}

struct import {
	struct settings settings;
	struct tc_options given;
	struct gather gather;
	size_t whole; /* files, which come first */
	struct tc_pipe pipe;
	struct put put;
};

/* Files that are not whole go behind the others. */
static void sort_files(struct import *im)
{
	struct gather *g = &im->gather;
	char **damaged = tc_alloc(g->count, sizeof(char *));
	size_t count = 0;

	for (size_t i = 0; i < g->count; i++) {
		if (is_whole(g->files[i]))
			g->files[im->whole++] = g->files[i];
		else
			damaged[count++] = g->files[i];
	}
	for (size_t i = 0; i < count; i++)
		g->files[im->whole + i] = damaged[i];
	free(damaged);
}

static void open_all(struct import *im)
{
	struct tc_options files = { .common = im->given.common };

	for (size_t i = 0; i < im->given.operand_count; i++)
		gather_operand(&im->gather, im->given.operands[i]);
	sort_files(im);
	files.operands = im->gather.files;
	files.operand_count = im->whole;
	tc_pipe_open(&im->pipe, &files);
	put_init(&im->put, im->pipe.record);
	im->put.intake.user = im->settings.user;
	im->put.intake.host = im->settings.host;
	im->put.lossy = true; /* cursors are of the machine they were made on */
}

/* False when something was damaged: it was told. */
static bool take_all(struct import *im)
{
	const struct gather *g = &im->gather;
	bool well = im->whole == g->count;

	if (im->whole > 0 || im->given.operand_count == 0)
		while (tc_pipe_next(&im->pipe))
			put_record(&im->put, &im->pipe.at);
	for (size_t i = im->whole; i < g->count; i++)
		take_members(&im->put, &im->pipe, g->files[i]);
	for (size_t i = 0; i < g->old_count; i++)
		well = craft1_read(g->old[i], &im->given.common, &im->put) && well;
	return well && im->pipe.rejects == 0;
}

static enum tc_exit commit(struct put *put, int wait)
{
	struct store store;
	enum tc_exit code;

	if (put_is_empty(put))
		return TC_EXIT_OK;
	store_lock(&store, wait);
	code = put_commit(put, &store);
	store_close(&store);
	return code;
}

enum tc_exit command_import(int argc, char **argv)
{
	struct import im = { .whole = 0 };
	enum tc_exit code, read;
	bool well;

	tc_options_read(&program, argc, argv, set, &im.settings, &im.given);
	open_all(&im);
	well = take_all(&im);
	code = commit(&im.put, im.settings.wait);
	put_tell(&im.put);
	put_release(&im.put);
	read = tc_pipe_close(&im.pipe);
	if (code == TC_EXIT_OK)
		code = read != TC_EXIT_OK || im.gather.trouble ? TC_EXIT_IO : TC_EXIT_OK;
	if (code == TC_EXIT_OK && !well)
		code = TC_EXIT_NOT_WELL;
	gather_release(&im.gather);
	tc_options_release(&im.given);
	return code;
}
