/* lib/input: plain and gzip, torn at every byte, flipped at every bit, and live. */
#include "tap.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/input.h"

#define TEXT  "first member\nsecond member, no no no no no no no no no LF at its end"
#define FIRST 13 /* bytes of TEXT in the first member */

struct result {
	char bytes[256];
	size_t n;
	char error[128]; /* "" when all was well */
};

static struct result read_all(struct tc_input *in, size_t step)
{
	struct result r = { .n = 0 };
	ssize_t got;

	while ((got = tc_input_read(in, r.bytes + r.n, step)) > 0)
		r.n += (size_t)got;
	if (got < 0)
		snprintf(r.error, sizeof(r.error), "%s", tc_input_error(in));
	tc_input_close(in);
	return r;
}

static size_t load(const char *path, char *bytes, size_t size)
{
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(bytes, 1, size, file) : 0;

	if (file)
		fclose(file);
	return n;
}

static void save(const char *path, const char *bytes, size_t n)
{
	FILE *file = fopen(path, "wb");

	if (file) {
		fwrite(bytes, 1, n, file);
		fclose(file);
	}
}

static struct result read_bytes(const char *bytes, size_t n, size_t step)
{
	save("case", bytes, n);
	return read_all(tc_input_open("case"), step);
}

static bool is_prefix(const struct result *r)
{
	return r->n <= strlen(TEXT) && memcmp(r->bytes, TEXT, r->n) == 0;
}

static void test_whole(const char *packed, size_t n)
{
	static const size_t steps[] = { 2, 3, 7, 200 };
	struct result r;

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		r = read_bytes(packed, n, steps[i]);
		is_bytes(r.bytes, r.n, TEXT, "two members, one text");
		is_text(r.error, "", "and all is well");
		r = read_bytes(TEXT, strlen(TEXT), steps[i]);
		is_bytes(r.bytes, r.n, TEXT, "plain");
	}
	r = read_bytes("", 0, 10);
	ok(r.n == 0 && !r.error[0], "an empty file is empty");
	r = read_bytes("\x1f", 1, 10);
	ok(r.n == 1 && !r.error[0], "half the magic is plain");
	r = read_bytes("\x1f!", 2, 10);
	ok(r.n == 2 && !r.error[0], "wrong magic is plain");
}

static void test_torn(const char *packed, size_t n, size_t first)
{
	bool well = true, told = true;

	for (size_t cut = 2; cut < n; cut++) {
		struct result r = read_bytes(packed, cut, 200);
		const char *wanted = cut < first ? "it ends inside gzip member 1"
						 : "it ends inside gzip member 2";

		well = well && is_prefix(&r) && (cut < first || r.n >= FIRST) &&
		       read_bytes(packed, cut, 2).n == r.n;
		told = told && strcmp(r.error, cut == first ? "" : wanted) == 0;
	}
	ok(well, "torn at any byte: what was there is given");
	ok(told, "torn at any byte: and told, but for a cut between members");
	is_number(read_bytes(packed, n - 1, 7).n, strlen(TEXT), "all but the last byte");
}

/* Some bits mean nothing: the time in a header, what fills the last byte of the data. */
static void test_flipped(const char *packed, size_t n)
{
	bool well = true;
	int told = 0;

	for (size_t at = 16; at < n * 8; at++) { /* 16: without its magic it is plain */
		char bytes[512];
		struct result r;

		memcpy(bytes, packed, n);
		bytes[at / 8] = (char)(bytes[at / 8] ^ 1 << at % 8);
		r = read_bytes(bytes, n, 50);
		well = well && (r.error[0] || (r.n == strlen(TEXT) && is_prefix(&r)));
		told += r.error[0] != 0;
	}
	ok(well, "a flipped bit is told or changes nothing");
	ok(told > (int)n * 6, "most are told");
}

static void test_garbage(const char *packed, size_t n)
{
	char bytes[512];
	struct result r;

	memcpy(bytes, packed, n);
	memcpy(bytes + n, "garbage", 7);
	r = read_bytes(bytes, n + 7, 200);
	is_bytes(r.bytes, r.n, TEXT, "before garbage all is given");
	is_text(r.error, "what follows gzip member 2 is not gzip", "then it is told");
	r = read_bytes(bytes, n + 1, 200);
	is_text(r.error, "what follows gzip member 2 is not gzip", "one byte is enough");
	memcpy(bytes + n, "\x1f\x8b\x08\x08\x08\x08\x08", 7);
	r = read_bytes(bytes, n + 7, 200);
	is_text(r.error, "it ends inside gzip member 3", "a torn header is told");
}

static void test_live(const char *packed, size_t n, size_t first)
{
	struct tc_input *in;
	char bytes[100];
	int ends[2];

	if (pipe(ends) != 0)
		return;
	in = tc_input_of(ends[0]);
	ok(tc_input_would_block(in), "an empty pipe would block");
	if (write(ends[1], packed, first) < 0)
		return;
	ok(!tc_input_would_block(in), "now it would not");
	is_number(tc_input_read(in, bytes, sizeof(bytes)), FIRST,
		  "a member comes out while the pipe is open");
	ok(tc_input_would_block(in), "and the next read would block again");
	if (write(ends[1], packed + first, n - first) < 0)
		return;
	is_number(tc_input_read(in, bytes, sizeof(bytes)), strlen(TEXT) - FIRST,
		  "then more");
	close(ends[1]);
	ok(!tc_input_would_block(in), "the end of a pipe does not block");
	is_number(tc_input_read(in, bytes, sizeof(bytes)), 0, "it is the end");
	tc_input_close(in);
}

int main(void)
{
	char packed[500];
	struct tc_input *in;
	size_t n, first;
	char byte[2];

	save("text", TEXT, strlen(TEXT));
	if (system("head -n 1 text | gzip -n > a && cp a b && "
		   "tail -n 1 text | gzip -n >> b") != 0)
		ok(false, "gzip(1) makes the file");
	first = load("a", packed, sizeof(packed));
	n = load("b", packed, sizeof(packed));
	test_whole(packed, n);
	test_torn(packed, n, first);
	test_flipped(packed, n);
	test_garbage(packed, n);
	test_live(packed, n, first);
	ok(!tc_input_open("nowhere"), "a file that is not there");
	in = tc_input_open(".");
	ok(in && tc_input_read(in, byte, sizeof(byte)) < 0, "a folder cannot be read");
	is_text(tc_input_error(in), "Is a directory", "and says so");
	tc_input_close(in);
	return done_testing();
}
