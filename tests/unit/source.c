/* lib/source: what is a line, wherever the buffer ends. */
#include "tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/scan.h"
#include "lib/source.h"

static void save(const char *path, const char *bytes, size_t n)
{
	FILE *file = fopen(path, "wb");

	if (file) {
		fwrite(bytes, 1, n, file);
		fclose(file);
	}
}

/* Standard error goes to the file err. */
static void silence(void)
{
	dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
}

/* All lines as "FILE:NUMBER@OFFSET+BYTES[TEXT]"; the sentinel and the padding are there. */
static enum tc_exit lines_of(char **files, size_t count, char *out, size_t size)
{
	struct tc_source *s = tc_source_open(files, count);
	struct tc_line line;
	size_t used = 0;

	out[0] = '\0';
	while (tc_source_line(s, &line)) {
		char padding[TC_SCAN_PAD];

		memcpy(padding, line.text.p + line.text.n, sizeof(padding));
		used += (size_t)snprintf(out + used, size - used, "%s:%d@%d+%d[%.*s]%s",
					 line.file, (int)line.number, (int)line.offset,
					 (int)line.bytes, (int)line.text.n, line.text.p,
					 padding[0] == '\n' ? "" : "!");
	}
	return tc_source_close(s);
}

static void gives(const char *bytes, size_t n, const char *wanted, const char *name)
{
	char *files[] = { (char[]){ "f" } }, got[4096];

	save("f", bytes, n);
	is_number(lines_of(files, 1, got, sizeof(got)), TC_EXIT_OK, name);
	is_text(got, wanted, name);
}
#define GIVES(bytes, wanted, name) gives((bytes), sizeof(bytes) - 1, (wanted), (name))

static void test_lines(void)
{
	GIVES("", "", "an empty file");
	GIVES("a\nb\n", "f:1@0+1[a]f:2@2+1[b]", "two lines");
	GIVES("a\nb", "f:1@0+1[a]f:2@2+1[b]", "the last without LF");
	GIVES("a\r\nb\r", "f:1@0+2[a]f:2@3+2[b]", "CR goes, and is counted");
	GIVES("\r\n\n \t\na\n", "f:4@6+1[a]", "blank lines are passed over, and counted");
	GIVES("\xef\xbb\xbf"
	      "a\n\xef\xbb\xbf"
	      "b\n",
	      "f:1@3+1[a]f:2@5+4[\xef\xbb\xbf"
	      "b]",
	      "a BOM, at the start only");
	GIVES("\xef\xbb\xbf", "", "nothing but a BOM");
	gives("a\0b\n", 4, "f:1@0+3[a]", "NUL is a byte as any");
}

static void test_operands(void)
{
	char *files[] = { (char[]){ "a" }, (char[]){ "nowhere" }, (char[]){ "b.gz" },
			  (char[]){ "." } };
	char got[4096];

	save("a", "1\n2", 3);
	if (system("printf '3\\n4' | gzip > b.gz && printf '5' | gzip >> b.gz && "
		   "printf '6' >> b.gz") != 0)
		ok(false, "gzip(1) makes the file");
	silence();
	is_number(lines_of(files, 4, got, sizeof(got)), TC_EXIT_IO,
		  "trouble is remembered");
	is_text(got, "a:1@0+1[1]a:2@2+1[2]b.gz:1@0+1[3]b.gz:2@2+2[45]",
		"the rest is read");
	save("got", got, 0);
	{
		FILE *file = fopen("err", "rb");

		got[fread(got, 1, sizeof(got) - 1, file)] = '\0';
		fclose(file);
	}
	is_text(got,
		"token-craft: cannot read nowhere: No such file or directory\n"
		"token-craft: cannot read b.gz: what follows gzip member 2 is not gzip\n"
		"token-craft: cannot read .: Is a directory\n",
		"each trouble is told");
}

/* Lines of all lengths around the size of the buffer, some far longer. */
static void test_lengths(void)
{
	char *files[] = { (char[]){ "long" } };
	FILE *file = fopen("long", "wb");
	struct tc_source *s;
	struct tc_line line;
	uint64_t offset = 0, number = 0;
	bool well = true;

	for (size_t n = 0; n < 300; n++)
		fprintf(file, "%0*d\n", (int)(n % 3 ? n * 37 % 5000 + 1 : n * 1000 + 1),
			7);
	fclose(file);
	s = tc_source_open(files, 1);
	while (tc_source_line(s, &line)) {
		well = well && line.number == ++number && line.offset == offset &&
		       line.text.n == line.bytes && line.text.p[line.text.n - 1] == '7' &&
		       !line.too_long;
		offset += line.bytes + 1;
	}
	ok(well && number == 300, "lines of many lengths");
	tc_source_close(s);
}

static void test_too_long(void)
{
	char *files[] = { (char[]){ "huge" } };
	static char block[1 << 20];
	FILE *file = fopen("huge", "wb");
	struct tc_source *s = tc_source_open(files, 1);
	struct tc_line line;

	memset(block, 'x', sizeof(block));
	for (int i = 0; i < 64; i++)
		fwrite(block, 1, sizeof(block), file);
	fputs("\n", file);
	for (int i = 0; i < 65; i++)
		fwrite(block, 1, sizeof(block), file);
	fputs("\nend\n", file);
	fclose(file);
	ok(tc_source_line(s, &line) && !line.too_long && line.text.n == TC_LINE_MAX,
	   "a line of 64 MiB is given");
	ok(tc_source_line(s, &line) && line.too_long && line.text.n == TC_LINE_MAX &&
		   line.text.p[0] == 'x' && line.text.p[TC_LINE_MAX - 1] == 'x' &&
		   line.text.p[TC_LINE_MAX] == '\n',
	   "a longer one is cut there");
	is_number(line.bytes, 65 << 20, "its true length is known");
	ok(tc_source_line(s, &line) && line.number == 3 &&
		   line.offset == (129u << 20) + 2 && line.text.n == 3,
	   "and the next is itself");
	ok(!tc_source_line(s, &line), "the end");
	tc_source_close(s);
	remove("huge");
}

static void count(void *context)
{
	++*(int *)context;
}

static void test_idle(void)
{
	struct tc_source *s = tc_source_open(NULL, 0);
	struct tc_line line;
	int ends[2], idle = 0;
	const struct timespec pause = { .tv_nsec = 200000000 };
	pid_t pid;

	if (pipe(ends) != 0 || dup2(ends[0], STDIN_FILENO) < 0)
		return;
	tc_source_idle(s, count, &idle);
	if (write(ends[1], "1\n2\n3", 5) != 5)
		return;
	ok(tc_source_line(s, &line) && *line.text.p == '1', "a live pipe gives its line");
	ok(tc_source_line(s, &line) && *line.text.p == '2', "and the next");
	is_number(idle, 0, "no idling while there is something");
	pid = fork();
	if (pid == 0) {
		nanosleep(&pause, NULL);
		_exit(write(ends[1], "4\n", 2) != 2);
	}
	close(ends[1]);
	ok(tc_source_line(s, &line) && line.text.n == 2,
	   "half a line waits for its rest");
	is_number(idle, 1, "idling once before the wait");
	ok(!tc_source_line(s, &line), "the end");
	is_text(line.file, "-", "standard input is -");
	tc_source_close(s);
}

int main(void)
{
	test_lines();
	test_lengths();
	test_too_long();
	test_operands();
	test_idle();
	return done_testing();
}
