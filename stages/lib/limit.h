/* limit.h - a bound for code that cannot be asked to stop.
 *
 * libjq has no way to interrupt a program: `def f: f; f` never comes back, a deep value
 * overflows its stack. So what runs between tc_limit_enter() and tc_limit_leave() is
 * watched by a timer of the process's own CPU time (a machine under load, a slow reader
 * or writer cost nothing). Over the bound the process ends at once, with one line on
 * standard error and TC_EXIT_LIMIT; whole lines that were not flushed are lost with it. */
#ifndef TC_LIMIT_H
#define TC_LIMIT_H

#include <stddef.h>

#define TC_LIMIT_MEMORY ((size_t)1 << 30) /* bytes a process may grow while watched */

struct tc_limit_message {
	char text[256];
	size_t length;
};

struct tc_limit {
	unsigned seconds; /* of CPU time, all threads together */
	struct tc_limit_message slow, large, broken;
};

/* `name` says in the messages what is watched: "--filter". */
void tc_limit_init(struct tc_limit *l, const char *name, unsigned seconds);
/* Watches what follows by `l` (borrowed); returns what was watched before, NULL for
 * nothing, which tc_limit_leave() takes back. */
const struct tc_limit *tc_limit_enter(const struct tc_limit *l);
void tc_limit_leave(const struct tc_limit *before);

#endif
