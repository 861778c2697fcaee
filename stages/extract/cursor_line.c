/* A line of kind "cursor". */
#include "extract/cursor_line.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"

#define SCRATCH (64u << 10) /* longer than any key or path */

struct reader {
	struct tc_scan scan;
	char scratch[SCRATCH];
};

static void start(struct reader *r, const char *p, struct tc_span line)
{
	r->scan = (struct tc_scan){ .p = p,
				    .end = line.p + line.n,
				    .scratch = r->scratch,
				    .scratch_size = sizeof(r->scratch) };
}

static bool read_text(struct tc_scan *s, char *to, size_t size)
{
	struct tc_span text;

	if (!tc_scan_text(s, &text) || text.n >= size)
		return false;
	memcpy(to, text.p, text.n);
	to[text.n] = '\0';
	return true;
}

static bool read_count(struct tc_scan *s, uint64_t *count)
{
	bool whole;

	return tc_scan_count(s, count, &whole);
}

static bool read_hash(struct tc_scan *s, uint64_t *hash)
{
	char text[17], *end;

	if (!read_text(s, text, sizeof(text)))
		return false;
	*hash = strtoull(text, &end, 16);
	return end == text + 16;
}

static bool read_path(struct tc_scan *s, struct cursor_line *l)
{
	struct tc_span text;

	if (!tc_scan_text(s, &text) || text.n == SCRATCH)
		return false;
	free(l->path);
	l->path = tc_copy(text.p, text.n);
	return true;
}

/* A value that is looked at later. */
static bool pass(struct tc_scan *s, const char **place)
{
	tc_scan_peek(s);
	*place = s->p;
	return tc_scan_skip(s);
}

static bool read_kind(struct tc_scan *s)
{
	struct tc_span text;

	return tc_scan_text(s, &text) && tc_span_is(text, TC_SPAN("cursor"));
}

static bool read_state(struct tc_scan *s, struct stamp *stamp, struct tc_span key)
{
	if (tc_span_is(key, TC_SPAN("device")))
		return read_count(s, &stamp->device);
	if (tc_span_is(key, TC_SPAN("inode")))
		return read_count(s, &stamp->inode);
	if (tc_span_is(key, TC_SPAN("size")))
		return read_count(s, &stamp->size);
	if (tc_span_is(key, TC_SPAN("mtime")))
		return read_count(s, &stamp->mtime);
	if (tc_span_is(key, TC_SPAN("meta")))
		return read_count(s, &stamp->meta);
	return tc_scan_skip(s);
}

static bool read_member(struct tc_scan *s, struct cursor_line *l, struct tc_span key)
{
	struct cursor *c = &l->cursor;

	if (tc_span_is(key, TC_SPAN("kind")))
		return read_kind(s);
	if (tc_span_is(key, TC_SPAN("of")))
		return read_text(s, l->of, sizeof(l->of));
	if (tc_span_is(key, TC_SPAN("path")))
		return read_path(s, l);
	if (tc_span_is(key, TC_SPAN("offset")))
		return read_count(s, &c->offset);
	if (tc_span_is(key, TC_SPAN("head")))
		return read_hash(s, &c->head);
	if (tc_span_is(key, TC_SPAN("tail")))
		return read_hash(s, &c->tail);
	if (tc_span_is(key, TC_SPAN("has_cwd")))
		return tc_scan_boolean(s, &c->has_cwd);
	if (tc_span_is(key, TC_SPAN("prompt")))
		return pass(s, &l->prompt);
	if (tc_span_is(key, TC_SPAN("rejects")))
		return pass(s, &l->rejects);
	if (tc_span_is(key, TC_SPAN("links")))
		return pass(s, &l->links);
	if (tc_span_is(key, TC_SPAN("version")))
		return read_count(s, &l->version);
	if (tc_span_is(key, TC_SPAN("records")))
		return read_count(s, &l->records);
	if (tc_span_is(key, TC_SPAN("hash")))
		return read_hash(s, &l->hash);
	if (tc_span_is(key, TC_SPAN("sha256")))
		return read_text(s, l->sha256, sizeof(l->sha256));
	return read_state(s, &c->stamp, key);
}

bool cursor_line_read(struct cursor_line *l, struct tc_span line)
{
	struct reader r;
	struct tc_span key;

	*l = (struct cursor_line){ .path = NULL };
	start(&r, line.p, line);
	if (!tc_scan_object(&r.scan))
		return false;
	while (tc_scan_key(&r.scan, &key))
		if (!read_member(&r.scan, l, key))
			return false;
	return r.scan.error == TC_SCAN_OK && r.scan.p == r.scan.end;
}

bool cursor_line_rejects(const struct cursor_line *l, struct tc_span line,
			 struct tc_intern *names, struct census *rejects)
{
	struct reader r;
	struct tc_span reason;
	uint64_t count;

	if (!l->rejects)
		return true;
	start(&r, l->rejects, line);
	if (!tc_scan_object(&r.scan))
		return false;
	while (tc_scan_key(&r.scan, &reason)) {
		uint32_t name = tc_intern(names, reason);

		if (!read_count(&r.scan, &count))
			return false;
		census_add(rejects, name, count);
	}
	return r.scan.error == TC_SCAN_OK;
}

bool cursor_line_prompt(const struct cursor_line *l, struct tc_span line,
			struct tc_intern *names, uint32_t *prompt)
{
	struct reader r;
	struct tc_span text;

