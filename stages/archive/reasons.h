/* reasons.h - why lines could not be read, counted: for the one message of put and import. */
#ifndef TC_ARCHIVE_REASONS_H
#define TC_ARCHIVE_REASONS_H

#include <stdint.h>

#include "lib/span.h"

struct reasons;

struct reasons *reasons_new(void); /* owned */
void reasons_free(struct reasons *r);
/* Copies the text when it is new. */
void reasons_add(struct reasons *r, struct tc_span reason);
/* "3 lines could not be read: not an object (2), a count that is no whole number (1)",
 * the most frequent first; nothing when there is none. */
void reasons_tell(const struct reasons *r);

#endif
