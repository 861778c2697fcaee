/* What is known to be read: writing it for the next run. */
#include "extract/cursor_line.h"
#include "extract/cursors.h"
#include "lib/hash.h"

/* Writes lines in the order of their paths. */
struct listing {
	struct extract *extract;
	struct tc_writer *w;
	uint32_t next; /* the file to be written next */
	size_t other;  /* the same of others */
	uint64_t lines;
	bool open, first; /* the line of the file before `next` is; no link is in it */
};

static bool is_kept(const struct cursor *c)
{
	return c->line.p && (c->failed || c->from == CURSOR_IDLE);
}

static bool is_written(const struct extract *x, uint32_t file)
{
	return !x->files.list[file].stream && !x->cursors->of_file[file].failed;
}

/* What stands in the file's line; false when it has none. */
static bool line_hash(const struct extract *x, uint32_t file, uint64_t *hash)
{
	const struct file *f = &x->files.list[file];
	const struct cursor *c = &x->cursors->of_file[file];
	struct stamp stamp = is_kept(c) ? c->stamp : cursor_stamp(f);

	*hash = cursor_stamp_hash(tc_span_of(f->path), &stamp);
	return is_kept(c) || is_written(x, file);
}

/* Is another's line before the file's? */
static bool other_first(const struct listing *l)
{
	const struct cursors *c = l->extract->cursors;
	const struct files *files = &l->extract->files;

	return l->other < c->other_count &&
	       (l->next == files->count ||
		strcmp(c->others[l->other].path, files->list[l->next].path) < 0);
}

static void write_known(struct listing *l, struct tc_span line)
{
	tc_write_span(l->w, line);
	tc_writer_end(l->w);
	l->lines++;
}

static void close_line(struct listing *l)
{
	if (l->open)
		cursor_line_end(l->w);
	l->open = false;
}

static void next_file(struct listing *l)
{
	struct extract *x = l->extract;
	const struct cursor *c = &x->cursors->of_file[l->next];
	uint32_t prompt = links_resolve(x->links, c->prompt);

	if (is_kept(c)) {
		write_known(l, c->line);
	} else if (is_written(x, l->next)) {
		cursor_line_begin(&x->files.list[l->next], c,
				  tc_intern_text(x->names, prompt), x->names, l->w);
		l->lines++;
		l->open = l->first = true;
	}
	l->next++;
}

static void write_next(struct listing *l)
{
	close_line(l);
	if (other_first(l))
		write_known(l, l->extract->cursors->others[l->other++].line);
	else
		next_file(l);
}

static void write_link(void *listing, uint32_t file, const struct link *link)
{
	struct listing *l = listing;

	while (l->next <= file)
		write_next(l);
	if (!l->open)
		return;
	cursor_line_link(link, l->first, l->w);
	l->first = false;
}

static uint64_t hash_all(const struct extract *x)
{
	struct listing l = { .extract = (struct extract *)(uintptr_t)x };
	uint64_t sum = 0, hash;

	while (l.next < x->files.count || other_first(&l)) {
		if (other_first(&l))
			sum = tc_hash_mix(sum, x->cursors->others[l.other++].hash);
		else if (line_hash(x, l.next++, &hash))
			sum = tc_hash_mix(sum, hash);
	}
	return x->cursors->stale ? ~sum : sum;
}

void cursors_write(struct extract *x, struct tc_writer *w)
{
	struct listing l = { .extract = x, .w = w, .lines = 1 };

	tc_write_literal(w, "{\"kind\":\"cursor\",\"of\":\"files\",\"files\":");
	tc_write_unsigned(w, x->files.count + x->cursors->other_count);
	tc_write_literal(w, ",\"hash\":");
	cursor_write_hash(w, hash_all(x));
	tc_write_literal(w, "}");
	tc_writer_end(w);
	links_told(x->links, write_link, &l);
	while (l.next < x->files.count || other_first(&l))
		write_next(&l);
	close_line(&l);
	tc_write_literal(w, "{\"kind\":\"cursor\",\"of\":\"end\",\"lines\":");
	tc_write_unsigned(w, l.lines);
	tc_write_literal(w, "}");
	tc_writer_end(w);
}
