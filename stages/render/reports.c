/* The reports that are compiled in, and a user's own. */
#include "render/reports.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/option.h"

#define FILE_MAX ((size_t)1 << 20)

extern const unsigned char tc_data_prelude_jq[], tc_data_prelude_page_jq[],
	tc_data_prelude_no_page_jq[], tc_data_prelude_documents_jq[];
extern const unsigned char tc_data_agents_jq[], tc_data_blocks_jq[],
	tc_data_branches_jq[], tc_data_configs_jq[], tc_data_daily_jq[],
	tc_data_live_jq[], tc_data_mcp_jq[], tc_data_models_jq[], tc_data_monthly_jq[],
	tc_data_projects_jq[], tc_data_prompts_jq[], tc_data_prs_jq[], tc_data_rates_jq[],
	tc_data_report_jq[], tc_data_score_jq[], tc_data_session_jq[],
	tc_data_skills_jq[], tc_data_versions_jq[], tc_data_weekly_jq[],
	tc_data_worktrees_jq[];

/* Names end with NULL; the text of each begins with "# SUMMARY". */
static const char *const names[] = {
	"agents", "blocks",  "branches", "configs",  "daily",  "live",      "mcp",
	"models", "monthly", "projects", "prompts",  "prs",    "rates",     "report",
	"score",  "session", "skills",   "versions", "weekly", "worktrees", NULL
};
static const unsigned char *const texts[] = {
	tc_data_agents_jq,   tc_data_blocks_jq,    tc_data_branches_jq,
	tc_data_configs_jq,  tc_data_daily_jq,     tc_data_live_jq,
	tc_data_mcp_jq,      tc_data_models_jq,    tc_data_monthly_jq,
	tc_data_projects_jq, tc_data_prompts_jq,   tc_data_prs_jq,
	tc_data_rates_jq,    tc_data_report_jq,    tc_data_score_jq,
	tc_data_session_jq,  tc_data_skills_jq,    tc_data_versions_jq,
	tc_data_weekly_jq,   tc_data_worktrees_jq,
};

char *report_prelude(bool page)
{
	const unsigned char *const parts[] = { tc_data_prelude_jq,
					       page ? tc_data_prelude_page_jq
						    : tc_data_prelude_no_page_jq,
					       tc_data_prelude_documents_jq };
	struct tc_writer text;

	tc_writer_init(&text, -1, "the prelude");
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		tc_write_span(&text, tc_span_of((const char *)parts[i]));
	*tc_writer_room(&text, 1) = '\0';
	return text.buffer;
}

static const char *read_file(const char *path, char **text)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		tc_die_errno(TC_EXIT_IO, "cannot open report '%s'", path);
	*text = tc_alloc(FILE_MAX + 1, 1);
	n = fread(*text, 1, FILE_MAX, f);
	if (ferror(f))
		tc_die_errno(TC_EXIT_IO, "cannot read report '%s'", path);
	fclose(f);
	if (n == FILE_MAX || memchr(*text, '\0', n))
		tc_die(TC_EXIT_USAGE, "%s: no report: not a text of up to 1 MiB", path);
	return *text;
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
	int near;

	if (strchr(name, '/') || has_ending(name))
		return read_file(name, text);
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return (const char *)texts[i];
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
	for (size_t i = 0; names[i]; i++) {
		const char *text = (const char *)texts[i] + 2;
		char name[16];

		snprintf(name, sizeof(name), "%-10s", names[i]);
		tc_write_span(w, tc_span_of(name));
		tc_write_bytes(w, text, strcspn(text, "\n"));
		tc_writer_end(w);
	}
}
