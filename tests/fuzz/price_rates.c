/* A rate file from a stranger: it is refused with a line, or every name it has is found,
 * every day has a period, and every tariff says so. */
#include <stdlib.h>

#include "lib/time.h"
#include "price/tariff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
	if (!condition)
		abort();
}

static void try_model(const struct rates *r, const struct model *m)
{
	struct counts n = { INT64_MAX, INT64_MAX, INT64_MAX,
			    INT64_MAX, INT64_MAX, INT64_MAX };
	int64_t days[] = { 0, 20000, m->periods[0].from,
			   m->periods[m->period_count - 1].to };

	must(rates_model(r, tc_span_of(m->id)) == m);
	for (size_t i = 0; i < m->alias_count; i++)
		must(rates_model(r, tc_span_of(m->aliases[i])) == m);
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		struct cost cost = { 0 };
		struct period *p;
		bool nearest;

		if (days[i] == INT64_MIN || days[i] == INT64_MAX)
			continue;
		p = model_period(m, days[i], &nearest);
		must(nearest == (days[i] < p->from || days[i] >= p->to));
		cost_add(&cost, tariff_get(m, p, TARIFF_BATCH | TARIFF_GEO_US), &n);
		must(cost.input >= 0 && cost.output >= 0 && cost.cache_write >= 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_span text = { (const char *)data, size };
	struct rates_error error;
	struct rates *r = rates_parse(text, &error);

	if (!r) {
		must(error.line > 0 && *error.cause);
		return 0;
	}
	for (size_t i = 0; i < r->model_count; i++)
		try_model(r, &r->models[i]);
	rates_free(r);
	return 0;
}
