/* Times as people give them: now, since, until. */
#include "lib/time.h"

#include <stdlib.h>
#include <time.h>

#define UTC_SUFFIX "T00:00:00Z"

/* A closed range of local days. */
struct days {
	int64_t first, last;
};

/* Exactly n digits. */
static bool number(const char *p, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*value = *value * 10 + (p[i] - '0');
	}
	return true;
}

/* Lets the parser of instants judge whether the day exists. */
static bool day_of(int year, int month, int day, int64_t *days)
{
	char text[] = "0000-00-00" UTC_SUFFIX;
	int64_t ms;

	for (int i = 3; i >= 0; i--, year /= 10)
		text[i] = (char)('0' + year % 10);
	text[5] = (char)('0' + month / 10);
	text[6] = (char)('0' + month % 10);
	text[8] = (char)('0' + day / 10);
	text[9] = (char)('0' + day % 10);
	if (!tc_time_parse(TC_SPAN(text), &ms))
		return false;
	*days = ms / TC_DAY_MS - (ms % TC_DAY_MS < 0);
	return true;
}

/* "2026-03-01" and "20260301". */
static bool read_date(const char *text, int64_t *days)
{
	size_t n = strlen(text), dash = n == 10;
	int year, month, day;

	if ((n != 8 && n != 10) || (dash && (text[4] != '-' || text[7] != '-')))
		return false;
	return number(text, 4, &year) && number(text + 4 + dash, 2, &month) &&
	       number(text + 6 + 2 * dash, 2, &day) && day_of(year, month, day, days);
}

/* "2026-03" */
static bool read_month(const char *text, struct days *days)
{
	int year, month;

	if (strlen(text) != 7 || text[4] != '-' || !number(text, 4, &year) ||
	    !number(text + 5, 2, &month) || !day_of(year, month, 1, &days->first))
		return false;
	days->last = tc_days_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
	return true;
}

static int64_t monday_of(int64_t day)
{
	int64_t since = (day + 3) % 7; /* day 0 was a Thursday */

	return day - (since < 0 ? since + 7 : since);
}

/* "2026-W09"; week 1 is the one with January 4 in it. */
static bool read_week(const char *text, struct days *days)
{
	int64_t january4;
	int year, week;

	if (strlen(text) != 8 || text[4] != '-' || text[5] != 'W' ||
	    !number(text, 4, &year) || !number(text + 6, 2, &week) || week < 1 ||
	    !day_of(year, 1, 4, &january4))
		return false;
	days->first = monday_of(january4) + (week - 1) * 7;
	days->last = days->first + 6;
	return days->first < monday_of(tc_days_from_civil(year + 1, 1, 4));
}

/* The same day of the month, or the last there is. */
static bool months_back(int64_t today, int months, int64_t *day)
{
	struct tc_civil c;
	int month;

	tc_civil_from_days(today, &c);
	month = c.year * 12 + c.month - 1 - months;
	if (month < 12)
		return false;
	while (!day_of(month / 12, month % 12 + 1, c.day, day))
		c.day--;
	return true;
}

/* "7d", "2w", "3m", "2y": so long, with today as the last day of it. */
static bool read_back(const char *text, int64_t today, struct days *days)
{
	size_t n = strspn(text, "0123456789");
	int64_t before;
	int count;

	if (n < 1 || n > 5 || !number(text, (int)n, &count) || count == 0 || !text[n] ||
	    text[n + 1])
		return false;
	switch (text[n]) {
	case 'd':
		before = today - count;
		break;
	case 'w':
		before = today - count * INT64_C(7);
		break;
	case 'm':
	case 'y':
		if (!months_back(today, text[n] == 'y' ? 12 * count : count, &before))
			return false;
		break;
	default:
		return false;
	}
	days->first = days->last = before + 1;
	return true;
}

static bool read_days(const char *text, int64_t today, struct days *days)
{
	if (strcmp(text, "today") == 0 || strcmp(text, "yesterday") == 0)
		days->first = days->last = today - (*text == 'y');
	else if (read_date(text, &days->first))
		days->last = days->first;
	else
		return read_month(text, days) || read_week(text, days) ||
		       read_back(text, today, days);
	return true;
}

bool tc_time_since(const char *text, int64_t now, struct tc_zone *zone, int64_t *ms)
{
	struct days days;

	if (!read_days(text, tc_zone_day(zone, now), &days))
		return false;
	*ms = tc_zone_day_start(zone, days.first);
	return true;
}

bool tc_time_until(const char *text, int64_t now, struct tc_zone *zone, int64_t *ms)
{
	struct days days;

	if (!read_days(text, tc_zone_day(zone, now), &days))
		return false;
	*ms = tc_zone_day_start(zone, days.last + 1);
	return true;
}

bool tc_time_now(const char *option, struct tc_zone *zone, int64_t *ms)
{
	const char *text = option ? option : getenv("TC_NOW");
	struct timespec clock;
	int64_t day;

	if (text && (option || *text)) {
		if (tc_time_parse(tc_span_of(text), ms))
			return true;
		if (!read_date(text, &day))
			return false;
		*ms = zone ? tc_zone_day_start(zone, day) : day * TC_DAY_MS;
		return true;
	}
	clock_gettime(CLOCK_REALTIME, &clock);
	*ms = clock.tv_sec * INT64_C(1000) + clock.tv_nsec / 1000000;
	return true;
}
