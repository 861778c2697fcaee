/* prompt.h - what a user message is, and facts about what a person typed.
 *
 * Pure functions on decoded UTF-8; nothing is kept, nothing is allocated. Source of the
 * prefixes: counted over public transcripts; of the flags: the scoring rules. */
#ifndef TC_EXTRACT_PROMPT_H
#define TC_EXTRACT_PROMPT_H

#include <stdbool.h>
#include <stdint.h>

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
	struct tc_span text;      /* TYPED: without leading <ide_...> blocks, may be empty
				     (nothing but blocks: no prompt unless there are
				     images); SHELL: the command */
	struct tc_span name;      /* COMMAND: without its slash: "clear", "plugin:do" */
	struct tc_span arguments; /* COMMAND: trimmed, may be empty */
};

/* Borrows: all spans lie in `text`, the whole text of a user message or the content of a
 * `system` line of subtype `local_command`. */
struct prompt_text extract_prompt_read(struct tc_span text);

/* One of our own markers: /track-start, /track-checkpoint, /track-end ... */
bool extract_prompt_is_track(struct tc_span command_name);

struct prompt_flags {
	uint64_t chars; /* code points */
	bool asks;      /* short, and asks for what a simple command would show; the
			   caller still has to look at the turn's tools */
	bool xml;       /* a matched <name>...</name>, the harness's own names aside */
	bool cot;       /* asks to think step by step */
	bool example;   /* gives an example or has a fenced block */
	/* "other": more than 20 % of the letters are not ASCII. "en": not so, and one of
	 * the 50 commonest English words (Oxford English Corpus) is there. NULL: cannot
	 * tell. xml, cot and example mean something only under "en". Static text. */
	const char *language;
};

/* Of the text of a typed prompt. Letters match in either case. */
struct prompt_flags extract_prompt_flags(struct tc_span typed);

/* Code points of a text; an invalid byte counts as one. */
uint64_t extract_prompt_chars(struct tc_span text);

#endif
