/* Where reading of one file stopped. */
#include "extract/cursor.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "extract/cursors.h"
#include "extract/plan.h"
#include "lib/hash.h"

#define LOOK 4096

static uint64_t below_2_63(uint64_t number)
{
	return number & INT64_MAX;
}

struct stamp cursor_stamp(const struct file *f)
{
	return (struct stamp){
		.device = below_2_63((uint64_t)f->device),
		.inode = below_2_63((uint64_t)f->inode),
		.size = below_2_63(f->size),
		.mtime = below_2_63((uint64_t)f->mtime),
		.meta = below_2_63(f->meta),
	};
}

bool cursor_stamp_is(const struct stamp *a, const struct stamp *b)
{
	return a->size == b->size && a->mtime == b->mtime && a->inode == b->inode &&
	       a->device == b->device && a->meta == b->meta;
}

uint64_t cursor_stamp_hash(struct tc_span path, const struct stamp *s)
{
	uint64_t hash = tc_hash(0, path);

	hash = tc_hash_mix(tc_hash_mix(hash, s->device), s->inode);
	hash = tc_hash_mix(tc_hash_mix(hash, s->size), s->mtime);
	return tc_hash_mix(hash, s->meta);
}

/* Hashes of the first LOOK bytes before `offset`, and of the last. */
static bool look(int fd, uint64_t offset, uint64_t *head, uint64_t *tail)
{
	size_t n = offset < LOOK ? (size_t)offset : LOOK;
	char bytes[LOOK];

	if (pread(fd, bytes, n, 0) != (ssize_t)n)
		return false;
	*head = tc_hash(0, (struct tc_span){ bytes, n });
	if (pread(fd, bytes, n, (off_t)(offset - n)) != (ssize_t)n)
		return false;
	*tail = tc_hash(0, (struct tc_span){ bytes, n });
	return true;
}

bool cursor_goes_on(const struct cursor *c, const struct file *file)
{
	struct stamp now = cursor_stamp(file);
	uint64_t head, tail;
	bool same;
	int fd;

	if (c->offset == 0 || c->offset > c->stamp.size || now.size <= c->stamp.size ||
	    now.inode != c->stamp.inode || now.device != c->stamp.device ||
	    now.meta != c->stamp.meta)
		return false;
	fd = open(file->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	same = look(fd, c->offset, &head, &tail) && head == c->head && tail == c->tail;
	close(fd);
	return same;
}

static struct cursor *cursor_of(const struct worker *w)
{
	struct cursors *cursors = w->extract->cursors;

	return cursors ? &cursors->of_file[w->file_number] : NULL;
}

void cursor_begin(struct worker *w, const struct task *t)
{
	const struct cursor *c = cursor_of(w);

	w->closed = 0;
	w->unsure.used = w->closed_rejects.used = 0;
	if (c && t->start > 0 && t->start < PLAN_PIECE)
		w->file_has_cwd |= c->has_cwd;
}

bool cursor_prompt(const struct worker *w, const struct task *t, uint32_t *prompt)
{
	const struct cursor *c = cursor_of(w);

	if (!c || t->start != c->from)
		return false;
	*prompt = c->prompt_before;
	return true;
}

/* A line that is followed by another was closed. */
void cursor_reject(struct worker *w, uint32_t reason)
{
	if (!w->extract->cursors)
		return;
	if (w->unsure_line != w->line_start) {
		census_merge(&w->closed_rejects, &w->unsure);
		w->unsure.used = 0;
		w->unsure_line = w->line_start;
	}
	census_add(&w->unsure, reason, 1);
}

void cursor_failed(struct worker *w)
{
	struct cursors *cursors = w->extract->cursors;

	if (!cursors)
		return;
	pthread_mutex_lock(&cursors->lock);
	cursors->of_file[w->file_number].failed = true;
	pthread_mutex_unlock(&cursors->lock);
}

/* The piece is done; with the last of a file the cursor stands. */
void cursor_end(struct worker *w, const struct task *t)
{
	struct cursor *c = cursor_of(w);
	bool last;

	if (!c)
		return;
	if (w->unsure_line < w->closed || w->input)
		census_merge(&w->closed_rejects, &w->unsure);
	pthread_mutex_lock(&w->extract->cursors->lock);
	census_merge(&c->rejects, &w->closed_rejects);
	if (w->closed > c->offset && !w->input) {
		c->offset = w->closed;
		c->prompt = (uint32_t)w->prompt.number;
	}
	if (t->start < PLAN_PIECE)
		c->has_cwd = w->file_has_cwd;
	last = --c->pieces == 0;
	pthread_mutex_unlock(&w->extract->cursors->lock);
	if (last && !w->input && !look(w->fd, c->offset, &c->head, &c->tail))
		c->failed = true;
}
