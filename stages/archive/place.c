/* Which partitions sightings concern. */
#include "archive/place.h"

#include <stdlib.h>

#include "archive/stored.h"
#include "lib/join.h"
#include "lib/report.h"
#include "lib/time.h"

#define HOMES_BUDGET (14u << 20)
#define SMALL_BUDGET (2u << 20)
#define PROBES_MAX   (1u << 20) /* hashes that are looked for in one go */

#define KIND_SHIFT  50
#define KINDS_MAX   (1u << (64 - KIND_SHIFT))
#define KEY_NONE    ((UINT64_C(1) << KIND_SHIFT) - 1)
#define DAYS_BEFORE 719162 /* from 0001-01-01 to 1970-01-01 */

/* --- keys ----------------------------------------------------------------------------- */

struct tc_span place_id(struct tc_span item)
{
	struct tc_span id = tc_pack_id(item);

	return tc_pack_kind(item) == TC_KIND_OTHER ? tc_other_id(id) : id;
}

uint64_t place_identity(const struct intake *in, struct tc_span item)
{
	return index_hash(intake_kind(in, item), place_id(item));
}

uint64_t place_key(unsigned kind, int64_t ts)
{
	uint64_t time =
		ts == TC_TIME_NONE ? KEY_NONE : (uint64_t)(ts + DAYS_BEFORE * TC_DAY_MS);

	return (uint64_t)kind << KIND_SHIFT | time;
}

static int64_t start_of(int32_t date)
{
	return date == DATE_NONE ? TC_TIME_NONE : date * TC_DAY_MS;
}

static int32_t date_of_key(uint64_t key)
{
	uint64_t time = key & KEY_NONE;

	return time == KEY_NONE ? DATE_NONE
				: (int32_t)(time / (uint64_t)TC_DAY_MS) - DAYS_BEFORE;
}

/* The number of an item's kind: the library's, or the place of its name behind those. */
static unsigned kind_of(struct place *p, struct tc_span item)
{
	struct tc_span name;

	if (tc_pack_kind(item) != TC_KIND_OTHER)
		return tc_pack_kind(item);
	name = intake_kind(p->in, item);
	for (size_t i = 0; i < p->kind_count; i++)
		if (tc_span_is(tc_span_of(p->kinds[i]), name))
			return TC_KIND_OTHER + (unsigned)i;
	if (TC_KIND_OTHER + p->kind_count == KINDS_MAX)
		tc_die(TC_EXIT_IO, "more than %u kinds at once", KINDS_MAX);
	p->kinds = tc_grow(p->kinds, p->kind_count + 1, sizeof(char *));
	p->kinds[p->kind_count] = tc_copy(name.p, name.n);
	return TC_KIND_OTHER + (unsigned)p->kind_count++;
}

static const char *kind_name(const struct place *p, unsigned kind)
{
	return kind < TC_KIND_OTHER ? tc_kinds[kind].name
				    : p->kinds[kind - TC_KIND_OTHER];
}

/* The first day behind a partition. */
static int32_t day_after(const struct partition *partition)
{
	struct tc_civil c;

	if (!partition->month)
		return partition->date + 1;
	tc_civil_from_days(partition->date, &c);
	return (int32_t)tc_days_from_civil(c.year + c.month / 12, c.month % 12 + 1, 1);
}

void place_target(const struct place *p, uint64_t key, struct target *t)
{
	unsigned kind = (unsigned)(key >> KIND_SHIFT);
	const char *name = kind_name(p, kind);
	int32_t date = date_of_key(key);

	*t = (struct target){ .partition.date = date };
	memcpy(t->partition.kind, name, strlen(name));
	t->file = manifest_find(&p->store->manifest, name, date);
	if (t->file)
		t->partition = t->file->partition;
	t->begin = place_key(kind, start_of(t->partition.date));
	t->end = date == DATE_NONE ? t->begin + 1
				   : place_key(kind, start_of(day_after(&t->partition)));
}

bool target_has(const struct target *t, int64_t ts)
{
	uint64_t key = place_key((unsigned)(t->begin >> KIND_SHIFT), ts);

	return t->begin <= key && key < t->end;
}

/* --- where records go ----------------------------------------------------------------- */

static bool is_forgotten(struct place *p, struct tc_span item)
{
	struct tc_value values[TC_KIND_FIELDS];
	enum tc_kind_id kind;

	if (forget_spares(p->forget, date_of(tc_pack_ts(item))))
		return false;
	kind = tc_pack_open(item, p->in->names, values);
	if (!forget_has(p->forget, kind, values))
		return false;
	p->in->counts.forgotten++;
	return true;
}

static void go_home(struct place *p, struct tc_span item, uint64_t hash, bool known)
{
	int64_t ts = tc_pack_ts(item);

	tc_sort_add(p->homes, place_key(kind_of(p, item), ts), item);
	if (!known)
		index_add(p->entries, hash, date_of(ts));
}

