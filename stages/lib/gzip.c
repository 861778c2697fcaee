/* gzip members: written, and read back one whole member at a time.
 *
 * Written: lines gather until they are a member, which deflate then gets in one call, so
 * that its bytes depend on nothing but the lines. Read: a member is inflated to its end,
 * into a buffer that grows with it, before anybody sees a byte of it. */
#include "lib/gzip.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#define ZLIB_CONST
#include <zlib.h>

#include "lib/report.h"
#include "lib/scan.h"
#include "lib/sha256.h"
#include "lib/source.h"

#define GZIP_ONLY  (15 + 16) /* the largest window, a gzip wrapper */
#define MEM_LEVEL  8
#define OS_UNKNOWN 255
#define CHUNK      (64u << 10)
#define MEMBER_MAX ((size_t)TC_GZIP_MEMBER + TC_LINE_MAX + 1)

static const unsigned char magic[] = { 0x1f, 0x8b };
/* How each member we write begins; of ten bytes the ninth tells the level. */
static const unsigned char head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };
#define HEAD_SIZE 10

struct tc_gzip_writer {
	int fd, error;
	z_stream z;
	gz_header header;
	char *lines;
	size_t used, room;
	struct tc_gzip_sum sum;
	struct sha256_ctx hash;
	unsigned char packed[CHUNK];
};

struct tc_gzip_reader {
	int fd, error;
	enum tc_gzip_state state;
	z_stream z;
	uint64_t at;     /* bytes of the file before the end of `packed` */
	uint64_t start;  /* of the member being read */
	uint64_t hashed; /* bytes in `hash`: those read again do not go there twice */
	char *bytes;     /* of the member */
	size_t room;
	struct tc_gzip_sum sum;
	struct sha256_ctx hash;
	unsigned char packed[CHUNK];
};

struct tc_inflate {
	z_stream z;
	unsigned member; /* the one being read, from 1 */
	bool inside;     /* it has begun and not ended */
	char error[128]; /* "" while all is well */
};

static void check_memory(int status)
{
	if (status == Z_MEM_ERROR)
		tc_die(TC_EXIT_IO, "out of memory");
}

struct tc_gzip_writer *tc_gzip_writer_new(int fd)
{
	struct tc_gzip_writer *g = tc_alloc(1, sizeof(*g));

	g->fd = fd;
	g->header.os = OS_UNKNOWN;
	check_memory(deflateInit2(&g->z, TC_GZIP_LEVEL, Z_DEFLATED, GZIP_ONLY, MEM_LEVEL,
				  Z_DEFAULT_STRATEGY));
	sha256_init(&g->hash);
	return g;
}

static void write_packed(struct tc_gzip_writer *g)
{
	const unsigned char *p = g->packed;
	size_t n = sizeof(g->packed) - g->z.avail_out;

	tc_sha256_update(&g->hash, p, n);
	g->sum.bytes += n;
	while (n > 0 && !g->error) {
		ssize_t wrote = write(g->fd, p, n);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0) {
			g->error = errno;
			return;
		}
		p += wrote;
		n -= (size_t)wrote;
	}
}

static void end_member(struct tc_gzip_writer *g)
{
	if (g->used == 0)
		return;
	deflateReset(&g->z);
	deflateSetHeader(&g->z, &g->header);
	g->z.next_in = (unsigned char *)g->lines;
	g->z.avail_in = (unsigned)g->used;
	do {
		g->z.next_out = g->packed;
		g->z.avail_out = sizeof(g->packed);
		deflate(&g->z, Z_FINISH);
		write_packed(g);
	} while (g->z.avail_out == 0);
	g->used = 0;
	g->sum.members++;
}

static void add_line(struct tc_gzip_writer *g, const char *line, size_t n)
{
	if (n > TC_GZIP_MEMBER)
		end_member(g);
	if (n > g->room - g->used) {
		g->room = 2 * g->room > g->used + n ? 2 * g->room : g->used + n;
		g->lines = tc_grow(g->lines, g->room, 1);
	}
	memcpy(g->lines + g->used, line, n);
	g->used += n;
	g->sum.lines++;
	if (g->used >= TC_GZIP_MEMBER)
		end_member(g);
}

void tc_gzip_write(struct tc_gzip_writer *g, struct tc_span lines)
{
	const char *p = lines.p, *end = lines.p + lines.n;

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((lf ? lf + 1 : end) - p);

		add_line(g, p, n);
		p += n;
	}
}

