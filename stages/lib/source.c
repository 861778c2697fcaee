/* Lines of all operands, one after the other.
 *
 * One buffer holds what was read and not yet given out. A line is given as it lies there,
 * its LF behind it and TC_SCAN_PAD readable bytes behind that, as lib/scan.h wants it;
 * where there is no LF, or a CR before it, one is put there. */
#include "lib/source.h"

#include <stdlib.h>

#include "lib/input.h"
#include "lib/scan.h"

#define READ_SIZE (256u << 10)

struct tc_source {
	char *const *operands; /* those not yet opened */
	size_t left;
	struct tc_input *input; /* NULL between files */
	const char *file;
	bool ended; /* nothing more to read in this file */
	bool failed;
	void (*idle)(void *context);
	void *idle_context;
	char *buffer;
	size_t size;             /* without the padding */
	size_t start, seen, end; /* a line begins, no LF before here, bytes end */
	uint64_t number;         /* of the last line given */
	uint64_t offset;         /* of `start` in the file */
	uint64_t dropped;        /* bytes of a too long line that are gone */
};

static char *const standard_input[] = { (char[]){ "-" } };

struct tc_source *tc_source_open(char *const *operands, size_t count)
{
	struct tc_source *s = tc_alloc(1, sizeof(*s));

	s->operands = count ? operands : standard_input;
	s->left = count ? count : 1;
	s->size = READ_SIZE;
	s->buffer = tc_alloc(s->size + TC_SCAN_PAD, 1);
	return s;
}

void tc_source_idle(struct tc_source *s, void (*idle)(void *context), void *context)
{
	s->idle = idle;
	s->idle_context = context;
}

static bool open_next(struct tc_source *s)
{
	while (s->left > 0) {
		s->file = *s->operands++;
		s->left--;
		s->input = tc_input_open(s->file);
		if (s->input) {
			s->start = s->seen = s->end = 0;
			s->number = s->offset = s->dropped = 0;
			s->ended = false;
			return true;
		}
		tc_warn_errno("cannot read %s", s->file);
		s->failed = true;
	}
	return false;
}

/* Room behind `end` for a read: what was given out goes, then the buffer grows, up to one
 * line of TC_LINE_MAX; of a longer one, what comes after that is dropped. */
static void make_room(struct tc_source *s)
{
	size_t have = s->end - s->start;

	if (s->start > 0) {
		memmove(s->buffer, s->buffer + s->start, have);
		s->seen -= s->start;
		s->end = have;
		s->start = 0;
	}
	if (have > TC_LINE_MAX) {
		s->dropped += have - TC_LINE_MAX;
		s->end = s->seen = have = TC_LINE_MAX;
	}
	if (s->size - have < READ_SIZE / 2) {
		s->size = s->size * 2 < TC_LINE_MAX + READ_SIZE ? s->size * 2
								: TC_LINE_MAX + READ_SIZE;
		s->buffer = tc_grow(s->buffer, s->size + TC_SCAN_PAD, 1);
	}
}

/* False at the end of the file, also when it ends by a failure. */
static bool fill(struct tc_source *s)
{
	ssize_t got;

	if (s->ended)
		return false;
	make_room(s);
	if (s->idle && tc_input_would_block(s->input))
		s->idle(s->idle_context);
	got = tc_input_read(s->input, s->buffer + s->end, s->size - s->end);
	if (got < 0) {
		tc_warn("cannot read %s: %s",
			strcmp(s->file, "-") == 0 ? "standard input" : s->file,
			tc_input_error(s->input));
		s->failed = true;
	}
	s->ended = got <= 0;
	s->end += s->ended ? 0 : (size_t)got;
	memset(s->buffer + s->end, 0, TC_SCAN_PAD);
	return !s->ended;
}

/* The line from `start` to `end`, where its LF stands or will. */
static void give(struct tc_source *s, size_t end, struct tc_line *line)
{
	static const char bom[] = "\xef\xbb\xbf";
	size_t n = end - s->start, skip = 0;
	char *p = s->buffer + s->start;

	if (++s->number == 1 && n >= 3 && memcmp(p, bom, 3) == 0)
		skip = 3;
	*line = (struct tc_line){ .file = s->file,
				  .number = s->number,
				  .offset = s->offset + skip,
				  .bytes = n + s->dropped - skip };
	s->offset += n + s->dropped + 1;
	line->too_long = line->bytes > TC_LINE_MAX;
	if (line->too_long)
		n = TC_LINE_MAX;
	else if (n > skip && p[n - 1] == '\r')
		n--;
	p[n] = '\n';
	line->text = (struct tc_span){ p + skip, n - skip };
}

/* The LF of the line at `start`; where the file ends without one, its place. NULL at the
 * end of the file. */
static const char *find_end(struct tc_source *s)
{
	const char *lf;

	while (!(lf = memchr(s->buffer + s->seen, '\n', s->end - s->seen))) {
		s->seen = s->end;
		if (fill(s))
			continue;
		if (s->start == s->end && s->dropped == 0)
			return NULL;
		return s->buffer + s->end++; /* into the padding */
	}
	return lf;
}

/* The next line of this file, blank or not. */
static bool next_in_file(struct tc_source *s, struct tc_line *line)
{
	const char *lf = find_end(s);

	if (!lf)
		return false;
	give(s, (size_t)(lf - s->buffer), line);
	s->start = s->seen = (size_t)(lf - s->buffer) + 1;
	s->dropped = 0;
	return true;
}

static bool is_blank(struct tc_span text)
{
	size_t i = 0;

	while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\r'))
		i++;
	return i == text.n;
}

bool tc_source_line(struct tc_source *s, struct tc_line *line)
{
	while (s->input || open_next(s)) {
		while (next_in_file(s, line)) {
			if (!is_blank(line->text))
				return true;
		}
		tc_input_close(s->input);
		s->input = NULL;
	}
	return false;
}

enum tc_exit tc_source_close(struct tc_source *s)
{
	enum tc_exit code = s->failed ? TC_EXIT_IO : TC_EXIT_OK;

	if (s->input)
		tc_input_close(s->input);
	free(s->buffer);
	free(s);
	return code;
}
