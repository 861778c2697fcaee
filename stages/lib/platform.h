/* platform.h - what POSIX does not have: the one place where systems differ. */
#ifndef TC_PLATFORM_H
#define TC_PLATFORM_H

#include <stddef.h>

/* The last byte c in p[0, n), NULL when there is none. */
const void *tc_memrchr(const void *p, int c, size_t n);

/* How many columns the terminal at the descriptor has, 0 when it is none or says none. */
unsigned tc_terminal_columns(int fd);

#endif
