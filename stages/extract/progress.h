/* progress.h - a bar on the terminal while long work runs. Nothing in the first second,
 * nothing when standard error is no terminal; the line is wiped at the end. */
#ifndef TC_EXTRACT_PROGRESS_H
#define TC_EXTRACT_PROGRESS_H

#include <stdatomic.h>
#include <stdint.h>

struct progress;

/* Watches *done go up to total from a thread of its own. NULL when there is nothing to
 * show; progress_stop() takes NULL. */
struct progress *progress_start(atomic_ullong *done, uint64_t total);
void progress_stop(struct progress *p);

#endif
