/* --where, a jq condition on records, and --filter after it. */
#include "archive/where.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"

/* The condition may end in a comment: hence the line end. */
static char *program_of(const char *where, const char *filter)
{
	size_t size = strlen(where) + strlen(filter) + 32;
	char *program = tc_alloc(size, 1);

	snprintf(program, size, "select(%s\n)%s%s", where, *filter ? " | " : "", filter);
	return program;
}

struct tc_filter *where_open(const char *where, const struct tc_common *common)
{
	const char *filter = common->filter ? common->filter : "";
	struct tc_filter_settings settings = { .program = filter, .name = "--filter" };
	char *program = where ? program_of(where, filter) : NULL, *error;
	struct tc_filter *f;
	struct tc_zone *zone;

	if (!where && !common->filter)
		return NULL;
	if (where) {
		settings.program = program;
		settings.name = common->filter ? "--where, --filter" : "--where";
	}
	zone = tc_common_zone(common);
	settings.now = tc_common_now(common, zone);
	tc_zone_free(zone);
	f = tc_filter_new(&settings, &error);
	if (!f)
		tc_die(TC_EXIT_USAGE, "%s", error);
	free(program);
	return f;
}
