/* time.h - instants, civil days, zones.
 *
 * An instant is milliseconds since 1970-01-01T00:00:00Z (int64_t, no leap seconds,
 * proleptic Gregorian, years 0001 to 9999). Sources: RFC 3339; ISO 8601 for weeks;
 * day-number arithmetic after H. Hinnant, "chrono-compatible low-level date algorithms". */
#ifndef TC_TIME_H
#define TC_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/span.h"

#define TC_TIME_NONE INT64_MIN
#define TC_TIME_SIZE 24 /* "2026-11-22T10:11:12.345Z" */
#define TC_DAY_MS    INT64_C(86400000)

/* RFC 3339 with 0 to 9 fraction digits (truncated to milliseconds) and Z or a numeric
 * offset; "T" and "Z" in either case. False for anything else and for impossible dates.
 * Second 60 is read as 59.999 of its minute. */
bool tc_time_parse(struct tc_span text, int64_t *ms);
/* Writes TC_TIME_SIZE bytes, no NUL. */
void tc_time_format(int64_t ms, char *out);

struct tc_civil {
	int year, month, day; /* month 1-12, day 1-31 */
	int hour, minute, second, millisecond;
	int weekday;            /* 0 = Sunday */
	int iso_year, iso_week; /* ISO 8601 week date */
};

/* Days since 1970-01-01 of a civil date, and back. */
int64_t tc_days_from_civil(int year, int month, int day);
void tc_civil_from_days(int64_t days, struct tc_civil *c); /* fills the date parts */

/* A time zone of the system's tz database. Opening validates: an unknown name is an
 * error, never UTC by silence. One zone per process may be open at a time, because the
 * C library's TZ is process-wide; conversions cache the offset of the hour. */
struct tc_zone;
/* name NULL or "" or "local": the system's zone ($TZ, else /etc/localtime); "UTC";
 * "Europe/Berlin". NULL when unknown. Returned owned. */
struct tc_zone *tc_zone_open(const char *name);
void tc_zone_free(struct tc_zone *zone);
/* The file that a zone of this name (as above) is read from, owned; NULL when none is. */
char *tc_zone_file(const char *name);
void tc_zone_civil(struct tc_zone *zone, int64_t ms, struct tc_civil *c);
/* Day number (days since 1970-01-01) of the local date of an instant: the fast path of
 * every bucket. */
int64_t tc_zone_day(struct tc_zone *zone, int64_t ms);
/* First instant of a local day; in a gap, the first one that exists. */
int64_t tc_zone_day_start(struct tc_zone *zone, int64_t day);
/* Instant of a local wall time; in a gap the first after it, in a fold the first. */
int64_t tc_zone_instant(struct tc_zone *zone, const struct tc_civil *c);

/* Milliseconds that the wall clock is ahead of UTC. */
int64_t tc_zone_offset(struct tc_zone *zone, int64_t ms);
/* The first instant after ms, up to `until`, from which the offset is another one; false
 * when there is none. Changes that undo each other within a week are not seen. */
bool tc_zone_change(struct tc_zone *zone, int64_t ms, int64_t until, int64_t *at);

/* "Now" for --now TIME: the option, else $TC_NOW, else the clock. Accepts RFC 3339 or a
 * date (its local midnight). False when the text is no time. zone may be NULL for UTC. */
bool tc_time_now(const char *option, struct tc_zone *zone, int64_t *ms);

/* A day range for --since/--until: "2026-03-01", "20260301", "7d", "2w", "3m", "2y" (back from
 * now, today included: 1d is today), "2026-W09" (its Monday, or as until its Sunday),
 * "today", "yesterday", "2026-03" (the month). Ranges are closed: --until 2026-03-03
 * holds all of that local day. Gives the first instant (since) or the last plus one
 * (until). False when the text is none of these. */
bool tc_time_since(const char *text, int64_t now, struct tc_zone *zone, int64_t *ms);
bool tc_time_until(const char *text, int64_t now, struct tc_zone *zone, int64_t *ms);

#endif
