/* forget.h - what must not come back: `_forget.ndjson`, one rule a line.
 *
 *	{"kind":"forget","session":"..."}  {"kind":"forget","project":"/a/b"}
 *	{"kind":"forget","before":"2026-01-01"}
 *
 * A project's rule covers the folders below it. A rule may come before anything was
 * captured: that is the exclusion list. */
#ifndef TC_ARCHIVE_FORGET_H
#define TC_ARCHIVE_FORGET_H

#include <stdbool.h>

#include "archive/store.h"
#include "lib/kind.h"

struct forget;

/* The rules of the store; dies with TC_EXIT_IO when they cannot be read. Owned. */
struct forget *forget_read(const struct store *s);
bool forget_has(const struct forget *f, enum tc_kind_id kind,
		const struct tc_value *values);
void forget_free(struct forget *f);

#endif
