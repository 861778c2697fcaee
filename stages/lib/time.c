/* Instants and civil days: parsing and writing without the C library. */
#include "lib/time.h"

#define DAYS_MIN (-719162) /* 0001-01-01 */
#define DAYS_MAX 2932896   /* 9999-12-31 */

static const char *digits2(const char *p, int *value)
{
	unsigned tens = (unsigned char)p[0] - '0', ones = (unsigned char)p[1] - '0';

	*value = (int)(tens * 10 + ones);
	return tens <= 9 && ones <= 9 ? p + 2 : NULL;
}

static int month_days(int year, int month)
{
	static const signed char days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* "2026-11-22" at p, ten bytes. */
static bool parse_date(const char *p, int64_t *days)
{
	int century, year, month, day;

	if (!digits2(p, &century) || !digits2(p + 2, &year) || p[4] != '-' ||
	    !digits2(p + 5, &month) || p[7] != '-' || !digits2(p + 8, &day))
		return false;
	year += century * 100;
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return false;
	*days = tc_days_from_civil(year, month, day);
	return true;
}

/* "10:11:12" at p, eight bytes, to milliseconds. */
static bool parse_clock(const char *p, int64_t *ms)
{
	int hour, minute, second;

	if (!digits2(p, &hour) || p[2] != ':' || !digits2(p + 3, &minute) ||
	    p[5] != ':' || !digits2(p + 6, &second) || hour > 23 || minute > 59 ||
	    second > 60)
		return false;
	*ms = ((hour * INT64_C(60) + minute) * 60 + second) * 1000;
	if (second == 60)
		*ms -= 1;
	return true;
}

/* ".123456789": the first three digits count. Returns what follows, NULL when wrong. */
static const char *parse_fraction(const char *p, const char *end, int64_t *ms)
{
	int value = 0, places = 0;

	for (p++; p < end && *p >= '0' && *p <= '9'; p++, places++) {
		if (places < 3)
			value = value * 10 + (*p - '0');
	}
	for (int i = places; i < 3; i++)
		value *= 10;
	*ms = value;
	return places >= 1 && places <= 9 ? p : NULL;
}

/* "Z" or "+01:30", to milliseconds east of Greenwich. */
static bool parse_offset(const char *p, const char *end, int64_t *ms)
{
	int hours, minutes;

	*ms = 0;
	if (end - p == 1)
		return *p == 'Z' || *p == 'z';
	if (end - p != 6 || (*p != '+' && *p != '-') || !digits2(p + 1, &hours) ||
	    p[3] != ':' || !digits2(p + 4, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ms = (hours * 60 + minutes) * (*p == '-' ? INT64_C(-60000) : INT64_C(60000));
	return true;
}

bool tc_time_parse(struct tc_span text, int64_t *ms)
{
	const char *p = text.p, *end = text.p + text.n;
	int64_t days, clock, fraction = 0, offset, time;

	if (text.n < sizeof("2026-11-22T10:11:12Z") - 1 ||
	    (p[10] != 'T' && p[10] != 't') || !parse_date(p, &days) ||
	    !parse_clock(p + 11, &clock))
		return false;
	p += 19;
	if (*p == '.' && !(p = parse_fraction(p, end, &fraction)))
		return false;
	if (!parse_offset(p, end, &offset))
		return false;
	if (clock % 1000 != 0) /* second 60 */
		fraction = 0;
	time = days * TC_DAY_MS + clock + fraction - offset;
	if (time < DAYS_MIN * TC_DAY_MS || time >= (DAYS_MAX + 1) * TC_DAY_MS)
		return false;
	*ms = time;
	return true;
}

static char *put2(char *out, unsigned value)
{
	out[0] = (char)('0' + value / 10);
	out[1] = (char)('0' + value % 10);
	return out + 2;
}

void tc_time_format(int64_t ms, char *out)
{
	int64_t days;
	unsigned clock;
	struct tc_civil c;

	if (ms < DAYS_MIN * TC_DAY_MS) /* what is no instant must not break a line */
		ms = DAYS_MIN * TC_DAY_MS;
	if (ms >= (DAYS_MAX + 1) * TC_DAY_MS)
		ms = (DAYS_MAX + 1) * TC_DAY_MS - 1;
	days = (ms - DAYS_MIN * TC_DAY_MS) / TC_DAY_MS + DAYS_MIN;
	clock = (unsigned)(ms - days * TC_DAY_MS);
	tc_civil_from_days(days, &c);
	out = put2(out, (unsigned)c.year / 100);
	out = put2(out, (unsigned)c.year % 100);
	*out++ = '-';
	out = put2(out, (unsigned)c.month);
	*out++ = '-';
	out = put2(out, (unsigned)c.day);
	*out++ = 'T';
	out = put2(out, clock / 3600000);
	*out++ = ':';
	out = put2(out, clock / 60000 % 60);
	*out++ = ':';
	out = put2(out, clock / 1000 % 60);
	*out++ = '.';
	*out++ = (char)('0' + clock / 100 % 10);
	out = put2(out, clock % 100);
	*out = 'Z';
}

/* Both ways count in years that begin in March, so that the leap day is the last, and in
 * eras of 400 years, which are 146,097 days. */
int64_t tc_days_from_civil(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void tc_civil_from_days(int64_t days, struct tc_civil *c)
{
	int64_t z = days + 719468; /* from 0000-03-01 */
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	unsigned day = (unsigned)(z - era * 146097);
	unsigned year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	unsigned of_year = day - (365 * year + year / 4 - year / 100);
	unsigned month = (5 * of_year + 2) / 153;

	c->day = (int)(of_year - (153 * month + 2) / 5 + 1);
	c->month = (int)(month < 10 ? month + 3 : month - 9);
	c->year = (int)(era * 400) + (int)year + (c->month <= 2);
}
