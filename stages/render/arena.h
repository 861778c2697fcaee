/* arena.h - memory that is released all at once. */
#ifndef RENDER_ARENA_H
#define RENDER_ARENA_H

#include <stddef.h>

#include "lib/span.h"

/* All zero: empty. */
struct arena {
	struct arena_chunk *chunks;
};

/* Zeroed memory for any type, owned by the arena. */
void *arena_take(struct arena *a, size_t count, size_t size);
struct tc_span arena_copy(struct arena *a, struct tc_span text);
void arena_release(struct arena *a);

#endif
