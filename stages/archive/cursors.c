/* What tc-extract --new has read, kept aside until the records are stored. */
#include "archive/cursors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/disk.h"
#include "lib/home.h"
#include "lib/sha256.h"
#include "lib/sort.h"
#include "lib/store.h"
#include "lib/writer.h"

#define BUDGET    (1u << 20)
#define TEMPORARY "cache/.tmp-cursors"
#define LEFT      "the records are stored, and will be read once more"

struct cursors {
	struct tc_record *record;
	unsigned of, lines;   /* slots */
	struct tc_sort *kept; /* by number */
	uint64_t count;
	bool there; /* a file was, when tc-extract began or not much later */
	bool ended; /* the last line came, and was right */
	struct sha256_ctx hash;
};

static bool is_there(void)
{
	char *path = tc_home_path(TC_CURSORS);
	bool there = path && access(path, F_OK) == 0;

	free(path);
	return there;
}

struct cursors *cursors_new(struct tc_record *record)
{
	struct cursors *c = tc_alloc(1, sizeof(*c));

	c->record = record;
	c->of = tc_record_slot(record, "of");
	c->lines = tc_record_slot(record, "lines");
	c->kept = tc_sort_new(BUDGET, NULL, NULL);
	c->there = is_there();
	sha256_init(&c->hash);
	return c;
}

void cursors_free(struct cursors *c)
{
	tc_sort_free(c->kept);
	free(c);
}

void cursors_add(struct cursors *c, struct tc_span line)
{
	int64_t lines;

	c->ended = tc_span_is(tc_record_string(c->record, c->of), TC_SPAN("end")) &&
		   tc_record_integer(c->record, c->lines, &lines) && lines >= 0 &&
		   (uint64_t)lines == c->count;
	tc_sha256_update(&c->hash, line.p, line.n);
	tc_sha256_update(&c->hash, "\n", 1);
	tc_sort_add(c->kept, c->count++, line);
}

static void write_head(struct cursors *c, uint64_t records, struct tc_writer *w)
{
	char hex[TC_SHA256_HEX + 1];

	tc_sha256_text(&c->hash, hex);
	tc_write_literal(w, "{\"kind\":\"cursor\",\"of\":\"store\",\"version\":");
	tc_write_unsigned(w, TC_CURSORS_VERSION);
	tc_write_literal(w, ",\"records\":");
	tc_write_unsigned(w, records);
	tc_write_literal(w, ",\"sha256\":\"");
	tc_write_span(w, tc_span_of(hex));
	tc_write_literal(w, "\"}");
	tc_writer_end(w);
}

/* False with errno when it failed. */
static bool write_file(struct cursors *c, uint64_t records, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct tc_span line;
	struct tc_writer w;
	uint64_t number;

	if (fd < 0)
		return false;
	tc_writer_init(&w, fd, path);
	write_head(c, records, &w);
	while (tc_sort_next(c->kept, &number, &line))
		tc_writer_emit(&w, line);
	tc_writer_flush(&w);
	if (!w.error && fsync(fd) != 0)
		w.error = errno;
	if (close(fd) != 0 && !w.error)
		w.error = errno;
	free(w.buffer);
	errno = w.error;
	return !errno;
}

/* Only who holds the lock writes it, so one temporary name does. */
enum tc_exit cursors_publish(struct cursors *c, const struct store *s)
{
	char *path, *temporary, *folder;
	bool well;

	if (!c->ended || (c->there && !is_there()))
		return TC_EXIT_OK;
	folder = tc_home_path("cache");
	path = tc_home_path(TC_CURSORS);
	temporary = tc_home_path(TEMPORARY);
	well = disk_make_folder(folder) &&
	       write_file(c, s->manifest.records, temporary) &&
	       rename(temporary, path) == 0;
	if (!well) {
		disk_told("write", path, LEFT);
		unlink(temporary);
	}
	free(temporary);
	free(path);
	free(folder);
	return well ? TC_EXIT_OK : TC_EXIT_IO;
}
