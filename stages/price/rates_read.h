/* rates_read.h - values and keys of a rate file, each with its place for messages. */
#ifndef PRICE_RATES_READ_H
#define PRICE_RATES_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/scan.h"
#include "price/rates.h"

struct reader {
	struct tc_scan scan;
	const char *text;    /* the file, LF as CR: a line end is white space here */
	const char *value;   /* where the value being read starts */
	const char *counted; /* lines are counted up to here ... */
	unsigned line;       /* ... and this is the one it is in */
	struct rates_error *error;
	char of[96];     /* " of claude-opus-9", for messages */
	const char *key; /* the key whose value is next */
	char scratch[512];
};

/* Steps into an object or array; false: it is none. */
bool reader_enter(struct reader *in, bool object);
/* The next key's index in `keys` (ends with NULL), its bit set in *seen; READER_END at the
 * closing brace, READER_FAILED for a broken, unknown or second key. */
enum { READER_END = -1, READER_FAILED = -2 };
int reader_key(struct reader *in, const char *const *keys, unsigned *seen);
/* Are all keys of the mask in `seen`? `line`: of the object, for the message. */
bool reader_has(struct reader *in, const char *const *keys, unsigned seen, unsigned mask,
		unsigned line);
unsigned reader_line(struct reader *in); /* of the next value */

/* Owned text of 1 to 200 bytes, no control characters; frees what *text was. */
bool reader_text(struct reader *in, char **text);
/* Text that can stand in a price_id: letters, digits and ._:- only. */
bool reader_id(struct reader *in, char **id);
bool reader_note(struct reader *in); /* passes a text */
bool reader_texts(struct reader *in, char ***texts, size_t *count);
bool reader_whole(struct reader *in, int64_t low, int64_t high, const char *what,
		  int64_t *value);
bool reader_day(struct reader *in, int64_t *day); /* "2026-11-22" */
bool reader_null(struct reader *in);              /* passes null; false: something else */
bool reader_syntax(struct reader *in); /* reports the scanner's error; returns false */
/* "'KEY' of MODEL must be WHAT, got ..."; returns false. */
bool reader_expected(struct reader *in, const char *what);

/* Reads one item of `models` into r (rates_model.c). */
bool reader_model(struct reader *in, struct rates *r);

#endif
