/* plan.h - what is to be read, cut into pieces. */
#ifndef TC_EXTRACT_PLAN_H
#define TC_EXTRACT_PLAN_H

#include "extract/worker.h"

#define PLAN_PIECE (8u << 20) /* bytes, from the start of a file on */

/* Cuts the files, with --new what is to be read of them, into x->tasks (owned). */
void plan_all(struct extract *x);
/* With --new, after links_settle(): files that were read before and whose questions have a
 * better answer now are to be read anew. False when there are none. */
bool plan_changed(struct extract *x);
/* Such a file is read from its start, in one piece. By its first bytes, whatever its name. */
bool plan_is_gzip(int fd);

#endif
