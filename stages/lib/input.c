/* Bytes of one file or descriptor, inflated when they are gzip.
 *
 * What is plain goes from read(2) straight to the caller. The first two bytes decide;
 * after that a gzip input has a buffer of compressed bytes and an inflate state, which
 * checks each member's CRC and length, and is started anew where one member ends and more
 * bytes follow. */
#include "lib/input.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/report.h"

#define PACKED_SIZE (64u << 10)
#define GZIP_ONLY   (15 + 16) /* inflateInit2: the largest window, a gzip wrapper */

static const unsigned char gzip_magic[] = { 0x1f, 0x8b };

struct packed {
	z_stream z;
	unsigned member; /* the one being read, from 1 */
	bool inside;     /* it has begun and not ended */
	bool more;       /* zlib may hold output that had no room */
	unsigned char bytes[PACKED_SIZE];
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
	p->z.next_in = p->bytes;
	p->z.avail_in = (unsigned)n;
	if (inflateInit2(&p->z, GZIP_ONLY) != Z_OK)
		tc_die(TC_EXIT_IO, "out of memory");
	in->packed = p;
}

/* The next bytes, when the last have been inflated. 0 at the end of the file. */
static ssize_t refill(struct tc_input *in)
{
	struct packed *p = in->packed;
	ssize_t got = 1;

	if (p->z.avail_in == 0 && !p->more) {
		got = read_bytes(in, p->bytes, sizeof(p->bytes));
		p->z.next_in = p->bytes;
		p->z.avail_in = got > 0 ? (unsigned)got : 0;
	}
	if (got == 0 && p->inside) {
		snprintf(in->error, sizeof(in->error), "it ends inside gzip member %u",
			 p->member);
		return -1;
	}
	return got;
}

static bool next_member(struct tc_input *in)
{
	struct packed *p = in->packed;

	if (p->member > 0 && p->z.next_in[0] != gzip_magic[0]) {
		snprintf(in->error, sizeof(in->error),
			 "what follows gzip member %u is not gzip", p->member);
		return false;
	}
	inflateReset(&p->z);
	p->inside = true;
	p->member++;
	return true;
}

/* Bytes that were inflated before something broke are given first: the error stays. */
static ssize_t read_packed(struct tc_input *in, void *buffer, size_t size)
{
	struct packed *p = in->packed;

	p->z.next_out = buffer;
	p->z.avail_out = (unsigned)(size < UINT_MAX ? size : UINT_MAX);
	while (p->z.next_out == buffer && !in->error[0]) {
		ssize_t got = refill(in);
		int status;

		if (got <= 0)
			return got;
		if (!p->inside && !next_member(in))
			return -1;
		status = inflate(&p->z, Z_NO_FLUSH);
		p->more = p->z.avail_out == 0;
		if (status == Z_STREAM_END)
			p->inside = p->more = false;
		else if (status == Z_MEM_ERROR)
			tc_die(TC_EXIT_IO, "out of memory");
		else if (status != Z_OK && status != Z_BUF_ERROR)
			snprintf(in->error, sizeof(in->error),
				 "gzip member %u is damaged: %s", p->member,
				 p->z.msg ? p->z.msg : "a dictionary is missing");
	}
	if (p->z.next_out == buffer)
		return -1;
	return (ssize_t)(p->z.next_out - (unsigned char *)buffer);
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
		inflateEnd(&in->packed->z);
	free(in->packed);
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	free(in);
}
