/* What a rate table must be beyond its syntax. */
#include "price/rates_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"
#include "lib/time.h"

bool rates_fail(struct rates_error *e, unsigned line, const char *format, ...)
{
	va_list arguments;

	e->line = line;
	e->cure[0] = '\0';
	va_start(arguments, format);
	vsnprintf(e->cause, sizeof(e->cause), format, arguments);
	va_end(arguments);
	return false;
}

static int by_time(const void *a, const void *b)
{
	const struct period *p = a, *q = b;

	return (p->from > q->from) - (p->from < q->from);
}

static bool check_periods(struct model *m, struct rates_error *e)
{
	char from[TC_TIME_SIZE], to[TC_TIME_SIZE];

	if (m->period_count == 0)
		return rates_fail(e, m->line, "%s has no periods", m->id);
	qsort(m->periods, m->period_count, sizeof(*m->periods), by_time);
	for (size_t i = 0; i < m->period_count; i++) {
		const struct period *p = &m->periods[i];

		if (p->from != INT64_MIN && p->to != INT64_MAX && p->from >= p->to) {
			tc_time_format(p->from * TC_DAY_MS, from);
			tc_time_format(p->to * TC_DAY_MS, to);
			return rates_fail(e, p->line,
					  "a period of %s goes from %.10s to %.10s, "
					  "which is not later",
					  m->id, from, to);
		}
		if (i > 0 && p[-1].to > p->from)
			return rates_fail(e, p->line,
					  "a period of %s overlaps the one of line %u",
					  m->id, p[-1].line);
	}
	return true;
}

struct name {
	const char *text;
	const struct model *model;
};

static int by_text(const void *a, const void *b)
{
	const struct name *p = a, *q = b;
	int c = strcmp(p->text, q->text);

	return c ? c
		 : (p->model->line > q->model->line) - (p->model->line < q->model->line);
}

static struct name *all_names(const struct rates *r, size_t *count)
{
	struct name *names;
	size_t n = 0;

	for (size_t i = 0; i < r->model_count; i++)
		n += 1 + r->models[i].alias_count;
	names = tc_alloc(n, sizeof(*names));
	*count = n;
	for (size_t i = 0; i < r->model_count; i++) {
		const struct model *m = &r->models[i];

		names[--n] = (struct name){ m->id, m };
		for (size_t j = 0; j < m->alias_count; j++)
			names[--n] = (struct name){ m->aliases[j], m };
	}
	return names;
}

static bool check_names(const struct rates *r, struct rates_error *e)
{
	bool good = true;
	size_t count;
	struct name *names = all_names(r, &count);

	qsort(names, count, sizeof(*names), by_text);
	for (size_t i = 1; i < count && good; i++)
		if (strcmp(names[i - 1].text, names[i].text) == 0)
			good = rates_fail(e, names[i].model->line,
					  "'%s' of %s already names %s", names[i].text,
					  names[i].model->id, names[i - 1].model->id);
	free(names);
	return good;
}

bool rates_check(struct rates *r, struct rates_error *e)
{
	for (size_t i = 0; i < r->model_count; i++)
		if (!check_periods(&r->models[i], e))
			return false;
	return check_names(r, e);
}
