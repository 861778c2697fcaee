/* score/numbers: the middle, the quarter, how often. */
#include "tap.h"

#include <stdlib.h>

#include "score/numbers.h"

static const struct {
	const char *numbers; /* digits */
	const char *median, *quarter, *greatest, *histogram;
} cases[] = {
	{ "", "null", "null", "null", "[]" },
	{ "7", "7", "7", "7", "[[7,1]]" },
	{ "41", "2.5", "1", "4", "[[1,1],[4,1]]" },
	{ "951", "5", "1", "9", "[[1,1],[5,1],[9,1]]" },
	{ "4231", "2.5", "1", "4", "[[1,1],[2,1],[3,1],[4,1]]" },
	{ "54321", "3", "2", "5", "[[1,1],[2,1],[3,1],[4,1],[5,1]]" },
	{ "87654321", "4.5", "2", "8",
	  "[[1,1],[2,1],[3,1],[4,1],[5,1],[6,1],[7,1],[8,1]]" },
	{ "123456789", "5", "3", "9",
	  "[[1,1],[2,1],[3,1],[4,1],[5,1],[6,1],[7,1],[8,1],[9,1]]" },
	{ "33031", "3", "1", "3", "[[0,1],[1,1],[3,3]]" },
};

static void is_written(void (*write)(const struct numbers *, struct tc_writer *),
		       const struct numbers *n, const char *wanted, const char *name)
{
	struct tc_writer w;

	tc_writer_init(&w, -1, "memory");
	write(n, &w);
	is_bytes(w.buffer, w.used, wanted, name);
	free(w.buffer);
}

int main(void)
{
	struct numbers n = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		for (const char *p = cases[i].numbers; *p; p++)
			numbers_add(&n, *p - '0');
		numbers_sort(&n);
		is_written(numbers_write_median, &n, cases[i].median, "median");
		is_written(numbers_write_quarter, &n, cases[i].quarter, "quarter");
		is_written(numbers_write_greatest, &n, cases[i].greatest, "greatest");
		is_written(numbers_write_histogram, &n, cases[i].histogram, "histogram");
		numbers_release(&n);
	}
	numbers_add(&n, (tc_int128)INT64_MAX * 4);
	numbers_add(&n, (tc_int128)INT64_MAX * 4 + 1);
	is_written(numbers_write_median, &n, "36893488147419103228.5", "great numbers");
	numbers_release(&n);
	return done_testing();
}
