/* take.h - a string or number being taken out of what is scanned; the scanner's own.
 *
 * As long as nothing had to be collected (an escape was decoded, the buffer moved) the
 * text is borrowed; collected text goes to `out`, as far as there is room. Both give the
 * same text, cut at `room` bytes: it never depends on where a buffer ended. */
#ifndef TC_TAKE_H
#define TC_TAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/span.h"

struct tc_take {
	const char *from; /* from here to where the scanner stands is not yet collected */
	char *out;
	size_t room, used;
	uint64_t chars;  /* code points, see tc_scan_chars() */
	bool only_count; /* nobody wants the text */
	bool collected;
	bool cut; /* there was not room for all */
	uint32_t
		surrogate; /* a high one that came last and stands there as U+FFFD, or 0 */
};

/* Collects up to p. */
void tc_take_to(struct tc_take *t, const char *p);
/* Collects what a \u escape stands for. */
void tc_take_code(struct tc_take *t, uint32_t code);
/* All that was taken, ending at p. A character cut in two is left out. */
struct tc_span tc_take_end(struct tc_take *t, const char *p);

#endif
