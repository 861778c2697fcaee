/* What is known to be read: the cursors' file, read and written. */
#include "extract/cursors.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/cursor_line.h"
#include "lib/hash.h"
#include "lib/home.h"
#include "lib/report.h"
#include "lib/store.h"

#define LOOK    4096 /* holds the first two lines */
#define VERSION 1

/* The next line of text, which ends with LF; false at its end. */
static bool next_line(struct tc_span *text, struct tc_span *line)
{
	const char *lf = text->n ? memchr(text->p, '\n', text->n) : NULL;

	if (!lf)
		return false;
	*line = (struct tc_span){ text->p, (size_t)(lf - text->p) };
	text->p += line->n + 1;
	text->n -= line->n + 1;
	return true;
}

static bool read_line(struct tc_span *text, struct cursor_line *l, const char *of)
{
	struct tc_span line;
	bool well = next_line(text, &line) && cursor_line_read(l, line);

	return well && tc_span_is(tc_span_of(l->of), tc_span_of(of));
}

static bool read_header(struct tc_span *text, struct cursor_line *l)
{
	return read_line(text, l, "store") && l->version == VERSION;
}

/* At most `size` bytes; p == NULL when there is no such file. Owned; TC_SCAN_PAD bytes
 * behind them may be read. */
static struct tc_span read_file(size_t size, bool tell)
{
	char *path = tc_home_path(TC_CURSORS), *text;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	struct stat st;
	size_t used = 0;
	ssize_t n = 1;

	if (fd < 0 || fstat(fd, &st) != 0) {
		if (tell && path && errno != ENOENT)
			tc_warn_errno("cannot read %s", path);
		free(path);
		return (struct tc_span){ NULL, 0 };
	}
	if ((uint64_t)st.st_size < size)
		size = (size_t)st.st_size;
	text = tc_alloc(size + TC_SCAN_PAD, 1);
	while (n > 0 && used < size) {
		n = read(fd, text + used, size - used);
		used += n > 0 ? (size_t)n : 0;
	}
	close(fd);
	free(path);
	return (struct tc_span){ text, used };
}

/* Of files in the order of their paths. */
static uint64_t add_hash(uint64_t sum, uint64_t hash)
{
	return tc_hash_mix(sum, hash);
}

bool cursors_hold(const struct files *files)
{
	struct tc_span text = read_file(LOOK, false), rest = text;
	struct cursor_line header, all;
	uint64_t sum = 0;
	bool hold;

	hold = text.p && read_header(&rest, &header) && read_line(&rest, &all, "files");
	for (size_t i = 0; hold && i < files->count; i++) {
		const struct file *f = &files->list[i];
		struct stamp stamp = cursor_stamp(f);

		hold = !f->stream;
		sum = add_hash(sum, cursor_stamp_hash(tc_span_of(f->path), &stamp));
	}
	free((void *)(uintptr_t)text.p);
	return hold && sum == all.hash && tc_store_records() >= header.records;
}

/* What can be believed of the file: all behind its first line. */
static bool trust(struct tc_span *text)
{
	char sha256[SHA256_DIGEST_STRING_LENGTH];
	struct cursor_line header;

	if (!read_header(text, &header) ||
	    !tc_span_is(tc_span_of(SHA256Data((const uint8_t *)text->p, text->n, sha256)),
			tc_span_of(header.sha256))) {
		char *path = tc_home_path(TC_CURSORS);

		tc_warn("%s is damaged: everything is read anew", path);
		free(path);
		return false;
	}
	return tc_store_records() >= header.records;
}

static int by_path(const void *key, const void *file)
{
	return strcmp(key, ((const struct file *)file)->path);
}

static void add_other(struct cursors *c, const struct cursor_line *l, struct tc_span line)
{
	if (c->other_count == c->other_room) {
		c->other_room = c->other_room ? c->other_room * 2 : 64;
		c->others = tc_grow(c->others, c->other_room, sizeof(*c->others));
	}
	c->others[c->other_count++] = (struct cursor_other){
		.path = tc_copy(l->path, strlen(l->path)),
		.line = line,
		.hash = cursor_stamp_hash(tc_span_of(l->path), &l->cursor.stamp),
	};
}

/* A file that this run did not find: gone, or elsewhere. */
static void take_other(struct extract *x, struct cursor_line *l, struct tc_span line)
{
	struct stat st;

	if (lstat(l->path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return;
	add_other(x->cursors, l, line);
	cursor_line_links(l, line, x->links, LINKS_NOBODY, false);
}

static void take_known(struct extract *x, uint32_t number, struct cursor_line *l,
		       struct tc_span line)
{
	struct cursor *c = &x->cursors->of_file[number];
	const struct file *file = &x->files.list[number];
	struct stamp now = cursor_stamp(file);
	bool same;

	if (c->line.p || file->stream)
		return;
	same = cursor_stamp_is(&now, &l->cursor.stamp);
	*c = l->cursor;
	c->line = line;
	if (!same && !cursor_goes_on(c, file)) {
		c->offset = c->head = c->tail = 0;
		return;
	}
	if (cursor_line_rejects(l, line, x->names, &c->rejects_before) &&
	    cursor_line_links(l, line, x->links, number, !same))
		c->from = same ? CURSOR_IDLE : c->offset;
}

static void take(struct extract *x, struct cursor_line *l, struct tc_span line)
{
	const struct file *file =
		x->files.count ? bsearch(l->path, x->files.list, x->files.count,
					 sizeof(*file), by_path)
			       : NULL;

	if (file)
		take_known(x, (uint32_t)(file - x->files.list), l, line);
	else
		take_other(x, l, line);
}

static int others_order(const void *a, const void *b)
{
	return strcmp(((const struct cursor_other *)a)->path,
		      ((const struct cursor_other *)b)->path);
}

struct cursors *cursors_read(struct extract *x)
{
	struct cursors *c = x->cursors = tc_alloc(1, sizeof(*c));
	struct tc_span text = read_file(SIZE_MAX - TC_SCAN_PAD, true), line;

	pthread_mutex_init(&c->lock, NULL);
	c->count = x->files.count;
	c->of_file = tc_alloc(c->count ? c->count : 1, sizeof(*c->of_file));
	c->text = (char *)(uintptr_t)text.p;
	if (!text.p || !trust(&text))
		return c;
	while (next_line(&text, &line)) {
		struct cursor_line l;

		if (cursor_line_read(&l, line) && l.path)
			take(x, &l, line);
		free(l.path);
	}
	if (c->other_count)
		qsort(c->others, c->other_count, sizeof(*c->others), others_order);
	return c;
}

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

	if (is_kept(c)) {
		write_known(l, c->line);
	} else if (is_written(x, l->next)) {
		cursor_line_begin(&x->files.list[l->next], c, x->names, l->w);
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
			sum = add_hash(sum, x->cursors->others[l.other++].hash);
		else if (line_hash(x, l.next++, &hash))
			sum = add_hash(sum, hash);
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

void cursors_free(struct cursors *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->count; i++) {
		census_release(&c->of_file[i].rejects);
		census_release(&c->of_file[i].rejects_before);
	}
	for (size_t i = 0; i < c->other_count; i++)
		free(c->others[i].path);
	pthread_mutex_destroy(&c->lock);
	free(c->of_file);
	free(c->others);
	free(c->text);
	free(c);
}
