/* Time zones of the system's tz database, read by the C library.
 *
 * The library's TZ is process-wide and takes an unknown name for UTC; so names are checked
 * against the files first, and TZ is put back when the zone is closed. localtime_r() costs
 * 100 ns and more; offsets are therefore remembered by the quarter of an hour, where both
 * ends of it have the same. */
#include "lib/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/report.h"

#define QUARTER_MS INT64_C(900000)
#define HOUR_MS    INT64_C(3600000)
#define DAY_HOURS  24
#define SLOTS      256 /* quarters remembered; a power of two */
#define SYSTEM     "/etc/localtime"
#define DIGITS     "0123456789"
#define LETTERS    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

struct slot {
	int64_t quarter;
	int64_t offset;
};

struct tc_zone {
	bool utc;     /* needs neither library nor files */
	bool changed; /* TZ was ours to set */
	char *former; /* what it was before, NULL when unset */
	struct slot slots[SLOTS];
};

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool is_zone_file(const char *path)
{
	char magic[4] = "";
	FILE *file = fopen(path, "rb");
	bool yes;

	if (!file)
		return false;
	yes = fread(magic, 1, sizeof(magic), file) == sizeof(magic) &&
	      memcmp(magic, "TZif", sizeof(magic)) == 0;
	fclose(file);
	return yes;
}

static const char *folder(void)
{
	const char *name = getenv("TZDIR");

	return name && *name ? name : "/usr/share/zoneinfo";
}

/* "right/" zones count leap seconds, which instants do not have. */
static bool is_zone_name(const char *name)
{
	char path[512];
	int n = snprintf(path, sizeof(path), "%s/%s", folder(), name);

	if (!*name || *name == '/' || *name == '.' || strstr(name, "..") ||
	    strncmp(name, "right/", 6) == 0 || n >= (int)sizeof(path))
		return false;
	return is_zone_file(path);
}

/* POSIX's way of saying a fixed offset: "UTC0", "EST5", "<+0330>-3:30". */
static bool is_fixed_offset(const char *tz)
{
	bool quoted = *tz == '<';
	size_t n = strspn(tz += quoted, quoted ? LETTERS DIGITS "+-" : LETTERS);

	if (n < 3 || (quoted && tz[n] != '>'))
		return false;
	tz += n + quoted;
	tz += *tz == '+' || *tz == '-';
	n = strspn(tz, DIGITS);
	if (n < 1 || n > 2)
		return false;
	return tz[n] == '\0' ||
	       (tz[n] == ':' && strspn(tz + n + 1, DIGITS) == 2 && tz[n + 3] == '\0');
}

/* The zone of a machine without /etc/localtime is UTC, as tzset(3) has it; a link to a
 * file that is not there is a mistake, unless it says UTC itself. */
static bool system_zone(bool *utc)
{
	char target[512];
	ssize_t n = readlink(SYSTEM, target, sizeof(target) - 1);

	if (is_zone_file(SYSTEM))
		return true;
	*utc = true;
	if (n < 0)
		return access(SYSTEM, F_OK) != 0;
	target[n] = '\0';
	return n >= 4 && strcmp(target + n - 4, "/UTC") == 0;
}

/* Is the zone that the environment asks for one that the C library will find? */
static bool local_zone(bool *utc)
{
	const char *tz = getenv("TZ");
	size_t root = strlen(folder());

	if (!tz)
		return system_zone(utc);
	tz += *tz == ':';
	if (strcmp(tz, "UTC") == 0 || !*tz) {
		*utc = true;
		return true;
	}
	if (strncmp(tz, folder(), root) == 0 && tz[root] == '/')
		return is_zone_name(tz + root + 1);
	return strcmp(tz, SYSTEM) == 0 ? is_zone_file(tz)
				       : is_zone_name(tz) || is_fixed_offset(tz);
}

static void set_zone(struct tc_zone *zone, const char *name)
{
	const char *former = getenv("TZ");

	zone->changed = true;
	if (former)
		zone->former = tc_copy(former, strlen(former));
	if (setenv("TZ", name, 1) != 0)
		tc_die_errno(TC_EXIT_IO, "cannot set TZ");
}

struct tc_zone *tc_zone_open(const char *name)
{
	struct tc_zone *zone = tc_alloc(1, sizeof(*zone));
	bool known;

	for (size_t i = 0; i < SLOTS; i++)
		zone->slots[i].quarter = INT64_MIN;
	if (!name || !*name || strcmp(name, "local") == 0) {
		known = local_zone(&zone->utc);
	} else if (strcmp(name, "UTC") == 0 || strcmp(name, "Etc/UTC") == 0) {
		known = zone->utc = true;
	} else {
		known = is_zone_name(name);
		if (known)
			set_zone(zone, name);
	}
	if (!known) {
		free(zone);
		return NULL;
	}
	tzset();
	return zone;
}

