/* Lines of all operands, one after the other. */
#include "lib/source.h"

#include <errno.h>
#include <stdlib.h>

#include "lib/input.h"
#include "lib/scan.h"

#define SOURCE_SIZE (256u << 10)

struct tc_source {
	char *const *operands;
	size_t count, next; /* next: the operand to open */
	struct tc_input *input;
	const char *file;
	char *buffer;
	size_t size, start, end; /* unread bytes */
	uint64_t offset;         /* in the file, of buffer[start] */
	uint64_t number;         /* of the last line given */
	bool at_end, trouble;
	void (*idle)(void *context);
	void *context;
};

static char *const standard_input[] = { (char[]){ "-" } };

struct tc_source *tc_source_open(char *const *operands, size_t count)
{
	struct tc_source *s = tc_alloc(1, sizeof(*s));

	s->operands = count ? operands : standard_input;
	s->count = count ? count : 1;
	s->size = SOURCE_SIZE;
	s->buffer = tc_alloc(s->size + TC_SCAN_PAD, 1);
	return s;
}

void tc_source_idle(struct tc_source *s, void (*idle)(void *context), void *context)
{
	s->idle = idle;
	s->context = context;
}

static bool open_next(struct tc_source *s)
{
	while (!s->input && s->next < s->count) {
		s->file = s->operands[s->next++];
		s->input = tc_input_open(s->file);
		if (!s->input) {
			tc_warn_errno("cannot read %s", s->file);
			s->trouble = true;
		}
		s->start = s->end = 0;
		s->offset = s->number = 0;
		s->at_end = false;
	}
	return s->input != NULL;
}

/* Reads once more behind what is there, which moves to the front; a line longer than the
 * buffer makes it grow, up to TC_LINE_MAX. */
static void read_more(struct tc_source *s)
{
	ssize_t n;

	memmove(s->buffer, s->buffer + s->start, s->end - s->start);
	s->end -= s->start;
	s->start = 0;
	if (s->end == s->size) {
		s->size *= 2;
		s->buffer = tc_grow(s->buffer, s->size + TC_SCAN_PAD, 1);
	}
	if (s->idle && tc_input_would_block(s->input))
		s->idle(s->context);
	n = tc_input_read(s->input, s->buffer + s->end, s->size - s->end);
	if (n < 0) {
		tc_warn("cannot read %s: %s", s->file, tc_input_error(s->input));
		s->trouble = true;
	}
	s->at_end = n <= 0;
	s->end += n > 0 ? (size_t)n : 0;
}

/* Passes over the rest of a line that is too long; counts it. */
static void drop_rest(struct tc_source *s, struct tc_line *line)
{
	const char *lf = NULL;

	while (!lf && !(s->at_end && s->start == s->end)) {
		if (s->start == s->end)
			read_more(s);
		lf = memchr(s->buffer + s->start, '\n', s->end - s->start);
		line->bytes +=
			lf ? (size_t)(lf - s->buffer) - s->start : s->end - s->start;
		s->start = lf ? (size_t)(lf - s->buffer) : s->end;
	}
}

/* The line at start, `n` bytes without its LF. */
static void give(struct tc_source *s, struct tc_line *line, size_t n)
{
	char *p = s->buffer + s->start;

	*line = (struct tc_line){ .text = { p, n },
				  .file = s->file,
				  .number = ++s->number,
				  .offset = s->offset,
				  .bytes = n,
				  .too_long = n > TC_LINE_MAX };
	s->start += n;
	if (line->too_long) {
		line->text.n = TC_LINE_MAX;
		drop_rest(s, line);
	}
	s->offset += line->bytes;
	if (s->start < s->end) { /* the LF */
		s->start++;
		s->offset++;
	}
	if (line->number == 1 && n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		line->text = (struct tc_span){ p + 3, line->text.n - 3 };
	if (line->text.n && line->text.p[line->text.n - 1] == '\r')
		line->text.n--;
	/* In our buffer, and read before: the scanner's sentinel. */
	s->buffer[(size_t)(line->text.p - s->buffer) + line->text.n] = '\n';
}

/* The next line of this file, blank or not. */
static bool take(struct tc_source *s, struct tc_line *line)
{
	size_t looked = 0;

	for (;;) {
		size_t have = s->end - s->start;
		const char *at = s->buffer + s->start;
		const char *lf = memchr(at + looked, '\n', have - looked);

		if (lf || have > TC_LINE_MAX || (s->at_end && have)) {
			give(s, line, lf ? (size_t)(lf - at) : have);
			return true;
		}
		if (s->at_end)
			return false;
		looked = have;
		read_more(s);
	}
}

static bool is_blank(struct tc_span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != ' ' && text.p[i] != '\t')
			return false;
	return true;
}

bool tc_source_line(struct tc_source *s, struct tc_line *line)
{
	while (open_next(s)) {
		while (take(s, line))
			if (!is_blank(line->text))
				return true;
		tc_input_close(s->input);
		s->input = NULL;
	}
	return false;
}

enum tc_exit tc_source_close(struct tc_source *s)
{
	enum tc_exit code = s->trouble ? TC_EXIT_IO : TC_EXIT_OK;

	if (s->input)
		tc_input_close(s->input);
	free(s->buffer);
	free(s);
	return code;
}
