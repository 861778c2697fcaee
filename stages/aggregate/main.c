/* tc-aggregate: records into rows of groups and sums. */
#include <stdlib.h>

#include "aggregate/argument.h"
#include "aggregate/intake.h"
#include "aggregate/merge.h"
#include "aggregate/partial.h"
#include "aggregate/row.h"
#include "aggregate/settings.h"
#include "lib/confine.h"
#include "lib/report.h"

_Noreturn static void no_day(const char *option, const char *value)
{
	tc_warn("cannot read '%s %s': not a day", option, value);
	tc_hint("days are written 2026-03-01, 7d, 2w, 2026-03 or 2026-W09");
	exit(TC_EXIT_USAGE);
}

static void ask_range(const struct settings *s, struct question *q, int64_t now,
		      struct tc_zone *zone)
{
	if (s->since && !tc_time_since(s->since, now, zone, &q->since))
		no_day("--since", s->since);
	if (s->until && !tc_time_until(s->until, now, zone, &q->until))
		no_day("--until", s->until);
	if (q->since >= q->until)
		tc_die(TC_EXIT_USAGE, "--since %s is after --until %s", s->since,
		       s->until);
}

static void ask(const struct settings *s, struct question *q)
{
	aggregate_question_init(q, s->of ? s->of : "call");
	q->monday = s->monday;
	for (size_t i = 0; i < s->by_count; i++)
		aggregate_question_by(q, s->by[i]);
	for (size_t i = 0; i < s->quantile_count; i++)
		aggregate_question_quantile(q, s->quantiles[i]);
	aggregate_question_close(q);
	aggregate_order_check(&s->order, q);
}

/* What partials say they answer. Machines in different zones must mean the same days; for
 * rows, partials met among the records may be made with --timezone local. */
static void name_question(const struct settings *s, const char *timezone,
			  struct question *q)
{
	bool local = aggregate_question_is_local(q) || s->since || s->until;

	if (local && !timezone && s->mode == PARTIAL)
		tc_die(TC_EXIT_USAGE, "--partial with days needs --timezone");
	if (local && !timezone)
		timezone = "local";
	aggregate_arguments_write(q, local ? timezone : NULL);
}

static void answer(const struct settings *s, struct question *q, struct tally *tally,
		   struct tc_writer *out)
{
	bool rows = s->mode == RECORDS_TO_ROWS || s->mode == FINAL;

	aggregate_tally_settle(tally, rows);
	if (rows)
		aggregate_rows_write(tally, &s->order, out);
	else
		aggregate_partial_write(tally, out);
	aggregate_tally_release(tally);
	aggregate_question_release(q);
}

static void from_records(const struct settings *s, const struct tc_options *given,
			 struct tc_pipe *pipe)
{
	const struct tc_common *common = &given->common;
	struct tc_zone *zone = tc_common_zone(common);
	int64_t now = tc_common_now(common, zone);
	struct question q;
	struct tally tally;
	struct intake in;

	ask(s, &q);
	ask_range(s, &q, now, zone);
	name_question(s, common->timezone, &q);
	aggregate_tally_init(&tally, &q);
	aggregate_intake_init(&in, &tally, pipe, (struct period_clock){ zone, q.monday },
			      now);
	tc_confine(given->operands, given->operand_count);
	while (tc_pipe_next(pipe))
		aggregate_intake_record(&in);
	for (size_t i = 0; i < q.key_count; i++)
		pipe->rejects += q.keys[i].failed; /* for --strict */
	aggregate_intake_release(&in);
	answer(s, &q, &tally, &pipe->out);
	tc_zone_free(zone);
}

static void from_partials(const struct settings *s, const struct tc_options *given,
			  struct tc_pipe *pipe)
{
	struct question q;
	struct tally tally;

	tc_confine(given->operands, given->operand_count);
	if (!aggregate_merge_read(&q, &tally, pipe))
		return;
	aggregate_order_check(&s->order, &q);
	answer(s, &q, &tally, &pipe->out);
}

int main(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct tc_options given;
	struct tc_pipe pipe;

	tc_options_read(&aggregate_program, argc, argv, aggregate_settings_set, &settings,
			&given);
	aggregate_settings_check(&settings, &given.common);
	tc_pipe_open(&pipe, &given);
	if (settings.mode == RECORDS_TO_ROWS || settings.mode == PARTIAL)
		from_records(&settings, &given, &pipe);
	else
		from_partials(&settings, &given, &pipe);
	aggregate_settings_release(&settings);
	tc_options_release(&given);
	return tc_pipe_close(&pipe);
}