	*prompt = 0;
	if (!l->prompt)
		return true;
	start(&r, l->prompt, line);
	if (tc_scan_peek(&r.scan) == TC_SCAN_NULL)
		return true;
	if (!tc_scan_text(&r.scan, &text))
		return false;
	*prompt = tc_intern(names, text);
	return true;
}

static bool read_signed(struct tc_scan *s, int64_t *number)
{
	struct tc_span text;
	char digits[32], *end;

	if (!tc_scan_number(s, &text) || text.n >= sizeof(digits))
		return false;
	memcpy(digits, text.p, text.n);
	digits[text.n] = '\0';
	*number = strtoll(digits, &end, 10);
	return *end == '\0';
}

/* ["type","key","value",0]; the value may be null. */
static bool read_link(struct reader *r, struct links *links, uint32_t file, bool of_file)
{
	struct tc_scan *s = &r->scan;
	char what[16], key[SCRATCH];
	struct link link = { .what = what };

	if (!tc_scan_array(s) || !tc_scan_item(s) || !read_text(s, what, sizeof(what)) ||
	    !tc_scan_item(s) || !tc_scan_text(s, &link.key))
		return false;
	if (link.key.p == s->scratch) /* the value needs the room */
		link.key.p = memcpy(key, link.key.p, link.key.n);
	if (!tc_scan_item(s))
		return false;
	if (tc_scan_peek(s) == TC_SCAN_NULL ? !tc_scan_skip(s)
					    : !tc_scan_text(s, &link.value))
		return false;
	return tc_scan_item(s) && read_signed(s, &link.number) && !tc_scan_item(s) &&
	       s->error == TC_SCAN_OK &&
	       links_tell(links, file, of_file, tc_span_of(what), &link);
}

bool cursor_line_links(const struct cursor_line *l, struct tc_span line,
		       struct links *links, uint32_t file, bool of_file)
{
	struct reader r;

	if (!l->links)
		return true;
	start(&r, l->links, line);
	if (!tc_scan_array(&r.scan))
		return false;
	while (tc_scan_item(&r.scan))
		if (!read_link(&r, links, file, of_file))
			return false;
	return r.scan.error == TC_SCAN_OK;
}

void cursor_write_hash(struct tc_writer *w, uint64_t hash)
{
	char text[19];

	snprintf(text, sizeof(text), "\"%016llx\"", (unsigned long long)hash);
	tc_write_bytes(w, text, 18);
}

static void write_stamp(const struct stamp *stamp, struct tc_writer *w)
{
	tc_write_literal(w, ",\"device\":");
	tc_write_unsigned(w, stamp->device);
	tc_write_literal(w, ",\"inode\":");
	tc_write_unsigned(w, stamp->inode);
	tc_write_literal(w, ",\"size\":");
	tc_write_unsigned(w, stamp->size);
	tc_write_literal(w, ",\"mtime\":");
	tc_write_unsigned(w, stamp->mtime);
	tc_write_literal(w, ",\"meta\":");
	tc_write_unsigned(w, stamp->meta);
}

static void write_rejects(const struct census *rejects, const struct tc_intern *names,
			  struct tc_writer *w)
{
	tc_write_literal(w, ",\"rejects\":{");
	for (unsigned i = 0; i < rejects->used; i++) {
		if (i)
			tc_write_literal(w, ",");
		tc_write_string(w, tc_intern_text(names, rejects->rows[i].name));
		tc_write_literal(w, ":");
		tc_write_unsigned(w, rejects->rows[i].count);
	}
	tc_write_literal(w, "}");
}

static void write_text(struct tc_span text, struct tc_writer *w)
{
	if (text.p)
		tc_write_string(w, text);
	else
		tc_write_literal(w, "null");
}

void cursor_line_begin(const struct file *file, const struct cursor *c,
		       struct tc_span prompt, const struct tc_intern *names,
		       struct tc_writer *w)
{
	struct stamp stamp = cursor_stamp(file);
	struct census rejects = { .rows = NULL };

	census_merge(&rejects, &c->rejects_before);
	census_merge(&rejects, &c->rejects);
	census_sort(&rejects, names);
	tc_write_literal(w, "{\"kind\":\"cursor\",\"of\":\"file\",\"path\":");
	tc_write_string(w, tc_span_of(file->path));
	write_stamp(&stamp, w);
	tc_write_literal(w, ",\"offset\":");
	tc_write_unsigned(w, c->offset);
	tc_write_literal(w, ",\"head\":");
	cursor_write_hash(w, c->head);
	tc_write_literal(w, ",\"tail\":");
	cursor_write_hash(w, c->tail);
	tc_write_span(w, c->has_cwd ? TC_SPAN(",\"has_cwd\":true")
				    : TC_SPAN(",\"has_cwd\":false"));
	tc_write_literal(w, ",\"prompt\":");
	write_text(prompt, w);
	write_rejects(&rejects, names, w);
	tc_write_literal(w, ",\"links\":[");
	census_release(&rejects);
}

void cursor_line_link(const struct link *link, bool first, struct tc_writer *w)
{
	if (!first)
		tc_write_literal(w, ",");
	tc_write_literal(w, "[");
	tc_write_string(w, tc_span_of(link->what));
	tc_write_literal(w, ",");
	tc_write_string(w, link->key);
	tc_write_literal(w, ",");
	write_text(link->value, w);
	tc_write_literal(w, ",");
	tc_write_integer(w, link->number);
	tc_write_literal(w, "]");
}

void cursor_line_end(struct tc_writer *w)
{
	tc_write_literal(w, "]}");
	tc_writer_end(w);
}
