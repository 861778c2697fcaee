/* One file of the store, read line by line. */
#include "archive/part.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/report.h"
#include "lib/time.h"

struct part_reader {
	int fd;
	struct tc_gzip_reader *gzip; /* NULL before the first line: many may be open */
	enum tc_gzip_state state;
	const char *next, *end; /* of the member */
};

struct part_reader *part_open(const struct store *s, const char *path)
{
	char *whole = store_path(s, path);
	int fd = open(whole, O_RDONLY | O_CLOEXEC);
	struct part_reader *r = NULL;

	free(whole);
	if (fd >= 0) {
		r = tc_alloc(1, sizeof(*r));
		r->fd = fd;
	}
	return r;
}

static bool next_member(struct part_reader *r)
{
	struct tc_span member;

	if (!r->gzip)
		r->gzip = tc_gzip_reader_new(r->fd);
	r->state = tc_gzip_reader_next(r->gzip, &member);
	if (r->state != TC_GZIP_WHOLE)
		return false;
	r->next = member.p;
	r->end = member.p + member.n;
	return true;
}

bool part_next(struct part_reader *r, struct tc_span *line)
{
	const char *lf;

	while (r->next == r->end) {
		if (!next_member(r))
			return false;
	}
	lf = memchr(r->next, '\n', (size_t)(r->end - r->next));
	*line = (struct tc_span){ r->next, (size_t)((lf ? lf : r->end) - r->next) };
	r->next = lf ? lf + 1 : r->end;
	return true;
}

bool part_resume(struct part_reader *r)
{
	return r->gzip && tc_gzip_reader_resume(r->gzip);
}

enum tc_gzip_state part_state(const struct part_reader *r)
{
	return r->state;
}

void part_sum(const struct part_reader *r, struct tc_gzip_sum *sum)
{
	if (r->gzip)
		tc_gzip_reader_sum(r->gzip, sum);
	else
		*sum = (struct tc_gzip_sum){ .bytes = 0 };
}

void part_close(struct part_reader *r)
{
	if (r->gzip)
		tc_gzip_reader_free(r->gzip);
	close(r->fd);
	free(r);
}

/* Behind the word, which must be there; NULL when it is not, or nothing was before. */
static const char *pass(const char *p, const char *end, struct tc_span word)
{
	if (!p || (size_t)(end - p) < word.n || memcmp(p, word.p, word.n) != 0)
		return NULL;
	return p + word.n;
}

/* Behind the rest of a string and its quote. */
static const char *pass_string(const char *p, const char *end)
{
	const char *start = p;

	while (p && (p = memchr(p, '"', (size_t)(end - p)))) {
		const char *back = p;

		while (back > start && back[-1] == '\\')
			back--;
		p++;
		if ((p - 1 - back) % 2 == 0)
			return p;
	}
	return NULL;
}

bool part_line_ts(struct tc_span line, int64_t *ts)
{
	const char *end = line.p + line.n, *p;

	p = pass(line.p, end, TC_SPAN("{\"kind\":\""));
	p = pass(pass_string(p, end), end, TC_SPAN(",\"id\":\""));
	p = pass(pass_string(p, end), end, TC_SPAN(",\"ts\":"));
	*ts = TC_TIME_NONE;
	if (pass(p, end, TC_SPAN("null")))
		return true;
	p = pass(p, end, TC_SPAN("\""));
	return p && end - p > TC_TIME_SIZE && p[TC_TIME_SIZE] == '"' &&
	       tc_time_parse((struct tc_span){ p, TC_TIME_SIZE }, ts);
}
