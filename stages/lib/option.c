/* One table gives parsing, --help and the checks of the manual. */
#include "lib/option.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/help.h"
#include "lib/report.h"

#define WORD_MAX  63 /* longer words are near to nothing */
#define WORDS_MAX 15 /* of one option */

enum common {
	COMMON_FILTER,
	COMMON_STRICT,
	COMMON_NOW,
	COMMON_TIMEZONE,
	COMMON_SCHEMA,
	COMMON_HELP,
	COMMON_VERSION,
};

static const struct tc_option common_options[] = {
	{ 0, "filter", "EXPR", "pass what is written through a jq program, last" },
	{ 0, "strict", NULL, "exit with 1 when anything was rejected" },
	{ 0, "now", "TIME", "what \"now\" is (default: $TC_NOW, else the clock)" },
	{ 'z', "timezone", "ZONE",
	  "time zone of days (default: $TZ, else the system's)" },
	{ 0, "schema", "[KIND]", "print the JSON schema of what is written, and exit" },
	{ 'h', "help", NULL, "print this, and exit" },
	{ 'V', "version", NULL, "print the version, and exit" },
	{ 0, NULL, NULL, NULL },
};

/* What is being read: the tables, the arguments and how far we are. */
struct reader {
	const struct tc_program *program;
	void (*set)(void *settings, int option, const char *value);
	void *settings;
	struct tc_options *result;
	char **next, **end;
};

_Noreturn static void usage_death(void)
{
	tc_hint("see %s --help", tc_report_program());
	exit(TC_EXIT_USAGE);
}

static bool optional(const struct tc_option *option)
{
	return option->argument && option->argument[0] == '[';
}

static void set_common(struct reader *r, int option, const char *value)
{
	struct tc_common *common = &r->result->common;

	switch ((enum common)option) {
	case COMMON_FILTER:
		common->filter = value;
		break;
	case COMMON_STRICT:
		common->strict = true;
		break;
	case COMMON_NOW:
		common->now = value;
		break;
	case COMMON_TIMEZONE:
		common->timezone = value;
		break;
	case COMMON_SCHEMA:
		tc_help_schema(r->program, value);
	case COMMON_HELP:
		tc_help(r->program, common_options);
	case COMMON_VERSION:
		tc_help_version(r->program);
	}
}

static int find_name(const struct tc_option *table, const char *name, size_t n)
{
	for (int i = 0; table[i].name; i++) {
		if (strlen(table[i].name) == n && memcmp(table[i].name, name, n) == 0)
			return i;
	}
	return -1;
}

static int find_letter(const struct tc_option *table, char letter)
{
	for (int i = 0; table[i].name; i++) {
		if (table[i].letter == letter)
			return i;
	}
	return -1;
}

/* Gives an option its value: what is attached to it, else the next argument. */
static void take(struct reader *r, const struct tc_option *table, int option,
		 const char *attached)
{
	const struct tc_option *o = &table[option];
	const char *value = attached;

	if (attached && !o->argument) {
		tc_warn("option '--%s' takes no value", o->name);
		usage_death();
	}
	if (o->argument && !attached && r->next < r->end &&
	    !(optional(o) && r->next[0][0] == '-'))
		value = *r->next++;
	if (o->argument && !value && !optional(o)) {
		tc_warn("option '--%s' needs a value: %s", o->name, o->argument);
		usage_death();
	}
	if (table == common_options)
		set_common(r, option, value);
	else
		r->set(r->settings, option, value);
}

_Noreturn static void unknown_name(const struct tc_program *program, const char *name,
				   size_t n)
{
	const char *words[128], *nearest;
	size_t count = 0;
	char *word = tc_copy(name, n);
	int at;

	for (const struct tc_option *o = program->options; o->name && count < 100; o++)
		words[count++] = o->name;
	for (const struct tc_option *o = common_options; o->name; o++)
		words[count++] = o->name;
	words[count] = NULL;
	at = tc_option_nearest(word, words);
	nearest = at < 0 ? NULL : words[at];
	tc_warn("unknown option '--%s'", word);
	if (nearest)
		tc_hint("did you mean '--%s'?", nearest);
	usage_death();
}

static void read_name(struct reader *r, const char *text)
{
	size_t n = strcspn(text, "=");
	const struct tc_option *table = r->program->options;
	int option = find_name(table, text, n);

	if (option < 0) {
		table = common_options;
		option = find_name(table, text, n);
	}
	if (option < 0)
		unknown_name(r->program, text, n);
	take(r, table, option, text[n] == '=' ? text + n + 1 : NULL);
}

/* One letter, or several of which all but the last are flags. */
static void read_letters(struct reader *r, const char *text)
{
	for (; *text; text++) {
		const struct tc_option *table = r->program->options;
		int option = find_letter(table, *text);

		if (option < 0) {
			table = common_options;
			option = find_letter(table, *text);
		}
		if (option < 0) {
			tc_warn("unknown option '-%c'", *text);
			usage_death();
		}
		if (table[option].argument) {
			take(r, table, option, text[1] ? text + 1 : NULL);
			return;
		}
		take(r, table, option, NULL);
	}
}

