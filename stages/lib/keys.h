/* keys.h - the keys of records by number; lib/record's own.
 *
 * A key is registered by a stage (its number is then a slot) or met in a line. Of those
 * only met, TC_KEYS_STRANGERS are remembered from one line to the next. Number 0 is no
 * key: it stands for the start of a record. */
#ifndef TC_KEYS_H
#define TC_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/platform.h"
#include "lib/span.h"

#ifdef TC_SSE2
#include <immintrin.h>
#endif

#define TC_KEYS_STRANGERS 4096
#define TC_KEYS_LEAD      32 /* bytes that are compared at once */

struct tc_key {
	char *lead; /* `"key":`, as it stands in most lines, TC_KEYS_LEAD bytes or more */
	size_t size; /* of the key */
	uint32_t hash;
	bool plain; /* needs no escapes: lead may be compared with a line and written */
	uint32_t bits; /* one for each byte of lead; 0: not plain, or too long for that */
	unsigned next; /* the key that followed last time: the guess for this time */
	uint64_t line; /* the last line that had it, ... */
	size_t field;  /* ... and which field it was there */
};

struct tc_keys {
	struct tc_key *all;
	unsigned count, room;
	unsigned kept;   /* all below are registered, or as good as */
	unsigned *table; /* numbers by hash, 0 is empty */
	unsigned table_size;
};

void tc_keys_init(struct tc_keys *keys);
void tc_keys_release(struct tc_keys *keys);
/* The number of a key, new or not. Copies text. Moves `all`. */
unsigned tc_keys_find(struct tc_keys *keys, struct tc_span text);
void tc_keys_keep(struct tc_keys *keys, unsigned number);
/* Forgets strangers if they are too many: their numbers are void. */
void tc_keys_trim(struct tc_keys *keys);

static inline struct tc_span tc_key_text(const struct tc_key *key)
{
	return (struct tc_span){ key->lead + 1, key->size };
}

/* The size of lead. */
static inline size_t tc_key_lead(const struct tc_key *key)
{
	return key->size + 3;
}

/* Does lead stand at p? To be read there are the bytes before `end` and TC_KEYS_LEAD more, an
 * LF first. */
static inline bool tc_key_is_at(const struct tc_key *key, const char *p, const char *end)
{
#ifdef TC_SSE2
	if (key->bits) {
		const __m128i *a = (const __m128i *)(const void *)key->lead;
		const __m128i *b = (const __m128i *)(const void *)p;
		__m128i low = _mm_cmpeq_epi8(_mm_loadu_si128(a), _mm_loadu_si128(b));
		__m128i high =
			_mm_cmpeq_epi8(_mm_loadu_si128(a + 1), _mm_loadu_si128(b + 1));
		uint32_t equal = (uint32_t)_mm_movemask_epi8(low) |
				 (uint32_t)_mm_movemask_epi8(high) << 16;

		return (equal & key->bits) == key->bits;
	}
#endif
	return key->plain && (size_t)(end - p) >= tc_key_lead(key) &&
	       memcmp(p, key->lead, tc_key_lead(key)) == 0;
}

#endif