int tc_gzip_writer_close(struct tc_gzip_writer *g, struct tc_gzip_sum *sum)
{
	int error;

	end_member(g);
	error = g->error;
	tc_sha256_end(&g->hash, g->sum.sha256);
	*sum = g->sum;
	deflateEnd(&g->z);
	free(g->lines);
	free(g);
	return error;
}

struct tc_gzip_reader *tc_gzip_reader_new(int fd)
{
	struct tc_gzip_reader *g = tc_alloc(1, sizeof(*g));

	g->fd = fd;
	check_memory(inflateInit2(&g->z, GZIP_ONLY));
	sha256_init(&g->hash);
	return g;
}

/* More bytes behind those that are left, of which there are few. False at the end of the
 * file, and where it cannot be read. */
static bool fill(struct tc_gzip_reader *g)
{
	size_t left = g->z.avail_in, fresh;
	ssize_t got;

	memmove(g->packed, g->z.next_in ? g->z.next_in : g->packed, left);
	g->z.next_in = g->packed;
	do
		got = read(g->fd, g->packed + left, sizeof(g->packed) - left);
	while (got < 0 && errno == EINTR);
	if (got <= 0) {
		g->error = got < 0 ? errno : 0;
		return false;
	}
	g->z.avail_in += (unsigned)got;
	g->at += (uint64_t)got;
	fresh = g->at > g->hashed ? (size_t)(g->at - g->hashed) : 0;
	tc_sha256_update(&g->hash, g->packed + left + (size_t)got - fresh, fresh);
	g->hashed += fresh;
	return true;
}

/* Room behind the `have` bytes of the member, the padding apart; false: it is too large. */
static bool make_room(struct tc_gzip_reader *g, size_t have)
{
	size_t room = have ? 2 * g->room : TC_GZIP_MEMBER + CHUNK;

	if (have < g->room)
		return true;
	if (g->room == MEMBER_MAX)
		return false;
	g->room = room < MEMBER_MAX ? room : MEMBER_MAX;
	g->bytes = tc_grow(g->bytes, g->room + TC_SCAN_PAD, 1);
	return true;
}

/* What does not begin as gzip, behind a member or where the file begins. */
static enum tc_gzip_state name_tail(struct tc_gzip_reader *g)
{
	if (g->start == 0)
		return TC_GZIP_FOREIGN;
	do {
		for (; g->z.avail_in; g->z.avail_in--) {
			if (*g->z.next_in++)
				return TC_GZIP_GARBAGE;
		}
	} while (fill(g));
	return g->error ? TC_GZIP_BROKEN : TC_GZIP_PADDED;
}

/* Inflates the member that begins at next_in. */
static enum tc_gzip_state read_member(struct tc_gzip_reader *g, size_t *size)
{
	int status = Z_OK;

	inflateReset(&g->z);
	for (*size = 0; status == Z_OK || status == Z_BUF_ERROR;) {
		if (!make_room(g, *size))
			return TC_GZIP_FOREIGN;
		if (g->z.avail_in == 0 && !fill(g))
			return g->error ? TC_GZIP_BROKEN : TC_GZIP_TORN;
		g->z.next_out = (unsigned char *)g->bytes + *size;
		g->z.avail_out = (unsigned)(g->room - *size);
		status = inflate(&g->z, Z_FINISH);
		*size = g->room - g->z.avail_out;
	}
	check_memory(status);
	if (status == Z_STREAM_END)
		return TC_GZIP_WHOLE;
	if (g->z.total_in > sizeof(magic))
		return TC_GZIP_FLIPPED;
	return g->start == 0 ? TC_GZIP_FOREIGN : TC_GZIP_GARBAGE;
}

static uint64_t count_lines(struct tc_span bytes)
{
	const char *p = bytes.p, *end = bytes.p + bytes.n;
	uint64_t count = 0;

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		count++;
		p = lf ? lf + 1 : end;
	}
	return count;
}

enum tc_gzip_state tc_gzip_reader_next(struct tc_gzip_reader *g, struct tc_span *member)
{
	size_t size = 0;

