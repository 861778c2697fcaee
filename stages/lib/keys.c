/* The keys of records by number. */
#include "lib/keys.h"

#include <stdlib.h>

#include "lib/report.h"

/* FNV-1a */
static uint32_t hash(struct tc_span text)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < text.n; i++)
		h = (h ^ (unsigned char)text.p[i]) * 16777619u;
	return h;
}

/* Where in the table a key stands or would stand. */
static unsigned *place(const struct tc_keys *keys, struct tc_span text, uint32_t h)
{
	for (uint32_t i = h;; i++) {
		unsigned *at = &keys->table[i & (keys->table_size - 1)];
		const struct tc_key *key = &keys->all[*at];

		if (*at == 0 || (key->hash == h && tc_span_is(tc_key_text(key), text)))
			return at;
	}
}

static void build_table(struct tc_keys *keys)
{
	keys->table_size = keys->room * 2;
	keys->table = tc_grow(keys->table, keys->table_size, sizeof(*keys->table));
	memset(keys->table, 0, keys->table_size * sizeof(*keys->table));
	for (unsigned i = 1; i < keys->count; i++)
		*place(keys, tc_key_text(&keys->all[i]), keys->all[i].hash) = i;
}

static unsigned add(struct tc_keys *keys, struct tc_span text, uint32_t h)
{
	struct tc_key key = { .size = text.n, .hash = h, .plain = true };

	size_t lead = tc_key_lead(&key);

	key.lead = tc_alloc(lead > TC_KEYS_LEAD ? lead : TC_KEYS_LEAD, 1);
	key.lead[0] = key.lead[text.n + 1] = '"';
	key.lead[text.n + 2] = ':';
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		key.lead[1 + i] = text.p[i];
		key.plain &= c >= ' ' && c != '"' && c != '\\';
	}
	if (key.plain && lead <= TC_KEYS_LEAD)
		key.bits = UINT32_MAX >> (TC_KEYS_LEAD - lead);
	if (keys->count == keys->room) {
		keys->room = keys->room ? keys->room * 2 : 64;
		keys->all = tc_grow(keys->all, keys->room, sizeof(*keys->all));
		build_table(keys);
	}
	keys->all[keys->count] = key;
	return keys->count++;
}

void tc_keys_init(struct tc_keys *keys)
{
	*keys = (struct tc_keys){ .kept = 1 };
	add(keys, (struct tc_span){ NULL, 0 }, 0);
	keys->all[0].plain = false;
	keys->all[0].bits = 0;
}

void tc_keys_release(struct tc_keys *keys)
{
	for (unsigned i = 0; i < keys->count; i++)
		free(keys->all[i].lead);
	free(keys->all);
	free(keys->table);
}

unsigned tc_keys_find(struct tc_keys *keys, struct tc_span text)
{
	uint32_t h = hash(text);
	unsigned number = *place(keys, text, h);

	if (number == 0) {
		number = add(keys, text, h);
		*place(keys, text, h) = number;
	}
	return number;
}

void tc_keys_keep(struct tc_keys *keys, unsigned number)
{
	if (keys->kept <= number)
		keys->kept = number + 1;
}

void tc_keys_trim(struct tc_keys *keys)
{
	if (keys->count - keys->kept <= TC_KEYS_STRANGERS)
		return;
	while (keys->count > keys->kept)
		free(keys->all[--keys->count].lead);
	for (unsigned i = 0; i < keys->count; i++)
		keys->all[i].next = 0;
	build_table(keys);
}
