/* period.h - days, weeks, months, hours and weekdays of an instant, in a time zone.
 *
 * A period is a number first (cheap, made for every record) and a text when a row or a
 * group needs one. The texts are JSON. */
#ifndef AGGREGATE_PERIOD_H
#define AGGREGATE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/time.h"

enum period {
	PERIOD_DAY,   /* "2026-03-01", the local date */
	PERIOD_WEEK,  /* the date of its first day */
	PERIOD_MONTH, /* "2026-03" */
	PERIOD_HOUR,  /* "2026-03-01T14" on the local clock: a fold's two hours are one */
	PERIOD_WEEKDAY, /* 1 Monday ... 7 Sunday (ISO 8601) */
	PERIOD_BLOCK,   /* the hour in UTC that decides about its block, see block.h */
};

struct period_clock {
	struct tc_zone *zone; /* needed by all but PERIOD_BLOCK */
	bool monday;          /* weeks start on Monday, else on Sunday */
};

/* Equal for instants of one period; not always different for others of one month. */
int64_t aggregate_period_of(enum period period, int64_t ts,
			    const struct period_clock *clock);
/* Writes the JSON text of what aggregate_period_of() gave; returns its length. */
#define AGGREGATE_PERIOD_SIZE 40
unsigned aggregate_period_text(enum period period, int64_t number, char *out);

#endif
