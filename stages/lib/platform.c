/* What POSIX does not have. */
#if defined(__linux__)
#define _GNU_SOURCE /* memrchr */
#endif
#include "lib/platform.h"

#include <string.h>
#include <sys/ioctl.h>

const void *tc_memrchr(const void *p, int c, size_t n)
{
#if defined(__linux__)
	return memrchr(p, c, n);
#else
	const unsigned char *at = (const unsigned char *)p + n;

	while (at > (const unsigned char *)p)
		if (*--at == (unsigned char)c)
			return at;
	return NULL;
#endif
}

unsigned tc_terminal_columns(int fd)
{
	struct winsize size;

	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
