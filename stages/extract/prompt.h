/* prompt.h - what the text of a user message is: typed, or put there by the program.
 *
 * Pure: nothing is kept, nothing is allocated, every span lies in the text given. The
 * prefixes are those counted over public transcripts of Claude Code 1.0.17 to 2.1.237. */
#ifndef TC_EXTRACT_PROMPT_H
#define TC_EXTRACT_PROMPT_H

#include <stdbool.h>

#include "lib/span.h"

enum prompt_kind {
	PROMPT_TYPED,     /* somebody typed it */
	PROMPT_COMMAND,   /* a slash command */
	PROMPT_SHELL,     /* `!` and a shell command */
	PROMPT_INTERRUPT, /* "[Request interrupted by user ...]" */
	PROMPT_HARNESS,   /* any other text the program put there itself */
};

struct prompt_text {
	enum prompt_kind kind;
	struct tc_span text;      /* TYPED: without leading <ide_...> blocks; empty when
				     there is nothing else: no prompt, unless images
				     came along. SHELL: the command */
	struct tc_span name;      /* COMMAND: without its slash: "clear", "plugin:do" */
	struct tc_span arguments; /* COMMAND: trimmed, may be empty */
};

/* Borrows the whole decoded text of a user message, or the content of a `system` line of
 * subtype `local_command`. */
struct prompt_text extract_prompt_read(struct tc_span text);

/* One of our own markers, /track-start, /track-checkpoint, /track-end ... */
bool extract_prompt_is_track(struct tc_span command_name);

#endif
