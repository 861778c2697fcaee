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

const char *tc_pass_starting(struct tc_scan *s, char first)
{
	const char *p;

	if (s->error)
		return NULL;
	p = tc_pass_to_token(s, s->p);
	return *p == first ? p : tc_pass_fail(s, p, TC_SCAN_TYPE);
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

#ifdef TC_SSE2

/* 64 bytes, each as one bit of several masks. A `look` fills it. */
struct block {
	uint64_t quotes, backslashes, controls, letters, continuing;
};

static inline uint64_t bits_of(__m128i v)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(v);
}

static inline void look_at_16(struct block *b, const char *p, unsigned at)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
	__m128i control = _mm_min_epu8(v, _mm_set1_epi8(0x1f));
	__m128i letter = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('n')),
				      _mm_cmpeq_epi8(v, _mm_set1_epi8('t')));

	b->quotes |= bits_of(_mm_cmpeq_epi8(v, _mm_set1_epi8('"'))) << at;
	b->backslashes |= bits_of(_mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))) << at;
	b->controls |= bits_of(_mm_cmpeq_epi8(control, v)) << at;
	b->letters |= bits_of(letter) << at;
	b->continuing |= bits_of(_mm_cmplt_epi8(v, _mm_set1_epi8(-64))) << at;
}

/* No loop: shifts by what is known are much faster. */
static inline void look(struct block *b, const char *p)
{
	*b = (struct block){ 0 };
	look_at_16(b, p, 0);
	look_at_16(b, p, 16);
	look_at_16(b, p, 32);
	look_at_16(b, p, 48);
}

#ifdef TC_AVX2

TC_WIDE static inline uint64_t bits_of_wide(__m256i v)
{
	return (uint64_t)(unsigned)_mm256_movemask_epi8(v);
}

TC_WIDE static inline void look_at_32(struct block *b, const char *p, unsigned at)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + at));
	__m256i control = _mm256_min_epu8(v, _mm256_set1_epi8(0x1f));
	__m256i letter = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('n')),
					 _mm256_cmpeq_epi8(v, _mm256_set1_epi8('t')));
	__m256i quote = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"'));
	__m256i backslash = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\'));
	__m256i first = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), v);

	b->quotes |= bits_of_wide(quote) << at;
	b->backslashes |= bits_of_wide(backslash) << at;
	b->controls |= bits_of_wide(_mm256_cmpeq_epi8(control, v)) << at;
	b->letters |= bits_of_wide(letter) << at;
	b->continuing |= bits_of_wide(first) << at;
}

TC_WIDE static inline void look_wide(struct block *b, const char *p)
{
	*b = (struct block){ 0 };
	look_at_32(b, p, 0);
	look_at_32(b, p, 32);
}

#endif

/* Bytes behind an unescaped backslash. Runs of backslashes that start at an odd place and
 * those that start at an even one are told apart by a carry through the run (D. Lemire, G.
 * Langdale, "Parsing gigabytes of JSON per second"). *carry: the first byte of this block
 * is escaped, then of the next. */
static inline uint64_t escaped_of(uint64_t backslashes, uint64_t *carry)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	uint64_t follows, odd_starts, sum;

	backslashes &= ~*carry;
	follows = backslashes << 1 | *carry;
	odd_starts = backslashes & ~even & ~follows;
	sum = odd_starts + backslashes;
	*carry = sum < backslashes;
	return (even ^ sum << 1) & follows;
}

/* Passes over text and the commonest escapes, without a branch for each of them, to
 * whatever else comes; adds the code points, unless chars is NULL. */
static inline __attribute__((always_inline)) const char *
pass_blocks(const char *p, uint64_t *chars,
	    void (*look_at)(struct block *b, const char *p))
{
	uint64_t carry = 0;

	for (;; p += 64) {
		uint64_t escaped, stop, before, odd;
		struct block b;

		look_at(&b, p);
		escaped = odd = 0;
		if (b.backslashes | carry) {
			escaped = escaped_of(b.backslashes, &carry);
			odd = escaped & ~(b.letters | b.quotes | b.backslashes);
		}
		stop = (b.quotes & ~escaped) | b.controls | odd;
		if (stop) { /* at an odd escape: its backslash */
			unsigned i = (unsigned)__builtin_ctzll(stop);
			uint64_t back = odd >> i & 1;

			before = (UINT64_C(1) << i) - 1;
			if (chars)
				*chars += i - back -
					  (uint64_t)__builtin_popcountll(
						  before & (escaped | b.continuing));
			return p + i - back;
		}
		if (chars)
			*chars += 64 -
				  (uint64_t)__builtin_popcountll(escaped | b.continuing);
	}
}

#ifdef TC_AVX2
TC_WIDE static const char *pass_easy_wide(const char *p)
{
	return pass_blocks(p, NULL, look_wide);
}

TC_WIDE static const char *count_easy_wide(const char *p, uint64_t *chars)
{
	return pass_blocks(p, chars, look_wide);
}
#endif

static inline const char *pass_easy(const char *p, uint64_t *chars)
{
#ifdef TC_AVX2
	if (tc_is_wide())
		return chars ? count_easy_wide(p, chars) : pass_easy_wide(p);
#endif
	return pass_blocks(p, chars, look);
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
