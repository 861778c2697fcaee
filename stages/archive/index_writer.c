/* Entries into the index: as one file more, with those that are not much larger. */
#include <stdlib.h>

#include "archive/index.h"
#include "archive/runs.h"
#include "lib/report.h"

#define BUDGET (4u << 20)

struct index_writer {
	const struct store *store;
	struct tc_sort *added;
	uint64_t count;
};

struct index_writer *index_writer_new(const struct store *s)
{
	struct index_writer *w = tc_alloc(1, sizeof(*w));

	w->store = s;
	w->added = tc_sort_new(BUDGET, NULL, NULL);
	return w;
}

void index_add(struct index_writer *w, uint64_t hash, int32_t date)
{
	runs_sort_add(w->added, (struct entry){ hash, date });
	w->count++;
}

static int by_records(const void *a, const void *b)
{
	const struct file_entry *const *x = a, *const *y = b;

	return ((*x)->sum.lines > (*y)->sum.lines) - ((*x)->sum.lines < (*y)->sum.lines);
}

/* The files of the index, the smallest first. Owned. */
static const struct file_entry **by_size(const struct manifest *m, size_t *count)
{
	const struct file_entry **files =
		tc_alloc(m->count + 1, sizeof(struct file_entry *));

	*count = 0;
	for (size_t i = 0; i < m->count; i++)
		if (m->files[i].index)
			files[(*count)++] = &m->files[i];
	qsort(files, *count, sizeof(struct file_entry *), by_records);
	return files;
}

/* Moves a file into the one that will be written. Not when it is damaged: then it stays,
 * for index_open() to find. */
static void take(struct runs *r, const struct file_entry *file, struct change *c)
{
	size_t before = r->count;

	if (runs_add(r, file) && runs_whole(&r->all[before]))
		change_remove(c, file->path);
	else if (r->count > before)
		run_close(&r->all[--r->count]);
}

/* Files up to twice as large as what is written anyway go into it: so each file is more than
 * twice as large as the one before, and an entry is written a few times in its life. */
static void write_added(struct index_writer *w, struct change *c)
{
	const struct manifest *m = &w->store->manifest;
	struct runs runs = { .store = w->store };
	uint64_t entries = w->count;
	size_t count;
	const struct file_entry **files = by_size(m, &count);

	for (size_t i = 0; i < count && files[i]->sum.lines <= 2 * entries; i++) {
		entries += files[i]->sum.lines;
		take(&runs, files[i], c);
	}
	runs_write(&runs, w->added, c, runs_next_number(m));
	runs_release(&runs);
	free(files);
}

void index_writer_close(struct index_writer *w, struct change *c)
{
	if (w->count)
		write_added(w, c);
	tc_sort_free(w->added);
	free(w);
}
