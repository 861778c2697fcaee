/* gzip.h - gzip members: written, and read back one whole member at a time. The one file
 * that includes <zlib.h>; lib/input inflates through it, too.
 *
 * A file of the store is a row of members, each a whole number of lines. Written bytes are
 * a function of the lines alone: no name, no time, no system in the header, members cut at
 * the first line end past TC_GZIP_MEMBER bytes. Source: RFC 1952.
 *
 * The reader gives out a member only when its length and CRC were found right, so what it
 * gives is what was written. */
#ifndef TC_GZIP_H
#define TC_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/sha256.h"
#include "lib/span.h"

#define TC_GZIP_LEVEL  4          /* measured: see tests/bench/LIMITS.md */
#define TC_GZIP_MEMBER (1u << 20) /* of lines; a longer line is a member of its own */

/* What a file came to: told when it is closed, found again when it is read. */
struct tc_gzip_sum {
	uint64_t bytes; /* of the file */
	uint64_t members, lines;
	unsigned char sha256[TC_SHA256]; /* of the file's bytes */
};

struct tc_gzip_writer;

/* Returned owned; the descriptor stays the caller's. */
struct tc_gzip_writer *tc_gzip_writer_new(int fd);
/* `lines` ends with LF. */
void tc_gzip_write(struct tc_gzip_writer *g, struct tc_span lines);
/* Ends the last member, frees. 0, or the errno of the first write that failed. */
int tc_gzip_writer_close(struct tc_gzip_writer *g, struct tc_gzip_sum *sum);

enum tc_gzip_state {
	TC_GZIP_WHOLE,   /* a member, or so far nothing but members */
	TC_GZIP_END,     /* the file ends where a member ends */
	TC_GZIP_EMPTY,   /* the file has no byte */
	TC_GZIP_TORN,    /* it ends inside a member */
	TC_GZIP_FLIPPED, /* the member's bytes are not what was written */
	TC_GZIP_PADDED,  /* NULs follow the last member, to the end */
	TC_GZIP_GARBAGE, /* something else follows it */
	TC_GZIP_FOREIGN, /* it does not begin as gzip, or holds a member larger than ours */
	TC_GZIP_BROKEN, /* read(2) failed: errno */
};

struct tc_gzip_reader;

/* Reads from the descriptor's offset; it stays the caller's. Returned owned. */
struct tc_gzip_reader *tc_gzip_reader_new(int fd);
/* The next member's bytes, borrowed until the next call, a readable LF and TC_SCAN_PAD - 1
 * more bytes behind them; or why there is none. After anything but TC_GZIP_WHOLE the
 * answer stays the same, until tc_gzip_reader_resume() finds something to go on with. A bit
 * flipped in a header's time or system changes no line: the sum's sha256 tells it. */
enum tc_gzip_state tc_gzip_reader_next(struct tc_gzip_reader *g, struct tc_span *member);
/* Looks for the start of another member behind that of a damaged one (what seems torn may
 * have been flipped). False when there is none, or the descriptor cannot seek. */
bool tc_gzip_reader_resume(struct tc_gzip_reader *g);
/* Of what was read so far: whole members and their lines, all bytes and their sha256. */
void tc_gzip_reader_sum(const struct tc_gzip_reader *g, struct tc_gzip_sum *sum);
void tc_gzip_reader_free(struct tc_gzip_reader *g);
/* "torn", "flipped", ...: for messages and records. */
const char *tc_gzip_state_name(enum tc_gzip_state state);

/* A stream of members for lib/input: inflates what it is fed, checks every member. */
struct tc_inflate;

struct tc_inflate *tc_inflate_new(void); /* owned */
void tc_inflate_free(struct tc_inflate *z);
/* Takes from *in what it can, writes to out; returns how many bytes it wrote. Stops when
 * *in is used up, out is full, or something is wrong: then tc_inflate_error() says what. */
size_t tc_inflate_some(struct tc_inflate *z, struct tc_span *in, void *out, size_t size);
/* No more input will come: false when that is inside a member. */
bool tc_inflate_end(struct tc_inflate *z);
const char *tc_inflate_error(const struct tc_inflate *z); /* NULL while all is well */

#endif
