/* What the user wishes of tc-aggregate. */
#include "aggregate/settings.h"

#include <stdlib.h>

#include "lib/report.h"

enum option {
	BY,
	OF,
	SINCE,
	UNTIL,
	WEEK_START,
	QUANTILE,
	SORT,
	TOP,
	TO_PARTIAL,
	TO_MERGE,
	TO_FINAL,
};

static const struct tc_option options[] = {
	[BY] = { 'b', "by", "KEY[,KEY ...]",
		 "group by these; again for another set of rows, '' for the total" },
	[OF] = { 0, "of", "KIND", "the kind of record to count (default: call)" },
	[SINCE] = { 0, "since", "WHEN",
		    "only from this day on: 2026-03-01, 7d, 2026-W09" },
	[UNTIL] = { 0, "until", "WHEN", "only until the end of this day" },
	[WEEK_START] = { 0, "week-start", "sunday|monday",
			 "when weeks begin (default: sunday)" },
	[QUANTILE] = { 0, "quantile", "FIELD:P[,P ...]",
		       "add columns FIELD_pP: the P-th percentile, within 1/64" },
	[SORT] = { 0, "sort", "COLUMN[:asc|:desc]",
		   "sort rows by this first (default: by their keys)" },
	[TOP] = { 0, "top", "N", "write the first N rows of each set only" },
	[TO_PARTIAL] = { 0, "partial", NULL, "write a partial answer, to be merged" },
	[TO_MERGE] = { 0, "merge", NULL, "read partials, write one" },
	[TO_FINAL] = { 0, "final", NULL, "read partials, write rows" },
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "rollup", "partial", NULL };

const struct tc_program aggregate_program = {
	.name = "tc-aggregate",
	.summary = "group records and sum them up",
	.synopsis = "[--by KEY[,KEY ...]] [OPTION ...] [FILE ...]",
	.options = options,
	.examples = "tc-aggregate --by day,model --timezone UTC priced.ndjson\n"
		    "tc-aggregate --by '' --by project --sort cost_usd --top 5\n"
		    "tc-aggregate --by 'team=(.project|split(\"/\")|last)'\n"
		    "tc-aggregate --of tool --by name --since 7d",
	.kinds = kinds,
};

static void set_mode(struct settings *s, enum mode mode)
{
	if (s->mode != RECORDS_TO_ROWS && s->mode != mode)
		tc_die(TC_EXIT_USAGE,
		       "--partial, --merge and --final exclude each other");
	s->mode = mode;
}

static void append(const char ***list, size_t *count, const char *value)
{
	*list = tc_grow(*list, *count + 1, sizeof(**list));
	(*list)[(*count)++] = value;
}

void aggregate_settings_set(void *settings, int option, const char *value)
{
	struct settings *s = settings;

	s->asks |= option <= QUANTILE;
	switch ((enum option)option) {
	case BY:
		append(&s->by, &s->by_count, value);
		break;
	case OF:
		s->of = value;
		break;
	case SINCE:
		s->since = value;
		break;
	case UNTIL:
		s->until = value;
		break;
	case WEEK_START:
		s->monday = tc_option_choice(&options[WEEK_START], value) == 1;
		break;
	case QUANTILE:
		append(&s->quantiles, &s->quantile_count, value);
		break;
	case SORT:
		aggregate_order_read(&s->order, value);
		break;
	case TOP:
		s->order.top = tc_option_integer("--top", value, 1, INT64_MAX);
		break;
	case TO_PARTIAL:
		set_mode(s, PARTIAL);
		break;
	case TO_MERGE:
		set_mode(s, MERGE);
		break;
	case TO_FINAL:
		set_mode(s, FINAL);
		break;
	}
}

void aggregate_settings_check(const struct settings *s, const struct tc_common *common)
{
	bool reads_partials = s->mode == MERGE || s->mode == FINAL;
	bool writes_partial = s->mode == MERGE || s->mode == PARTIAL;

	if (reads_partials && (s->asks || common->timezone)) {
		tc_warn("--merge and --final take the question from the partials");
		tc_hint("only --sort and --top (of --final) can be asked now");
		exit(TC_EXIT_USAGE);
	}
	if (writes_partial && (s->order.column || s->order.top))
		tc_die(TC_EXIT_USAGE, "--sort and --top are for rows, not for partials");
	if (s->of && strcmp(s->of, "reject") == 0)
		tc_die(TC_EXIT_USAGE,
		       "--of reject: rejects are always counted, by their reason");
}

void aggregate_settings_release(struct settings *s)
{
	free(s->by);
	free(s->quantiles);
	aggregate_order_release(&s->order);
}
