/* One line out: buffered, JSON-escaped, its close checked. */
#include "lib/writer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/platform.h"
#include "lib/utf8.h"

#define WRITER_SIZE (128u << 10)

void tc_writer_init(struct tc_writer *w, int fd, const char *name)
{
	*w = (struct tc_writer){ .fd = fd, .name = name, .size = WRITER_SIZE };
	w->buffer = tc_alloc(1, w->size);
}

void tc_writer_stdout(struct tc_writer *w)
{
	/* EPIPE is then an error of write(2), which drain() takes for a quiet end. */
	signal(SIGPIPE, SIG_IGN);
	tc_widen_pipe(STDOUT_FILENO);
	tc_writer_init(w, STDOUT_FILENO, "standard output");
}

static void put_out(struct tc_writer *w, const char *p, size_t n)
{
	while (n > 0 && !w->error) {
		ssize_t wrote = write(w->fd, p, n);

		if (wrote > 0) {
			p += wrote;
			n -= (size_t)wrote;
		} else if (wrote < 0 && errno == EPIPE) {
			_exit(TC_EXIT_OK);
		} else if (wrote < 0 && errno != EINTR) {
			w->error = errno;
		}
	}
}

static void drain(struct tc_writer *w, size_t n)
{
	put_out(w, w->buffer, n);
	memmove(w->buffer, w->buffer + n, w->used - n);
	w->used -= n;
	w->line -= n;
}

char *tc_writer_room(struct tc_writer *w, size_t n)
{
	if (w->size - w->used < n && w->line > 0 && w->fd >= 0)
		drain(w, w->line);
	if (w->size - w->used < n) {
		while (w->size - w->used < n)
			w->size *= 2;
		w->buffer = tc_grow(w->buffer, w->size, 1);
	}
	return w->buffer + w->used;
}

static char *escape(char *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	const char *shorts = "b\bf\fn\nr\rt\t";

	*out++ = '\\';
	if (c == '"' || c == '\\') {
		*out++ = (char)c;
		return out;
	}
	for (; *shorts; shorts += 2) {
		if ((unsigned char)shorts[1] == c) {
			*out++ = shorts[0];
			return out;
		}
	}
	memcpy(out, "u00", 3);
	out[3] = hex[c >> 4];
	out[4] = hex[c & 15];
	return out + 5;
}

/* Copies text that needs no escape, eight bytes at a time; *at is moved behind it. The
 * test of a word: no byte has its high bit, is below a blank, a quote or a backslash. */
static char *copy_plain(char *out, const unsigned char **at, const unsigned char *end)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	const unsigned char *p = *at;

	for (; end - p >= 8; p += 8, out += 8) {
		uint64_t word, quote, backslash;

		memcpy(&word, p, 8);
		quote = word ^ ones * '"';
		backslash = word ^ ones * '\\';
		if ((word | (word - ones * ' ') | (quote - ones) | (backslash - ones)) &
		    high)
			break;
		memcpy(out, &word, 8);
	}
	while (p < end && *p >= ' ' && *p < 0x80 && *p != '"' && *p != '\\')
		*out++ = (char)*p++;
	*at = p;
	return out;
}

/* A character that is not plain. */
static char *copy_other(char *out, const unsigned char **at, const unsigned char *end)
{
	size_t n = tc_utf8_length(*at, end);

	if (**at < 0x80) {
		out = escape(out, **at);
	} else if (n) {
		memcpy(out, *at, n);
		out += n;
	} else {
		memcpy(out, TC_UTF8_REPLACEMENT, 3);
		out += 3;
	}
	*at += n ? n : 1;
	return out;
}

void tc_write_string(struct tc_writer *w, struct tc_span text)
{
	const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
	char *start = tc_writer_room(w, text.n * 6 + 2), *out = start; /* 6: \u00XX */

	*out++ = '"';
	for (;;) {
		out = copy_plain(out, &p, end);
		if (p == end)
			break;
		out = copy_other(out, &p, end);
	}
	*out++ = '"';
	w->used += (size_t)(out - start);
}

void tc_write_unsigned(struct tc_writer *w, uint64_t value)
{
	char digits[20];
	size_t n = sizeof(digits);

	do
		digits[--n] = (char)('0' + value % 10);
	while (value /= 10);
	tc_write_bytes(w, digits + n, sizeof(digits) - n);
}

void tc_write_integer(struct tc_writer *w, int64_t value)
{
	if (value < 0)
		tc_write_literal(w, "-");
	tc_write_unsigned(w, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void tc_writer_end(struct tc_writer *w)
{
	if (w->hook) {
		size_t n = w->used - w->line;
		char *line = tc_copy(w->buffer + w->line, n);

		w->used = w->line;
		w->hook(w->hook_context, (struct tc_span){ line, n }, w);
		free(line);
		return;
	}
	tc_write_literal(w, "\n");
	w->line = w->used;
	if (w->used >= WRITER_SIZE / 2 && w->fd >= 0)
		drain(w, w->line);
}

void tc_writer_emit(struct tc_writer *w, struct tc_span line)
{
	tc_write_span(w, line);
	tc_write_literal(w, "\n");
	w->line = w->used;
}

void tc_writer_lines(struct tc_writer *w, struct tc_span lines)
{
	tc_writer_flush(w);
	put_out(w, lines.p, lines.n);
}

void tc_writer_flush(struct tc_writer *w)
{
	if (w->line > 0)
		drain(w, w->line);
}

enum tc_exit tc_writer_close(struct tc_writer *w)
{
	tc_writer_flush(w);
	if (close(w->fd) != 0 && !w->error)
		w->error = errno;
	free(w->buffer);
	w->buffer = NULL;
	if (!w->error)
		return TC_EXIT_OK;
	errno = w->error;
	tc_warn_errno("cannot write %s", w->name);
	return TC_EXIT_IO;
}
