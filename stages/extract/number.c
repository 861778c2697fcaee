/* Which line of a file is at this offset? */
#include "extract/number.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/report.h"

#define BLOCK 65536

void number_close(struct number *n)
{
	if (n->fd >= 0)
		close(n->fd);
	free(n->path);
	*n = (struct number){ .fd = -1 };
}

static uint64_t count_lines(const char *p, size_t size)
{
	uint64_t lines = 0;
	const char *end = p + size;

	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

int64_t number_of_line(struct number *n, struct tc_span path, uint64_t offset)
{
	char block[BLOCK];

	if (!n->path || !tc_span_is(tc_span_of(n->path), path) || offset < n->offset) {
		number_close(n);
		n->path = tc_copy(path.p, path.n);
		n->fd = open(n->path, O_RDONLY | O_CLOEXEC);
		n->line = 1;
	}
	while (n->fd >= 0 && n->offset < offset) {
		uint64_t left = offset - n->offset;
		ssize_t got = pread(n->fd, block, left < BLOCK ? (size_t)left : BLOCK,
				    (off_t)n->offset);

		if (got <= 0)
			return 0;
		n->line += count_lines(block, (size_t)got);
		n->offset += (uint64_t)got;
	}
	return n->fd >= 0 ? (int64_t)n->line : 0;
}
