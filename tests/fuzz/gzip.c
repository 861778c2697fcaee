/* lib/gzip: the reader of members and the inflater of streams agree on any bytes; what is
 * written is read back. The first byte chooses: bytes as a file, or as lines to write. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/gzip.h"
#include "lib/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RESUMES 8 /* each may read all that follows */

static void demand(bool condition)
{
	if (!condition)
		abort();
}

/* The bytes as a file, at its start. */
static int file_of(const uint8_t *data, size_t size)
{
	char path[] = "/tmp/tc-fuzz-XXXXXX";
	int fd = mkstemp(path);

	demand(fd >= 0 && unlink(path) == 0);
	demand(write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

/* What the streaming inflater makes of it must begin with `text`. */
static bool inflates(const uint8_t *data, size_t size, struct tc_span text)
{
	struct tc_inflate *z = tc_inflate_new();
	struct tc_span in = { (const char *)data, size };
	char out[4096];
	size_t n, at = 0;
	bool well;

	do {
		n = tc_inflate_some(z, &in, out, sizeof(out));
		for (size_t i = 0; i < n && at + i < text.n; i++)
			demand(out[i] == text.p[at + i]);
		at += n;
	} while (n == sizeof(out) || (in.n > 0 && !tc_inflate_error(z)));
	well = tc_inflate_end(z) && !tc_inflate_error(z);
	demand(at >= text.n && (!well || at == text.n));
	tc_inflate_free(z);
	return well;
}

static void check_file(const uint8_t *data, size_t size)
{
	int fd = file_of(data, size);
	struct tc_gzip_reader *g = tc_gzip_reader_new(fd);
	enum tc_gzip_state state;
	struct tc_gzip_sum sum;
	struct tc_span member;
	char *text = NULL;
	size_t n = 0;

	while ((state = tc_gzip_reader_next(g, &member)) == TC_GZIP_WHOLE) {
		text = tc_grow(text, n + member.n + 1, 1);
		memcpy(text + n, member.p, member.n);
		n += member.n;
		demand(member.p[member.n] == '\n');
	}
	demand(state == tc_gzip_reader_next(g, &member) && state != TC_GZIP_BROKEN);
	tc_gzip_reader_sum(g, &sum);
	demand(sum.bytes <= size && (state != TC_GZIP_END || sum.bytes == size));
	demand((state == TC_GZIP_EMPTY) == (size == 0));
	if (size > 0)
		demand(inflates(data, size, (struct tc_span){ text, n }) ==
		       (state == TC_GZIP_END));
	for (int i = 0; i < RESUMES && tc_gzip_reader_resume(g); i++) {
		while (tc_gzip_reader_next(g, &member) == TC_GZIP_WHOLE)
			;
	}
	tc_gzip_reader_sum(g, &sum);
	demand(sum.bytes <= size);
	tc_gzip_reader_free(g);
	close(fd);
	free(text);
}

static void check_lines(const char *p, size_t size)
{
	int fd = file_of(NULL, 0);
	struct tc_gzip_writer *w = tc_gzip_writer_new(fd);
	struct tc_gzip_reader *r;
	struct tc_gzip_sum wrote, found;
	struct tc_span member;
	size_t at = 0;

	while (size > 0 && p[size - 1] != '\n')
		size--;
	tc_gzip_write(w, (struct tc_span){ p, size });
	demand(tc_gzip_writer_close(w, &wrote) == 0);
	demand(lseek(fd, 0, SEEK_SET) == 0);
	r = tc_gzip_reader_new(fd);
	while (tc_gzip_reader_next(r, &member) == TC_GZIP_WHOLE) {
		demand(at + member.n <= size && memcmp(p + at, member.p, member.n) == 0);
		at += member.n;
	}
	tc_gzip_reader_sum(r, &found);
	demand(at == size && wrote.lines == found.lines && wrote.bytes == found.bytes);
	demand(memcmp(wrote.sha256, found.sha256, sizeof(found.sha256)) == 0);
	tc_gzip_reader_free(r);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0 && data[0] == 'L')
		check_lines((const char *)data + 1, size - 1);
	else if (size > 0)
		check_file(data + 1, size - 1);
	return 0;
}
