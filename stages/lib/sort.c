/* Sorting more than memory holds.
 *
 * Items lie one after the other in blocks, each behind its length; an index of keys and
 * pointers is what is sorted (lib/order.h). A full memory is sorted and written as a run
 * (lib/spool.h). Reading merges runs and memory through a heap; what is in memory takes
 * part as a run without a spool. */
#include "lib/sort.h"

#include <stdlib.h>

#include "lib/order.h"
#include "lib/report.h"
#include "lib/spool.h"

#define INDEX_MIN  64
#define BLOCK_MIN  (4u << 10)
#define BLOCK_MAX  (1u << 20)
#define BUFFER_MIN (4u << 10)
#define BUFFER_MAX (64u << 10)
#define AHEAD      8 /* items to prefetch: they lie all over memory */

#if defined(__GNUC__)
#define PREFETCH(p) __builtin_prefetch(p)
#else
#define PREFETCH(p) ((void)(p))
#endif

struct block {
	struct block *next;
	size_t used, size;
	char bytes[];
};

struct tc_sort {
	size_t budget, block_size;
	struct tc_order order;
	struct tc_entry *index;
	size_t count, capacity;
	struct block *blocks; /* the first is being filled */
	size_t block_bytes;
	struct tc_spool **spools; /* all that runs are read from */
	size_t spool_count;
	struct tc_spool *own; /* the one of them that is written */
	struct tc_run *runs;
	size_t run_count;
	uint64_t spilled;
	bool reading;
	size_t next; /* in index */
	struct tc_run **heap;
	size_t heap_count;
};

static size_t memory_of(const struct tc_sort *s)
{
	return s->block_bytes + s->capacity * 2 * sizeof(*s->index); /* 2: for sorting */
}

static void forget_memory(struct tc_sort *s)
{
	while (s->blocks) {
		struct block *next = s->blocks->next;

		free(s->blocks);
		s->blocks = next;
	}
	free(s->index);
	s->index = NULL;
	s->block_bytes = s->capacity = s->count = 0;
}

static struct tc_spool *own_spool(struct tc_sort *s)
{
	if (!s->own) {
		s->own = tc_spool_new();
		s->spools = tc_grow(s->spools, s->spool_count + 1, sizeof(*s->spools));
		s->spools[s->spool_count++] = s->own;
	}
	return s->own;
}

static void spill(struct tc_sort *s)
{
	struct tc_spool *spool = own_spool(s);
	struct tc_run run = { .spool = spool, .at = tc_spool_end(spool) };

	tc_order_sort(&s->order, &s->index, s->count);
	s->capacity = s->count;
	for (size_t i = 0; i < s->count; i++) {
		if (i + AHEAD < s->count)
			PREFETCH(s->index[i + AHEAD].item);
		tc_spool_put(spool, s->index[i].key, tc_entry_item(&s->index[i]));
	}
	run.end = tc_spool_end(spool);
	s->spilled += run.end - run.at;
	s->runs = tc_grow(s->runs, s->run_count + 1, sizeof(*s->runs));
	s->runs[s->run_count++] = run;
	forget_memory(s);
}

/* Makes room for one more item; what does not fit into the budget goes to disk first. */
static void make_room(struct tc_sort *s, size_t bytes)
{
	bool full = bytes && (!s->blocks || s->blocks->size - s->blocks->used < bytes);
	size_t size = bytes > s->block_size ? bytes : s->block_size;
	size_t capacity = s->capacity;

	if (s->count == capacity)
		capacity = capacity < INDEX_MIN ? INDEX_MIN : capacity + capacity / 2;
	if (s->count && memory_of(s) + (full ? size : 0) +
					(capacity - s->capacity) * 2 * sizeof(*s->index) >
				s->budget) {
		spill(s);
		full = true;
		capacity = INDEX_MIN;
	}
	if (full) {
		struct block *b = tc_grow(NULL, 1, sizeof(*b) + size);

		*b = (struct block){ .next = s->blocks, .size = size };
		s->blocks = b;
		s->block_bytes += sizeof(*b) + size;
	}
	if (capacity != s->capacity)
		s->index = tc_grow(s->index, s->capacity = capacity, sizeof(*s->index));
}

struct tc_sort *tc_sort_new(size_t budget, tc_sort_order *order, const void *context)
{
	struct tc_sort *s = tc_alloc(1, sizeof(*s));

	s->budget = budget;
	s->order = (struct tc_order){ order, context };
	s->block_size = budget / 16;
	if (s->block_size < BLOCK_MIN)
		s->block_size = BLOCK_MIN;
	if (s->block_size > BLOCK_MAX)
		s->block_size = BLOCK_MAX;
	return s;
}

void tc_sort_free(struct tc_sort *s)
{
	forget_memory(s);
	for (size_t i = 0; i < s->run_count; i++)
		tc_run_close(&s->runs[i]);
	for (size_t i = 0; i < s->spool_count; i++)
		tc_spool_free(s->spools[i]);
	free(s->spools);
	free(s->runs);
	free(s->heap);
	free(s);
}

