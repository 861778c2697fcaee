/* forget.h - what must not come back: `_forget.ndjson`, one rule a line, sorted.
 *
 *	{"kind":"forget","session":"..."}  {"kind":"forget","project":"/a/b"}
 *	{"kind":"forget","before":"2026-01-01"}
 *
 * A project's rule covers the folders below it. `before` is a UTC day: records without ts
 * are on no day. A rule may come before anything was captured: that is the exclusion list. */
#ifndef TC_ARCHIVE_FORGET_H
#define TC_ARCHIVE_FORGET_H

#include <stdbool.h>

#include "archive/store.h"
#include "lib/kind.h"
#include "lib/writer.h"

struct forget;

enum forget_what { FORGET_SESSION, FORGET_PROJECT, FORGET_BEFORE, FORGET_COUNT };
/* "session", "project", "before"; NULL at the end. */
extern const char *const forget_words[FORGET_COUNT + 1];

struct forget_rule {
	enum forget_what what;
	const char *text;
};

/* The rules of the store; dies with TC_EXIT_IO when they cannot be read. Owned. */
struct forget *forget_read(const struct store *s);
bool forget_has(const struct forget *f, enum tc_kind_id kind,
		const struct tc_value *values);
/* Does it hold of every record of the UTC day, whatever stands in it? */
bool forget_day(const struct forget *f, int32_t date);
/* Can it hold of no record of the day, nor of any later one? */
bool forget_spares(const struct forget *f, int32_t date);
void forget_free(struct forget *f);

/* False when the rule is there already; or, for the second, when it is not. Copies. */
bool forget_add(struct forget *f, const struct forget_rule *rule);
bool forget_drop(struct forget *f, const struct forget_rule *rule);
/* All rules as lines. */
void forget_write(const struct forget *f, struct tc_writer *w);
/* The store's file becomes this, at once and on the disk. Dies with TC_EXIT_IO. */
void forget_save(const struct forget *f, const struct store *s);

#endif
