/* input.h - bytes of one file or descriptor, inflated when they are gzip.
 *
 * A gzip file may have many members; every member's CRC and length are checked. A torn
 * member, trailing garbage or a flipped bit is an error, after all bytes that came before
 * it were given. Reads as soon as something is there: a live pipe never stalls. */
#ifndef TC_INPUT_H
#define TC_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

struct tc_input;

/* path "-" is standard input. NULL with errno set when it cannot be opened. Owned. */
struct tc_input *tc_input_open(const char *path);
/* Takes over an open descriptor. */
struct tc_input *tc_input_of(int fd);
/* As read(2), size at least 2: > 0 bytes, 0 at the end, -1 on failure: then tc_input_error() says why. */
ssize_t tc_input_read(struct tc_input *in, void *buffer, size_t size);
/* Would the next read wait for somebody? (poll(2) says nothing is there) */
bool tc_input_would_block(struct tc_input *in);
const char *tc_input_error(const struct tc_input *in);
void tc_input_close(struct tc_input *in);

#endif
