/* Days, weeks, months, hours and weekdays of an instant, in a time zone. */
#include "aggregate/period.h"

#include <stdio.h>

#include "aggregate/block.h"

static int64_t weekday_of(int64_t day) /* 0 = Monday; day 0 was a Thursday */
{
	return ((day + 3) % 7 + 7) % 7;
}

int64_t aggregate_period_of(enum period period, int64_t ts,
			    const struct period_clock *clock)
{
	struct tc_civil c;
	int64_t day;

	if (period == PERIOD_BLOCK)
		return aggregate_block_hour(ts);
	day = tc_zone_day(clock->zone, ts);
	switch (period) {
	case PERIOD_WEEK:
		return day - (weekday_of(day) + !clock->monday) % 7;
	case PERIOD_WEEKDAY:
		return weekday_of(day) + 1;
	case PERIOD_HOUR:
		tc_zone_civil(clock->zone, ts, &c);
		return day * 24 + c.hour;
	default:
		return day; /* of a month, too: its text is short work */
	}
}

unsigned aggregate_period_text(enum period period, int64_t number, char *out)
{
	int hour = (int)((number % 24 + 24) % 24), n;
	struct tc_civil c = { 0 };

	if (period == PERIOD_BLOCK) {
		out[0] = out[TC_TIME_SIZE + 1] = '"';
		tc_time_format(number, out + 1);
		return TC_TIME_SIZE + 2;
	}
	if (period == PERIOD_WEEKDAY) {
		out[0] = (char)('0' + number);
		return 1;
	}
	tc_civil_from_days(period == PERIOD_HOUR ? (number - hour) / 24 : number, &c);
	n = snprintf(out, AGGREGATE_PERIOD_SIZE, "\"%04d-%02d", c.year, c.month);
	if (period != PERIOD_MONTH)
		n += snprintf(out + n, 4, "-%02d", c.day);
	if (period == PERIOD_HOUR)
		n += snprintf(out + n, 4, "T%02d", hour);
	out[n++] = '"';
	return (unsigned)n;
}
