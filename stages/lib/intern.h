/* intern.h - strings kept once and named by a small number, shared between threads.
 *
 * Numbers depend on who came first: compare the strings, never the numbers, wherever order
 * matters. 0 is "no string" (null); the empty string has a number of its own. */
#ifndef TC_INTERN_H
#define TC_INTERN_H

#include <stdint.h>

#include "lib/span.h"

struct tc_intern;

struct tc_intern *tc_intern_new(void); /* owned */
void tc_intern_free(struct tc_intern *t);
/* Thread-safe. Copies text when it is new. */
uint32_t tc_intern(struct tc_intern *t, struct tc_span text);
/* Borrowed until tc_intern_free(); {NULL, 0} for 0. Thread-safe for numbers this thread
 * got itself or after the threads that did have been joined. */
struct tc_span tc_intern_text(const struct tc_intern *t, uint32_t number);
/* The greatest number given so far. Not while others may add. */
uint32_t tc_intern_count(const struct tc_intern *t);

#endif
