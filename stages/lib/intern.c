/* Strings kept once and named by a small number, shared between threads.
 *
 * An open-addressed table of numbers points into entries, which live in chunks of doubling
 * size so that an entry never moves: tc_intern_text() needs no lock. The strings
 * themselves live in blocks that never move either. One mutex guards the rest; callers
 * keep the numbers of what they ask for again and again. */
#include "lib/intern.h"

#include <pthread.h>
#include <stdlib.h>

#include "lib/hash.h"
#include "lib/report.h"

#define FIRST_CHUNK 256u /* entries */
#define CHUNKS      25   /* room for more entries than 32 bits number */
#define BLOCK_SIZE  (64u << 10)

struct entry {
	const char *p;
	uint32_t n;
	uint32_t hash;
};

struct block {
	struct block *next;
	size_t used, size;
	char bytes[];
};

struct tc_intern {
	pthread_mutex_t lock;
	uint32_t *slots; /* numbers, 0 is free; at most half are taken */
	uint32_t mask;
	uint32_t count; /* the last number given */
	struct entry *chunks[CHUNKS];
	struct block *blocks;
};

/* Chunk c holds FIRST_CHUNK * 2^c entries; turns a number into the place in its chunk. */
static unsigned chunk_of(uint32_t number, uint64_t *at)
{
	unsigned c = 0;

	*at = number;
	for (; *at >= (uint64_t)FIRST_CHUNK << c; c++)
		*at -= (uint64_t)FIRST_CHUNK << c;
	return c;
}

static struct entry *entry_of(const struct tc_intern *t, uint32_t number)
{
	uint64_t at;
	unsigned c = chunk_of(number, &at);

	return &t->chunks[c][at];
}

static struct entry *entry_new(struct tc_intern *t)
{
	uint64_t at;
	unsigned c = chunk_of(++t->count, &at);

	if (!t->chunks[c])
		t->chunks[c] = tc_alloc((size_t)FIRST_CHUNK << c, sizeof(struct entry));
	return &t->chunks[c][at];
}

static uint32_t hash_of(struct tc_span text)
{
	return (uint32_t)(tc_hash(0, text) >> 32);
}

static const char *keep(struct tc_intern *t, struct tc_span text)
{
	struct block *b = t->blocks;
	char *place;

	if (!b || b->size - b->used < text.n) {
		size_t size = text.n > BLOCK_SIZE ? text.n : BLOCK_SIZE;

		b = tc_alloc(1, sizeof(*b) + size);
		b->size = size;
		b->next = t->blocks;
		t->blocks = b;
	}
	place = b->bytes + b->used;
	if (text.n)
		memcpy(place, text.p, text.n);
	b->used += text.n;
	return place;
}

static void rehash(struct tc_intern *t)
{
	uint32_t mask = t->mask * 2 + 1;
	uint32_t *slots = tc_alloc((size_t)mask + 1, sizeof(*slots));

	for (uint32_t number = 1; number <= t->count; number++) {
		uint32_t at = entry_of(t, number)->hash & mask;

		while (slots[at])
			at = (at + 1) & mask;
		slots[at] = number;
	}
	free(t->slots);
	t->slots = slots;
	t->mask = mask;
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t *find(const struct tc_intern *t, struct tc_span text, uint32_t hash)
{
	uint32_t at = hash & t->mask;

	for (; t->slots[at]; at = (at + 1) & t->mask) {
		const struct entry *e = entry_of(t, t->slots[at]);

		if (e->hash == hash && tc_span_is((struct tc_span){ e->p, e->n }, text))
			break;
	}
	return &t->slots[at];
}

static uint32_t intern_locked(struct tc_intern *t, struct tc_span text, uint32_t hash)
{
	uint32_t *slot = find(t, text, hash);
	struct entry *e;

	if (*slot)
		return *slot;
	e = entry_new(t);
	*slot = t->count;
	*e = (struct entry){ keep(t, text), (uint32_t)text.n, hash };
	if (t->count > t->mask / 2)
		rehash(t);
	return t->count;
}

struct tc_intern *tc_intern_new(void)
{
	struct tc_intern *t = tc_alloc(1, sizeof(*t));

	pthread_mutex_init(&t->lock, NULL);
	t->mask = 1023;
	t->slots = tc_alloc((size_t)t->mask + 1, sizeof(*t->slots));
	return t;
}

void tc_intern_free(struct tc_intern *t)
{
	while (t->blocks) {
		struct block *next = t->blocks->next;

		free(t->blocks);
		t->blocks = next;
	}
	for (unsigned c = 0; c < CHUNKS; c++)
		free(t->chunks[c]);
	free(t->slots);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

uint32_t tc_intern(struct tc_intern *t, struct tc_span text)
{
	uint32_t hash, number;

	if (!text.p)
		return 0;
	hash = hash_of(text);
	pthread_mutex_lock(&t->lock);
	number = intern_locked(t, text, hash);
	pthread_mutex_unlock(&t->lock);
	return number;
}

struct tc_span tc_intern_text(const struct tc_intern *t, uint32_t number)
{
	const struct entry *e;

	if (number == 0)
		return (struct tc_span){ NULL, 0 };
	e = entry_of(t, number);
	return (struct tc_span){ e->p, e->n };
}

uint32_t tc_intern_count(const struct tc_intern *t)
{
	return t->count;
}
