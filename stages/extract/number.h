/* number.h - which line of a file is at this offset? Counted afterwards, for rejects alone:
 * counting every line of every file would cost a pass over all bytes. */
#ifndef TC_EXTRACT_NUMBER_H
#define TC_EXTRACT_NUMBER_H

#include <stdint.h>

#include "lib/span.h"

struct number {
	char *path;      /* of the file being counted */
	int fd;          /* -1: none */
	uint64_t offset; /* up to here lines are counted */
	uint64_t line;   /* the line that starts or goes on there, from 1 */
};

/* Ask in order of (path, offset): a file is then read once. 0 when it cannot be read. */
int64_t number_of_line(struct number *n, struct tc_span path, uint64_t offset);
void number_close(struct number *n);

#endif
