/* A rate table: its shape, and who is found in it. */
#include "price/rates.h"

#include <stdlib.h>
#include <string.h>

#include "lib/report.h"
#include "price/tariff.h"

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	free(texts);
}

static void free_model(struct model *m)
{
	for (size_t i = 0; i < m->period_count; i++)
		tariffs_free(&m->periods[i]);
	free(m->periods);
	free_texts(m->aliases, m->alias_count);
	free(m->id);
	free(m->display);
}

void rates_free(struct rates *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->model_count; i++)
		free_model(&r->models[i]);
	free(r->models);
	for (size_t i = 0; i < r->source_count; i++) {
		free(r->sources[i].key);
		free(r->sources[i].text);
	}
	free(r->sources);
	free(r->name);
	free(r->version);
	free(r->text);
	free(r);
}

void rates_die(int code, const char *file, const struct rates_error *error)
{
	tc_warn("%s:%u: %s", file, error->line, error->cause);
	if (*error->cure)
		tc_hint("%s", error->cure);
	exit(code);
}

static bool is_named(const struct model *m, struct tc_span id)
{
	if (tc_span_is(id, tc_span_of(m->id)))
		return true;
	for (size_t i = 0; i < m->alias_count; i++)
		if (tc_span_is(id, tc_span_of(m->aliases[i])))
			return true;
	return false;
}

struct model *rates_model(const struct rates *r, struct tc_span id)
{
	for (size_t i = 0; i < r->model_count; i++)
		if (is_named(&r->models[i], id))
			return &r->models[i];
	return NULL;
}

static int64_t distance(const struct period *p, int64_t day)
{
	if (day < p->from)
		return p->from - day;
	return day >= p->to ? day - (p->to - 1) : 0;
}

struct period *model_period(const struct model *m, int64_t day, bool *nearest)
{
	struct period *best = &m->periods[0];

	for (size_t i = 1; i < m->period_count; i++)
		if (distance(&m->periods[i], day) < distance(best, day))
			best = &m->periods[i];
	*nearest = distance(best, day) > 0;
	return best;
}
