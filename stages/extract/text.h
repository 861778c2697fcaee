/* text.h - small questions about runs of text. ASCII letters fold, nothing else does. */
#ifndef TC_EXTRACT_TEXT_H
#define TC_EXTRACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/span.h"

static inline char text_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool text_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool text_is_alnum(char c)
{
	char lower = text_lower(c);

	return (lower >= 'a' && lower <= 'z') || text_is_digit(c);
}

/* Blank, tab, LF or CR. */
static inline bool text_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline struct tc_span text_from(struct tc_span s, size_t start)
{
	return (struct tc_span){ s.p + start, s.n - start };
}

static inline bool text_starts(struct tc_span s, struct tc_span prefix)
{
	return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

/* Equal, letters in either case. */
bool extract_text_same(struct tc_span a, struct tc_span b);
/* Is it one of the words (NULL ends them), letters in either case? */
bool extract_text_among(struct tc_span s, const char *const *words);
/* Where needle first lies in s; s.n when it does not. */
size_t extract_text_find(struct tc_span s, struct tc_span needle);
struct tc_span extract_text_trim(struct tc_span s);
/* UTF-8 code points. */
size_t extract_text_chars(struct tc_span s);

#endif
