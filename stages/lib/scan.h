/* scan.h - the strict JSON scanner, the hot core. Pull style: the caller asks for what it
 * expects and skips the rest; every byte passed over is validated (RFC 8259).
 *
 * Strict: no control character in a string, no NaN, no leading zero or plus, no trailing
 * comma, no single quote, escapes only as the RFC has them, nesting up to TC_SCAN_DEPTH.
 * Not checked: surrogates in \u escapes, a lone one is decoded as U+FFFD; UTF-8 validity,
 * invalid bytes stay in decoded text and come out as U+FFFD where it is written
 * (tc_write_string). LF ends a line, and with it every unfinished value: white space is
 * blank, tab and CR.
 *
 * Memory: the bytes at [p, end) must be followed by a readable LF at *end (a sentinel) and
 * TC_SCAN_PAD - 1 more readable bytes of any content: loops run without bound checks and
 * SIMD loads may look past the end. When the scanner meets the sentinel it calls `more`:
 *   - more == NULL: this is the end, as an LF would be. Nothing moves, so spans of raw bytes
 *     stay valid as long as the text does (records, rate files).
 *   - else more(s) forgets all before s->p, reads on, and sets p and end anew (sentinel
 *     included); false at the end of input, p and end at a sentinel still, as often as it
 *     is asked. Spans handed out are valid only until the next call on the scanner. So a
 *     value may be longer than any buffer. It may refuse a line by setting TC_SCAN_LONG
 *     and returning false, but only while error is TC_SCAN_OK: tc_scan_line_end() must be
 *     able to pass over the rest of it.
 *
 * Errors stick in `error`, p is then where it broke; every call then returns false.
 * tc_scan_line_end() makes the scanner whole again for the next line. */
#ifndef TC_SCAN_H
#define TC_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/span.h"

#define TC_SCAN_DEPTH 1024
#define TC_SCAN_PAD   80
#define TC_SCAN_NAME  255 /* bytes of a key that are told apart */

enum tc_scan_error {
	TC_SCAN_OK,
	TC_SCAN_ENDS,    /* the line ends inside a value */
	TC_SCAN_SYNTAX,  /* not JSON */
	TC_SCAN_CONTROL, /* a control character inside a string */
	TC_SCAN_ESCAPE,  /* an escape that JSON does not have */
	TC_SCAN_NUMBER,  /* NaN, 01, 1., .5 ... */
	TC_SCAN_DEEP,    /* nesting over TC_SCAN_DEPTH */
	TC_SCAN_TYPE,    /* asked for a type that is not there: the caller's to handle */
	TC_SCAN_LONG,    /* set by `more`: over the caller's limit of bytes */
	TC_SCAN_READ,    /* set by `more`: reading failed */
};
/* For a reject's `reason`: "line ends inside a value", ... Static text. */
const char *tc_scan_reason(enum tc_scan_error error);

struct tc_scan {
	const char *p;   /* the next byte */
	const char *end; /* here stands the sentinel */
	bool (*more)(struct tc_scan *s);
	void *context; /* for `more` */
	char *scratch; /* decoded strings go here when they cannot be borrowed */
	size_t scratch_size;
	enum tc_scan_error error;
	unsigned depth;
	bool fresh; /* just inside a container: no comma due */
	/* The scanner's own. */
	uint64_t objects[TC_SCAN_DEPTH /
			 64];    /* a bit per level: an object, not an array */
	char held[TC_SCAN_NAME]; /* a key or number that could not be borrowed */
};

/* What the next value is, by its first byte; TC_SCAN_END at a closing bracket or the end of
 * the line. Skips white space, nothing else. */
enum tc_scan_kind {
	TC_SCAN_END,
	TC_SCAN_NULL,
	TC_SCAN_FALSE,
	TC_SCAN_TRUE,
	TC_SCAN_NUMERIC,
	TC_SCAN_STRING,
	TC_SCAN_OBJECT,
	TC_SCAN_ARRAY,
	TC_SCAN_OTHER, /* no JSON value starts so */
};
enum tc_scan_kind tc_scan_peek(struct tc_scan *s);

/* Steps into an object or array; false (TC_SCAN_TYPE) when the next value is none. */
bool tc_scan_object(struct tc_scan *s);
bool tc_scan_array(struct tc_scan *s);
/* The next key of the object stepped into, its colon passed: the caller then takes exactly
 * one value. Decoded; a key over TC_SCAN_NAME bytes comes out cut (and matches no name we
 * know).
 * False at the closing brace (passed) or on an error. */
bool tc_scan_key(struct tc_scan *s, struct tc_span *key);
/* Is there another item in the array stepped into? Then take one value. */
bool tc_scan_item(struct tc_scan *s);

/* Passes over the next value, whatever it is. */
bool tc_scan_skip(struct tc_scan *s);
/* Leaves the innermost container stepped into: passes over the rest of it. */
bool tc_scan_leave(struct tc_scan *s);

struct tc_string {
	struct tc_span text; /* decoded UTF-8, at most scratch_size bytes of it */
	uint64_t chars; /* of the whole string: its code points, see tc_scan_chars() */
	bool cut;       /* text is not all of it */
};
/* A string decoded. Borrows from the buffer when it can, else from scratch. */
bool tc_scan_string(struct tc_scan *s, struct tc_string *string);
/* The same without counting: the text, cut at scratch_size. */
bool tc_scan_text(struct tc_scan *s, struct tc_span *text);
/* Passes over a string and counts its code points: bytes that are no UTF-8 continuation,
 * each escape, a surrogate pair and a lone surrogate as one. */
bool tc_scan_chars(struct tc_scan *s, uint64_t *chars);
/* A number's text, at most 64 bytes of it. */
bool tc_scan_number(struct tc_scan *s, struct tc_span *text);
/* A whole number in [0, 2^63); false without an error (`*whole` false) for a number that is
 * negative, fractional, has an exponent or is too large. */
bool tc_scan_count(struct tc_scan *s, uint64_t *value, bool *whole);
/* true or false. */
bool tc_scan_boolean(struct tc_scan *s, bool *value);

/* After a value at the top of a line: what comes before LF? True when another value starts
 * there ("}{"), false at LF or at the end of input; LF is not passed. */
bool tc_scan_another(struct tc_scan *s);
/* Passes over everything up to and with the next LF and clears the error. False at the end
 * of input; *closed tells whether an LF was there. Adds the bytes passed to *bytes. */
bool tc_scan_line_end(struct tc_scan *s, uint64_t *bytes, bool *closed);

#endif
