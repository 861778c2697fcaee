/* The files of the index together. */
#include "archive/runs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/report.h"

#define FOLDER "_index/ids-"

bool runs_add(struct runs *r, const struct file_entry *file)
{
	char *path = store_path(r->store, file->path);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	free(path);
	if (fd < 0)
		return false;
	r->all = tc_grow(r->all, r->count + 1, sizeof(*r->all));
	return run_open(&r->all[r->count++], fd, file->sum.lines);
}

bool runs_open(struct runs *r)
{
	const struct manifest *m = &r->store->manifest;
	uint64_t entries = 0;
	bool whole = true;

	for (size_t i = 0; i < m->count; i++) {
		if (!m->files[i].index)
			continue;
		entries += m->files[i].sum.lines;
		whole = runs_add(r, &m->files[i]) && whole;
	}
	return whole && entries >= m->records;
}

bool runs_whole(struct run *r)
{
	struct entry e;

	while (run_next(r, &e))
		;
	r->at = 0;
	return !r->damaged;
}

void runs_close(struct runs *r)
{
	for (size_t i = 0; i < r->count; i++)
		run_close(&r->all[i]);
	r->count = 0;
}

void runs_release(struct runs *r)
{
	runs_close(r);
	free(r->all);
}

uint64_t runs_next_number(const struct manifest *m)
{
	uint64_t next = 1;

	for (size_t i = 0; i < m->count; i++) {
		const char *path = m->files[i].path;
		uint64_t number;

		if (!m->files[i].index || strncmp(path, FOLDER, strlen(FOLDER)) != 0)
			continue;
		number = strtoull(path + strlen(FOLDER), NULL, 10);
		next = number >= next ? number + 1 : next;
	}
	return next;
}

void runs_remove(const struct manifest *m, struct change *c)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->files[i].index)
			change_remove(c, m->files[i].path);
}

/* An entry's date, to be sorted bytewise. */
static void pack(unsigned char out[4], int32_t date)
{
	uint32_t v = (uint32_t)date ^ UINT32_C(1) << 31;

	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(v >> (24 - 8 * i));
}

static int32_t unpack(struct tc_span item)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++)
		v = v << 8 | (unsigned char)item.p[i];
	return (int32_t)(v ^ UINT32_C(1) << 31);
}

void runs_sort_add(struct tc_sort *added, struct entry e)
{
	unsigned char bytes[4];

	pack(bytes, e.date);
	tc_sort_add(added, e.hash, (struct tc_span){ (const char *)bytes, 4 });
}

/* A source of sorted entries: a run, or what was added. */
struct stream {
	struct run *run;
	struct tc_sort *added; /* when run is NULL */
	struct entry next;
	bool more;
};

static void advance(struct stream *s)
{
	struct tc_span item;

	if (s->run) {
		s->more = run_next(s->run, &s->next);
	} else if (s->added) {
		s->more = tc_sort_next(s->added, &s->next.hash, &item);
		if (s->more)
			s->next.date = unpack(item);
	}
}

static bool is_less(struct entry a, struct entry b)
{
	return a.hash != b.hash ? a.hash < b.hash : a.date < b.date;
}

/* The stream whose next entry is first; NULL when all are at their end. */
static struct stream *first_of(struct stream *streams, size_t count)
{
	struct stream *first = NULL;

	for (struct stream *s = streams; s < streams + count; s++)
		if (s->more && (!first || is_less(s->next, first->next)))
			first = s;
	return first;
}

void runs_write(struct runs *r, struct tc_sort *added, struct change *c, uint64_t number)
{
	struct stream *streams = tc_alloc(r->count + 1, sizeof(*streams)), *s;
	struct run_writer *w = tc_alloc(1, sizeof(*w));
	char path[64];

	for (size_t i = 0; i < r->count; i++)
		streams[i].run = &r->all[i];
	streams[r->count].added = added;
	for (size_t i = 0; i <= r->count; i++)
		advance(&streams[i]);
	snprintf(path, sizeof(path), FOLDER "%llu", (unsigned long long)number);
	change_file_begin(c, path);
	w->change = c;
	while ((s = first_of(streams, r->count + 1))) {
		run_write(w, s->next);
		advance(s);
	}
	run_write_end(w);
	change_file_end(c, "ids", w->entries);
	free(w);
	free(streams);
}
