/* Which lines may hold a call: a search for three needles in one pass. */
#include "extract/prefilter.h"

#include <string.h>

#include "lib/platform.h"

#ifdef TC_SSE2
#include <immintrin.h>
#endif

#define USAGE "\"usage\""
#define AGENT "\"agentId\""

/* Is there a needle right here? */
static int is_needle(const char *p, const char *end, int *agent)
{
	size_t left = (size_t)(end - p);

	*agent = 0;
	if (p[0] == '\\')
		return left >= 2 && p[1] == 'u';
	if (left >= sizeof(USAGE) - 1 && memcmp(p, USAGE, sizeof(USAGE) - 1) == 0)
		return 1;
	*agent = left >= sizeof(AGENT) - 1 && memcmp(p, AGENT, sizeof(AGENT) - 1) == 0;
	return *agent;
}

static const char *find_slowly(const char *p, const char *end, int *agent)
{
	for (; p < end; p++)
		if ((*p == '"' || *p == '\\') && is_needle(p, end, agent))
			return p;
	return end;
}

#ifdef TC_SSE2

#define REACH 8 /* the farthest byte looked at from a needle's start */

/* The first needle among the candidates of 32 bytes, NULL when all deceive. */
static const char *first_needle(const char *p, unsigned bits, const char *end, int *agent)
{
	for (; bits; bits &= bits - 1) {
		const char *at = p + __builtin_ctz(bits);

		if (is_needle(at, end, agent))
			return at;
	}
	return NULL;
}

static __m128i load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Bytes at which a needle may start. An escape and "usage" have a u in second place;
 * "agentId" has an I in seventh, where few words in quotes have one. */
static __m128i candidates(const char *p)
{
	__m128i first = load(p);
	__m128i quote = _mm_cmpeq_epi8(first, _mm_set1_epi8('"'));
	__m128i mark = _mm_or_si128(quote, _mm_cmpeq_epi8(first, _mm_set1_epi8('\\')));
	__m128i u = _mm_cmpeq_epi8(load(p + 1), _mm_set1_epi8('u'));
	__m128i i = _mm_cmpeq_epi8(load(p + 6), _mm_set1_epi8('I'));

	return _mm_or_si128(_mm_and_si128(mark, u), _mm_and_si128(quote, i));
}

static const char *find(const char *p, const char *end, int *agent)
{
	for (; end - p >= 32 + REACH; p += 32) {
		__m128i low = candidates(p), high = candidates(p + 16);
		const char *at = NULL;

		if (_mm_movemask_epi8(_mm_or_si128(low, high)))
			at = first_needle(p,
					  (unsigned)_mm_movemask_epi8(low) |
						  (unsigned)_mm_movemask_epi8(high) << 16,
					  end, agent);
		if (at)
			return at;
	}
	return find_slowly(p, end, agent);
}

#ifdef TC_AVX2

TC_WIDE static __m256i load_wide(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

TC_WIDE static const char *find_wide(const char *p, const char *end, int *agent)
{
	const __m256i quotes = _mm256_set1_epi8('"'), marks = _mm256_set1_epi8('\\');
	const __m256i us = _mm256_set1_epi8('u'), is = _mm256_set1_epi8('I');

	for (; end - p >= 32 + REACH; p += 32) {
		__m256i first = load_wide(p);
		__m256i quote = _mm256_cmpeq_epi8(first, quotes);
		__m256i mark = _mm256_or_si256(quote, _mm256_cmpeq_epi8(first, marks));
		__m256i u = _mm256_cmpeq_epi8(load_wide(p + 1), us);
		__m256i i = _mm256_cmpeq_epi8(load_wide(p + 6), is);
		unsigned bits = (unsigned)_mm256_movemask_epi8(_mm256_or_si256(
			_mm256_and_si256(mark, u), _mm256_and_si256(quote, i)));
		const char *at = bits ? first_needle(p, bits, end, agent) : NULL;

		if (at)
			return at;
	}
	return find_slowly(p, end, agent);
}

#endif

const char *prefilter_find(const char *p, const char *end, int *agent)
{
#ifdef TC_AVX2
	if (tc_is_wide())
		return find_wide(p, end, agent);
#endif
	return find(p, end, agent);
}

#else

const char *prefilter_find(const char *p, const char *end, int *agent)
{
	return find_slowly(p, end, agent);
}

#endif
