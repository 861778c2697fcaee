/* What is in the store: one line a file, and totals in the first. */
#include "archive/manifest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/report.h"
#include "lib/store.h"
#include "lib/time.h"

/* Where a path is, or where it would be. */
static size_t place(const struct manifest *m, const char *path)
{
	size_t low = 0, high = m->count;

	if (high && strcmp(m->files[high - 1].path, path) < 0)
		return high;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(m->files[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_at(const struct manifest *m, size_t at, const char *path)
{
	return at < m->count && strcmp(m->files[at].path, path) == 0;
}

void manifest_remove(struct manifest *m, const char *path)
{
	size_t at = place(m, path);

	if (!is_at(m, at, path))
		return;
	if (!m->files[at].index)
		m->records -= m->files[at].sum.lines;
	free(m->files[at].path);
	m->count--;
	memmove(m->files + at, m->files + at + 1, (m->count - at) * sizeof(*m->files));
}

void manifest_add(struct manifest *m, const struct file_entry *e)
{
	size_t at;

	manifest_remove(m, e->path);
	if (m->count == m->room) {
		m->room = m->room ? 2 * m->room : 64;
		m->files = tc_grow(m->files, m->room, sizeof(*m->files));
	}
	at = place(m, e->path);
	memmove(m->files + at + 1, m->files + at, (m->count - at) * sizeof(*m->files));
	m->files[at] = *e;
	m->count++;
	if (!e->index)
		m->records += e->sum.lines;
}

bool manifest_has(const struct manifest *m, const char *path)
{
	return is_at(m, place(m, path), path);
}

const struct file_entry *manifest_file(const struct manifest *m,
				       const struct partition *p)
{
	char *folder = partition_folder(p);
	size_t at = place(m, folder), n = strlen(folder);
	bool there = at < m->count && strncmp(m->files[at].path, folder, n) == 0 &&
		     m->files[at].path[n] == '/';

	free(folder);
	return there ? &m->files[at] : NULL;
}

const struct file_entry *manifest_find(const struct manifest *m, const char *kind,
				       int32_t date)
{
	struct partition p = { .date = date };
	const struct file_entry *e;

	snprintf(p.kind, sizeof(p.kind), "%s", kind);
	e = manifest_file(m, &p);
	if (e || date == DATE_NONE)
		return e;
	p.date = date_month(date);
	e = manifest_file(m, &p);
	return e && e->partition.month ? e : NULL;
}

void manifest_release(struct manifest *m)
{
	for (size_t i = 0; i < m->count; i++)
		free(m->files[i].path);
	free(m->files);
	*m = (struct manifest){ .count = 0 };
}

void manifest_copy(struct manifest *to, const struct manifest *from)
{
	*to = (struct manifest){ .count = from->count,
				 .room = from->count,
				 .records = from->records };
	to->files = tc_alloc(to->room + 1, sizeof(*to->files));
	for (size_t i = 0; i < to->count; i++) {
		to->files[i] = from->files[i];
		to->files[i].path =
			tc_copy(from->files[i].path, strlen(from->files[i].path));
	}
}

/* ,"name":value */
static void write_count(struct tc_writer *w, struct tc_span key, uint64_t value)
{
	tc_write_span(w, key);
	tc_write_unsigned(w, value);
}

static void write_instant(struct tc_writer *w, struct tc_span key, int64_t ts)
{
	char text[TC_TIME_SIZE];

	tc_write_span(w, key);
	if (ts == TC_TIME_NONE) {
		tc_write_literal(w, "null");
		return;
	}
	tc_time_format(ts, text);
	tc_write_string(w, (struct tc_span){ text, sizeof(text) });
}

static void write_hash(struct tc_writer *w, const unsigned char *sha256)
{
	char hex[TC_SHA256_HEX];

	tc_sha256_hex(sha256, hex);
	tc_write_literal(w, ",\"sha256\":");
	tc_write_string(w, (struct tc_span){ hex, sizeof(hex) });
}

void manifest_write_entry(const struct file_entry *e, struct tc_writer *w)
{
	tc_write_span(w, e->index ? TC_SPAN("{\"kind\":\"index\",\"path\":")
				  : TC_SPAN("{\"kind\":\"file\",\"path\":"));
	tc_write_string(w, tc_span_of(e->path));
	write_count(w, TC_SPAN(",\"bytes\":"), e->sum.bytes);
	write_hash(w, e->sum.sha256);
	if (!e->index)
		write_count(w, TC_SPAN(",\"members\":"), e->sum.members);
	write_count(w, TC_SPAN(",\"records\":"), e->sum.lines);
	if (!e->index) {
		write_instant(w, TC_SPAN(",\"first_ts\":"), e->first_ts);
		write_instant(w, TC_SPAN(",\"last_ts\":"), e->last_ts);
		if (e->partition.month)
			tc_write_literal(w, ",\"span\":\"month\"");
		write_count(w, TC_SPAN(",\"version\":"), (uint64_t)e->version);
	}
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

int manifest_write(const struct manifest *m, int fd)
{
	struct tc_writer w;
	int error = 0;

	tc_writer_init(&w, -1, "the manifest"); /* in memory */
	write_count(&w, TC_SPAN("{\"kind\":\"manifest\",\"version\":"), TC_STORE_VERSION);
	write_count(&w, TC_SPAN(",\"files\":"), m->count);
	write_count(&w, TC_SPAN(",\"records\":"), m->records);
	tc_write_literal(&w, "}");
	tc_writer_end(&w);
	for (size_t i = 0; i < m->count; i++)
		manifest_write_entry(&m->files[i], &w);
	for (size_t at = 0; at < w.used && !error;) {
		ssize_t wrote = write(fd, w.buffer + at, w.used - at);

		if (wrote >= 0)
			at += (size_t)wrote;
		else if (errno != EINTR)
			error = errno;
	}
	free(w.buffer);
	return error;
}
