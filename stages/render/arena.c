/* Memory that is released all at once. */
#include "render/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#include "lib/report.h"

#define CHUNK_SIZE ((size_t)64 << 10)

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void *arena_take(struct arena *a, size_t count, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_chunk *c = a->chunks;
	void *taken;

	if (size && count > (SIZE_MAX / 4 - sizeof(*c)) / size)
		tc_die(TC_EXIT_IO, "out of memory");
	size = (count * size + align - 1) / align * align;
	if (!c || c->size - c->used < size) {
		size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;

		c = tc_alloc(1, sizeof(*c) + room);
		c->size = room;
		c->next = a->chunks;
		a->chunks = c;
	}
	taken = c->bytes + c->used;
	c->used += size;
	return taken;
}

struct tc_span arena_copy(struct arena *a, struct tc_span text)
{
	char *copy = arena_take(a, text.n + 1, 1);

	if (text.n)
		memcpy(copy, text.p, text.n);
	return (struct tc_span){ copy, text.n };
}

void arena_release(struct arena *a)
{
	while (a->chunks) {
		struct arena_chunk *c = a->chunks;

		a->chunks = c->next;
		free(c);
	}
}
