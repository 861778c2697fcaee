/* text.c - small questions about runs of text. */
#include "extract/text.h"

bool extract_text_same(struct tc_span a, struct tc_span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (text_lower(a.p[i]) != text_lower(b.p[i]))
			return false;
	return true;
}

bool extract_text_among(struct tc_span s, const char *const *words)
{
	char first = s.n ? text_lower(s.p[0]) : '\0';

	for (; *words; words++)
		if (text_lower(**words) == first &&
		    extract_text_same(s, tc_span_of(*words)))
			return true;
	return false;
}

size_t extract_text_find(struct tc_span s, struct tc_span needle)
{
	const char *p = s.p, *end = s.p + s.n;

	while ((size_t)(end - p) >= needle.n &&
	       (p = memchr(p, needle.p[0], (size_t)(end - p) - needle.n + 1))) {
		if (memcmp(p, needle.p, needle.n) == 0)
			return (size_t)(p - s.p);
		p++;
	}
	return s.n;
}

struct tc_span extract_text_trim(struct tc_span s)
{
	while (s.n && text_is_space(s.p[0]))
		s = text_from(s, 1);
	while (s.n && text_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

size_t extract_text_chars(struct tc_span s)
{
	size_t chars = 0;

	for (size_t i = 0; i < s.n; i++)
		chars += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return chars;
}
