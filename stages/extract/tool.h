/* tool.h - tools used and answered. */
#ifndef TC_EXTRACT_TOOL_H
#define TC_EXTRACT_TOOL_H

#include "extract/worker.h"

/* The uses of an assistant's line; call: the id of its call. */
void tool_uses(struct worker *w, struct tc_span call);
/* The answers of a user's line. */
void tool_results(struct worker *w);

#endif
