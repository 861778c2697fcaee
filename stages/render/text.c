/* A line for the terminal. */
#include "render/text.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/utf8.h"
#include "render/width.h"

#define STYLE_BYTE 1 /* the first of the control characters that stand for styles */

static void append(struct text *t, const char *p, size_t n, size_t width)
{
	if (t->size - t->n < n) {
		t->size = 2 * t->size + n + 32;
		t->p = tc_grow(t->p, t->size, 1);
	}
	if (n)
		memcpy(t->p + t->n, p, n);
	t->n += n;
	t->width += width;
}

void text_style(struct text *t, enum style style)
{
	char byte = (char)(STYLE_BYTE + style);

	t->base = style;
	append(t, &byte, 1, 0);
}

/* What a terminal of ASCII can show of a character our reports use. */
static const char *plain(uint32_t code)
{
	switch (code) {
	case 0xb7:
	case 0x2013:
	case 0x2014:
	case 0x2500:
		return "-";
	case 0xd7:
		return "x";
	case 0x2026:
		return "..";
	case 0x2191:
		return "^";
	case 0x2192:
		return "->";
	case 0x2193:
		return "v";
	case 0x2588:
		return "#";
	case 0x2591:
		return ".";
	case 0x25ba:
		return ">";
	default:
		return NULL;
	}
}

static void add_code(struct text *t, const char *p, size_t n, uint32_t code)
{
	char escape[16];
	const char *shown = escape;

	if (!width_is_deceptive(code) && (code < 0x80 || !t->ascii)) {
		append(t, p, n, width_of(code));
		return;
	}
	if (t->ascii && plain(code))
		shown = plain(code);
	else
		snprintf(escape, sizeof(escape), code < 0x100 ? "\\x%02x" : "\\u%04x",
			 (unsigned)code);
	append(t, shown, strlen(shown), strlen(shown));
}

void text_add(struct text *t, struct tc_span piece)
{
	const unsigned char *p = (const unsigned char *)piece.p, *end = p + piece.n;

	while (p < end) {
		size_t n = tc_utf8_length(p, end);

		if (n)
			add_code(t, (const char *)p, n, tc_utf8_decode(p, n));
		else
			add_code(t, TC_UTF8_REPLACEMENT, 3, 0xfffd);
		p += n ? n : 1;
	}
}

void text_put(void *text, enum style style, struct tc_span piece, bool own)
{
	struct text *t = text;
	enum style base = t->base;

	(void)own;
	if (style != STYLE_PLAIN)
		text_style(t, style);
	text_add(t, piece);
	if (style != STYLE_PLAIN)
		text_style(t, base);
}

void text_blanks(struct text *t, size_t count)
{
	while (count-- > 0)
		append(t, " ", 1, 1);
}

void text_join(struct text *t, const struct text *other)
{
	append(t, other->p, other->n, other->width);
}

static bool is_style(char c)
{
	return c >= STYLE_BYTE && c < STYLE_BYTE + STYLE_COUNT;
}

/* How many bytes the next character takes, and its cells. */
static size_t step(const struct text *t, size_t at, size_t *width)
{
	const unsigned char *p = (const unsigned char *)t->p + at;
	size_t n = tc_utf8_length(p, (const unsigned char *)t->p + t->n);

	*width = is_style(t->p[at]) ? 0 : width_of(tc_utf8_decode(p, n));
	return n;
}

void text_cut(struct text *t, size_t width)
{
	const char *mark = t->ascii ? ".." : "…";
	size_t mark_width = t->ascii ? 2 : 1, at = 0, used = 0, cells;

	if (t->width <= width)
		return;
	while (at < t->n) {
		size_t n = step(t, at, &cells);

		if (used + cells + mark_width > width)
			break;
		used += cells;
		at += n;
	}
	t->n = at;
	t->width = used;
	append(t, mark, strlen(mark), mark_width);
	text_style(t, t->base);
}

struct text text_wrap(struct text *t, size_t width)
{
	struct text line = { .ascii = t->ascii, .base = t->base };
	size_t at = 0, used = 0, end = 0, end_width = 0, skip, cells;

	while (at < t->n) {
		size_t n = step(t, at, &cells);

		if (t->p[at] == ' ') {
			end = at;
			end_width = used;
		}
		if (used + cells > width && used > 0)
			break;
		used += cells;
		at += n;
	}
	if (at == t->n || end_width == 0) {
		end = at;
		end_width = used;
	}
	append(&line, t->p, end, end_width);
	skip = end < t->n && t->p[end] == ' ';
	t->n -= end + skip;
	if (t->n)
		memmove(t->p, t->p + end + skip, t->n);
	t->width -= end_width + skip;
	return line;
}

void text_write(const struct text *t, struct tc_writer *w, bool color)
{
	static const char *const escapes[STYLE_COUNT] = {
		[STYLE_PLAIN] = "\033[0m",  [STYLE_STRONG] = "\033[0;1m",
		[STYLE_DIM] = "\033[0;2m",  [STYLE_GOOD] = "\033[0;32m",
		[STYLE_BAD] = "\033[0;31m", [STYLE_CODE] = "\033[0;1m",
	};
	char style = STYLE_BYTE;
	size_t blanks = 0; /* not written yet: none end a line */

	for (size_t i = 0; i < t->n; i++) {
		char c = t->p[i];

		if (c == ' ') {
			blanks++;
		} else if (!is_style(c)) {
			for (; blanks > 0; blanks--)
				tc_write_literal(w, " ");
			tc_write_bytes(w, &c, 1);
		} else if (color && c != style) {
			tc_write_span(w, tc_span_of(escapes[c - STYLE_BYTE]));
			style = c;
		}
	}
	if (style != STYLE_BYTE)
		tc_write_literal(w, "\033[0m");
	tc_writer_end(w);
}

void text_release(struct text *t)
{
	free(t->p);
	*t = (struct text){ .base = t->base, .ascii = t->ascii };
}
