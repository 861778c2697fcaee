/* Which lines may hold a call: a search for four needles in one pass. */
#include "extract/prefilter.h"

#include <string.h>

#include "lib/platform.h"

#ifdef TC_SSE2
#include <immintrin.h>
#endif

#define USAGE  "\"usage\""
#define AGENT  "\"agentId\""
#define PROMPT "\"promptId\""

/* Which needle is right here? */
static enum needle is_needle(const char *p, const char *end)
{
	size_t left = (size_t)(end - p);

	if (p[0] == '\\')
		return left >= 2 && p[1] == 'u' ? NEEDLE_CALL : NEEDLE_NONE;
	if (left >= sizeof(USAGE) - 1 && memcmp(p, USAGE, sizeof(USAGE) - 1) == 0)
		return NEEDLE_CALL;
	if (left >= sizeof(AGENT) - 1 && memcmp(p, AGENT, sizeof(AGENT) - 1) == 0)
		return NEEDLE_AGENT;
	if (left >= sizeof(PROMPT) - 1 && memcmp(p, PROMPT, sizeof(PROMPT) - 1) == 0)
		return NEEDLE_PROMPT;
	return NEEDLE_NONE;
}

bool prefilter_is_prompt(const char *p, const char *end, struct tc_span prompt)
{
	static const struct tc_span key = { PROMPT ":\"", sizeof(PROMPT ":\"") - 1 };

	return prompt.n && (size_t)(end - p) > key.n + prompt.n &&
	       memcmp(p, key.p, key.n) == 0 &&
	       memcmp(p + key.n, prompt.p, prompt.n) == 0 && p[key.n + prompt.n] == '"';
}

static const char *find_slowly(const char *p, const char *end, enum needle *needle)
{
	for (; p < end; p++)
		if ((*p == '"' || *p == '\\') && (*needle = is_needle(p, end)))
			return p;
	return end;
}

#ifdef TC_SSE2

#define REACH 8 /* the farthest byte looked at from a needle's start */

/* The first needle among the candidates of 32 bytes, NULL when all deceive. */
static const char *first_needle(const char *p, unsigned bits, const char *end,
				enum needle *needle)
{
	for (; bits; bits &= bits - 1) {
		const char *at = p + __builtin_ctz(bits);

		if ((*needle = is_needle(at, end)))
			return at;
	}
	return NULL;
}

static __m128i load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Bytes at which a needle may start. An escape and "usage" have a u in second place;
 * "agentId" has an I in seventh, "promptId" in eighth, where few words in quotes have one. */
static __m128i candidates(const char *p)
{
	__m128i first = load(p);
	__m128i quote = _mm_cmpeq_epi8(first, _mm_set1_epi8('"'));
	__m128i mark = _mm_or_si128(quote, _mm_cmpeq_epi8(first, _mm_set1_epi8('\\')));
	__m128i u = _mm_cmpeq_epi8(load(p + 1), _mm_set1_epi8('u'));
	__m128i seventh = _mm_cmpeq_epi8(load(p + 6), _mm_set1_epi8('I'));
	__m128i eighth = _mm_cmpeq_epi8(load(p + 7), _mm_set1_epi8('I'));
	__m128i i = _mm_or_si128(seventh, eighth);

	return _mm_or_si128(_mm_and_si128(mark, u), _mm_and_si128(quote, i));
}

static const char *find(const char *p, const char *end, enum needle *needle)
{
	for (; end - p >= 32 + REACH; p += 32) {
		__m128i low = candidates(p), high = candidates(p + 16);
		const char *at = NULL;

		if (_mm_movemask_epi8(_mm_or_si128(low, high)))
			at = first_needle(p,
					  (unsigned)_mm_movemask_epi8(low) |
						  (unsigned)_mm_movemask_epi8(high) << 16,
					  end, needle);
		if (at)
			return at;
	}
	return find_slowly(p, end, needle);
}

#ifdef TC_AVX2

TC_WIDE static __m256i load_wide(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

TC_WIDE static const char *find_wide(const char *p, const char *end, enum needle *needle)
{
	const __m256i quotes = _mm256_set1_epi8('"'), marks = _mm256_set1_epi8('\\');
	const __m256i us = _mm256_set1_epi8('u'), is = _mm256_set1_epi8('I');

	for (; end - p >= 32 + REACH; p += 32) {
		__m256i first = load_wide(p);
		__m256i quote = _mm256_cmpeq_epi8(first, quotes);
		__m256i mark = _mm256_or_si256(quote, _mm256_cmpeq_epi8(first, marks));
		__m256i u = _mm256_cmpeq_epi8(load_wide(p + 1), us);
		__m256i i = _mm256_or_si256(_mm256_cmpeq_epi8(load_wide(p + 6), is),
					    _mm256_cmpeq_epi8(load_wide(p + 7), is));
		unsigned bits = (unsigned)_mm256_movemask_epi8(_mm256_or_si256(
			_mm256_and_si256(mark, u), _mm256_and_si256(quote, i)));
		const char *at = bits ? first_needle(p, bits, end, needle) : NULL;

		if (at)
			return at;
	}
	return find_slowly(p, end, needle);
}

#endif

const char *prefilter_find(const char *p, const char *end, enum needle *needle)
{
#ifdef TC_AVX2
	if (tc_is_wide())
		return find_wide(p, end, needle);
#endif
	return find(p, end, needle);
}

#else

const char *prefilter_find(const char *p, const char *end, enum needle *needle)
{
	return find_slowly(p, end, needle);
}

#endif
