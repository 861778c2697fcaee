/* utf8.h - which bytes are a character (RFC 3629). */
#ifndef TC_UTF8_H
#define TC_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/span.h"

#define TC_UTF8_REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Bytes of the well-formed character at p (1 to 4), 0 when there is none: a stray
 * continuation, an overlong form, a surrogate, beyond U+10FFFF, or cut off by end. */
size_t tc_utf8_length(const unsigned char *p, const unsigned char *end);
/* Is all of it well-formed? */
bool tc_utf8_is(struct tc_span text);
/* Decodes the well-formed character at p. */
uint32_t tc_utf8_decode(const unsigned char *p, size_t length);
/* Writes a code point (no surrogate) as 1 to 4 bytes; returns how many. */
size_t tc_utf8_encode(uint32_t code, char *out);

#endif
