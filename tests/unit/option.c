/* lib/option: what every program understands, each call in a process of its own. */
#include "tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/option.h"
#include "lib/report.h"

#define ARGUMENTS 12

static const struct tc_option own[] = {
	{ 'r', "rates", "FILE", "table of rates" },
	{ 'n', "number", "N", "from 1 to 9" },
	{ 'm', "mode", "auto|recorded|calculate", "what costs are" },
	{ 'q', "quiet", NULL, "say less" },
	{ 0, "explain", NULL, "say more" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "call", "reject", NULL };

static const struct tc_program program = {
	.name = "tc-test",
	.summary = "tests options",
	.synopsis = "[--rates FILE] [FILE ...]",
	.options = own,
	.examples = "tc-test one\ntc-test two",
	.kinds = kinds,
};

static void set(void *settings, int option, const char *value)
{
	(void)settings;
	if (strcmp(own[option].name, "number") == 0)
		printf("number=%d ", (int)tc_option_integer("--number", value, 1, 9));
	else if (strcmp(own[option].name, "mode") == 0)
		printf("mode=%d ", tc_option_choice(&own[option], value));
	else
		printf("%s=%s ", own[option].name, value ? value : "set");
}

_Noreturn static void child(int argc, char **argv, const char *out)
{
	struct tc_options options;

	dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
	dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
	tc_options_read(&program, argc, argv, set, NULL, &options);
	if (options.common.strict)
		printf("strict ");
	if (options.common.filter)
		printf("filter=%s ", options.common.filter);
	for (size_t i = 0; i < options.operand_count; i++)
		printf("<%s>", options.operands[i]);
	tc_options_release(&options);
	exit(0);
}

/* Splits at blanks, runs, returns the exit code. */
static int run_to(const char *out, const char *line)
{
	char copy[256], *argv[ARGUMENTS] = { (char[]){ "tc-test" } };
	int argc = 1, status;
	pid_t pid;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *word = strtok(copy, " "); word && argc < ARGUMENTS - 1;
	     word = strtok(NULL, " "))
		argv[argc++] = strcmp(word, "''") == 0 ? word + 2 : word;
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		child(argc, argv, out);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static const char *text_of(const char *path)
{
	static char text[8192];
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;

	text[n] = '\0';
	if (file)
		fclose(file);
	return text;
}

static void reads(const char *line, const char *wanted)
{
	is_number(run_to("out", line), 0, line);
	is_text(text_of("out"), wanted, wanted);
	is_text(text_of("err"), "", "without a word");
}

static void refuses(const char *line, const char *wanted)
{
	is_number(run_to("out", line), TC_EXIT_USAGE, line);
	is_text(text_of("err"), wanted, "and says why");
}

static void test_reading(void)
{
	reads("", "");
	reads("a b", "<a><b>");
	reads("--rates x a", "rates=x <a>");
	reads("a --rates=x b", "rates=x <a><b>");
	reads("-r x -rx -r -", "rates=x rates=x rates=- ");
	reads("--rates= a", "rates= <a>");
	reads("--rates --quiet", "rates=--quiet ");
	reads("-q -qrx --explain", "quiet=set quiet=set rates=x explain=set ");
	reads("-- --quiet -q -", "<--quiet><-q><->");
	reads("- ''", "<-><>");
	reads("--strict --filter . a", "strict filter=. <a>");
	reads("-n 9 --mode recorded", "number=9 mode=1 ");
	reads("-z Europe/Berlin --now 2026-11-22", "");
}

static void test_refusing(void)
{
#define SEE "tc-test:   see tc-test --help\n"
	refuses("--rate x", "tc-test: unknown option '--rate'\n"
			    "tc-test:   did you mean '--rates'?\n" SEE);
	refuses("--filtr=x", "tc-test: unknown option '--filtr'\n"
			     "tc-test:   did you mean '--filter'?\n" SEE);
	refuses("--unheard", "tc-test: unknown option '--unheard'\n" SEE);
	refuses("-x", "tc-test: unknown option '-x'\n" SEE);
	refuses("-qx", "tc-test: unknown option '-x'\n" SEE);
	refuses("--rates", "tc-test: option '--rates' needs a value: FILE\n" SEE);
	refuses("-r", "tc-test: option '--rates' needs a value: FILE\n" SEE);
	refuses("--quiet=yes", "tc-test: option '--quiet' takes no value\n" SEE);
	refuses("-n 0", "tc-test: cannot read '--number 0': "
			"not a whole number from 1 to 9\n" SEE);
	refuses("-n 10", "tc-test: cannot read '--number 10': "
			 "not a whole number from 1 to 9\n" SEE);
	refuses("-n +5", "tc-test: cannot read '--number +5': "
			 "not a whole number from 1 to 9\n" SEE);
	refuses("-n 5x", "tc-test: cannot read '--number 5x': "
			 "not a whole number from 1 to 9\n" SEE);
	refuses("-n 99999999999999999999", "tc-test: cannot read '--number "
					   "99999999999999999999': not a whole number "
					   "from 1 to 9\n" SEE);
	refuses("--mode manual", "tc-test: cannot read '--mode manual': "
				 "not one of auto, recorded, calculate\n" SEE);
	refuses("--schema score", "tc-test: cannot read '--schema score': "
				  "not one of call, reject\n" SEE);
	refuses("-z Atlantis", "tc-test: unknown time zone 'Atlantis'\n"
			       "tc-test:   zones are named as in Europe/Berlin or UTC\n");
	refuses("--now soon", "tc-test: cannot read '--now soon': not a time\n"
			      "tc-test:   times are written 2026-11-22T10:11:12Z or "
			      "2026-11-22\n");
}

static void test_answers(void)
{
	const char *text;

	is_number(run_to("out", "--unknown-comes-later --help"), TC_EXIT_USAGE,
		  "options are read in their order");
	is_number(run_to("out", "a --help --unheard"), 0, "--help ends it");
	text = text_of("out");
	ok(strstr(text, "usage: tc-test [--rates FILE] [FILE ...]\ntests options\n") ==
		   text,
	   "usage comes first");
	ok(strstr(text, "\n  -r, --rates FILE     table of rates\n"), "an option");
	ok(strstr(text, "\n      --explain        say more\n"), "one without a letter");
	ok(strstr(text, "\n  -m, --mode auto|recorded|calculate\n"
			"                       what costs are\n"),
	   "a long one has a line of its own");
	ok(strstr(text, "\n  -V, --version        print the version"), "a common one");
	ok(strstr(text, "\nexamples:\n  tc-test one\n  tc-test two\n"), "examples");
	is_number(run_to("out", "-h"), 0, "-h is --help");
	is_number(run_to("out", "--version"), 0, "--version ends it");
	is_text(text_of("out"), "tc-test (Token-Craft) 2.0.0\n", "the version");
	is_number(run_to("out", "--schema reject"), 0, "--schema KIND");
	text = text_of("out");
	ok(*text == '{' && strstr(text, "reject.schema.json"), "the schema of that kind");
	is_number(run_to("out", "--schema"), 0, "--schema");
	ok(strstr(text_of("out"), "call.schema.json"), "all schemas");
	if (access("/dev/full", W_OK) == 0) {
		is_number(run_to("/dev/full", "--help"), TC_EXIT_IO, "a full disk");
		is_text(text_of("err"),
			"tc-test: cannot write standard output: No space left on "
			"device\n",
			"is told");
	}
}

static void test_nearest(void)
{
	static const char *const words[] = { "daily",  "weekly", "monthly",
					     "blocks", "week",   NULL };

	is_number(tc_option_nearest("dayly", words), 0, "one letter changed");
	is_number(tc_option_nearest("montly", words), 2, "one letter missing");
	is_number(tc_option_nearest("bloccks", words), 3, "one letter too many");
	is_number(tc_option_nearest("wekely", words), 1, "two letters swapped");
	is_number(tc_option_nearest("weekl", words), 1, "the nearest, not the last");
	is_number(tc_option_nearest("report", words), -1, "another word");
	is_number(tc_option_nearest("", words), -1, "no word");
}

int main(void)
{
	test_reading();
	test_refusing();
	test_answers();
	test_nearest();
	return done_testing();
}
