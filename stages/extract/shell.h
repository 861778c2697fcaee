/* shell.h - facts about a shell command: never the command itself.
 *
 * Segments end at | ; & && || and newline, not inside quotes, substitutions and here
 * documents. Assignments before a command's name and git's own options are passed over.
 * What is simple is told by the scoring rules. Pure, without allocation. */
#ifndef TC_EXTRACT_SHELL_H
#define TC_EXTRACT_SHELL_H

#include <stdbool.h>

#include "lib/span.h"

struct shell_facts {
	struct tc_span class; /* of the first segment: its entry in the simple set ("ls",
				 "git status") or "other"; static text */
	bool simple;          /* every segment starts with an entry of the simple set, no
				 file is written by > or >>, no command substituted */
	bool search; /* a segment starts with find, grep, rg, ugrep, bfs, fd, ag */
	bool commit; /* a segment is git commit or git push */
};

struct shell_facts extract_shell_facts(struct tc_span command);

/* Is the word an entry of the simple set? Letters in either case. */
bool extract_shell_is_simple_name(struct tc_span word);

#endif
