/* filter.h - jq in process: --filter, policies, reports. The one file with <jq.h>.
 *
 * An expression runs with no environment ($ENV and env are {}), no imports, no files, no
 * input builtins, no local time, `now` fixed by the caller, and within lib/limit.h: a
 * program that never comes back, or makes a value libjq cannot hold, ends the process
 * with a message and TC_EXIT_LIMIT. libjq 1.6 facts this hides: compiling costs about
 * 19 ms; numbers are doubles; it never sees text that our own scanner has not accepted.
 * A result that is its input untouched is written as the input's own bytes, so whole
 * numbers beyond 2^53 survive `select`. */
#ifndef TC_FILTER_H
#define TC_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/span.h"
#include "lib/writer.h"

struct tc_filter;

struct tc_filter_settings {
	const char *program;   /* jq text */
	const char *prelude;   /* definitions the program may use; NULL for none */
	const char *name;      /* for messages: "--filter" or a file */
	const char *arguments; /* JSON object: each key becomes $key; NULL for none */
	int64_t now;           /* milliseconds; what `now` answers */
	unsigned seconds;      /* CPU time for one input, 0: 10 */
};

/* NULL when it does not compile: `error` (owned, free()) says where and why. */
struct tc_filter *tc_filter_new(const struct tc_filter_settings *settings, char **error);
void tc_filter_free(struct tc_filter *f);
/* Runs it on one JSON text (lib/scan accepts it); each result, compact JSON, goes to
 * `emit`. False when the program failed: tc_filter_error() says why. */
bool tc_filter_run(struct tc_filter *f, struct tc_span input,
		   void (*emit)(void *context, struct tc_span result), void *context);
const char *tc_filter_error(const struct tc_filter *f);

/* Makes it the writer's last step: every ended line goes through it. A failing input is
 * reported with its error, once for each distinct message, and dropped. */
void tc_filter_attach(struct tc_filter *f, struct tc_writer *w);
/* How many lines failed; > 0 means TC_EXIT_NOT_WELL under --strict. */
uint64_t tc_filter_failures(const struct tc_filter *f);

#endif
