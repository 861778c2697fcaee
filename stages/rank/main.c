/* tc-rank: scores into ranks, by rules anybody can read. */
#include <stdlib.h>

#include "lib/confine.h"
#include "lib/report.h"
#include "rank/board.h"
#include "rank/rules.h"

enum option {
	TABLE,
	POLICY,
	AGAINST,
	HISTORY,
	ACHIEVEMENTS,
	TIES,
	WEEK_START,
};

static const struct tc_option options[] = {
	[TABLE] = { 0, "table", "v1|v2|x1.35|FILE",
		    "which ranks there are (default: by what the profile can give)" },
	[POLICY] = { 0, "policy", "FILE", "rules of your own, in jq" },
	[AGAINST] = { 0, "against", "WHEN",
		      "compare with the newest score at that time: 2026-03-01, 7d" },
	[HISTORY] = { 0, "history", NULL, "all scores, each with its rank at its time" },
	[ACHIEVEMENTS] = { 0, "achievements", NULL,
			   "what was reached, badges and certificates, not scores" },
	[TIES] = { 0, "ties", "competition|dense|modified|ordinal",
		   "which place equal totals share (default: competition)" },
	[WEEK_START] = { 0, "week-start", "sunday|monday",
			 "when a week starts (default: sunday)" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "score", "achievement", "badge", "certification",
				     NULL };

static const struct tc_program program = {
	.name = "tc-rank",
	.summary = "add rank, streak, progress and place to scores",
	.synopsis = "[--table v1|v2|x1.35|FILE] [--policy FILE] [--against WHEN] "
		    "[--history] [--achievements] [OPTION ...] [FILE ...]",
	.options = options,
	.examples = "tc-score priced.ndjson | tc-rank - scores.ndjson\n"
		    "tc-rank --history scores.ndjson\n"
		    "tc-rank --against 30d --filter .delta scores.ndjson",
	.kinds = kinds,
};

/* Texts are borrowed from the command line. */
struct settings {
	struct rules_wishes wishes;
	const char *against;
	enum board_ties ties;
	bool history, achievements, monday;
};

/* A name of ranks.json, or a file. */
static bool is_file(const char *table)
{
	static const char *const names[] = { "v1", "v2", "x1.35", NULL };
	size_t i = 0;

	while (names[i] && strcmp(table, names[i]) != 0)
		i++;
	return !names[i];
}

static void set(void *settings, int option, const char *value)
{
	struct settings *s = settings;

	switch ((enum option)option) {
	case TABLE:
		s->wishes.table = value;
		s->wishes.table_is_file = is_file(value);
		break;
	case POLICY:
		s->wishes.file = value;
		break;
	case AGAINST:
		s->against = value;
		break;
	case HISTORY:
		s->history = true;
		break;
	case ACHIEVEMENTS:
		s->achievements = true;
		break;
	case TIES:
		s->ties = (enum board_ties)tc_option_choice(&options[TIES], value);
		break;
	case WEEK_START:
		s->monday = tc_option_choice(&options[WEEK_START], value) == 1;
		break;
	}
}

/* An instant, or the last of a day. */
static bool read_against(const char *text, int64_t now, struct tc_zone *zone, int64_t *ms)
{
	if (tc_time_parse(tc_span_of(text), ms))
		return true;
	if (!tc_time_until(text, now, zone, ms))
		return false;
	--*ms;
	return true;
}

static void check(struct settings *s, struct tc_zone *zone)
{
	struct rules_wishes *w = &s->wishes;

	if (s->history && s->achievements)
		tc_die(TC_EXIT_USAGE, "--history and --achievements exclude each other");
	w->show = s->achievements ? SHOW_ACHIEVEMENTS
		  : s->history    ? SHOW_HISTORY
				  : SHOW_NEWEST;
	w->has_against = s->against != NULL;
	if (s->against && !read_against(s->against, w->now, zone, &w->against))
		tc_die(TC_EXIT_USAGE, "cannot read '--against %s': not a time",
		       s->against);
}

/* What the rules make of one person, result by result. */
struct run {
	const struct person *person;
	size_t next; /* among her sights, the score that comes next */
	struct board *board;
	struct tc_writer *out; /* of achievements; NULL: they are scores */
	bool broken;
};

static void emit(void *context, struct tc_span result)
{
	struct run *run = context;

	if (run->out) {
		tc_write_span(run->out, result);
		tc_writer_end(run->out);
	} else if (run->next < run->person->count) {
		run->broken |= !board_add(run->board, run->person->sights[run->next].line,
					  result, run->next + 1 == run->person->count);
		run->next++;
	}
}

/* The first of her scores to be shown. */
static size_t first_of(const struct person *person, enum rules_show show)
{
	size_t i = 0;

	while (i < person->count && person->sights[i].kind != SIGHT_SCORE)
		i++;
	return show == SHOW_NEWEST && i < person->count ? person->count - 1 : i;
}

static enum tc_exit rank_all(struct intake *in, const struct settings *s,
			     struct tc_zone *zone, struct tc_policy *rules,
			     struct tc_writer *out)
{
	const struct rules_weeks weeks = { zone, s->monday };
	struct board *board = board_new();
	enum tc_exit code = TC_EXIT_OK;
	struct tc_writer input;
	struct person person;

	tc_writer_init(&input, -1, "the input of rules");
	while (code == TC_EXIT_OK && intake_next(in, &person)) {
		struct run run = { .person = &person,
				   .next = first_of(&person, s->wishes.show),
				   .board = board,
				   .out = s->achievements ? out : NULL };

		rules_input(&person, &weeks, &input);
		if (!tc_policy_run(rules, (struct tc_span){ input.buffer, input.used },
				   emit, &run)) {
			code = TC_EXIT_USAGE;
		} else if (run.broken) {
			tc_warn("the rules make no object of a score");
			code = TC_EXIT_USAGE;
		}
	}
	if (code == TC_EXIT_OK) {
		board_place(board, s->ties);
		board_write(board, out);
	}
	free(input.buffer);
	board_free(board);
	return code;
}

int main(int argc, char **argv)
{
	struct settings settings = { .history = false };
	struct tc_options given;
	struct tc_policy *rules;
	struct tc_zone *zone;
	struct intake *in;
	struct tc_pipe pipe;
	enum tc_exit code, closed;

	tc_options_read(&program, argc, argv, set, &settings, &given);
	zone = tc_common_zone(&given.common);
	settings.wishes.now = tc_common_now(&given.common, zone);
	check(&settings, zone);
	tc_pipe_open(&pipe, &given);
	rules = rules_open(&settings.wishes);
	in = intake_new(&pipe, settings.wishes.now, settings.achievements);
	while (tc_pipe_next(&pipe))
		intake_record(in);
	/* Not before: what memory does not hold goes to $TMPDIR. */
	tc_confine(NULL, 0);
	code = rank_all(in, &settings, zone, rules, &pipe.out);
	intake_free(in);
	tc_policy_close(rules);
	tc_zone_free(zone);
	tc_options_release(&given);
	closed = tc_pipe_close(&pipe);
	return closed > code ? closed : code;
}
