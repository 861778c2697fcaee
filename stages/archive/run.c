/* One file of the index.
 *
 * Hashes are as good as random, so the place of one is guessed from its value; from where
 * the last one was found the guess is seldom off by more than the window. A block is
 * checked before anything in it is believed, so what is not found is not there. */
#include "archive/run.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHECK_SEED UINT64_C(0x7463206964732031) /* "tc ids 1": other forms do not fit */
#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15) /* of the golden ratio, TAOCP 6.4 */
#define CHECK      8
#define AHEAD      3 /* blocks of the window before the one that was guessed */
#define GUESSES    8 /* then halves: hashes that somebody made up */

static uint64_t get(const unsigned char *p, unsigned n)
{
	uint64_t v = 0;

	for (unsigned i = 0; i < n; i++)
		v |= (uint64_t)p[i] << (8 * i);
	return v;
}

static void put(unsigned char *p, unsigned n, uint64_t v)
{
	for (unsigned i = 0; i < n; i++)
		p[i] = (unsigned char)(v >> (8 * i));
}

uint64_t run_size(uint64_t entries)
{
	uint64_t blocks = (entries + RUN_ENTRIES - 1) / RUN_ENTRIES;

	return entries * RUN_ENTRY + blocks * CHECK;
}

/* How many entries are in a block. */
static unsigned fill_of(uint64_t entries, uint64_t block)
{
	uint64_t left = entries - block * RUN_ENTRIES;

	return left < RUN_ENTRIES ? (unsigned)left : RUN_ENTRIES;
}

/* Half an entry a step: an entry's bytes are a multiple of 4. */
static uint64_t check_of(const unsigned char *p, unsigned entries, uint64_t block)
{
	uint64_t a = CHECK_SEED ^ block, b = entries;

	for (const unsigned char *end = p + entries * RUN_ENTRY; p < end;
	     p += RUN_ENTRY) {
		a = (a ^ get(p, 8)) * MULTIPLIER;
		a ^= a >> 32;
		b = (b ^ get(p + 8, 4)) * MULTIPLIER;
		b ^= b >> 32;
	}
	return a + b * MULTIPLIER;
}

static void flush(struct run_writer *w)
{
	change_file_write(w->change, w->bytes, w->used);
	w->used = 0;
}

static void end_block(struct run_writer *w, unsigned entries)
{
	unsigned char *end = w->bytes + w->used;
	uint64_t block = (w->entries - 1) / RUN_ENTRIES;

	put(end, CHECK, check_of(end - entries * RUN_ENTRY, entries, block));
	w->used += CHECK;
	if (w->used == sizeof(w->bytes))
		flush(w);
}

void run_write(struct run_writer *w, struct entry e)
{
	put(w->bytes + w->used, 8, e.hash);
	put(w->bytes + w->used + 8, 4, (uint32_t)e.date);
	w->used += RUN_ENTRY;
	if (++w->entries % RUN_ENTRIES == 0)
		end_block(w, RUN_ENTRIES);
}

void run_write_end(struct run_writer *w)
{
	unsigned entries = (unsigned)(w->entries % RUN_ENTRIES);

	if (entries)
		end_block(w, entries);
	flush(w);
}

bool run_open(struct run *r, int fd, uint64_t entries)
{
	struct stat st;

	*r = (struct run){ .fd = fd, .entries = entries };
	r->blocks = (entries + RUN_ENTRIES - 1) / RUN_ENTRIES;
	return fstat(fd, &st) == 0 && (uint64_t)st.st_size == run_size(entries);
}

void run_close(struct run *r)
{
	close(r->fd);
}

/* Brings a block and its neighbours into the window. */
static bool load(struct run *r, uint64_t block)
{
	uint64_t first = block < AHEAD ? 0 : block - AHEAD;
	size_t have = 0;

	r->first = first;
	r->good = r->count = 0;
	while (have < sizeof(r->window)) {
		ssize_t got = pread(r->fd, r->window + have, sizeof(r->window) - have,
				    (off_t)(first * RUN_BLOCK + have));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		have += (size_t)got;
	}
	r->count = (unsigned)((have + RUN_BLOCK - 1) / RUN_BLOCK);
	return block - first < r->count;
}

/* A block that can be believed; NULL and `damaged` when it cannot. */
static const unsigned char *block_at(struct run *r, uint64_t block)
{
	unsigned entries = fill_of(r->entries, block), at;
	const unsigned char *p;

	r->damaged = r->damaged || (block - r->first >= r->count && !load(r, block));
	if (r->damaged)
		return NULL;
	at = (unsigned)(block - r->first);
	p = r->window + (size_t)at * RUN_BLOCK;
	if (!(r->good >> at & 1) &&
	    get(p + entries * RUN_ENTRY, CHECK) != check_of(p, entries, block)) {
		r->damaged = true;
		return NULL;
	}
	r->good |= 1u << at;
	return p;
}

/* A block in [low, high), by what share of the hashes from `below` to `above` it is: of both
 * the highest 32 bits do, so that the product fits. */
static uint64_t guess(const struct run *r, uint64_t high, uint64_t above, uint64_t hash,
		      unsigned turn)
{
	uint64_t part = hash - r->below, whole = above - r->below, blocks = high - r->low;

	if (turn >= GUESSES)
		return r->low + blocks / 2;
	for (; whole >> 32; whole >>= 1)
		part >>= 1;
	part = whole ? part * blocks / whole : 0;
	return r->low + (part < blocks ? part : blocks - 1);
}

/* The first block whose last hash is not less; `blocks` when there is none. */
static uint64_t find_block(struct run *r, uint64_t hash)
{
	uint64_t high = r->blocks, above = UINT64_MAX;

	for (unsigned turn = 0; r->low < high; turn++) {
		uint64_t at = guess(r, high, above, hash, turn), last;
		unsigned entries = fill_of(r->entries, at);
		const unsigned char *p = block_at(r, at);

		if (!p)
			break;
		last = get(p + (entries - 1) * RUN_ENTRY, 8);
		if (last < hash) {
			r->low = at + 1;
			r->below = last;
		} else if (get(p, 8) < hash) {
			r->low = at;
			r->below = get(p, 8);
			return at;
		} else {
			high = at;
			above = get(p, 8);
		}
	}
	return high;
}

uint64_t run_find(struct run *r, uint64_t hash)
{
	uint64_t block = find_block(r, hash), place = block * RUN_ENTRIES;
	struct entry e;

	while (run_entry(r, place, &e) && e.hash < hash)
		place++;
	return place < r->entries ? place : r->entries;
}

bool run_entry(struct run *r, uint64_t place, struct entry *e)
{
	const unsigned char *p =
		place < r->entries ? block_at(r, place / RUN_ENTRIES) : NULL;

	if (!p)
		return false;
	p += place % RUN_ENTRIES * RUN_ENTRY;
	*e = (struct entry){ get(p, 8), (int32_t)(uint32_t)get(p + 8, 4) };
	return true;
}

bool run_next(struct run *r, struct entry *e)
{
	return run_entry(r, r->at, e) && ++r->at;
}
