/* tc-archive put: records into the store. */
#include <stdlib.h>

#include "archive/command.h"
#include "archive/put.h"
#include "lib/pipe.h"
#include "lib/utf8.h"

enum option { USER, HOST, WAIT, STATS };

static const struct tc_option options[] = {
	{ 0, "user", "NAME", "whose the records are that do not say so" },
	{ 0, "host", "NAME", "the machine of the records that do not say so" },
	{ 0, "wait", "SECONDS", "wait so long for another writer (default: 0)" },
	{ 0, "stats", NULL, "tell on standard error what was done, as a record" },
	{ 0, NULL, NULL, NULL },
};

static const struct tc_program program = {
	.name = "tc-archive put",
	.summary = "join records with those that are stored",
	.synopsis = "[--user NAME] [--host NAME] [--wait SECONDS] [--stats] [FILE ...]",
	.options = options,
	.examples = "tc-extract --new | tc-archive put --host \"$(hostname)\"\n",
};

struct settings {
	const char *user, *host;
	int wait;
	bool stats;
};

const char *command_name(const char *option, const char *value)
{
	if (!*value || !tc_utf8_is(tc_span_of(value)))
		tc_die(TC_EXIT_USAGE, "cannot read '%s %s': not a name", option, value);
	return value;
}

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
	case STATS:
		s->stats = true;
		break;
	}
}

static enum tc_exit commit(struct put *put, int wait)
{
	struct store store;
	enum tc_exit code;

	store_lock(&store, wait);
	code = put_commit(put, &store);
	store_close(&store);
	return code;
}

enum tc_exit command_put(int argc, char **argv)
{
	struct settings settings = { .wait = 0 };
	enum tc_exit code = TC_EXIT_OK, closed;
	struct tc_options given;
	struct tc_pipe pipe;
	struct put put;

	tc_options_read(&program, argc, argv, set, &settings, &given);
	tc_pipe_open(&pipe, &given);
	put_init(&put, pipe.record);
	put.intake.user = settings.user;
	put.intake.host = settings.host;
	while (tc_pipe_next(&pipe))
		put_record(&put, &pipe.at);
	put.lossy = pipe.rejects > 0;
	if (!put_is_empty(&put))
		code = commit(&put, settings.wait);
	put_tell(&put);
	if (settings.stats && code == TC_EXIT_OK)
		put_stats(&put);
	if (code == TC_EXIT_OK && given.common.strict && put.intake.counts.rejects)
		code = TC_EXIT_NOT_WELL;
	put_release(&put);
	tc_options_release(&given);
	closed = tc_pipe_close(&pipe);
	return closed > code ? closed : code;
}
