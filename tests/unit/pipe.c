/* lib/pipe: records in and out, what is no record, exit codes; each run in a process of
 * its own. */
#include "tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/pipe.h"

/* Passes what it reads, and marks calls. */
_Noreturn static void child(const struct tc_options *options)
{
	const struct tc_change mark = { "mark", TC_SPAN("true") };
	struct tc_pipe pipe;
	unsigned kind;

	dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
	tc_pipe_open(&pipe, options);
	kind = tc_record_slot(pipe.record, "kind");
	while (tc_pipe_next(&pipe)) {
		if (tc_span_is(tc_record_string(pipe.record, kind), TC_SPAN("call")))
			tc_record_write(pipe.record, &pipe.out, &mark, 1);
		else
			tc_pipe_pass(&pipe);
	}
	exit(tc_pipe_close(&pipe));
}

static int run_to(const char *out, const struct tc_options *options)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
		child(options);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void save(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	fputs(text, file);
	fclose(file);
}

static const char *text_of(const char *path)
{
	static char text[8192];
	FILE *file = fopen(path, "rb");

	text[file ? fread(text, 1, sizeof(text) - 1, file) : 0] = '\0';
	if (file)
		fclose(file);
	return text;
}

static char file_name[] = "in", nowhere[] = "nowhere";
static char *operands[] = { file_name, nowhere };

static struct tc_options options_of(const char *filter, bool strict)
{
	return (struct tc_options){ .common = { .filter = filter, .strict = strict },
				    .operands = operands,
				    .operand_count = 1 };
}

static void passes(const char *in, const char *filter, const char *wanted,
		   const char *wanted_err, const char *name)
{
	struct tc_options options = options_of(filter, false);

	save("in", in);
	is_number(run_to("out", &options), 0, name);
	is_text(text_of("out"), wanted, name);
	is_text(text_of("err"), wanted_err, name);
}

static void test_records(void)
{
	passes("{\"kind\":\"call\",\"n\":1}\n{ \"x\" : [ 1 ] }\n\n{\"kind\":\"call\"}",
	       NULL,
	       "{\"kind\":\"call\",\"n\":1,\"mark\":true}\n{ \"x\" : [ 1 ] }\n"
	       "{\"kind\":\"call\",\"mark\":true}\n",
	       "", "records are marked or pass byte for byte");
	passes("", NULL, "", "", "nothing in, nothing out");
	passes("{\"kind\":\"call\",\"n\":9007199254740993}\n{\"kind\":\"call\"}\n",
	       "select(.n) | ., .mark",
	       "{\"kind\":\"call\",\"n\":9007199254740993,\"mark\":true}\ntrue\n", "",
	       "--filter is the last step");
}

static void test_rejects(void)
{
	passes("{}\n[1]\n{\"a\":\n{\"a\":1} x\n[2]\n", NULL,
	       "{}\n"
	       "{\"kind\":\"reject\",\"file\":\"in\",\"line\":2,\"offset\":3,\"bytes\":3,"
	       "\"reason\":\"not an object\"}\n"
	       "{\"kind\":\"reject\",\"file\":\"in\",\"line\":3,\"offset\":7,\"bytes\":5,"
	       "\"reason\":\"line ends inside a value\"}\n"
	       "{\"kind\":\"reject\",\"file\":\"in\",\"line\":4,\"offset\":13,\"bytes\":"
	       "9,"
	       "\"reason\":\"more than one value on the line\"}\n"
	       "{\"kind\":\"reject\",\"file\":\"in\",\"line\":5,\"offset\":23,\"bytes\":"
	       "3,"
	       "\"reason\":\"not an object\"}\n",
	       "token-craft: in:2: no record: not an object\n"
	       "token-craft: in:3: no record: line ends inside a value\n"
	       "token-craft: in:4: no record: more than one value on the line\n",
	       "what is no record is rejected, each reason told once");
}

static void test_exits(void)
{
	struct tc_options options = options_of(NULL, true);

	save("in", "{}\n");
	is_number(run_to("out", &options), TC_EXIT_OK, "all well under --strict");
	options = options_of("error(\"no\")", true);
	is_number(run_to("out", &options), TC_EXIT_NOT_WELL,
		  "a failing filter under --strict");
	options = options_of("error(\"no\")", false);
	is_number(run_to("out", &options), TC_EXIT_OK, "a failing filter");
	options = options_of(".[", false);
	is_number(run_to("out", &options), TC_EXIT_USAGE, "a filter that is no program");
	save("in", "nonsense\n");
	options = options_of(NULL, true);
	is_number(run_to("out", &options), TC_EXIT_NOT_WELL, "a reject under --strict");
	options = options_of(NULL, false);
	is_number(run_to("out", &options), TC_EXIT_OK, "a reject");
	options.operand_count = 2;
	options.common.strict = true;
	is_number(run_to("out", &options), TC_EXIT_IO, "a missing file before a reject");
	if (access("/dev/full", W_OK) != 0)
		return;
	options.operand_count = 1;
	is_number(run_to("/dev/full", &options), TC_EXIT_IO,
		  "a full disk before a reject");
	is_text(text_of("err"),
		"token-craft: in:1: no record: not JSON\n"
		"token-craft: cannot write standard output: No space left on device\n",
		"and it is told");
}

/* A record comes out while its writer pauses. */
static void test_live(void)
{
	struct tc_options options = options_of(NULL, false);
	int in[2], out[2];
	char got[100];
	ssize_t n;
	pid_t pid;

	if (pipe(in) != 0 || pipe(out) != 0)
		return;
	options.operand_count = 0;
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		child(&options);
	}
	n = write(in[1], "{\"kind\":\"call\"}\n{\"half\"", 23) == 23
		    ? read(out[0], got, sizeof(got))
		    : 0;
	is_bytes(got, (size_t)n, "{\"kind\":\"call\",\"mark\":true}\n",
		 "a record comes out while its writer pauses");
	close(in[1]);
	close(in[0]);
	waitpid(pid, NULL, 0);
}

int main(void)
{
	test_records();
	test_rejects();
	test_exits();
	test_live();
	return done_testing();
}
