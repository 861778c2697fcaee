/* What is said at the end: calls without a price, an old table. */
#include "price/summary.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"
#include "lib/time.h"

#define NAMED_MOST 10

void summary_release(struct summary *s)
{
	free(s->first_id);
	free(s->first_key);
}

void summary_unknown(struct summary *s, struct called *c)
{
	if (c)
		c->unpriced++;
	else
		s->nameless++;
}

void summary_unreadable(struct summary *s, struct tc_span id, const char *key)
{
	if (s->unreadable++ > 0)
		return;
	s->first_id = tc_copy(id.p, id.n);
	s->first_key = tc_copy(key, strlen(key));
}

static const char *plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static int by_calls(const void *a, const void *b)
{
	const struct called *c = *(struct called *const *)a;
	const struct called *d = *(struct called *const *)b;

	if (c->unpriced != d->unpriced)
		return c->unpriced < d->unpriced ? 1 : -1;
	return strcmp(c->name, d->name);
}

static void list_models(struct called **unknown, size_t count)
{
	char text[1600];
	size_t n = 0;

	for (size_t i = 0; i < count && i < NAMED_MOST; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n,
				      "%s%.100s (%" PRIu64 " call%s)", i ? ", " : "",
				      unknown[i]->name, unknown[i]->unpriced,
				      plural(unknown[i]->unpriced));
	if (count > NAMED_MOST)
		snprintf(text + n, sizeof(text) - n, " and %zu more", count - NAMED_MOST);
	tc_warn("%zu model%s without a price: %s", count, plural(count), text);
	tc_hint("give one with token-craft rates add FILE");
}

static bool say_unknown(struct called *called)
{
	struct called **unknown = tc_alloc(HASH_COUNT(called), sizeof(*unknown));
	size_t count = 0;

	for (struct called *c = called; c; c = c->hh.next)
		if (c->unpriced)
			unknown[count++] = c;
	if (count) {
		qsort(unknown, count, sizeof(*unknown), by_calls);
		list_models(unknown, count);
	}
	free(unknown);
	return count == 0;
}

bool summary_say(const struct summary *s, struct called *called)
{
	bool good = say_unknown(called);

	if (s->nameless)
		tc_warn("%" PRIu64 " call%s without a model, so without a price",
			s->nameless, plural(s->nameless));
	if (s->not_recorded)
		tc_warn("%" PRIu64 " call%s without a recorded cost", s->not_recorded,
			plural(s->not_recorded));
	if (s->unreadable)
		tc_warn("%" PRIu64 " call%s without a price: cannot read '%s' of %s%s",
			s->unreadable, plural(s->unreadable), s->first_key,
			*s->first_id ? s->first_id : "a call without an id",
			s->unreadable > 1 ? " and more" : "");
	return good && !s->nameless && !s->not_recorded && !s->unreadable;
}

void summary_age(const struct book *b, int64_t now)
{
	for (size_t i = 0; i < b->count; i++) {
		const struct rates *r = b->tables[i];
		int64_t days = now / TC_DAY_MS - r->version_day;

		if (!r->stretched || days <= SUMMARY_OLD_DAYS)
			continue;
		tc_warn("the rate table %s is of %s, %lld days old; later calls were "
			"priced by it",
			r->name, r->version, (long long)days);
		tc_hint("look for a newer release, or use token-craft rates add FILE");
	}
}
