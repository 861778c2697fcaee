/* Passing over the tokens of JSON, strictly. */
#include "lib/pass.h"

const char *tc_pass_fail(struct tc_scan *s, const char *p, enum tc_scan_error error)
{
	s->p = p;
	if (s->error == TC_SCAN_OK)
		s->error = *p == '\n' ? TC_SCAN_ENDS : error;
	return NULL;
}

const char *tc_pass_sentinel(struct tc_scan *s, const char *p, struct tc_take *t)
{
	bool more = s->more != NULL;

	while (more && p == s->end) {
		if (t)
			tc_take_to(t, p);
		s->p = p;
		more = s->more(s);
		p = s->p;
		if (t)
			t->from = p;
	}
	return p;
}

const char *tc_pass_blanks(struct tc_scan *s, const char *p)
{
	for (;;) {
		while (*p == ' ' || *p == '\t' || *p == '\r')
			p++;
		if (p != s->end)
			return p;
		p = tc_pass_sentinel(s, p, NULL);
		if (p == s->end)
			return p;
	}
}

static const char *pass_digits(struct tc_scan *s, const char *p, struct tc_take *t)
{
	p = tc_pass_here(s, p, t);
	if (!tc_pass_digit(*p))
		return tc_pass_fail(s, p, TC_SCAN_NUMBER);
	do {
		while (tc_pass_digit(*p))
			p++;
		p = tc_pass_here(s, p, t);
	} while (tc_pass_digit(*p));
	return p;
}

const char *tc_pass_number(struct tc_scan *s, const char *p, struct tc_take *t)
{
	if (*p == '-')
		p = tc_pass_here(s, p + 1, t);
	if (*p == '0') {
		p = tc_pass_here(s, p + 1, t);
		if (tc_pass_digit(*p))
			return tc_pass_fail(s, p, TC_SCAN_NUMBER);
	} else {
		p = pass_digits(s, p, t);
	}
	if (p && *p == '.')
		p = pass_digits(s, p + 1, t);
	if (p && (*p == 'e' || *p == 'E')) {
		p = tc_pass_here(s, p + 1, t);
		p = pass_digits(s, *p == '+' || *p == '-' ? p + 1 : p, t);
	}
	return p;
}

const char *tc_pass_word(struct tc_scan *s, const char *p, const char *word)
{
	for (; *word; word++, p++) {
		p = tc_pass_here(s, p, NULL);
		if (*p != *word)
			return tc_pass_fail(s, p, TC_SCAN_SYNTAX);
	}
	return p;
}

static int hex(char c)
{
	if (tc_pass_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What the letter of a short escape stands for; 0: it is none. */
static const char meanings[256] = {
	['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
	['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
};

/* From behind the backslash. */
static const char *pass_escape(struct tc_scan *s, const char *p, struct tc_take *t)
{
	uint32_t code;

	p = tc_pass_here(s, p, NULL);
	code = (unsigned char)meanings[(unsigned char)*p];
	if (!code && *p != 'u')
		return tc_pass_fail(s, p, TC_SCAN_ESCAPE);
	if (!code) {
		for (int i = 0; i < 4; i++) {
			p = tc_pass_here(s, p + 1, NULL);
			if (hex(*p) < 0)
				return tc_pass_fail(s, p, TC_SCAN_ESCAPE);
			code = code << 4 | (uint32_t)hex(*p);
		}
	}
	if (t) {
		tc_take_code(t, code);
		t->from = p + 1;
	}
	return p + 1;
}

#if defined(__SSE2__) && !defined(TC_SCALAR)

/* Bytes that go on a character of UTF-8 (10xxxxxx), as bits. */
static unsigned continuing(__m128i v)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(v, _mm_set1_epi8(-64)));
}

/* Passes over text and short escapes, to whatever else comes; adds the code points, unless
 * chars is NULL. */
static inline const char *pass_easy(const char *p, uint64_t *chars)
{
	const char *start = p;
	uint64_t less = 0; /* bytes that begin no character */

	for (;; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		unsigned mask = tc_pass_specials(v), high = chars ? continuing(v) : 0;

		while (mask) {
			unsigned i = (unsigned)__builtin_ctz(mask);

			if (p[i] != '\\' || !meanings[(unsigned char)p[i + 1]]) {
				less += (unsigned)__builtin_popcount(high &
								     ((1u << i) - 1));
				if (chars)
					*chars += (uint64_t)(p + i - start) - less;
				return p + i;
			}
			less++;
			mask &= ~(3u << i);
			p += i == 15; /* the escape's letter lies in the next block */
		}
		if (high)
			less += (unsigned)__builtin_popcount(high);
	}
}

#else

static inline const char *pass_easy(const char *p, uint64_t *chars)
{
	for (;;) {
		if (*p == '\\' && meanings[(unsigned char)p[1]])
			p++;
		else if (*p == '\\' || *p == '"' || (unsigned char)*p < ' ')
			return p;
		if (chars)
			*chars += (*p & 0xc0) != 0x80;
		p++;
	}
}

#endif

const char *tc_pass_rough(struct tc_scan *s, const char *p, struct tc_take *t)
{
	for (;;) {
		if (t && t->only_count) {
			tc_take_to(t, p);
			p = pass_easy(p, &t->chars);
			if (p != t->from)
				t->surrogate = 0;
			t->from = p;
		} else {
			p = t ? tc_pass_run(p) : pass_easy(p, NULL);
		}
		if (*p == '"')
			return p + 1;
		if (*p == '\\') {
			if (t)
				tc_take_to(t, p);
			p = pass_escape(s, p + 1, t);
			if (!p)
				return NULL;
			continue;
		}
		p = tc_pass_here(s, p, t);
		if ((unsigned char)*p < ' ')
			return tc_pass_fail(s, p, TC_SCAN_CONTROL);
	}
}