struct tc_zone *tc_common_zone(const struct tc_common *common)
{
	struct tc_zone *zone = tc_zone_open(common->timezone);
	const char *tz = getenv("TZ");

	if (zone)
		return zone;
	if (common->timezone)
		tc_warn("unknown time zone '%s'", common->timezone);
	else
		tc_warn("unknown time zone '%s' in %s", tz ? tz : "/etc/localtime",
			tz ? "TZ" : "the system");
	tc_hint("zones are named as in Europe/Berlin or UTC");
	exit(TC_EXIT_USAGE);
}

int64_t tc_common_now(const struct tc_common *common, struct tc_zone *zone)
{
	int64_t now;

	if (tc_time_now(common->now, zone, &now))
		return now;
	if (common->now)
		tc_warn("cannot read '--now %s': not a time", common->now);
	else
		tc_warn("cannot read TC_NOW: '%s' is not a time", getenv("TC_NOW"));
	tc_hint("times are written 2026-11-22T10:11:12Z or 2026-11-22");
	exit(TC_EXIT_USAGE);
}

/* A wrong zone or time is wrong usage in every program, also where it is not needed. */
static void check_common(const struct tc_common *common)
{
	if (common->timezone)
		tc_zone_free(tc_common_zone(common));
	if (common->now)
		tc_common_now(common, NULL);
}

void tc_options_read(const struct tc_program *program, int argc, char **argv,
		     void (*set)(void *settings, int option, const char *value),
		     void *settings, struct tc_options *result)
{
	struct reader r = { .program = program,
			    .set = set,
			    .settings = settings,
			    .result = result,
			    .next = argv + 1,
			    .end = argv + argc };
	bool ended = false;

	tc_report_name(program->name);
	*result = (struct tc_options){ .operands = tc_alloc((size_t)argc + 1,
							    sizeof(char *)) };
	while (r.next < r.end) {
		char *argument = *r.next++;

		if (ended || argument[0] != '-' || argument[1] == '\0')
			result->operands[result->operand_count++] = argument;
		else if (argument[1] != '-')
			read_letters(&r, argument + 1);
		else if (argument[2] == '\0')
			ended = true;
		else
			read_name(&r, argument + 2);
	}
	check_common(&result->common);
}

void tc_options_release(struct tc_options *result)
{
	free(result->operands);
	*result = (struct tc_options){ .operand_count = 0 };
}

int64_t tc_option_integer(const char *option, const char *value, int64_t low,
			  int64_t high)
{
	const char *digits = value + (*value == '-');
	long long number;

	errno = 0;
	number = strtoll(value, NULL, 10);
	if (!*digits || digits[strspn(digits, "0123456789")] || errno || number < low ||
	    number > high) {
		tc_warn("cannot read '%s %s': not a whole number from %lld to %lld",
			option, value, (long long)low, (long long)high);
		usage_death();
	}
	return number;
}

int tc_option_word(const char *option, const char *value, const char *const *words)
{
	char list[512] = "";
	size_t used = 0;

	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], value) == 0)
			return i;
		if (used < sizeof(list))
			used += (size_t)snprintf(list + used, sizeof(list) - used,
						 i ? ", %s" : "%s", words[i]);
	}
	tc_warn("cannot read '%s %s': not one of %s", option, value,
		*list ? list : "none");
	usage_death();
}

int tc_option_choice(const struct tc_option *option, const char *value)
{
	const char *words[WORDS_MAX + 1] = { NULL };
	char *list = tc_copy(option->argument, strlen(option->argument)), *rest = list;
	char name[WORD_MAX + 3];
	int chosen;

	for (size_t n = 0; rest && n < WORDS_MAX; n++) {
		words[n] = rest;
		rest = strchr(rest, '|');
		if (rest)
			*rest++ = '\0';
	}
	snprintf(name, sizeof(name), "--%s", option->name);
	chosen = tc_option_word(name, value, words);
	free(list);
	return chosen;
}

/* Levenshtein's distance, one row at a time; both words at most WORD_MAX long. */
static size_t distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1], n = strlen(b);

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t change = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j - 1] + 1 < change)
				change = row[j - 1] + 1;
			row[j] = row[j] + 1 < change ? row[j] + 1 : change;
		}
	}
	return row[n];
}

int tc_option_nearest(const char *word, const char *const *words)
{
	size_t best = 1 + strlen(word) / 3; /* more changes make another word */
	int nearest = -1;

	for (int i = 0; words[i] && strlen(word) <= WORD_MAX; i++) {
		size_t d = strlen(words[i]) <= WORD_MAX ? distance(word, words[i]) : best;

		if (d < best + (nearest < 0)) {
			best = d;
			nearest = i;
		}
	}
	return nearest;
}

const struct tc_command *tc_command_find(const struct tc_program *program,
					 const char *name)
{
	const char *words[32];
	size_t count = 0;
	int nearest;

	for (const struct tc_command *c = program->commands; c->name && count < 31; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
		words[count++] = c->name;
	}
	words[count] = NULL;
	nearest = tc_option_nearest(name, words);
	tc_report_name(program->name);
	tc_warn("unknown command '%s'", name);
	if (nearest >= 0)
		tc_hint("did you mean '%s'?", words[nearest]);
	usage_death();
}
