/* keep.h - strings of a line, kept as long as the line. */
#ifndef TC_EXTRACT_KEEP_H
#define TC_EXTRACT_KEEP_H

#include "extract/line.h"

/* A string just scanned, to outlive the next call on the scanner; a very long one is cut. */
struct tc_span keep_string(struct line_reader *r, const struct tc_scan *s,
			   struct tc_span text);
/* The next value as text; p == NULL when it is no string. False on a scan error. */
bool keep_text(struct line_reader *r, struct tc_scan *s, struct tc_span *text);

#endif
