/* Is every record once in the store, and in the index?
 *
 * All is sorted by the hash of the ids, beyond what memory holds. Of one hash come first
 * the dates that the index has for it, then the records, those of one id together. */
#include "archive/ids.h"

#include <stdlib.h>
#include <string.h>

#include "archive/index.h"
#include "archive/manifest.h"
#include "lib/report.h"
#include "lib/sort.h"

#define BUDGET (16u << 20)

enum what { ENTRY, RECORD };

/* Behind the text of a record, unaligned. */
struct place {
	int32_t date;
	uint32_t file;
};

struct ids {
	struct tc_sort *sort;
	char *item;
	size_t size;
	int32_t *dates; /* of the hash at hand */
	size_t date_count;
	struct ids_found found;
};

struct ids *ids_new(size_t files)
{
	struct ids *ids = tc_alloc(1, sizeof(*ids));

	ids->sort = tc_sort_new(BUDGET, NULL, NULL);
	ids->found.twice = tc_alloc(files, sizeof(uint64_t));
	ids->found.elsewhere = tc_alloc(files, sizeof(uint64_t));
	return ids;
}

void ids_free(struct ids *ids)
{
	tc_sort_free(ids->sort);
	free(ids->item);
	free(ids->dates);
	free(ids->found.twice);
	free(ids->found.elsewhere);
	free(ids);
}

void ids_entry(struct ids *ids, uint64_t hash, int32_t date)
{
	char item[1 + sizeof(date)] = { ENTRY };

	memcpy(item + 1, &date, sizeof(date));
	tc_sort_add(ids->sort, hash, (struct tc_span){ item, sizeof(item) });
}

/* What it is, the length of the id, the id, the kind, the place: equal ids are neighbours. */
void ids_record(struct ids *ids, const struct head *head, uint32_t file)
{
	struct place place = { date_of(head->ts), file };
	size_t size = 1 + sizeof(size_t) + head->id.n + head->kind.n + sizeof(place);
	char *p;

	if (ids->size < size) {
		ids->size = size * 2;
		ids->item = tc_grow(ids->item, ids->size, 1);
	}
	p = ids->item;
	*p++ = RECORD;
	memcpy(p, &head->id.n, sizeof(size_t));
	p += sizeof(size_t);
	if (head->id.n)
		memcpy(p, head->id.p, head->id.n);
	p += head->id.n;
	memcpy(p, head->kind.p, head->kind.n);
	memcpy(p + head->kind.n, &place, sizeof(place));
	tc_sort_add(ids->sort, index_hash(head->kind, head->id),
		    (struct tc_span){ ids->item, size });
}

static void take_date(struct ids *ids, struct tc_span item)
{
	ids->dates = tc_grow(ids->dates, ids->date_count + 1, sizeof(*ids->dates));
	memcpy(&ids->dates[ids->date_count++], item.p + 1, sizeof(*ids->dates));
}

static bool has_date(const struct ids *ids, int32_t date)
{
	for (size_t i = 0; i < ids->date_count; i++)
		if (ids->dates[i] == date)
			return true;
	return false;
}

static struct place place_of(struct tc_span item)
{
	struct place place;

	memcpy(&place, item.p + item.n - sizeof(place), sizeof(place));
	return place;
}

static bool is_same_id(struct tc_span a, struct tc_span b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n - sizeof(struct place)) == 0;
}

static void take_record(struct ids *ids, struct tc_span item, struct tc_span before)
{
	struct place place = place_of(item);

	if (!has_date(ids, place.date))
		ids->found.missing++;
	if (!before.n || !is_same_id(item, before))
		return;
	if (place_of(before).file == place.file)
		ids->found.twice[place.file]++;
	else
		ids->found.elsewhere[place.file]++;
}

const struct ids_found *ids_judge(struct ids *ids)
{
	struct tc_span item, before = { NULL, 0 };
	uint64_t hash, last = 0;

	while (tc_sort_next(ids->sort, &hash, &item)) {
		if (hash != last) {
			ids->date_count = 0;
			before.n = 0;
		}
		last = hash;
		if (item.p[0] == ENTRY) {
			take_date(ids, item);
			continue;
		}
		take_record(ids, item, before);
		if (ids->size < item.n) {
			ids->size = item.n * 2;
			ids->item = tc_grow(ids->item, ids->size, 1);
		}
		memcpy(ids->item, item.p, item.n);
		before = (struct tc_span){ ids->item, item.n };
	}
	return &ids->found;
}