void tc_sort_add(struct tc_sort *s, uint64_t key, struct tc_span item)
{
	uint32_t length = (uint32_t)item.n;
	char *place;

	if (item.n > UINT32_MAX)
		tc_die(TC_EXIT_IO, "an item of %zu bytes is too large to sort", item.n);
	make_room(s, sizeof(length) + item.n);
	place = s->blocks->bytes + s->blocks->used;
	memcpy(place, &length, sizeof(length));
	if (item.n)
		memcpy(place + sizeof(length), item.p, item.n);
	s->blocks->used += sizeof(length) + item.n;
	s->index[s->count++] = (struct tc_entry){ key, place };
}

void tc_sort_lend(struct tc_sort *s, uint64_t key, struct tc_span item)
{
	make_room(s, 0);
	s->index[s->count++] = (struct tc_entry){ key, item.p - sizeof(uint32_t) };
}

static void take_memory(struct tc_sort *s, struct tc_sort *other)
{
	struct block **last = &s->blocks;

	if (s->count && memory_of(s) + memory_of(other) > s->budget)
		spill(s);
	while (*last)
		last = &(*last)->next;
	*last = other->blocks;
	s->block_bytes += other->block_bytes;
	if (s->count + other->count > s->capacity)
		s->capacity = s->count + other->count;
	s->index = tc_grow(s->index, s->capacity, sizeof(*s->index));
	memcpy(s->index + s->count, other->index, other->count * sizeof(*s->index));
	s->count += other->count;
	other->blocks = NULL;
	forget_memory(other);
}

void tc_sort_take(struct tc_sort *s, struct tc_sort *other)
{
	if (other->count)
		take_memory(s, other);
	s->spools = tc_grow(s->spools, s->spool_count + other->spool_count,
			    sizeof(*s->spools));
	for (size_t i = 0; i < other->spool_count; i++)
		s->spools[s->spool_count++] = other->spools[i];
	s->runs = tc_grow(s->runs, s->run_count + other->run_count, sizeof(*s->runs));
	for (size_t i = 0; i < other->run_count; i++)
		s->runs[s->run_count++] = other->runs[i];
	s->spilled += other->spilled;
	other->own = NULL;
	other->spilled = other->spool_count = other->run_count = 0;
}

/* The next item of a run, or of memory when it has no spool. */
static bool advance(struct tc_sort *s, struct tc_run *run)
{
	if (run->spool)
		return tc_run_next(run);
	if (s->next == s->count)
		return false;
	if (s->count - s->next > AHEAD)
		PREFETCH(s->index[s->next + AHEAD].item);
	run->key = s->index[s->next].key;
	run->item = tc_entry_item(&s->index[s->next++]);
	return true;
}

static bool run_after(const struct tc_sort *s, const struct tc_run *a,
		      const struct tc_run *b)
{
	if (a->key != b->key)
		return a->key > b->key;
	return tc_order_items(&s->order, a->item, b->item) > 0;
}

static void sift_down(struct tc_sort *s, size_t at)
{
	struct tc_run *moving = s->heap[at];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < s->heap_count &&
		    run_after(s, s->heap[child], s->heap[child + 1]))
			child++;
		if (child >= s->heap_count || !run_after(s, moving, s->heap[child]))
			break;
		s->heap[at] = s->heap[child];
		at = child;
	}
	s->heap[at] = moving;
}

static void start_reading(struct tc_sort *s)
{
	size_t buffer = s->budget / 8 / (s->run_count + 1);

	s->reading = true;
	tc_order_sort(&s->order, &s->index, s->count);
	s->capacity = s->count;
	s->runs = tc_grow(s->runs, s->run_count + 1, sizeof(*s->runs));
	s->runs[s->run_count++] = (struct tc_run){ .spool = NULL };
	s->heap = tc_alloc(s->run_count, sizeof(struct tc_run *));
	if (buffer < BUFFER_MIN)
		buffer = BUFFER_MIN;
	if (buffer > BUFFER_MAX)
		buffer = BUFFER_MAX;
	for (size_t i = 0; i < s->run_count; i++) {
		struct tc_run *run = &s->runs[i];

		if (run->spool)
			tc_run_open(run, buffer);
		if (advance(s, run))
			s->heap[s->heap_count++] = run;
	}
	for (size_t i = s->heap_count / 2; i-- > 0;)
		sift_down(s, i);
}

bool tc_sort_next(struct tc_sort *s, uint64_t *key, struct tc_span *item)
{
	if (!s->reading) {
		start_reading(s);
	} else if (s->heap_count > 0) {
		/* Only now: the item last given was borrowed from this run. */
		if (!advance(s, s->heap[0]))
			s->heap[0] = s->heap[--s->heap_count];
		if (s->heap_count > 0)
			sift_down(s, 0);
	}
	if (s->heap_count == 0)
		return false;
	*key = s->heap[0]->key;
	*item = s->heap[0]->item;
	return true;
}

bool tc_sort_lasts(const struct tc_sort *s)
{
	return s->spool_count == 0;
}

uint64_t tc_sort_spilled(const struct tc_sort *s)
{
	return s->spilled;
}
