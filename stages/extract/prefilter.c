/* Which lines may hold a call: a search for three needles in one pass. */
#include "extract/prefilter.h"

#include <string.h>

#if defined(__SSE2__) && !defined(TC_SCALAR)
#include <emmintrin.h>
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

#if defined(__SSE2__) && !defined(TC_SCALAR)

#define REACH 8 /* the farthest byte looked at from a needle's start */

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

const char *prefilter_find(const char *p, const char *end, int *agent)
{
	for (; end - p >= 32 + REACH; p += 32) {
		__m128i low = candidates(p), high = candidates(p + 16);
		unsigned bits;

		if (!_mm_movemask_epi8(_mm_or_si128(low, high)))
			continue;
		bits = (unsigned)_mm_movemask_epi8(low) |
		       (unsigned)_mm_movemask_epi8(high) << 16;
		for (; bits; bits &= bits - 1) {
			const char *at = p + __builtin_ctz(bits);

			if (is_needle(at, end, agent))
				return at;
		}
	}
	return find_slowly(p, end, agent);
}

#else

const char *prefilter_find(const char *p, const char *end, int *agent)
{
	return find_slowly(p, end, agent);
}

#endif
