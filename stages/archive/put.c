/* Records into the store. */
#include "archive/put.h"

#include <stdlib.h>
#include <unistd.h>

#include "archive/cursors.h"
#include "archive/place.h"
#include "archive/reasons.h"
#include "archive/settle.h"

#define BUDGET (16u << 20)

void put_init(struct put *p, struct tc_record *record)
{
	*p = (struct put){ .record = record };
	intake_init(&p->intake, record);
	p->sightings = tc_sort_new(BUDGET, tc_pack_order, NULL);
	p->cursors = cursors_new(record);
	p->reasons = reasons_new();
}

void put_release(struct put *p)
{
	intake_release(&p->intake);
	tc_sort_free(p->sightings);
	cursors_free(p->cursors);
	reasons_free(p->reasons);
}

static void add(struct put *p, struct tc_span item)
{
	tc_sort_add(p->sightings, place_identity(&p->intake, item), item);
	p->taken++;
}

static void add_reason(struct put *p, struct tc_span reject)
{
	struct tc_value values[TC_KIND_FIELDS];

	tc_pack_open(reject, p->intake.names, values);
	reasons_add(p->reasons, values[TC_REJECT_REASON].text);
}

void put_record(struct put *p, const struct tc_line *at)
{
	struct tc_span item;

	switch (intake_record(&p->intake, p->record, at, &item)) {
	case INTAKE_SIGHTING:
		add(p, item);
		break;
	case INTAKE_CURSOR:
		cursors_add(p->cursors, at->text);
		p->cursor_lines++;
		break;
	case INTAKE_REJECT:
		add_reason(p, item);
		break;
	case INTAKE_NAMELESS:
		break;
	}
}

void put_line(struct put *p, struct tc_span line)
{
	struct tc_span item;

	if (intake_stored(&p->intake, p->record, line, &item))
		add(p, item);
}

bool put_is_empty(const struct put *p)
{
	return !p->taken && !p->cursor_lines;
}

/* Partition by partition, in order. */
static void settle_all(struct put *p, struct place *place, struct change *c)
{
	struct feed homes = { .sort = place->homes }, visits = { .sort = place->visits };
	struct settle x = { .in = &p->intake,
			    .record = p->record,
			    .store = place->store,
			    .change = c,
			    .counts = &p->counts };
	struct target target;

	settle_init(&x);
	feed_next(&homes);
	feed_next(&visits);
	while ((homes.more || visits.more) && !change_failed(c)) {
		bool visit = !homes.more || (visits.more && visits.key < homes.key);

		place_target(place, visit ? visits.key : homes.key, &target);
		settle_partition(&x, &target, &homes, &visits);
	}
	settle_release(&x);
}

enum tc_exit put_commit(struct put *p, struct store *s)
{
	struct place place = { .in = &p->intake, .record = p->record, .store = s };
	struct change *c;
	enum tc_exit code;

	if (p->intake.host)
		store_name_host(s, p->intake.host);
	place_all(&place, p->sightings);
	tc_sort_free(p->sightings); /* memory for what follows */
	p->sightings = tc_sort_new(BUDGET, NULL, NULL);
	c = change_new(s);
	settle_all(p, &place, c);
	index_writer_close(place.entries, c);
	place_release(&place);
	code = change_commit(c);
	return code == TC_EXIT_OK && !p->lossy ? cursors_publish(p->cursors, s) : code;
}

void put_tell(const struct put *p)
{
	reasons_tell(p->reasons);
}

static void write_count(struct tc_writer *w, const char *name, uint64_t count)
{
	tc_write_literal(w, ",\"");
	tc_write_span(w, tc_span_of(name));
	tc_write_literal(w, "\":");
	tc_write_unsigned(w, count);
}

void put_stats(const struct put *p)
{
	const struct intake_counts *in = &p->intake.counts;
	struct tc_writer w;

	tc_writer_init(&w, STDERR_FILENO, "standard error");
	tc_write_literal(&w, "{\"kind\":\"stats\"");
	write_count(&w, "records", in->records);
	write_count(&w, "new", p->counts.fresh);
	write_count(&w, "changed", p->counts.changed);
	write_count(&w, "rejects", in->rejects);
	write_count(&w, "nameless", in->nameless);
	write_count(&w, "forgotten", in->forgotten);
	write_count(&w, "partitions", p->counts.partitions);
	write_count(&w, "bytes", p->counts.bytes);
	tc_write_literal(&w, "}");
	tc_writer_end(&w);
	tc_writer_flush(&w);
	free(w.buffer);
}
