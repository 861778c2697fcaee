/* usage.h - reading message.usage. For content.c and line.c alone. */
#ifndef TC_EXTRACT_USAGE_H
#define TC_EXTRACT_USAGE_H

#include "extract/line.h"

void usage_keywords(struct line_reader *r);
/* The value of a `usage` key: fills r->line's usage, state and iterations. */
bool usage_read(struct line_reader *r, struct tc_scan *s);

#endif
