/* Strings of a line, kept as long as the line. */
#include "extract/keep.h"

/* Text in the scanner's buffer lasts when the line does; decoded text never does. */
struct tc_span keep_string(struct line_reader *r, const struct tc_scan *s,
			   struct tc_span text)
{
	char *copy = r->arena + r->arena_used;
	bool decoded = text.p >= s->scratch && text.p < s->scratch + s->scratch_size;

	if (r->stable && !decoded)
		return text;
	if (text.n > LINE_STRING)
		text.n = LINE_STRING;
	if (text.n > LINE_ARENA - r->arena_used)
		text.n = LINE_ARENA - r->arena_used;
	memcpy(copy, text.p, text.n);
	r->arena_used += text.n;
	return (struct tc_span){ copy, text.n };
}

bool keep_text(struct line_reader *r, struct tc_scan *s, struct tc_span *text)
{
	struct tc_span found;

	*text = (struct tc_span){ 0 };
	if (tc_scan_peek(s) != TC_SCAN_STRING)
		return tc_scan_skip(s);
	if (!tc_scan_text(s, &found))
		return false;
	*text = keep_string(r, s, found);
	return true;
}
