/* select.h - which records are asked for: --kinds, --since, --until. */
#ifndef TC_ARCHIVE_SELECT_H
#define TC_ARCHIVE_SELECT_H

#include "archive/manifest.h"
#include "lib/option.h"

struct selection {
	char (*kinds)[KIND_NAME_MAX + 1]; /* owned */
	size_t kind_count;                /* 0: all */
	int64_t since, until;             /* since <= ts < until */
	bool timeless;                    /* records without ts, too */
};

/* Everything. */
void selection_init(struct selection *s);
void selection_release(struct selection *s);
/* "call,prompt", or death by usage. */
void selection_kinds(struct selection *s, const char *list);
/* Days as tc-aggregate takes them, in --timezone, or RFC 3339 instants (`until` is the
 * first that is out); NULL: no bound. Records without ts are out where a bound is set. Dies
 * by usage. */
void selection_range(struct selection *s, const struct tc_common *common,
		     const char *since, const char *until);

bool selection_has_kind(const struct selection *s, const char *kind);
/* Could the partition hold a record that is asked for? By its date. */
bool selection_has_date(const struct selection *s, const struct partition *p);
/* The same of a file, by its times. */
bool selection_has_file(const struct selection *s, const struct file_entry *e);

#endif
