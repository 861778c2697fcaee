/* label.h - what folders of configuration are called.
 *
 * By the first line of token-craft/label in the folder, at most LABEL_MAX bytes; else by the
 * folder's own name without the dots it begins with: ~/.claude-work is "claude-work". Never
 * by the path it lies at. */
#ifndef TC_EXTRACT_LABEL_H
#define TC_EXTRACT_LABEL_H

#include <stddef.h>

#include "lib/span.h"

#define LABEL_MAX 64

struct label {
	char *folder, *text; /* owned */
};

struct labels {
	struct label *list; /* as they were asked for */
	size_t count, room;
};

/* Borrowed from labels, until they are released; p == NULL of no folder, and of the root. A
 * label that is none is reported, once. */
struct tc_span label_of(struct labels *labels, struct tc_span folder);
void labels_release(struct labels *labels);

#endif
