/* read.h - reading files in pieces, lines out of buffers.
 *
 * Threads take pieces in turn (plan.h); a piece owns the lines that start in it. A thread reads
 * through one buffer: a line is either whole in it, or, when it is longer than the buffer,
 * starts at its first byte and is refilled as the scanner goes: memory never depends on the
 * size of a file or a line. */
#ifndef TC_EXTRACT_READ_H
#define TC_EXTRACT_READ_H

#include "extract/worker.h"

void read_worker_init(struct worker *w, struct extract *x);
void read_worker_release(struct worker *w);
/* One thread's work: takes pieces until none is left. For pthread_create(). */
void *read_pieces(void *worker);

#endif
