/* The reports that are compiled in, and a user's own. */
#include "render/reports.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/option.h"
#include "lib/policy.h"

extern const unsigned char tc_data_prelude_jq[], tc_data_prelude_page_jq[],
	tc_data_prelude_no_page_jq[], tc_data_prelude_documents_jq[],
	tc_data_prelude_score_jq[], tc_data_prelude_plan_jq[];
extern const unsigned char tc_data_achievements_jq[], tc_data_agents_jq[],
	tc_data_alerts_jq[], tc_data_blocks_jq[], tc_data_branches_jq[],
	tc_data_configs_jq[], tc_data_cost_jq[], tc_data_daily_jq[],
	tc_data_dashboard_jq[], tc_data_delta_jq[], tc_data_efficiency_jq[],
	tc_data_guard_jq[], tc_data_live_jq[], tc_data_mcp_jq[], tc_data_mission_jq[],
	tc_data_models_jq[], tc_data_monthly_jq[], tc_data_projects_jq[],
	tc_data_prompts_jq[], tc_data_prs_jq[], tc_data_rank_jq[], tc_data_rates_jq[],
	tc_data_report_jq[], tc_data_score_jq[], tc_data_session_check_jq[],
	tc_data_session_jq[], tc_data_skills_jq[], tc_data_snapshots_jq[],
	tc_data_statusline_jq[], tc_data_usage_jq[], tc_data_versions_jq[],
	tc_data_weekly_jq[], tc_data_worktrees_jq[];

/* The text of each begins with "# SUMMARY". */
static const struct {
	const char *name;
	const unsigned char *text;
	const unsigned char *prelude; /* what it has besides; NULL: nothing */
} reports[] = {
	{ "achievements", tc_data_achievements_jq, tc_data_prelude_score_jq },
	{ "agents", tc_data_agents_jq, NULL },
	{ "alerts", tc_data_alerts_jq, tc_data_prelude_plan_jq },
	{ "blocks", tc_data_blocks_jq, NULL },
	{ "branches", tc_data_branches_jq, NULL },
	{ "configs", tc_data_configs_jq, NULL },
	{ "cost", tc_data_cost_jq, tc_data_prelude_plan_jq },
	{ "daily", tc_data_daily_jq, NULL },
	{ "dashboard", tc_data_dashboard_jq, tc_data_prelude_plan_jq },
	{ "delta", tc_data_delta_jq, tc_data_prelude_score_jq },
	{ "efficiency", tc_data_efficiency_jq, tc_data_prelude_plan_jq },
	{ "guard", tc_data_guard_jq, tc_data_prelude_plan_jq },
	{ "live", tc_data_live_jq, NULL },
	{ "mcp", tc_data_mcp_jq, NULL },
	{ "mission", tc_data_mission_jq, tc_data_prelude_score_jq },
	{ "models", tc_data_models_jq, NULL },
	{ "monthly", tc_data_monthly_jq, NULL },
	{ "projects", tc_data_projects_jq, NULL },
	{ "prompts", tc_data_prompts_jq, NULL },
	{ "prs", tc_data_prs_jq, NULL },
	{ "rank", tc_data_rank_jq, tc_data_prelude_score_jq },
	{ "rates", tc_data_rates_jq, NULL },
	{ "report", tc_data_report_jq, NULL },
	{ "score", tc_data_score_jq, tc_data_prelude_score_jq },
	{ "session", tc_data_session_jq, NULL },
	{ "session_check", tc_data_session_check_jq, tc_data_prelude_plan_jq },
	{ "skills", tc_data_skills_jq, NULL },
	{ "snapshots", tc_data_snapshots_jq, tc_data_prelude_score_jq },
	{ "statusline", tc_data_statusline_jq, tc_data_prelude_plan_jq },
	{ "usage", tc_data_usage_jq, tc_data_prelude_plan_jq },
	{ "versions", tc_data_versions_jq, NULL },
	{ "weekly", tc_data_weekly_jq, NULL },
	{ "worktrees", tc_data_worktrees_jq, NULL },
};
#define COUNT (sizeof(reports) / sizeof(*reports))

/* COUNT when it is none of ours. */
static size_t place_of(const char *name)
{
	size_t i = 0;

	while (i < COUNT && strcmp(reports[i].name, name) != 0)
		i++;
	return i;
}

char *report_prelude(const char *name, bool page)
{
	size_t i = place_of(name);
	const unsigned char *const parts[] = {
		tc_data_prelude_jq,
		page ? tc_data_prelude_page_jq : tc_data_prelude_no_page_jq,
		tc_data_prelude_documents_jq,
		i < COUNT ? reports[i].prelude : tc_data_prelude_plan_jq,
	};
	struct tc_writer text;

	tc_writer_init(&text, -1, "the prelude");
	for (size_t k = 0; k < sizeof(parts) / sizeof(*parts) && parts[k]; k++)
		tc_write_span(&text, tc_span_of((const char *)parts[k]));
	*tc_writer_room(&text, 1) = '\0';
	return text.buffer;
}

static bool has_ending(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcmp(name + n - 3, ".jq") == 0;
}

struct tc_span report_name(const char *name)
{
	const char *slash = strrchr(name, '/');
	struct tc_span s = tc_span_of(slash ? slash + 1 : name);

	if (has_ending(s.p))
		s.n -= 3;
	return s;
}

const char *report_find(const char *name, char **text)
{
	const char *names[COUNT + 1] = { NULL };
	size_t i = place_of(name);
	int near;

	if (strchr(name, '/') || has_ending(name))
		return *text = tc_policy_read("report", name);
	if (i < COUNT)
		return (const char *)reports[i].text;
	for (i = 0; i < COUNT; i++)
		names[i] = reports[i].name;
	near = tc_option_nearest(name, names);
	tc_warn("no report is called '%s'", name);
	if (near >= 0)
		tc_hint("did you mean %s?", names[near]);
	else
		tc_hint("tc-render --list names them; a file of yours ends in .jq");
	exit(TC_EXIT_USAGE);
}

void report_list(struct tc_writer *w)
{
	for (size_t i = 0; i < COUNT; i++) {
		const char *text = (const char *)reports[i].text + 2;
		char name[16];

		snprintf(name, sizeof(name), "%-13s ", reports[i].name);
		tc_write_span(w, tc_span_of(name));
		tc_write_bytes(w, text, strcspn(text, "\n"));
		tc_writer_end(w);
	}
}
