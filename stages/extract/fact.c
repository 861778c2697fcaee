/* Keys with the best value told so far. */
#include "extract/fact.h"

#include <stdlib.h>

#include "lib/report.h"

static void key_add(struct key *k, struct tc_span part)
{
	if (part.n > KEY_PART)
		part.n = KEY_PART;
	if (part.n)
		memcpy(k->bytes + k->n, part.p, part.n);
	k->n += part.n;
}

struct tc_span key_of(struct key *k, char lead, struct tc_span a, struct tc_span b)
{
	k->bytes[0] = lead;
	k->n = 1;
	key_add(k, a);
	k->bytes[k->n++] = '\0';
	key_add(k, b);
	return (struct tc_span){ k->bytes, k->n };
}

/* The parts of a key that key_of() made. */
struct tc_span key_first(struct tc_span key)
{
	const char *nul = memchr(key.p, '\0', key.n);

	return (struct tc_span){ key.p + 1, (size_t)(nul - key.p) - 1 };
}

struct tc_span key_second(struct tc_span key)
{
	size_t lead = key_first(key).n + 2;

	return (struct tc_span){ key.p + lead, key.n - lead };
}

bool key_has_parts(struct tc_span key)
{
	return key.n >= 2 && memchr(key.p, '\0', key.n);
}

struct fact *fact_find(struct fact *table, struct tc_span key)
{
	struct fact *fact;

	HASH_FIND(hh, table, key.p, key.n, fact);
	return fact;
}

static struct fact *find_or_add(struct fact **table, struct tc_span key)
{
	struct fact *fact = fact_find(*table, key);

	if (fact)
		return fact;
	fact = tc_alloc(1, sizeof(*fact));
	fact->key = (struct tc_span){ tc_copy(key.p, key.n), key.n };
	fact->rank = ~0u;
	HASH_ADD_KEYPTR(hh, *table, fact->key.p, fact->key.n, fact);
	return fact;
}

static bool is_better(const struct tc_intern *names, const struct fact *fact,
		      const struct fact *told)
{
	if (fact->rank != told->rank)
		return told->rank < fact->rank;
	if (fact->ts != told->ts)
		return told->ts < fact->ts;
	return tc_span_order(tc_intern_text(names, told->value),
			     tc_intern_text(names, fact->value)) < 0;
}

void fact_learn(const struct tc_intern *names, struct fact **table,
		const struct fact *told)
{
	struct fact *fact = find_or_add(table, told->key);

	fact->fresh |= told->fresh;
	if (!is_better(names, fact, told))
		return;
	fact->rank = told->rank;
	fact->ts = told->ts;
	fact->value = told->value;
}

void fact_clear(struct fact **table)
{
	struct fact *fact, *next;

	HASH_ITER(hh, *table, fact, next)
	{
		HASH_DEL(*table, fact);
		free((void *)(uintptr_t)fact->key.p);
		free(fact);
	}
}