char *tc_zone_file(const char *name)
{
	char path[512];

	if (!name || !*name || strcmp(name, "local") == 0) {
		name = getenv("TZ");
		if (!name)
			name = SYSTEM;
		name += *name == ':';
	}
	if (*name == '/')
		return tc_copy(name, strlen(name));
	if (!is_zone_name(name))
		return NULL;
	snprintf(path, sizeof(path), "%s/%s", folder(), name);
	return tc_copy(path, strlen(path));
}

void tc_zone_free(struct tc_zone *zone)
{
	if (zone->changed && zone->former)
		setenv("TZ", zone->former, 1);
	else if (zone->changed)
		unsetenv("TZ");
	free(zone->former);
	free(zone);
}

/* Milliseconds east of Greenwich, asked of the C library. */
static int64_t look_up(int64_t ms)
{
	time_t t = (time_t)floor_divide(ms, 1000);
	int64_t local;
	struct tm tm;

	if (!localtime_r(&t, &tm))
		return 0;
	local = tc_days_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * 86400 +
		tm.tm_hour * INT64_C(3600) + tm.tm_min * INT64_C(60) + tm.tm_sec;
	return (local - t) * 1000;
}

static int64_t remember(struct slot *slot, int64_t quarter, int64_t ms)
{
	int64_t offset = look_up(quarter * QUARTER_MS);

	if (offset != look_up((quarter + 1) * QUARTER_MS - 1))
		return look_up(ms); /* a change within, at an odd time of long ago */
	*slot = (struct slot){ quarter, offset };
	return offset;
}

static int64_t offset_of(struct tc_zone *zone, int64_t ms)
{
	int64_t quarter = floor_divide(ms, QUARTER_MS);
	struct slot *slot = &zone->slots[quarter & (SLOTS - 1)];

	if (zone->utc)
		return 0;
	return slot->quarter == quarter ? slot->offset : remember(slot, quarter, ms);
}

static void set_iso_week(struct tc_civil *c, int64_t day)
{
	struct tc_civil thursday; /* of the same week: its year has the week */
	int64_t of_week = day - (c->weekday + 6) % 7 + 3;

	tc_civil_from_days(of_week, &thursday);
	c->iso_year = thursday.year;
	c->iso_week = 1 + (int)((of_week - tc_days_from_civil(thursday.year, 1, 1)) / 7);
}

void tc_zone_civil(struct tc_zone *zone, int64_t ms, struct tc_civil *c)
{
	int64_t local = ms + offset_of(zone, ms), day = floor_divide(local, TC_DAY_MS);
	int clock = (int)(local - day * TC_DAY_MS);

	tc_civil_from_days(day, c);
	c->hour = clock / 3600000;
	c->minute = clock / 60000 % 60;
	c->second = clock / 1000 % 60;
	c->millisecond = clock % 1000;
	c->weekday =
		(int)(day + 4 - floor_divide(day + 4, 7) * 7); /* day 0: a Thursday */
	set_iso_week(c, day);
}

int64_t tc_zone_day(struct tc_zone *zone, int64_t ms)
{
	return floor_divide(ms + offset_of(zone, ms), TC_DAY_MS);
}

/* The wall clock jumps over `local`: the first instant at which it shows more. */
static int64_t after_gap(struct tc_zone *zone, int64_t local)
{
	int64_t low = local - DAY_HOURS * HOUR_MS, high = local + DAY_HOURS * HOUR_MS;

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (middle + offset_of(zone, middle) >= local)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* The first instant at which the wall clock shows `local` (milliseconds since 1970-01-01
 * on that clock). Offsets reach from -16 to +16 hours. */
static int64_t instant_of(struct tc_zone *zone, int64_t local)
{
	int64_t first = INT64_MAX;

	for (int hour = -DAY_HOURS; hour <= DAY_HOURS; hour++) {
		int64_t ms = local - offset_of(zone, local + hour * HOUR_MS);

		if (ms < first && ms + offset_of(zone, ms) == local)
			first = ms;
	}
	return first < INT64_MAX ? first : after_gap(zone, local);
}

int64_t tc_zone_day_start(struct tc_zone *zone, int64_t day)
{
	return instant_of(zone, day * TC_DAY_MS);
}

int64_t tc_zone_instant(struct tc_zone *zone, const struct tc_civil *c)
{
	int64_t clock = (c->hour * INT64_C(60) + c->minute) * 60 + c->second;

	return instant_of(zone,
			  tc_days_from_civil(c->year, c->month, c->day) * TC_DAY_MS +
				  clock * 1000 + c->millisecond);
}

int64_t tc_zone_offset(struct tc_zone *zone, int64_t ms)
{
	return offset_of(zone, ms);
}

bool tc_zone_change(struct tc_zone *zone, int64_t ms, int64_t until, int64_t *at)
{
	int64_t low = ms, high = ms, offset = offset_of(zone, ms);

	while (offset_of(zone, high) == offset) {
		if (high == until)
			return false;
		low = high;
		high = until - high > 7 * TC_DAY_MS ? high + 7 * TC_DAY_MS : until;
	}
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (offset_of(zone, middle) == offset)
			low = middle;
		else
			high = middle;
	}
	*at = high;
	return true;
}
