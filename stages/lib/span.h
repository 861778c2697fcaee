/* span.h - a run of bytes somebody else owns.
 *
 * A span is never terminated by NUL and may hold any byte. It is borrowed: valid as
 * long as its source says. */
#ifndef TC_SPAN_H
#define TC_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct tc_span {
	const char *p;
	size_t n;
};

#define TC_SPAN(literal) ((struct tc_span){ (literal), sizeof(literal) - 1 })

static inline struct tc_span tc_span_of(const char *text)
{
	return (struct tc_span){ text, strlen(text) };
}

static inline bool tc_span_is(struct tc_span s, struct tc_span other)
{
	return s.n == other.n && (s.n == 0 || memcmp(s.p, other.p, s.n) == 0);
}

/* Bytewise order, a prefix before what it begins. */
static inline int tc_span_order(struct tc_span a, struct tc_span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

#endif
