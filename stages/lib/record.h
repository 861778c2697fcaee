/* record.h - one record as a view of its line.
 *
 * A record is one JSON object on one line. Parsing is strict and checks the whole line;
 * the view borrows it: every field is a span of raw bytes, unknown fields included, so
 * that what a stage does not know passes byte for byte. Of a duplicate key the last wins.
 *
 * A stage registers the keys it cares for once and gets slots; records of one producer
 * have one shape, so parsing predicts the next key from the record before and rarely
 * looks one up. */
#ifndef TC_RECORD_H
#define TC_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/money.h"
#include "lib/span.h"
#include "lib/writer.h"

enum tc_type {
	TC_ABSENT,
	TC_NULL,
	TC_FALSE,
	TC_TRUE,
	TC_NUMBER,
	TC_STRING, /* raw has its quotes and escapes */
	TC_OBJECT,
	TC_ARRAY,
};

struct tc_field {
	struct tc_span key; /* decoded, told apart by its first TC_SCAN_NAME bytes */
	struct tc_span raw;
	enum tc_type type;
	bool plain; /* a string known to have no escapes */
};

struct tc_record;

struct tc_record *tc_record_new(void); /* owned */
void tc_record_free(struct tc_record *r);
/* The slot of a key, the same for the same key. Register before parsing. Borrows key. */
unsigned tc_record_slot(struct tc_record *r, const char *key);

/* Borrows line until the next parse. Behind it must stand a readable LF (lib/source puts
 * it there) and TC_SCAN_PAD - 1 more readable bytes. On failure: false, no fields, reason
 * (static text, for a reject's `reason`) and the offset in the line where it broke. */
bool tc_record_parse(struct tc_record *r, struct tc_span line);
const char *tc_record_reason(const struct tc_record *r);
size_t tc_record_offset(const struct tc_record *r);

/* Of the slot's field; TC_ABSENT when the line has no such key. */
enum tc_type tc_record_type(const struct tc_record *r, unsigned slot);
struct tc_span tc_record_raw(const struct tc_record *r, unsigned slot);
/* Decoded text of a string, UTF-8 (borrowed until the next parse); empty for others. */
struct tc_span tc_record_string(struct tc_record *r, unsigned slot);
/* A whole number that fits; exponents and fractions are refused. */
bool tc_record_integer(const struct tc_record *r, unsigned slot, int64_t *value);
bool tc_record_money(const struct tc_record *r, unsigned slot, tc_int128 *nano);

/* All fields in the order of the line (a duplicate's last value only). */
size_t tc_record_count(const struct tc_record *r);
const struct tc_field *tc_record_field(const struct tc_record *r, size_t index);

/* Writes the record with some fields set, and ends the line: a key that is there is
 * replaced in place, a new one appended in the order given; `raw` is JSON text. All
 * other bytes stay as they are. No key may be changed twice. */
struct tc_change {
	const char *key;
	struct tc_span raw;
};
void tc_record_write(struct tc_record *r, struct tc_writer *w,
		     const struct tc_change *changes, size_t count);

#endif
