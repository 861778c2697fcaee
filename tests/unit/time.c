/* lib/time: instants as text and back, zones, and times as people give them. What zones
 * do is compared with Python's zoneinfo in tests/lib/zones.t. */
#include "tap.h"

#include <stdlib.h>

#include "lib/time.h"

static void is_time(int64_t ms, const char *wanted, const char *name)
{
	char got[TC_TIME_SIZE];

	tc_time_format(ms, got);
	is_bytes(got, sizeof(got), wanted, name);
}

static void parses(const char *text, const char *wanted)
{
	int64_t ms;

	if (tc_time_parse(tc_span_of(text), &ms))
		is_time(ms, wanted, text);
	else
		is_text("refused", wanted, text);
}

static void test_parse(void)
{
	parses("2026-11-22T10:11:12.345Z", "2026-11-22T10:11:12.345Z");
	parses("2026-11-22T10:11:12Z", "2026-11-22T10:11:12.000Z");
	parses("2026-11-22t10:11:12z", "2026-11-22T10:11:12.000Z");
	parses("2026-11-22T10:11:12.3Z", "2026-11-22T10:11:12.300Z");
	parses("2026-11-22T10:11:12.345999999Z", "2026-11-22T10:11:12.345Z");
	parses("2026-11-22T10:11:12+05:30", "2026-11-22T04:41:12.000Z");
	parses("2026-11-22T10:11:12.5-23:59", "2026-11-23T10:10:12.500Z");
	parses("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.999Z");
	parses("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z");
	parses("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z");
	parses("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z");
	parses("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
	parses("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
}

static void test_refusals(void)
{
	static const char *const wrong[] = {
		"",
		"2026-11-22",
		"2026-11-22T10:11:12",
		"2026-11-22 10:11:12Z",
		"2026-11-22T10:11Z",
		"2026-11-22T10:11:12.Z",
		"2026-11-22T10:11:12.1234567890Z",
		"2026-11-22T10:11:12,5Z",
		"2026-11-22T10:11:12ZZ",
		"2026-11-22T10:11:12+0530",
		"2026-11-22T10:11:12+05",
		"2026-11-22T10:11:12+24:00",
		"2026-11-22T10:11:12+05:60",
		"2026-02-29T00:00:00Z",
		"1900-02-29T00:00:00Z",
		"2026-04-31T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-13-01T00:00:00Z",
		"2026-01-00T00:00:00Z",
		"0000-01-01T00:00:00Z",
		"2026-01-01T24:00:00Z",
		"2026-01-01T00:60:00Z",
		"2026-01-01T00:00:61Z",
		"0001-01-01T00:00:00+00:01",
		"9999-12-31T23:59:59-00:01",
		"-026-01-01T00:00:00Z",
		"2026-1-01T00:00:00.0Z",
		"2026-11-22T10:11:12.345",
		NULL,
	};

	for (int i = 0; wrong[i]; i++)
		parses(wrong[i], "refused");
}

/* Every day of 9999 years: the calendar counts on without a gap. */
static void test_calendar(void)
{
	struct tc_civil c = { .year = 1, .month = 1, .day = 1 };
	int64_t day = tc_days_from_civil(1, 1, 1);
	bool well = day == -719162;

	for (; well && c.year < 10000; day++) {
		struct tc_civil before = c;

		tc_civil_from_days(day, &c);
		well = tc_days_from_civil(c.year, c.month, c.day) == day;
		if (day > -719162)
			well = well && (c.day == before.day + 1 ||
					(c.day == 1 && before.day >= 28 &&
					 c.month == before.month % 12 + 1));
	}
	ok(well && day == 2932898, "the days of 9999 years, one by one");
	is_time(INT64_MIN, "0001-01-01T00:00:00.000Z", "no instant is the first");
	is_time(INT64_MAX, "9999-12-31T23:59:59.999Z", "beyond all is the last");
}

static void day_starts(struct tc_zone *zone, int year, int month, int day,
		       const char *wanted, const char *name)
{
	int64_t number = tc_days_from_civil(year, month, day);

	is_time(tc_zone_day_start(zone, number), wanted, name);
}

/* Monrovia went from -0:44:30 to 0 at 1972-01-07T00:44:30Z: within a quarter of an hour. */
static void test_odd_change(void)
{
	struct tc_zone *zone = tc_zone_open("Africa/Monrovia");
	struct tc_civil before, after;
	int64_t change;

	tc_time_parse(TC_SPAN("1972-01-07T00:44:30Z"), &change);
	tc_zone_civil(zone, change - 1000, &before);
	tc_zone_civil(zone, change, &after);
	ok(before.day == 6 && before.hour == 23 && before.second == 59,
	   "before the change");
	ok(after.day == 7 && after.hour == 0 && after.minute == 44, "after the change");
	tc_zone_free(zone);
}

static void test_zones(void)
{
	struct tc_civil wall = {
		.year = 2026, .month = 3, .day = 29, .hour = 2, .minute = 30
	};
	struct tc_zone *zone = tc_zone_open("Europe/Berlin");

	if (!ok(zone, "Europe/Berlin is known"))
		return;
	day_starts(zone, 2026, 3, 29, "2026-03-28T23:00:00.000Z", "a day of 23 hours");
	day_starts(zone, 2026, 3, 30, "2026-03-29T22:00:00.000Z", "and the next");
	is_time(tc_zone_instant(zone, &wall), "2026-03-29T01:00:00.000Z",
		"in a gap: the first after it");
	wall.month = 10;
	wall.day = 25;
	is_time(tc_zone_instant(zone, &wall), "2026-10-25T00:30:00.000Z",
		"in a fold: the first");
	tc_zone_civil(zone, tc_zone_instant(zone, &wall), &wall);
	ok(wall.weekday == 0 && wall.iso_week == 43 && wall.hour == 2,
	   "a Sunday, week 43");
	tc_zone_free(zone);
	zone = tc_zone_open("America/Sao_Paulo");
	day_starts(zone, 2018, 11, 4, "2018-11-04T03:00:00.000Z",
		   "no midnight: one o'clock");
	tc_zone_free(zone);
	zone = tc_zone_open("Pacific/Apia");
	day_starts(zone, 2011, 12, 30, "2011-12-30T10:00:00.000Z",
		   "a day that never was");
	tc_zone_free(zone);
	test_odd_change();
	zone = tc_zone_open("UTC");
	day_starts(zone, 1969, 12, 31, "1969-12-31T00:00:00.000Z", "before 1970");
	is_number(tc_zone_day(zone, -1), -1, "one millisecond before 1970");
	tc_zone_free(zone);
}

static void opens(const char *tz, const char *name, bool wanted, const char *what)
{
	struct tc_zone *zone;

	if (tz)
		setenv("TZ", tz, 1);
	else
		unsetenv("TZ");
	zone = tc_zone_open(name);
	ok(!zone == !wanted, what);
	if (zone)
		tc_zone_free(zone);
	ok(tz ? strcmp(getenv("TZ"), tz) == 0 : !getenv("TZ"), "TZ is as it was");
}

static void test_names(void)
{
	opens("UTC", "Europe/Berlin", true, "a name");
	opens(NULL, "Europe/Berlin", true, "a name without TZ");
	opens("Foo/Bar", "Europe/Berlin", true, "a name beats a wrong TZ");
	opens("Foo/Bar", "UTC", true, "UTC is always known");
	opens("Foo/Bar", NULL, false, "a wrong TZ");
	opens("Europe", NULL, false, "TZ is a folder");
	opens(":Europe/Berlin", "local", true, "a TZ with a colon");
	opens("", "", true, "an empty TZ");
	opens("UTC0", NULL, true, "a fixed offset");
	opens("<+0330>-3:30", NULL, true, "a fixed offset with a quoted name");
	opens("UTC123", NULL, false, "an offset of 123 hours");
	opens("U0", NULL, false, "a name of one letter");
	opens("UTC", "europe/berlin", false, "case counts");
	opens("UTC", "../zoneinfo/Europe/Berlin", false, "no way up");
	opens("UTC", "Europe/../Europe/Berlin", false, "nor up and down");
	opens("UTC", "/usr/share/zoneinfo/Europe/Berlin", false, "no absolute name");
	opens("UTC", "Europe", false, "a folder");
	opens("UTC", "tzdata.zi", false, "no zone file");
	opens("UTC", "UTC0", false, "a fixed offset is no name");
	setenv("TZ", "UTC", 1);
}

/* now: a Sunday, 2026-05-31T12:00:00Z */
static void asks(const char *text, const char *since, const char *until)
{
	struct tc_zone *zone = tc_zone_open("Europe/Berlin");
	int64_t now, ms;

	tc_time_parse(TC_SPAN("2026-05-31T12:00:00Z"), &now);
	if (tc_time_since(text, now, zone, &ms))
		is_time(ms, since, text);
	else
		is_text("refused", since, text);
	if (tc_time_until(text, now, zone, &ms))
		is_time(ms, until, text);
	else
		is_text("refused", until, text);
	tc_zone_free(zone);
}

static void test_ranges(void)
{
	static const char *const wrong[] = { "",         "now",         "0d",
					     "d",        "7",           "7q",
					     "7dd",      "-7d",         "2026",
					     "2026-3-1", "202603",      "2026-02-30",
					     "20260230", "2026-W54",    "2026-W00",
					     "2025-W53", "2026-w09",    "2026-13",
					     "99999m",   "2026-03-01 ", NULL };

	asks("2026-03-01", "2026-02-28T23:00:00.000Z", "2026-03-01T23:00:00.000Z");
	asks("20260301", "2026-02-28T23:00:00.000Z", "2026-03-01T23:00:00.000Z");
	asks("2026-03-29", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z");
	asks("2026-03", "2026-02-28T23:00:00.000Z", "2026-03-31T22:00:00.000Z");
	asks("2025-12", "2025-11-30T23:00:00.000Z", "2025-12-31T23:00:00.000Z");
	asks("2026-W09", "2026-02-22T23:00:00.000Z", "2026-03-01T23:00:00.000Z");
	asks("2026-W53", "2026-12-27T23:00:00.000Z", "2027-01-03T23:00:00.000Z");
	asks("today", "2026-05-30T22:00:00.000Z", "2026-05-31T22:00:00.000Z");
	asks("yesterday", "2026-05-29T22:00:00.000Z", "2026-05-30T22:00:00.000Z");
	asks("1d", "2026-05-30T22:00:00.000Z", "2026-05-31T22:00:00.000Z");
	asks("7d", "2026-05-24T22:00:00.000Z", "2026-05-25T22:00:00.000Z");
	asks("2w", "2026-05-17T22:00:00.000Z", "2026-05-18T22:00:00.000Z");
	asks("3m", "2026-02-28T23:00:00.000Z", "2026-03-01T23:00:00.000Z");
	asks("2y", "2024-05-31T22:00:00.000Z", "2024-06-01T22:00:00.000Z");
	for (int i = 0; wrong[i]; i++)
		asks(wrong[i], "refused", "refused");
}

static void test_now(void)
{
	struct tc_zone *zone = tc_zone_open("Europe/Berlin");
	int64_t ms;

	setenv("TC_NOW", "2026-05-31T12:00:00Z", 1);
	ok(tc_time_now(NULL, zone, &ms), "now of the environment");
	is_time(ms, "2026-05-31T12:00:00.000Z", "TC_NOW");
	ok(tc_time_now("2026-05-31", zone, &ms), "the option comes first");
	is_time(ms, "2026-05-30T22:00:00.000Z", "a date is its local midnight");
	ok(tc_time_now("2026-05-31", NULL, &ms), "without a zone");
	is_time(ms, "2026-05-31T00:00:00.000Z", "UTC");
	ok(!tc_time_now("soon", zone, &ms), "an option that is no time");
	ok(!tc_time_now("", zone, &ms), "an empty option");
	setenv("TC_NOW", "soon", 1);
	ok(!tc_time_now(NULL, zone, &ms), "an environment that is no time");
	setenv("TC_NOW", "", 1);
	ok(tc_time_now(NULL, zone, &ms) && ms > INT64_C(1700000000000), "else the clock");
	tc_zone_free(zone);
}

int main(void)
{
	test_parse();
	test_refusals();
	test_calendar();
	test_zones();
	test_names();
	test_ranges();
	test_now();
	return done_testing();
}
