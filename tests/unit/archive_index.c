/* archive/run, archive/index: what is in the index is found, what is not is not, and a
 * changed bit is noticed before anything is believed. */
#include "tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/index.h"
#include "archive/run.h"
#include "lib/report.h"

#define ENTRIES 1000

static uint64_t draw(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static int by_hash(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->date > y->date) - (x->date < y->date);
}

static char *path_of(struct store *s, const char *path)
{
	return store_path(s, path);
}

/* Writes entries as the only file of the index. */
static void write_run(struct store *s, const struct entry *entries, size_t count)
{
	struct change *c = change_new(s);
	struct run_writer *w = tc_alloc(1, sizeof(*w));

	change_file_begin(c, "_index/ids-1");
	w->change = c;
	for (size_t i = 0; i < count; i++)
		run_write(w, entries[i]);
	run_write_end(w);
	change_file_end(c, "ids", count);
	change_commit(c);
	free(w);
}

static void drop_run(struct store *s)
{
	struct change *c = change_new(s);

	change_remove(c, "_index/ids-1");
	change_commit(c);
}

static bool open_run(struct store *s, struct run *r, size_t count)
{
	char *path = path_of(s, "_index/ids-1");
	int fd = open(path, O_RDONLY);

	free(path);
	return run_open(r, fd, count);
}

/* Where the first entry not less than the hash is, by looking at all. */
static uint64_t place_of(const struct entry *entries, size_t count, uint64_t hash)
{
	uint64_t place = 0;

	while (place < count && entries[place].hash < hash)
		place++;
	return place;
}

/* Every entry, what lies between, and beyond both ends. */
static bool finds_all(struct run *r, const struct entry *entries, size_t count)
{
	bool right = run_find(r, 0) == place_of(entries, count, 0);

	for (size_t i = 0; i < count && right; i++) {
		uint64_t hash = entries[i].hash;

		right = run_find(r, hash) == place_of(entries, count, hash);
		if (i + 1 < count && entries[i + 1].hash > hash)
			right = right && run_find(r, hash + 1) ==
						 place_of(entries, count, hash + 1);
	}
	return right && run_find(r, UINT64_MAX) == place_of(entries, count, UINT64_MAX) &&
	       !r->damaged;
}

static void try_entries(struct store *s, struct entry *entries, size_t count,
			const char *name)
{
	struct run r;
	struct entry e;
	size_t read = 0;

	qsort(entries, count, sizeof(*entries), by_hash);
	write_run(s, entries, count);
	ok(open_run(s, &r, count), name);
	ok(finds_all(&r, entries, count), "what is there is found, what is not is not");
	while (run_next(&r, &e))
		read += e.hash == entries[read].hash && e.date == entries[read].date;
	is_number(read, count, "they are read in a row as they were written");
	run_close(&r);
	ok(!open_run(s, &r, count + 1), "one entry more would be another size");
	run_close(&r);
	drop_run(s);
}

static void test_runs(struct store *s)
{
	static struct entry entries[ENTRIES];
	uint64_t state = 1;

	for (size_t i = 0; i < ENTRIES; i++)
		entries[i] = (struct entry){ draw(&state), (int32_t)(draw(&state)) };
	try_entries(s, entries, ENTRIES, "hashes as they are");
	try_entries(s, entries, 42, "one full block");
	try_entries(s, entries, 43, "one entry more");
	try_entries(s, entries, 1, "a single one");
	for (size_t i = 0; i < ENTRIES; i++)
		entries[i] = (struct entry){ i, DATE_NONE };
	try_entries(s, entries, ENTRIES, "hashes all at one end");
	for (size_t i = 0; i < ENTRIES; i++)
		entries[i] = (struct entry){ i < 300 ? UINT64_MAX : 7, (int32_t)i };
	try_entries(s, entries, ENTRIES, "many dates under one hash");
}

/* Looks for all; true when every answer is right, or the run says that it is damaged. */
static bool is_honest(struct store *s, const struct entry *entries, size_t count)
{
	struct run r;
	bool honest = true;

	if (!open_run(s, &r, count)) {
		run_close(&r);
		return true;
	}
	for (size_t i = 0; i < count && honest && !r.damaged; i++) {
		uint64_t place = run_find(&r, entries[i].hash);
		struct entry e;

		honest = r.damaged || (place == i && run_entry(&r, place, &e) &&
				       e.date == entries[i].date);
		honest = honest || r.damaged;
	}
	honest = honest && r.damaged; /* all was looked at, so it was met */
	run_close(&r);
	return honest;
}

static void test_flips(struct store *s)
{
	static struct entry entries[100];
	uint64_t state = 2;
	char *path = path_of(s, "_index/ids-1");
	size_t lies = 0;
	int fd;

	for (size_t i = 0; i < 100; i++)
		entries[i] = (struct entry){ draw(&state), 20000 };
	qsort(entries, 100, sizeof(*entries), by_hash);
	write_run(s, entries, 100);
	fd = open(path, O_RDWR);
	for (off_t at = 0; (uint64_t)at < run_size(100); at++) {
		unsigned char byte, flipped;

		if (pread(fd, &byte, 1, at) != 1)
			break;
		flipped = byte ^ (unsigned char)(1u << at % 8);
		lies += pwrite(fd, &flipped, 1, at) != 1 || !is_honest(s, entries, 100);
		lies += pwrite(fd, &byte, 1, at) != 1;
	}
	is_number(lies, 0, "a bit flipped anywhere is noticed");
	close(fd);
	free(path);
	drop_run(s);
}

static void test_hash(void)
{
	struct tc_span call = TC_SPAN("call"),
		       id = TC_SPAN("msg_01fHNB4rgwTybZYdG4esyJzA");

	ok(index_hash(call, id) == UINT64_C(0x36f5261d27e8ee84),
	   "the hash is the same on every machine");
	ok(index_hash(TC_SPAN("tool"), id) != index_hash(call, id), "kinds do not mix");
	ok(index_hash(TC_SPAN("a"), TC_SPAN("bc")) !=
		   index_hash(TC_SPAN("ab"), TC_SPAN("c")),
	   "nor does what is kind and what is id");
	ok(index_hash(call, TC_SPAN("x")) != index_hash(call, TC_SPAN("x\0")),
	   "a NUL is a byte");
}

int main(void)
{
	struct store s;

	setenv("TC_HOME", "home", 1);
	store_lock(&s, 0);
	test_hash();
	test_runs(&s);
	test_flips(&s);
	store_close(&s);
	return done_testing();
}
