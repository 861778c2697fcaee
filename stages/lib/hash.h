/* hash.h - 64 bits that tell bytes apart; for tables and for what changed, not against people
 * who look for equal ones.
 *
 * Eight bytes a step, each mixed by an odd multiplier: 2^64 over the golden ratio, as in
 * Fibonacci hashing (Knuth, TAOCP 6.4). */
#ifndef TC_HASH_H
#define TC_HASH_H

#include <stdint.h>

#include "lib/span.h"

static inline uint64_t tc_hash_mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

/* Goes on from `hash`; 0 to begin with. */
static inline uint64_t tc_hash(uint64_t hash, struct tc_span text)
{
	uint64_t word;

	hash ^= text.n;
	for (; text.n >= sizeof(word); text.n -= sizeof(word), text.p += sizeof(word)) {
		memcpy(&word, text.p, sizeof(word));
		hash = tc_hash_mix(hash, word);
	}
	word = 0;
	if (text.n)
		memcpy(&word, text.p, text.n);
	return tc_hash_mix(hash, word);
}

#endif
