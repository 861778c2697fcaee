/* Which records are asked for. */
#include "archive/select.h"

#include <stdlib.h>
#include <string.h>

#include "lib/report.h"

void selection_init(struct selection *s)
{
	*s = (struct selection){ .since = INT64_MIN,
				 .until = INT64_MAX,
				 .timeless = true };
}

void selection_release(struct selection *s)
{
	free(s->kinds);
}

void selection_kinds(struct selection *s, const char *list)
{
	const char *p = list;

	for (;; p++) {
		struct tc_span name = { p, strcspn(p, ",") };

		if (!kind_name_is_good(name))
			tc_die(TC_EXIT_USAGE, "--kinds: no kind is called '%.*s'",
			       (int)name.n, name.p);
		s->kinds = tc_grow(s->kinds, s->kind_count + 1, sizeof(*s->kinds));
		memcpy(s->kinds[s->kind_count], name.p, name.n);
		s->kinds[s->kind_count++][name.n] = '\0';
		p += name.n;
		if (!*p)
			break;
	}
}

_Noreturn static void no_time(const char *option, const char *value)
{
	tc_warn("cannot read '%s %s': neither a day nor an instant", option, value);
	tc_hint("write 2026-03-01, 7d, 2w, 2026-03, 2026-W09 or 2026-03-01T09:30:00Z");
	exit(TC_EXIT_USAGE);
}

void selection_range(struct selection *s, const struct tc_common *common,
		     const char *since, const char *until)
{
	struct tc_zone *zone;
	int64_t now;

	if (!since && !until)
		return;
	zone = tc_common_zone(common);
	now = tc_common_now(common, zone);
	if (since && !tc_time_parse(tc_span_of(since), &s->since) &&
	    !tc_time_since(since, now, zone, &s->since))
		no_time("--since", since);
	if (until && !tc_time_parse(tc_span_of(until), &s->until) &&
	    !tc_time_until(until, now, zone, &s->until))
		no_time("--until", until);
	tc_zone_free(zone);
	if (s->since >= s->until)
		tc_die(TC_EXIT_USAGE, "--since %s is after --until %s", since, until);
	s->timeless = false;
}

bool selection_has_kind(const struct selection *s, const char *kind)
{
	for (size_t i = 0; i < s->kind_count; i++)
		if (strcmp(s->kinds[i], kind) == 0)
			return true;
	return s->kind_count == 0;
}

/* The first day of the month after the one that begins at `date`. */
static int64_t next_month(int32_t date)
{
	struct tc_civil c;

	tc_civil_from_days(date, &c);
	return tc_days_from_civil(c.year + c.month / 12, c.month % 12 + 1, 1);
}

bool selection_has_date(const struct selection *s, const struct partition *p)
{
	int64_t end = p->month ? next_month(p->date) : (int64_t)p->date + 1;

	if (!selection_has_kind(s, p->kind))
		return false;
	if (p->date == DATE_NONE)
		return s->timeless;
	return p->date * TC_DAY_MS < s->until && end * TC_DAY_MS > s->since;
}

bool selection_has_file(const struct selection *s, const struct file_entry *e)
{
	if (e->index || !selection_has_kind(s, e->partition.kind))
		return false;
	if (e->first_ts == TC_TIME_NONE)
		return s->timeless;
	return e->first_ts < s->until && e->last_ts >= s->since;
}
