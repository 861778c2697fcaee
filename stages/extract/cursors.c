/* What is known to be read: believing and reading the cursors' file. */
#include "extract/cursors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/cursor_line.h"
#include "lib/hash.h"
#include "lib/home.h"
#include "lib/report.h"
#include "lib/sha256.h"
#include "lib/store.h"

#define LOOK 4096 /* holds the first two lines */

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
	bool well;

	if (!next_line(text, &line))
		return false;
	well = cursor_line_read(l, line);
	free(l->path);
	return well && strcmp(l->of, of) == 0;
}

static bool read_header(struct tc_span *text, struct cursor_line *l)
{
	return read_line(text, l, "store") && l->version <= TC_CURSORS_VERSION;
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

bool cursors_hold(const struct files *files)
{
	struct tc_span text = read_file(LOOK, false), rest = text;
	struct cursor_line header, all;
	uint64_t sum = 0;
	bool hold;

	hold = text.p && read_header(&rest, &header) &&
	       header.version == TC_CURSORS_VERSION && read_line(&rest, &all, "files");
	for (size_t i = 0; hold && i < files->count; i++) {
		const struct file *f = &files->list[i];
		struct stamp stamp = cursor_stamp(f);

		hold = !f->stream;
		sum = tc_hash_mix(sum, cursor_stamp_hash(tc_span_of(f->path), &stamp));
	}
	free((void *)(uintptr_t)text.p);
	return hold && sum == all.hash && tc_store_records() >= header.records;
}

/* What can be believed of the file: all behind its first line. */
static bool trust(struct tc_span *text)
{
	char sha256[TC_SHA256_HEX + 1];
	struct cursor_line header;

	bool whole = read_header(text, &header);

	tc_sha256_of(text->p, text->n, sha256);
	if (!whole || !tc_span_is(tc_span_of(sha256), tc_span_of(header.sha256))) {
		char *path = tc_home_path(TC_CURSORS);

		tc_warn("%s is damaged: everything is read anew", path);
		free(path);
		return false;
	}
	return header.version == TC_CURSORS_VERSION &&
	       tc_store_records() >= header.records;
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
	bool same = cursor_stamp_is(&now, &l->cursor.stamp);

	if (c->line.p || file->stream)
		return;
	*c = l->cursor;
	c->line = line;
	if ((same || cursor_goes_on(c, file)) &&
	    cursor_line_rejects(l, line, x->names, &c->rejects_before) &&
	    cursor_line_prompt(l, line, x->names, &c->prompt_before) &&
	    cursor_line_links(l, line, x->links, number, !same)) {
		c->from = same ? CURSOR_IDLE : c->offset;
		c->prompt = c->prompt_before;
	} else {
		c->offset = c->head = c->tail = 0;
		c->rejects_before.used = 0;
	}
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
