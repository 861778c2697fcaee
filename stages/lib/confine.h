/* confine.h - a filter gives up what it does not need, before it reads its input.
 *
 * What a filter reads comes from others, and --filter, reports and keys run over it. So
 * before the first byte the process takes from itself what it has no more use for, by
 * Landlock (Linux 5.13; networks since 6.7, sockets without a path and signals since 6.12).
 * Where the system has no such thing nothing happens, and nothing is said: what jq may do is
 * bounded by lib/filter.h alone then. */
#ifndef TC_CONFINE_H
#define TC_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* From here on this process (the calling thread, and what it starts) opens no file but the
 * operands, to read; makes, renames, removes and cuts none; runs no program; opens no TCP
 * connection. What is open stays as it is. "-" among the operands is standard input.
 * An operand that is not there yet cannot be opened later either. False where the system
 * cannot do this. */
bool tc_confine(char *const *operands, size_t count);

#endif
