/* Why lines could not be read, counted. */
#include "archive/reasons.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"

#define REASONS_MAX 16 /* others are counted together */

struct reason {
	char *text;
	uint64_t count;
};

struct reasons {
	struct reason all[REASONS_MAX + 1];
	size_t count;
	uint64_t lines;
};

struct reasons *reasons_new(void)
{
	return tc_alloc(1, sizeof(struct reasons));
}

void reasons_free(struct reasons *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->all[i].text);
	free(r);
}

void reasons_add(struct reasons *r, struct tc_span reason)
{
	size_t i = 0;

	while (i < r->count && i < REASONS_MAX &&
	       !tc_span_is(tc_span_of(r->all[i].text), reason))
		i++;
	if (i == REASONS_MAX)
		reason = TC_SPAN("other reasons");
	if (i == r->count)
		r->all[r->count++].text = tc_copy(reason.p, reason.n);
	r->all[i].count++;
	r->lines++;
}

static int by_count(const void *a, const void *b)
{
	const struct reason *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return strcmp(x->text, y->text);
}

void reasons_tell(const struct reasons *r)
{
	struct reason sorted[REASONS_MAX + 1];
	char list[1024] = "";
	size_t used = 0;

	if (!r->lines)
		return;
	memcpy(sorted, r->all, sizeof(sorted));
	qsort(sorted, r->count, sizeof(*sorted), by_count);
	for (size_t i = 0; i < r->count && used < sizeof(list); i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s (%llu)",
					 i ? ", " : "", sorted[i].text,
					 (unsigned long long)sorted[i].count);
	tc_warn("%llu %s could not be read: %s", (unsigned long long)r->lines,
		r->lines == 1 ? "line" : "lines", list);
}
