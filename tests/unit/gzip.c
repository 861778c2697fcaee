/* lib/gzip: what is written is a function of the lines; damage is told, and how. */
#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/gzip.h"
#include "lib/report.h"
#include "lib/scan.h"

#define LONG (TC_GZIP_MEMBER + 100) /* a line that is a member of its own */

struct bytes {
	char *p;
	size_t n;
};

/* What came of reading: the members' bytes, those after a resume too. */
struct result {
	struct bytes text;
	struct tc_gzip_sum sum;
	enum tc_gzip_state state; /* the first that was not TC_GZIP_WHOLE */
	unsigned resumed;
};

static void append(struct bytes *b, const char *p, size_t n)
{
	b->p = tc_grow(b->p, b->n + n + 1, 1);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

static int scratch(const char *bytes, size_t n)
{
	int fd = open("case", O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (write(fd, bytes, n) != (ssize_t)n || lseek(fd, 0, SEEK_SET) != 0)
		ok(false, "a scratch file");
	return fd;
}

static struct bytes load(int fd)
{
	struct bytes b = { tc_alloc(1, 1), 0 };
	char chunk[4096];
	ssize_t got;

	lseek(fd, 0, SEEK_SET);
	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		append(&b, chunk, (size_t)got);
	close(fd);
	return b;
}

/* Packs text, all of it at once or line by line. */
static struct bytes pack(struct bytes text, bool at_once, struct tc_gzip_sum *sum)
{
	int fd = scratch("", 0);
	struct tc_gzip_writer *g = tc_gzip_writer_new(fd);
	const char *p = text.p, *end = text.p + text.n;

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		size_t n = at_once ? (size_t)(end - p) : (size_t)(lf + 1 - p);

		tc_gzip_write(g, (struct tc_span){ p, n });
		p += n;
	}
	is_number(tc_gzip_writer_close(g, sum), 0, "written");
	return load(fd);
}

static struct result unpack(const char *bytes, size_t n)
{
	int fd = scratch(bytes, n);
	struct tc_gzip_reader *g = tc_gzip_reader_new(fd);
	struct result r = { .state = TC_GZIP_WHOLE };
	enum tc_gzip_state state;
	struct tc_span member;

	do {
		while ((state = tc_gzip_reader_next(g, &member)) == TC_GZIP_WHOLE) {
			if (member.p[member.n] != '\n')
				r.state = TC_GZIP_BROKEN;
			append(&r.text, member.p, member.n);
		}
		if (r.state == TC_GZIP_WHOLE)
			r.state = state;
	} while (tc_gzip_reader_resume(g) && ++r.resumed);
	tc_gzip_reader_sum(g, &r.sum);
	tc_gzip_reader_free(g);
	close(fd);
	return r;
}

static bool same_sum(const struct tc_gzip_sum *a, const struct tc_gzip_sum *b)
{
	return a->bytes == b->bytes && a->members == b->members && a->lines == b->lines &&
	       memcmp(a->sha256, b->sha256, TC_SHA256) == 0;
}

static void is_state(struct result r, enum tc_gzip_state wanted, const char *name)
{
	is_text(tc_gzip_state_name(r.state), tc_gzip_state_name(wanted), name);
	free(r.text.p);
}

/* Three members: short lines, a long one, short lines. */
static struct bytes three_members(void)
{
	struct bytes text = { NULL, 0 };
	char line[64];

	for (int i = 0; i < 50; i++) {
		snprintf(line, sizeof(line), "{\"id\":\"%x\"}\n", i * 7919 % 1009);
		append(&text, line, strlen(line));
		if (i == 24) {
			text.p = tc_grow(text.p, text.n + LONG + 1, 1);
			memset(text.p + text.n, '-', LONG);
			text.p[text.n + LONG - 1] = '\n';
			text.n += LONG;
		}
	}
	return text;
}

static void test_written(struct bytes text)
{
	static const char head[] = "\x1f\x8b\x08\0\0\0\0\0\0\xff";
	struct tc_gzip_sum one, other;
	struct bytes a = pack(text, false, &one), b = pack(text, true, &other);
	struct result r = unpack(a.p, a.n);

	ok(a.n == b.n && memcmp(a.p, b.p, a.n) == 0, "how lines come does not matter");
	ok(same_sum(&one, &other) && same_sum(&one, &r.sum), "nor what they came to");
	is_number(one.members, 3, "a long line is a member of its own");
	is_number(one.lines, 51, "lines are counted");
	is_number(one.bytes, a.n, "and bytes");
	ok(memcmp(a.p, head, 10) == 0, "a header without name, time and system");
	ok(r.text.n == text.n && memcmp(r.text.p, text.p, text.n) == 0, "read back");
	is_state(r, TC_GZIP_END, "to the end");
	free(a.p);
	free(b.p);
}

static void test_cuts(void)
{
	struct bytes text = { tc_alloc(3 * TC_GZIP_MEMBER, 1), 2 * 1048600 };
	struct tc_gzip_sum sum;

	memset(text.p, 'x', text.n);
	for (size_t i = 99; i < text.n; i += 100)
		text.p[i] = '\n';
	text.p[text.n - 1] = '\n';
	free(pack(text, true, &sum).p);
	is_number(sum.members, 2, "a member ends at the first line end past its size");
	free(text.p);
}

/* `whole` is a small file of `text`. */
static void test_torn(struct bytes whole, struct bytes text)
{
	bool told = true, well = true;

	for (size_t cut = 1; cut < whole.n; cut++) {
		struct result r = unpack(whole.p, cut);

		told = told && r.state == TC_GZIP_TORN;
		well = well && r.text.n == 0 && r.sum.members == 0 && !r.resumed;
		free(r.text.p);
	}
	ok(told, "torn at any byte is told");
	ok(well, "and nothing of the member is given");
	is_state(unpack("", 0), TC_GZIP_EMPTY, "a file without a byte");
	is_state(unpack("x", 1), TC_GZIP_FOREIGN, "one byte, and it is not gzip's");
	is_state(unpack(text.p, text.n), TC_GZIP_FOREIGN, "plain text");
	is_state(unpack("\0\0\0\0", 4), TC_GZIP_FOREIGN, "nothing but NULs");
	is_state(unpack("\x1fno", 3), TC_GZIP_FOREIGN, "half the magic");
}

/* Bits of the header's time and system mean nothing to gzip: the file's hash tells. */
static void test_flipped(struct bytes whole, struct bytes text)
{
	struct result good = unpack(whole.p, whole.n), r;
	bool well = true;
	int states[TC_GZIP_BROKEN + 1] = { 0 };

	for (size_t bit = 0; bit < whole.n * 8; bit++) {
		whole.p[bit / 8] = (char)(whole.p[bit / 8] ^ 1 << bit % 8);
		r = unpack(whole.p, whole.n);
		whole.p[bit / 8] = (char)(whole.p[bit / 8] ^ 1 << bit % 8);
		states[r.state]++;
		well = well && !same_sum(&r.sum, &good.sum);
		if (r.state == TC_GZIP_END)
			well = well && r.text.n == text.n &&
			       memcmp(r.text.p, text.p, text.n) == 0;
		else
			well = well && r.text.n == 0;
		free(r.text.p);
	}
	ok(well, "no flipped bit gives other lines, or the same sum");
	is_number(states[TC_GZIP_FOREIGN], 16, "in the magic: foreign");
	ok(states[TC_GZIP_END] > 40 && states[TC_GZIP_END] <= 65, "what means nothing");
	is_number(states[TC_GZIP_FLIPPED] + states[TC_GZIP_TORN],
		  (int)whole.n * 8 - 16 - states[TC_GZIP_END], "all else is told");
	ok(states[TC_GZIP_TORN] < states[TC_GZIP_FLIPPED] / 4, "mostly as flipped");
	free(good.text.p);
}

static void test_tail(struct bytes whole)
{
	struct bytes b = { NULL, 0 };
	char *padding = tc_alloc(200000, 1);

	append(&b, whole.p, whole.n);
	append(&b, padding, 1);
	is_state(unpack(b.p, b.n), TC_GZIP_PADDED, "one NUL behind it");
	append(&b, padding, 199999);
	is_state(unpack(b.p, b.n), TC_GZIP_PADDED, "a page of NULs behind it");
	append(&b, "x", 1);
	is_state(unpack(b.p, b.n), TC_GZIP_GARBAGE, "and something else behind those");
	b.n = whole.n;
	append(&b, "garbage", 7);
	is_state(unpack(b.p, b.n), TC_GZIP_GARBAGE, "garbage behind it");
	b.n = whole.n;
	append(&b, "\x1f\0\0\0", 4);
	is_state(unpack(b.p, b.n), TC_GZIP_GARBAGE, "half a magic and NULs behind it");
	b.n = whole.n;
	append(&b, "\x1f\x8b\x08", 3);
	is_state(unpack(b.p, b.n), TC_GZIP_TORN, "a torn header behind it");
	free(padding);
	free(b.p);
}

/* Where each member begins, by its header. */
static size_t find_member(struct bytes b, size_t from)
{
	while (memcmp(b.p + from, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) != 0)
		from++;
	return from;
}

/* A damaged member in the middle takes no other with it. */
static void test_resume(struct bytes text)
{
	struct tc_gzip_sum sum;
	struct bytes whole = pack(text, true, &sum);
	size_t second = find_member(whole, 1), third = find_member(whole, second + 1);
	bool well = true;

	for (size_t at = second; at < third; at += 7) {
		struct result r;

		whole.p[at] = (char)~whole.p[at];
		r = unpack(whole.p, whole.n);
		whole.p[at] = (char)~whole.p[at];
		if (r.state == TC_GZIP_END) /* the time, the system */
			well = well && r.sum.members == 3;
		else
			well = well && r.text.n == text.n - LONG && r.sum.members == 2 &&
			       r.sum.lines == 50 && r.resumed == 1;
		well = well && r.sum.bytes == whole.n;
		free(r.text.p);
	}
	ok(well, "a damaged byte of the middle member: the other two are read");
	free(whole.p);
}

static void test_faults(void)
{
	int full = open("/dev/full", O_WRONLY), folder = open(".", O_RDONLY);
	struct tc_gzip_writer *g = tc_gzip_writer_new(full);
	struct tc_gzip_reader *r = tc_gzip_reader_new(folder);
	struct tc_gzip_sum sum;
	struct tc_span member;

	tc_gzip_write(g, TC_SPAN("line\n"));
	is_number(tc_gzip_writer_close(g, &sum), ENOSPC, "a full disk");
	is_number(tc_gzip_reader_next(r, &member), TC_GZIP_BROKEN, "a folder");
	ok(!tc_gzip_reader_resume(r), "cannot be read on");
	tc_gzip_reader_free(r);
	close(full);
	close(folder);
}

int main(void)
{
	struct bytes text = three_members(), small = { text.p, 200 }, whole;
	struct tc_gzip_sum sum;

	while (small.p[small.n - 1] != '\n')
		small.n++;
	test_written(text);
	test_cuts();
	whole = pack(small, true, &sum);
	test_torn(whole, small);
	test_flipped(whole, small);
	test_tail(whole);
	test_resume(text);
	test_faults();
	free(whole.p);
	free(text.p);
	return done_testing();
}