	if (g->state != TC_GZIP_WHOLE)
		return g->state;
	if (g->z.avail_in == 0 && !fill(g)) {
		g->state = g->error ? TC_GZIP_BROKEN
			   : g->at  ? TC_GZIP_END
				    : TC_GZIP_EMPTY;
		errno = g->error;
		return g->state;
	}
	g->start = g->at - g->z.avail_in;
	g->state = *g->z.next_in == magic[0] ? read_member(g, &size) : name_tail(g);
	errno = g->error;
	if (g->state != TC_GZIP_WHOLE)
		return g->state;
	g->bytes[size] = '\n';
	memset(g->bytes + size + 1, 0, TC_SCAN_PAD - 1);
	*member = (struct tc_span){ g->bytes, size };
	g->sum.members++;
	g->sum.lines += count_lines(*member);
	return TC_GZIP_WHOLE;
}

static bool is_head(const unsigned char *p)
{
	return memcmp(p, head, sizeof(head)) == 0 && p[HEAD_SIZE - 1] == OS_UNKNOWN;
}

bool tc_gzip_reader_resume(struct tc_gzip_reader *g)
{
	if (g->state == TC_GZIP_END || g->state == TC_GZIP_EMPTY ||
	    g->state == TC_GZIP_BROKEN ||
	    lseek(g->fd, (off_t)(g->start + 1) - (off_t)g->at, SEEK_CUR) < 0)
		return false;
	g->at = g->start + 1;
	g->z.avail_in = 0;
	while (fill(g)) {
		for (; g->z.avail_in >= HEAD_SIZE; g->z.next_in++, g->z.avail_in--) {
			if (!is_head(g->z.next_in))
				continue;
			g->state = TC_GZIP_WHOLE;
			return true;
		}
	}
	return false;
}

void tc_gzip_reader_sum(const struct tc_gzip_reader *g, struct tc_gzip_sum *sum)
{
	struct sha256_ctx hash = g->hash;

	*sum = g->sum;
	sum->bytes = g->hashed;
	tc_sha256_end(&hash, sum->sha256);
}

void tc_gzip_reader_free(struct tc_gzip_reader *g)
{
	inflateEnd(&g->z);
	free(g->bytes);
	free(g);
}

const char *tc_gzip_state_name(enum tc_gzip_state state)
{
	static const char *const names[] = { "whole",   "end",     "empty",
					     "torn",    "flipped", "padded",
					     "garbage", "foreign", "broken" };

	return names[state];
}

struct tc_inflate *tc_inflate_new(void)
{
	struct tc_inflate *z = tc_alloc(1, sizeof(*z));

	check_memory(inflateInit2(&z->z, GZIP_ONLY));
	return z;
}

void tc_inflate_free(struct tc_inflate *z)
{
	inflateEnd(&z->z);
	free(z);
}

static void begin_member(struct tc_inflate *z)
{
	if (z->member > 0 && z->z.next_in[0] != magic[0]) {
		snprintf(z->error, sizeof(z->error),
			 "what follows gzip member %u is not gzip", z->member);
		return;
	}
	inflateReset(&z->z);
	z->inside = true;
	z->member++;
}

/* False when it can do no more with what it has. */
static bool inflate_member(struct tc_inflate *z)
{
	int status = inflate(&z->z, Z_NO_FLUSH);

	check_memory(status);
	if (status == Z_STREAM_END)
		z->inside = false;
	else if (status != Z_OK && status != Z_BUF_ERROR)
		snprintf(z->error, sizeof(z->error), "gzip member %u is damaged: %s",
			 z->member, z->z.msg ? z->z.msg : "a dictionary is missing");
	return status == Z_STREAM_END || z->z.avail_in > 0;
}

size_t tc_inflate_some(struct tc_inflate *z, struct tc_span *in, void *out, size_t size)
{
	unsigned char *start = out;

	z->z.next_in = (const unsigned char *)in->p;
	z->z.avail_in = (unsigned)in->n;
	z->z.next_out = start;
	z->z.avail_out = (unsigned)(size < UINT_MAX ? size : UINT_MAX);
	while (!z->error[0] && z->z.avail_out > 0) {
		if (!z->inside && z->z.avail_in == 0)
			break;
		if (!z->inside)
			begin_member(z);
		else if (!inflate_member(z))
			break;
	}
	in->p += in->n - z->z.avail_in;
	in->n = z->z.avail_in;
	return (size_t)(z->z.next_out - start);
}

bool tc_inflate_end(struct tc_inflate *z)
{
	if (z->inside)
		snprintf(z->error, sizeof(z->error), "it ends inside gzip member %u",
			 z->member);
	return !z->inside;
}

const char *tc_inflate_error(const struct tc_inflate *z)
{
	return z->error[0] ? z->error : NULL;
}
