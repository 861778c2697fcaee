/* flags.h - facts about what a person typed, in place of the words.
 *
 * Pure: nothing is kept, nothing is allocated; one pass or a few over the text, however
 * long. What each flag looks for is told by the scoring rules. */
#ifndef TC_EXTRACT_FLAGS_H
#define TC_EXTRACT_FLAGS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/span.h"

struct prompt_flags {
	uint64_t chars; /* code points */
	bool asks;      /* at most 200 characters, and asks for what a simple command
			   shows; the tools used in its turn are another question */
	bool xml;       /* a matched <name>...</name>, the program's own names aside */
	bool cot;       /* asks to think step by step */
	bool example;   /* gives an example or holds a fenced block */
	/* "other": more than 20 % of the letters are not ASCII. "en": they are, and one
	 * of the 50 commonest English words (Oxford English Corpus) is there. NULL:
	 * nobody can tell. xml, cot and example look for English words: they say
	 * something only under "en". Static text. */
	const char *language;
};

/* Of the text of a typed prompt, UTF-8. ASCII letters match in either case. */
struct prompt_flags extract_flags(struct tc_span typed);

#endif