/* Notes to look for the record on the dates it is said to be. */
static void wander(struct place *p, struct tc_span item, uint64_t hash,
		   const int32_t *dates, size_t count)
{
	unsigned kind = kind_of(p, item);

	p->wandered = true;
	tc_sort_add(p->wanderers, hash, item);
	for (size_t i = 0; i < count; i++)
		tc_sort_add(p->probes, place_key(kind, start_of(dates[i])),
			    (struct tc_span){ (const char *)&hash, sizeof(hash) });
}

/* A record, as those that came join to it. */
static void take(void *context, struct tc_span item)
{
	struct place *p = context;
	uint64_t hash = place_identity(p->in, item);
	const int32_t *dates;
	size_t count;

	if (is_forgotten(p, item))
		return;
	count = index_find(p->index, hash, &dates);
	if (count == 0 || (count == 1 && dates[0] == date_of(tc_pack_ts(item))))
		go_home(p, item, hash, count > 0);
	else
		wander(p, item, hash, dates, count);
}

/* A record, joined with all the store has of it. */
static void settle(void *context, struct tc_span item)
{
	struct place *p = context;
	uint64_t hash = place_identity(p->in, item);
	int32_t date = date_of(tc_pack_ts(item));
	unsigned kind = kind_of(p, item);
	const int32_t *dates;
	size_t count = index_find(p->index, hash, &dates);
	bool known = false;

	for (size_t i = 0; i < count; i++) {
		known = known || dates[i] == date;
		if (dates[i] != date)
			tc_sort_add(p->visits, place_key(kind, start_of(dates[i])), item);
	}
	go_home(p, item, hash, known);
}

/* --- those that may be stored on another date ----------------------------------------- */

static int by_number(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

/* Adds what a file has under the hashes to the wanderers. */
static void fetch(struct place *p, const struct file_entry *file, uint64_t *hashes,
		  size_t count)
{
	struct stored stored;
	struct tc_span line, item;
	struct head head;
	uint64_t hash;

	qsort(hashes, count, sizeof(*hashes), by_number);
	stored_open(&stored, p->store, file);
	while (stored_next(&stored, &line, &head)) {
		hash = index_hash(head.kind, head.id);
		if (bsearch(&hash, hashes, count, sizeof(*hashes), by_number) &&
		    intake_stored(p->in, p->record, line, &item))
			tc_sort_add(p->wanderers, hash, item);
	}
	stored_close(&stored);
}

/* Fetches what is stored, one file at a time. */
static void fetch_all(struct place *p)
{
	struct target t = { .end = 0 };
	uint64_t *hashes = NULL, key;
	size_t count = 0, room = 0;
	struct tc_span item;

	while (tc_sort_next(p->probes, &key, &item)) {
		if (count && (key >= t.end || count == PROBES_MAX)) {
			fetch(p, t.file, hashes, count);
			count = 0;
		}
		if (key >= t.end)
			place_target(p, key, &t);
		if (!t.file)
			continue;
		if (count == room) {
			room = room * 2 + 64;
			hashes = tc_grow(hashes, room, sizeof(*hashes));
		}
		memcpy(&hashes[count++], item.p, sizeof(*hashes));
	}
	if (count)
		fetch(p, t.file, hashes, count);
	free(hashes);
}

static void place_wanderers(struct place *p)
{
	struct tc_join join = { p->in->names, NULL, settle, p };

	fetch_all(p);
	index_close(p->index); /* hashes ascend anew */
	p->index = index_open(p->store);
	tc_join_all(&join, p->wanderers, NULL);
}

void place_all(struct place *p, struct tc_sort *sightings)
{
	struct tc_join join = { p->in->names, NULL, take, p };

	p->homes = tc_sort_new(HOMES_BUDGET, tc_pack_order, NULL);
	p->visits = tc_sort_new(SMALL_BUDGET, tc_pack_order, NULL);
	p->wanderers = tc_sort_new(SMALL_BUDGET, tc_pack_order, NULL);
	p->probes = tc_sort_new(SMALL_BUDGET, NULL, NULL);
	p->forget = forget_read(p->store);
	p->index = index_open(p->store);
	p->entries = index_writer_new(p->store);
	tc_join_all(&join, sightings, NULL);
	if (p->wandered)
		place_wanderers(p);
	index_close(p->index);
	forget_free(p->forget);
	tc_sort_free(p->wanderers);
	tc_sort_free(p->probes);
}

void place_release(struct place *p)
{
	tc_sort_free(p->homes);
	tc_sort_free(p->visits);
	for (size_t i = 0; i < p->kind_count; i++)
		free(p->kinds[i]);
	free(p->kinds);
}
