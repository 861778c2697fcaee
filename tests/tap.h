/* tap.h - test points of a C unit test: ok(), is_text(), is_number(), done_testing().
 *
 * A test is one main() that ends with `return done_testing();`. It runs in an empty folder
 * of its own; the repository is at getenv("TC_TOP"). */
#ifndef TC_TAP_H
#define TC_TAP_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int tap_tests, tap_failures;

static inline bool tap_point(bool passed, const char *name, const char *file, int line)
{
	printf("%sok %d - %s\n", passed ? "" : "not ", ++tap_tests, name);
	if (!passed) {
		tap_failures++;
		fprintf(stderr, "# failed: %s:%d: %s\n", file, line, name);
	}
	return passed;
}

static inline bool tap_text(const char *got, size_t got_size, const char *wanted,
			    const char *name, const char *file, int line)
{
	bool same = got_size == strlen(wanted) && memcmp(got, wanted, got_size) == 0;

	if (!tap_point(same, name, file, line))
		fprintf(stderr, "#   got:    %.*s\n#   wanted: %s\n", (int)got_size, got,
			wanted);
	return same;
}

/* A function: what is got may be no more when it is asked for twice. */
static inline bool tap_string(const char *got, const char *wanted, const char *name,
			      const char *file, int line)
{
	return tap_text(got, strlen(got), wanted, name, file, line);
}

static inline bool tap_number(int64_t got, int64_t wanted, const char *name,
			      const char *file, int line)
{
	if (!tap_point(got == wanted, name, file, line))
		fprintf(stderr, "#   got:    %" PRId64 "\n#   wanted: %" PRId64 "\n", got,
			wanted);
	return got == wanted;
}

#define ok(condition, name) tap_point((condition), (name), __FILE__, __LINE__)
/* got: NUL-terminated; is_bytes(): with a size (spans) */
#define is_text(got, wanted, name) tap_string((got), (wanted), (name), __FILE__, __LINE__)
#define is_bytes(got, size, wanted, name)                                                \
	tap_text((got), (size), (wanted), (name), __FILE__, __LINE__)
#define is_number(got, wanted, name)                                                     \
	tap_number((int64_t)(got), (int64_t)(wanted), (name), __FILE__, __LINE__)

static inline int done_testing(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failures ? 1 : 0;
}

#endif
