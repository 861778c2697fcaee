/* usage.h - reading message.usage. For line.c alone. */
#ifndef TC_EXTRACT_USAGE_H
#define TC_EXTRACT_USAGE_H

#include "extract/line.h"

/* Keeps a decoded string for as long as the line. */
struct tc_span line_keep(struct line_reader *r, const struct tc_scan *s,
			 struct tc_span text);
/* The next value as text; p == NULL when it is no string. False on a scan error. */
bool line_text(struct line_reader *r, struct tc_scan *s, struct tc_span *text);

void usage_keywords(struct line_reader *r);
/* The value of a `usage` key: fills r->line's usage, state and iterations. */
bool usage_read(struct line_reader *r, struct tc_scan *s);

#endif
