/* summary.h - what is said at the end: calls without a price, an old table. */
#ifndef PRICE_SUMMARY_H
#define PRICE_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

#include "price/book.h"

#define SUMMARY_OLD_DAYS 60

struct called { /* a model name met in the records */
	char *name;
	size_t size;
	struct model *model; /* NULL: nobody knows it */
	struct model_name read;
	bool plain; /* no escape: its raw text is itself */
	bool synthetic;
	uint64_t unpriced;
	UT_hash_handle hh;
};

struct summary {
	uint64_t nameless, unreadable, not_recorded;
	char *first_id, *first_key; /* of the unreadable ones */
};

void summary_release(struct summary *s);
void summary_unknown(struct summary *s, struct called *c); /* c NULL: no model at all */
void summary_unreadable(struct summary *s, struct tc_span id, const char *key);

/* Each kind of trouble in one message. True when there was none. */
bool summary_say(const struct summary *s, struct called *called);
/* A note for each table that is more than SUMMARY_OLD_DAYS days old at `now` and priced
 * calls later than itself by rates without an end. */
void summary_age(const struct book *b, int64_t now);

#endif
