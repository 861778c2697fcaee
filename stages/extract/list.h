/* list.h - which transcripts there are, without reading them. */
#ifndef TC_EXTRACT_LIST_H
#define TC_EXTRACT_LIST_H

#include "extract/worker.h"
#include "lib/writer.h"

/* A `transcript` record for each of x->files, in the order of their paths; by x->cursors, what
 * of them is known to be read as it is now. */
void list_write(const struct extract *x, struct tc_writer *w);

#endif
