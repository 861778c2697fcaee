/* pass.h - passing over the tokens of JSON, strictly; the scanner's own.
 *
 * Every function starts at p and returns where it ends, or NULL when it broke: s->error
 * and s->p tell then. Any of them may read on (tc_scan.more) and so move the buffer: what
 * was known about bytes before the returned place is void. With a tc_take, t->from set to
 * where the token's text starts, what is passed is taken. */
#ifndef TC_PASS_H
#define TC_PASS_H

#include "lib/platform.h"
#include "lib/scan.h"
#include "lib/take.h"

#ifdef TC_SSE2
#include <immintrin.h>
#endif

/* Sets the error if there is none yet: TC_SCAN_ENDS at an LF. Returns NULL. */
const char *tc_pass_fail(struct tc_scan *s, const char *p, enum tc_scan_error error);
/* The byte to go on at when p stands at the sentinel; the sentinel if all is over. */
const char *tc_pass_sentinel(struct tc_scan *s, const char *p, struct tc_take *t);
const char *tc_pass_blanks(struct tc_scan *s, const char *p);
const char *tc_pass_number(struct tc_scan *s, const char *p, struct tc_take *t);
/* null, true or false */
const char *tc_pass_word(struct tc_scan *s, const char *p, const char *word);
/* A string from a backslash, a control character or its closing quote on. */
const char *tc_pass_rough(struct tc_scan *s, const char *p, struct tc_take *t);

/* To the next value; fails with TC_SCAN_TYPE when it does not start so, and when an error
 * sticks already. */
const char *tc_pass_starting(struct tc_scan *s, char first);

/* The scanner goes on at p; false when p is NULL. */
static inline bool tc_pass_on(struct tc_scan *s, const char *p)
{
	if (p)
		s->p = p;
	return p != NULL;
}

/* p, or where its byte is now. */
static inline const char *tc_pass_here(struct tc_scan *s, const char *p,
				       struct tc_take *t)
{
	return *p == '\n' ? tc_pass_sentinel(s, p, t) : p;
}

/* To the next token; LF is one. */
static inline const char *tc_pass_to_token(struct tc_scan *s, const char *p)
{
	return (unsigned char)*p > ' ' ? p : tc_pass_blanks(s, p);
}

#ifdef TC_SSE2
/* Quotes, backslashes and control characters among 16 bytes, as bits. */
static inline unsigned tc_pass_specials(__m128i v)
{
	__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
				   _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	__m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);

	return (unsigned)_mm_movemask_epi8(_mm_or_si128(hit, control));
}
#endif

/* To the next quote, backslash or control character: the sentinel at the latest. */
static inline const char *tc_pass_run(const char *p)
{
#ifdef TC_SSE2
	for (;; p += 16) {
		unsigned mask = tc_pass_specials(
			_mm_loadu_si128((const __m128i *)(const void *)p));

		if (mask)
			return p + __builtin_ctz(mask);
	}
#else
	const uint64_t ones = 0x0101010101010101u, high = ones << 7;
	uint64_t word, quote, backslash;

	for (;; p += 8) {
		memcpy(&word, p, 8);
		quote = word ^ ones * '"';
		backslash = word ^ ones * '\\';
		if (((quote - ones) & ~quote & high) |
		    ((backslash - ones) & ~backslash & high) |
		    ((word - ones * ' ') & ~word & high))
			break;
	}
	while ((unsigned char)*p >= ' ' && *p != '"' && *p != '\\')
		p++;
	return p;
#endif
}

/* From behind the opening quote to behind the closing one. */
static inline const char *tc_pass_string(struct tc_scan *s, const char *p,
					 struct tc_take *t)
{
	p = tc_pass_run(p);
	return *p == '"' ? p + 1 : tc_pass_rough(s, p, t);
}

static inline bool tc_pass_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* To what is no digit: the sentinel at the latest. */
static inline const char *tc_pass_digits(const char *p)
{
#ifdef TC_SSE2
	for (;; p += 16) {
		__m128i v =
			_mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)p),
				     _mm_set1_epi8('0'));
		__m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(9)), v);
		unsigned others = (unsigned)_mm_movemask_epi8(digits) ^ 0xffff;

		if (others)
			return p + __builtin_ctz(others);
	}
#else
	while (tc_pass_digit(*p))
		p++;
	return p;
#endif
}

/* Behind a value that lies there plainly, all of it in memory: a string without escapes, a
 * number without sign and exponent, a word. NULL: it is none, or it wants a closer look. */
static inline const char *tc_pass_plain(const char *p)
{
	const char *end;

	switch (*p) {
	case '"':
		end = tc_pass_run(p + 1);
		return *end == '"' ? end + 1 : NULL;
	case 'n':
		return memcmp(p, "null", 4) == 0 ? p + 4 : NULL;
	case 't':
		return memcmp(p, "true", 4) == 0 ? p + 4 : NULL;
	case 'f':
		return memcmp(p, "false", 5) == 0 ? p + 5 : NULL;
	default:
		end = tc_pass_digits(p);
		if (end == p || (*p == '0' && end > p + 1))
			return NULL;
		if (*end == '.' && tc_pass_digit(end[1]))
			end = tc_pass_digits(end + 1);
		return *end == ',' || *end == '}' || *end == ']' ? end : NULL;
	}
}

#endif
