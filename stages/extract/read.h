/* read.h - reading files in pieces, lines out of buffers.
 *
 * Files are cut into pieces of PIECE bytes; a piece owns the lines that start in it. Threads
 * take pieces in turn. A thread reads through one buffer: a line is either whole in it, or,
 * when it is longer than the buffer, starts at its first byte and is refilled as the scanner
 * goes: memory never depends on the size of a file or a line. */
#ifndef TC_EXTRACT_READ_H
#define TC_EXTRACT_READ_H

#include "extract/worker.h"

#define READ_PIECE (8u << 20)

/* Cuts the files, with --new what is to be read of them, into x->tasks (owned). */
void read_plan(struct extract *x);
/* With --new, after links_settle(): files that were read before and whose questions have a
 * better answer now are to be read anew. False when there are none. */
bool read_plan_again(struct extract *x);
void read_worker_init(struct worker *w, struct extract *x);
void read_worker_release(struct worker *w);
/* One thread's work: takes pieces until none is left. For pthread_create(). */
void *read_pieces(void *worker);

#endif
