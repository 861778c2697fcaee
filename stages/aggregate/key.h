/* key.h - what rows are grouped by: fields of the record, times, or jq.
 *
 * A key's value is JSON text in one spelling (a string with an escape or a byte beyond
 * ASCII is decoded and written anew), so equal values are equal bytes. The names:
 *
 * day week month hour weekday   of `ts` in the time zone; see period.h
 * block    start of the 5-hour block `ts` is in; see block.h
 * family   opus, sonnet, haiku, fable or mythos when the id of `model` has that part
 *          ("claude-opus-5", "us.anthropic.claude-opus-5"), else the id itself
 * (jq)     the first result of a jq expression on the record; null when it has none or
 *          fails. Its name is its text, or NAME in NAME=(jq)
 * other    the record's field of that name
 *
 * null: the record has no such field, or no `ts` for a time. */
#ifndef AGGREGATE_KEY_H
#define AGGREGATE_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregate/period.h"
#include "lib/filter.h"
#include "lib/record.h"

enum key_type {
	KEY_PERIOD,
	KEY_FAMILY,
	KEY_JQ,
	KEY_FIELD,
};

struct key {
	enum key_type type;
	enum period period; /* of a KEY_PERIOD */
	char *name;         /* owned */
	char *program;      /* jq text; owned, NULL for others */

	/* While records are read. */
	unsigned slot;
	struct tc_filter *filter;
	struct tc_span value;  /* of the current record; borrows from it or from text */
	struct tc_writer text; /* a buffer, no file */
	int64_t number;        /* the period `text` tells, so that it is told once */
	bool failed;           /* jq failed on some record */
};

/* Reads one key ("day", "project", "(.a|b)", "name=(.a|b)") at *text and passes it: *text
 * then stands at the comma after it or at the end. False when there is none. */
bool aggregate_key_read(const char **text, struct key *key);
void aggregate_key_release(struct key *key);

/* Registers what the key needs of records. Compiles jq or dies with TC_EXIT_USAGE. */
void aggregate_key_ready(struct key *key, struct tc_record *record, int64_t now);
/* Sets key->value for the current record, valid until the next. `ts` may be
 * TC_TIME_NONE. */
void aggregate_key_take(struct key *key, struct tc_record *record, struct tc_span line,
			int64_t ts, const struct period_clock *clock);
/* The same from the record's field of the key's name, whatever its type. */
void aggregate_key_take_field(struct key *key, struct tc_record *record);

/* Order of two values: false, true, numbers by size, strings bytewise, arrays and objects
 * bytewise by their text, null last. */
int aggregate_key_order(struct tc_span a, struct tc_span b);

#endif
