/* tc-score: records into points, by rules anybody can read. */
#include <stdlib.h>

#include "lib/confine.h"
#include "lib/report.h"
#include "lib/scan.h"
#include "score/intake.h"
#include "score/policy.h"

enum option {
	PROFILE,
	POLICY,
	BASELINE,
	BUDGET_DAY,
	PREVIOUS,
	BY,
	EXPLAIN,
	METRICS,
};

static const struct tc_option options[] = {
	[PROFILE] = { 0, "profile", "v2|v1",
		      "whose rules: 1350 points, 1000 (default: v2)" },
	[POLICY] = { 0, "policy", "FILE",
		     "rules of your own, in jq, instead of a profile" },
	[BASELINE] = { 0, "baseline", "FILE",
		       "what is normal here: {\"tokens_per_session\":20000}" },
	[BUDGET_DAY] = { 0, "budget-day", "USD", "what a day may cost" },
	[PREVIOUS] = { 0, "previous", NULL,
		       "compare with the newest score among the records" },
	[BY] = { 0, "by", "user", "a score for each user, not one for all records" },
	[EXPLAIN] = { 0, "explain", "CATEGORY",
		      "show the arithmetic of a category, or of all, to read" },
	[METRICS] = { 0, "metrics", NULL,
		      "write what is measured, not the points for it" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "score", "metrics", NULL };

static const struct tc_program program = {
	.name = "tc-score",
	.summary = "make points of what was done, one score a person",
	.synopsis =
		"[--profile v2|v1] [--policy FILE] [--by user] [OPTION ...] [FILE ...]",
	.options = options,
	.examples = "tc-extract --probe | tc-price | tc-score\n"
		    "tc-score --explain session_focus priced.ndjson\n"
		    "tc-score --by user --budget-day 5 priced.ndjson",
	.kinds = kinds,
};

/* Texts are borrowed from the command line. */
struct settings {
	struct policy_wishes wishes;
	bool has_profile, by_user, previous, metrics;
	const char *budget;
};

static void set(void *settings, int option, const char *value)
{
	struct settings *s = settings;

	switch ((enum option)option) {
	case PROFILE:
		s->has_profile = true;
		s->wishes.profile =
			(enum profile)tc_option_choice(&options[PROFILE], value);
		break;
	case POLICY:
		s->wishes.file = value;
		break;
	case BASELINE:
		s->wishes.baseline = value;
		break;
	case BUDGET_DAY:
		s->budget = value;
		break;
	case PREVIOUS:
		s->previous = true;
		break;
	case BY:
		s->by_user = tc_option_choice(&options[BY], value) == 0;
		break;
	case EXPLAIN:
		s->wishes.explain = value;
		break;
	case METRICS:
		s->metrics = true;
		break;
	}
}

static struct period period_of(const struct settings *s, const struct tc_common *common)
{
	struct period period = { .zone = tc_common_zone(common) };

	period.until = tc_common_now(common, period.zone);
	period.since = period.until - PERSON_DAYS * TC_DAY_MS;
	period.has_budget = s->budget != NULL;
	if (s->budget &&
	    (!tc_money_parse(tc_span_of(s->budget), &period.budget) || period.budget < 0))
		tc_die(TC_EXIT_USAGE, "cannot read '--budget-day %s': not an amount",
		       s->budget);
	return period;
}

static void check(const struct settings *s)
{
	if (s->has_profile && s->wishes.file)
		tc_die(TC_EXIT_USAGE, "--policy takes the place of --profile");
	if (s->metrics && s->wishes.explain)
		tc_die(TC_EXIT_USAGE, "--metrics and --explain exclude each other");
}

static int by_user(const void *a, const void *b)
{
	const struct person *x = *(struct person *const *)a;
	const struct person *y = *(struct person *const *)b;

	return tc_span_order(x->user, y->user);
}

/* One line a person, in the order of their names; without a policy the metrics. */
static enum tc_exit write_all(struct intake *in, struct policy *policy)
{
	struct person **persons =
		tc_alloc(in->people.person_size, sizeof(struct person *));
	struct tc_writer metrics;
	enum tc_exit code = TC_EXIT_OK;
	size_t count = 0;

	for (size_t i = 0; i < in->people.person_size; i++)
		if (in->people.persons[i])
			persons[count++] = in->people.persons[i];
	qsort(persons, count, sizeof(struct person *), by_user);
	tc_writer_init(&metrics, -1, "metrics");
	for (size_t i = 0; i < count && code == TC_EXIT_OK; i++) {
		struct tc_span text;

		metrics.used = metrics.line = 0;
		person_write(persons[i], in->period, &metrics);
		memset(tc_writer_room(&metrics, TC_SCAN_PAD), '\n', TC_SCAN_PAD);
		text = (struct tc_span){ metrics.buffer, metrics.used };
		if (!policy)
			policy_write(text, &in->pipe->out);
		else if (!policy_run(policy, text, &in->pipe->out))
			code = TC_EXIT_USAGE;
	}
	free(metrics.buffer);
	free(persons);
	return code;
}

int main(int argc, char **argv)
{
	struct settings settings = { .by_user = false };
	struct tc_options given;
	struct period period;
	struct policy *policy;
	struct intake in;
	struct tc_pipe pipe;
	enum tc_exit code, closed;

	tc_options_read(&program, argc, argv, set, &settings, &given);
	check(&settings);
	tc_pipe_open(&pipe, &given);
	period = period_of(&settings, &given.common);
	settings.wishes.now = period.until;
	policy = settings.metrics ? NULL : policy_open(&settings.wishes);
	intake_init(&in, &pipe, &period, settings.by_user, settings.previous);
	while (tc_pipe_next(&pipe))
		intake_record(&in);
	intake_settle(&in);
	/* Not before: facts that memory does not hold go to $TMPDIR. The rules and --filter run
	 * from here on. */
	tc_confine(NULL, 0);
	code = write_all(&in, policy);
	intake_release(&in);
	policy_close(policy);
	tc_zone_free(period.zone);
	tc_options_release(&given);
	closed = tc_pipe_close(&pipe);
	return closed > code ? closed : code;
}
