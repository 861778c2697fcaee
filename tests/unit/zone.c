/* lib/zone against Python's zoneinfo (zone.py beside this), on random instants, days and
 * wall times of zones with gaps, folds, half hours and odd offsets of long ago. */
#include "tap.h"

#include <stdlib.h>

#include "lib/time.h"

static int64_t civil_text(struct tc_zone *zone, int64_t ms, char *out, size_t size)
{
	struct tc_civil c;

	tc_zone_civil(zone, ms, &c);
	snprintf(out, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03d %d %d-%d", c.year,
		 c.month, c.day, c.hour, c.minute, c.second, c.millisecond, c.weekday,
		 c.iso_year, c.iso_week);
	return tc_days_from_civil(c.year, c.month, c.day) - tc_zone_day(zone, ms);
}

static int64_t wall(struct tc_zone *zone, int64_t seconds)
{
	struct tc_civil c;
	int64_t day = (seconds - (seconds < 0 ? 86399 : 0)) / 86400;
	int clock = (int)(seconds - day * 86400);

	tc_civil_from_days(day, &c);
	c.hour = clock / 3600;
	c.minute = clock / 60 % 60;
	c.second = clock % 60;
	c.millisecond = 0;
	return tc_zone_instant(zone, &c);
}

/* One line of the reference: does it hold here? */
static bool holds(struct tc_zone *zone, const char *what, int64_t number,
		  const char *wanted)
{
	char got[64];

	if (strcmp(what, "civil") == 0) {
		if (civil_text(zone, number, got, sizeof(got)) != 0)
			return false;
	} else if (strcmp(what, "change") == 0) {
		int64_t at;

		if (tc_zone_change(zone, number, INT64_C(1800000000000), &at))
			snprintf(got, sizeof(got), "%" PRId64, at);
		else
			strcpy(got, "none");
	} else {
		snprintf(got, sizeof(got), "%" PRId64,
			 strcmp(what, "start") == 0 ? tc_zone_day_start(zone, number)
						    : wall(zone, number));
	}
	if (strcmp(got, wanted) != 0)
		fprintf(stderr, "#   %s %" PRId64 ": got %s, wanted %s\n", what, number,
			got, wanted);
	return strcmp(got, wanted) == 0;
}

static int compare(FILE *reference)
{
	char line[256], name[64], open[64] = "", what[16], wanted[64];
	struct tc_zone *zone = NULL;
	int lines = 0, wrong = 0;
	int64_t number;

	while (wrong < 5 && fgets(line, sizeof(line), reference)) {
		if (sscanf(line, "%63s %15s %" SCNd64 " %63[^\n]", name, what, &number,
			   wanted) != 4)
			continue;
		if (strcmp(name, open) != 0) {
			if (zone)
				tc_zone_free(zone);
			strcpy(open, name);
			zone = tc_zone_open(name);
			ok(zone && wrong == 0, name);
		}
		lines++;
		wrong += !zone || !holds(zone, what, number, wanted);
	}
	if (zone)
		tc_zone_free(zone);
	is_number(wrong, 0, "all as the reference has it");
	return lines;
}

int main(void)
{
	const char *top = getenv("TC_TOP");
	char command[512];
	FILE *reference;

	snprintf(command, sizeof(command), "python3 '%s/tests/unit/zone.py'",
		 top ? top : ".");
	if (system("python3 -c 'import zoneinfo' 2>/dev/null") != 0) {
		puts("1..0 # SKIP no python3 with zoneinfo");
		fputs("# skipped: zone: no python3 with zoneinfo\n", stderr);
		return 0;
	}
	reference = popen(command, "r");
	ok(reference && compare(reference) > 20000, "the reference was read");
	ok(reference && pclose(reference) == 0, "and ended well");
	return done_testing();
}
