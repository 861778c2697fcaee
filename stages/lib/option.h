/* option.h - one table gives parsing, --help and the checks of the manual.
 *
 * Long and short options, before or after operands; `--name value`, `--name=value`,
 * `-n value`, `-nvalue`, `--` ends options, `-` is an operand. Abbreviations are not
 * taken. An unknown option names the nearest one and exits with TC_EXIT_USAGE. */
#ifndef TC_OPTION_H
#define TC_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/report.h"
#include "lib/time.h"

struct tc_option {
	char letter;          /* 0 when there is none */
	const char *name;     /* without the dashes */
	const char *argument; /* its value in --help: WHEN, or the words it may be, as in
				 auto|always|never; NULL for a flag */
	const char *help;     /* one line, lower case, no full stop */
};

/* One of the commands of a program that has some: `tc-archive put`. It reads its options as
 * a program of its own, with that name. */
struct tc_command {
	const char *name;
	const char *summary;
	enum tc_exit (*run)(int argc, char **argv); /* argv[0] is the command */
};

struct tc_program {
	const char *name;     /* "tc-price" */
	const char *summary;  /* one line: what it does */
	const char *synopsis; /* without the name: "[--rates FILE] [FILE ...]" */
	const struct tc_option *options;   /* the program's own, ends with name NULL */
	const char *examples;              /* lines for --help and the manual, or NULL */
	const char *const *kinds;          /* kinds for --schema, ends with NULL */
	const struct tc_command *commands; /* ends with name NULL; NULL: none */
};

/* What every program understands: --filter, --strict, --now, --timezone (-z), --help (-h),
 * --version (-V), --schema [KIND]. The last three are answered by tc_options_read()
 * itself, on standard output with TC_EXIT_OK. */
struct tc_common {
	const char *filter;   /* NULL: none */
	const char *now;      /* NULL: see tc_time_now() */
	const char *timezone; /* NULL: the system's */
	bool strict;
};

struct tc_options {
	struct tc_common common;
	char **operands; /* borrowed from argv, in order */
	size_t operand_count;
};

/* Calls `set` for each of the program's own options with its index in the table and its
 * value (NULL for a flag). `set` dies by tc_die(TC_EXIT_USAGE, ...) on a bad value. */
void tc_options_read(const struct tc_program *program, int argc, char **argv,
		     void (*set)(void *settings, int option, const char *value),
		     void *settings, struct tc_options *result);
void tc_options_release(struct tc_options *result);

/* What --timezone and --now stand for, else the environment and the clock; a zone or a
 * time that cannot be read is death by usage. The zone is returned owned; zone may be
 * NULL for UTC. */
struct tc_zone *tc_common_zone(const struct tc_common *common);
int64_t tc_common_now(const struct tc_common *common, struct tc_zone *zone);

/* The command of this name; death by usage, naming the nearest, when there is none. */
const struct tc_command *tc_command_find(const struct tc_program *program,
					 const char *name);

/* A whole decimal number in [low, high] for an option's value, or death by usage. */
int64_t tc_option_integer(const char *option, const char *value, int64_t low,
			  int64_t high);
/* Index of value among the words (NULL at the end), or death by usage that lists them. */
int tc_option_word(const char *option, const char *value, const char *const *words);
/* The same among the words of the option's argument. */
int tc_option_choice(const struct tc_option *option, const char *value);
/* Index of the word nearest to `word` by edit distance, -1 when none is near. */
int tc_option_nearest(const char *word, const char *const *words);

#endif
