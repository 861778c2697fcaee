/* dispatch.h - from a line that was read to the records it holds. */
#ifndef TC_EXTRACT_DISPATCH_H
#define TC_EXTRACT_DISPATCH_H

#include "extract/worker.h"

/* Makes the records of w->reader.line. NULL, or why the line is a reject. */
const char *dispatch_line(struct worker *w);

#endif
