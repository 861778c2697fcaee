/* SHA-256 of much. */
#include "lib/sha256.h"

#include <stdint.h>

#include "lib/platform.h"

#ifdef TC_SHA

#include <immintrin.h>

#define BLOCK SHA256_BLOCK_LENGTH

/* FIPS 180-4, 4.2.2 */
static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* Whole blocks. The instructions want the state as two vectors, ABEF and CDGH (Intel SHA
 * Extensions, 2013), and do two rounds each. */
TC_SHA static void pass_blocks(uint32_t state[8], const unsigned char *p, size_t count)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i *const whole = (__m128i *)(void *)state;
	__m128i low = _mm_shuffle_epi32(_mm_loadu_si128(whole), 0xb1);
	__m128i high = _mm_shuffle_epi32(_mm_loadu_si128(whole + 1), 0x1b);
	__m128i abef = _mm_alignr_epi8(low, high, 8);
	__m128i cdgh = _mm_blend_epi16(high, low, 0xf0);

	for (; count; count--, p += BLOCK) {
		__m128i abef_before = abef, cdgh_before = cdgh, words[16];

		for (unsigned i = 0; i < 16; i++) {
			__m128i sum, *w = &words[i];

			if (i < 4)
				*w = _mm_shuffle_epi8(
					_mm_loadu_si128(
						(const __m128i *)(const void *)(p +
										i * 16)),
					swap);
			else
				*w = _mm_sha256msg2_epu32(
					_mm_add_epi32(_mm_sha256msg1_epu32(w[-4], w[-3]),
						      _mm_alignr_epi8(w[-1], w[-2], 4)),
					w[-1]);
			sum = _mm_add_epi32(
				*w,
				_mm_loadu_si128((
					const __m128i *)(const void *)&constants[i * 4]));
			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
			abef = _mm_sha256rnds2_epu32(abef, cdgh,
						     _mm_shuffle_epi32(sum, 0x0e));
		}
		abef = _mm_add_epi32(abef, abef_before);
		cdgh = _mm_add_epi32(cdgh, cdgh_before);
	}
	low = _mm_shuffle_epi32(abef, 0x1b);
	high = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128(whole, _mm_blend_epi16(low, high, 0xf0));
	_mm_storeu_si128(whole + 1, _mm_alignr_epi8(high, low, 8));
}

void tc_sha256_update(SHA2_CTX *hash, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t begun = (size_t)(hash->bitcount[0] / 8 % BLOCK);
	size_t fill = begun && n > BLOCK - begun ? BLOCK - begun : 0, count;

	if (!tc_has_sha() || (begun && !fill)) {
		SHA256Update(hash, p, n);
		return;
	}
	SHA256Update(hash, p, fill);
	p += fill;
	n -= fill;
	count = n / BLOCK;
	pass_blocks(hash->state.st32, p, count);
	hash->bitcount[0] += (uint64_t)count * BLOCK * 8;
	SHA256Update(hash, p + count * BLOCK, n % BLOCK);
}

#else

void tc_sha256_update(SHA2_CTX *hash, const void *bytes, size_t n)
{
	SHA256Update(hash, bytes, n);
}

#endif
