/* Speed of the scanner and the record view on one core, in memory.
 *
 * usage: scan_bench FILE
 * FILE is NDJSON: every line is skipped strictly, then parsed as a record. Best of 5. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/record.h"
#include "lib/scan.h"

struct text {
	char *p;
	size_t n;
};

static struct text slurp(const char *path)
{
	struct text text = { NULL, 0 };
	size_t room = 1u << 20, got;
	FILE *file = fopen(path, "rb");

	while (file) {
		text.p = tc_grow(text.p, room + TC_SCAN_PAD, 1);
		got = fread(text.p + text.n, 1, room - text.n, file);
		text.n += got;
		if (got == 0)
			break;
		room *= text.n == room ? 2 : 1;
	}
	if (!file || ferror(file))
		tc_die_errno(TC_EXIT_IO, "cannot read %s", path);
	fclose(file);
	memset(text.p + text.n, '\n', TC_SCAN_PAD);
	return text;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Lines that are one JSON value each. */
static size_t skip_all(struct text text, struct tc_record *r)
{
	struct tc_scan s = { .p = text.p, .end = text.p + text.n };
	uint64_t bytes = 0;
	size_t good = 0;
	bool closed = true;

	(void)r;
	while (closed) {
		if (tc_scan_another(&s) && tc_scan_skip(&s))
			good++;
		tc_scan_line_end(&s, &bytes, &closed);
	}
	return good;
}

static size_t parse_all(struct text text, struct tc_record *r)
{
	const char *end = text.p + text.n, *lf;
	size_t good = 0;

	for (const char *p = text.p; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p) + 1);
		good += tc_record_parse(r, (struct tc_span){ p, (size_t)(lf - p) });
	}
	return good;
}

static void measure(const char *name, size_t (*work)(struct text, struct tc_record *),
		    struct text text, struct tc_record *r)
{
	double best = 1e9, took;
	size_t good = 0;

	for (int i = 0; i < 5; i++) {
		took = seconds();
		good = work(text, r);
		took = seconds() - took;
		if (took < best)
			best = took;
	}
	printf("%s\t%.0f MB/s\t%.0f lines/s\t%zu lines\n", name,
	       (double)text.n / best / 1e6, (double)good / best, good);
}

int main(int argc, char **argv)
{
	struct tc_record *r = tc_record_new();
	struct text text;

	tc_report_name("scan_bench");
	if (argc != 2)
		tc_die(TC_EXIT_USAGE, "usage: scan_bench FILE");
	text = slurp(argv[1]);
	measure("skip", skip_all, text, r);
	measure("parse", parse_all, text, r);
	tc_record_free(r);
	free(text.p);
	return 0;
}
