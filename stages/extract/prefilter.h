/* prefilter.h - when only calls are asked for: which lines may hold one?
 *
 * A call's line has the bytes "usage" with its quotes, or an escape \u that may hide them.
 * In a main transcript a line with "agentId" may tell an agent's type. A line with
 * "promptId" tells which prompt those behind it are of: nothing new, mostly. Every other line
 * provably gives nothing and is passed over unread. */
#ifndef TC_EXTRACT_PREFILTER_H
#define TC_EXTRACT_PREFILTER_H

#include <stdbool.h>

#include "lib/span.h"

enum needle { NEEDLE_NONE, NEEDLE_CALL, NEEDLE_AGENT, NEEDLE_PROMPT };

/* The first of these at or after p; end when there is none. Nothing is looked at beyond
 * end. */
const char *prefilter_find(const char *p, const char *end, enum needle *needle);
/* Is the "promptId" at p this one, as plainly as can be? */
bool prefilter_is_prompt(const char *p, const char *end, struct tc_span prompt);

#endif
