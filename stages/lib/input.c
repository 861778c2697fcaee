/* Bytes of one file or descriptor, inflated when they are gzip.
 *
 * What is plain goes from read(2) straight to the caller. The first two bytes decide;
 * after that a gzip input has a buffer of compressed bytes, which lib/gzip inflates. */
#include "lib/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/gzip.h"
#include "lib/report.h"

#define PACKED_SIZE (64u << 10)

static const unsigned char gzip_magic[] = { 0x1f, 0x8b };

struct packed {
	struct tc_inflate *z;
	struct tc_span left; /* bytes read and not yet inflated */
	bool more;           /* there may be output that had no room */
	char bytes[PACKED_SIZE];
};

struct tc_input {
	int fd;
	bool begun;            /* the first bytes were seen */
	struct packed *packed; /* NULL when plain */
	char error[128];       /* "" while all is well */
};

struct tc_input *tc_input_of(int fd)
{
	struct tc_input *in = tc_alloc(1, sizeof(*in));

	in->fd = fd;
	return in;
}

struct tc_input *tc_input_open(const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? NULL : tc_input_of(fd);
}

static ssize_t read_bytes(struct tc_input *in, void *buffer, size_t size)
{
	ssize_t got;

	do
		got = read(in->fd, buffer, size);
	while (got < 0 && errno == EINTR);
	if (got < 0 && strerror_r(errno, in->error, sizeof(in->error)) != 0)
		snprintf(in->error, sizeof(in->error), "error %d", errno);
	return got;
}

/* The first bytes, two at least where they could be gzip's. */
static ssize_t read_magic(struct tc_input *in, unsigned char *buffer, size_t size)
{
	ssize_t got = read_bytes(in, buffer, size), more;

	if (got != 1 || buffer[0] != gzip_magic[0])
		return got;
	more = read_bytes(in, buffer + 1, size - 1);
	return more < 0 ? more : got + more;
}

static void start_inflating(struct tc_input *in, const unsigned char *first, size_t n)
{
	struct packed *p = tc_alloc(1, sizeof(*p));

	memcpy(p->bytes, first, n);
	p->left = (struct tc_span){ p->bytes, n };
	p->z = tc_inflate_new();
	in->packed = p;
}

static void copy_error(struct tc_input *in)
{
	const char *error = tc_inflate_error(in->packed->z);

	if (error)
		snprintf(in->error, sizeof(in->error), "%s", error);
}

/* The next bytes, when the last have been inflated. 0 at the end of the file. */
static ssize_t refill(struct tc_input *in)
{
	struct packed *p = in->packed;
	ssize_t got;

	if (p->left.n > 0 || p->more)
		return 1;
	got = read_bytes(in, p->bytes, sizeof(p->bytes));
	p->left = (struct tc_span){ p->bytes, got > 0 ? (size_t)got : 0 };
	if (got == 0 && !tc_inflate_end(p->z)) {
		copy_error(in);
		return -1;
	}
	return got;
}

/* Bytes that were inflated before something broke are given first: the error stays. */
static ssize_t read_packed(struct tc_input *in, void *buffer, size_t size)
{
	struct packed *p = in->packed;
	size_t wrote = 0;

	while (wrote == 0 && !in->error[0]) {
		ssize_t got = refill(in);

		if (got <= 0)
			return got;
		wrote = tc_inflate_some(p->z, &p->left, buffer, size);
		p->more = wrote == size;
		copy_error(in);
	}
	return wrote ? (ssize_t)wrote : -1;
}

ssize_t tc_input_read(struct tc_input *in, void *buffer, size_t size)
{
	ssize_t got;

	if (in->error[0])
		return -1;
	if (in->packed)
		return read_packed(in, buffer, size);
	if (in->begun)
		return read_bytes(in, buffer, size);
	got = read_magic(in, buffer, size < PACKED_SIZE ? size : PACKED_SIZE);
	in->begun = true;
	if (got < (ssize_t)sizeof(gzip_magic) ||
	    memcmp(buffer, gzip_magic, sizeof(gzip_magic)) != 0)
		return got;
	start_inflating(in, buffer, (size_t)got);
	return read_packed(in, buffer, size);
}

bool tc_input_would_block(struct tc_input *in)
{
	struct pollfd wait = { .fd = in->fd, .events = POLLIN };

	return poll(&wait, 1, 0) == 0;
}

const char *tc_input_error(const struct tc_input *in)
{
	return in->error;
}

void tc_input_close(struct tc_input *in)
{
	if (in->packed)
		tc_inflate_free(in->packed->z);
	free(in->packed);
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	free(in);
}
