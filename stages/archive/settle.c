/* What came for one partition, joined with what it has.
 *
 * Both are sorted by identity: what came as packed records, what is stored as lines, which
 * are opened only where they join. What comes of it is lines again, sorted by time. */
#include "archive/settle.h"

#include <stdlib.h>

#include "archive/stored.h"
#include "lib/report.h"

#define CAME_BUDGET (4u << 20)
#define LINE_BUDGET (8u << 20)

/* A line on its way through a sort: what it is compared by goes before it. */
struct packet {
	int64_t ts;
	struct tc_span id, line; /* the line with its LF */
};

struct merge {
	struct settle *settle;
	const struct target *target;
	struct feed came, stored; /* by identity */
	struct tc_sort *lines;    /* what comes out, by time */
	struct tc_pack packet, joined;
	uint64_t fresh, changed, gone;
};

void feed_next(struct feed *f)
{
	f->more = tc_sort_next(f->sort, &f->key, &f->item);
}

void settle_init(struct settle *x)
{
	tc_writer_init(&x->line, -1, "a line");
}

void settle_release(struct settle *x)
{
	free(x->line.buffer);
}

static struct tc_span line_of(struct settle *x, struct tc_span item)
{
	x->line.used = x->line.line = 0;
	intake_write(x->in, item, &x->line);
	return (struct tc_span){ x->line.buffer, x->line.used };
}

/* --- packets -------------------------------------------------------------------------- */

static struct packet packet_open(struct tc_span item)
{
	struct packet packet;
	const char *p = item.p;
	uint32_t n;

	memcpy(&packet.ts, p, sizeof(packet.ts));
	p += sizeof(packet.ts);
	memcpy(&n, p, sizeof(n));
	p += sizeof(n);
	packet.id = (struct tc_span){ p, n };
	p += n;
	packet.line = (struct tc_span){ p, (size_t)(item.p + item.n - p) };
	return packet;
}

static int packet_order(const void *unused, struct tc_span a, struct tc_span b)
{
	(void)unused;
	return tc_span_order(packet_open(a).id, packet_open(b).id);
}

static char *append(char *out, const void *p, size_t n)
{
	memcpy(out, p, n);
	return out + n;
}

static void add_packet(struct merge *m, struct tc_sort *sort, uint64_t key,
		       const struct packet *packet)
{
	uint32_t n = (uint32_t)packet->id.n;
	size_t size = sizeof(packet->ts) + sizeof(n) + n + packet->line.n;
	char *out;

	if (m->packet.size < size) {
		m->packet.size = 2 * size;
		m->packet.bytes = tc_grow(m->packet.bytes, m->packet.size, 1);
	}
	out = append(m->packet.bytes, &packet->ts, sizeof(packet->ts));
	out = append(out, &n, sizeof(n));
	out = append(out, packet->id.p, n);
	append(out, packet->line.p, packet->line.n);
	tc_sort_add(sort, key, (struct tc_span){ m->packet.bytes, size });
}

/* --- reading both sides ---------------------------------------------------------------- */

static void read_came(struct merge *m, struct feed *from)
{
	const struct intake *in = m->settle->in;

	for (; from->more && from->key < m->target->end; feed_next(from))
		tc_sort_add(m->came.sort, place_identity(in, from->item), from->item);
}

static void read_stored(struct merge *m)
{
	struct stored stored;
	struct tc_span line;
	struct head head;

	stored_open(&stored, m->settle->store, m->target->file);
	while (stored_next(&stored, &line, &head)) {
		struct packet packet = { head.ts, head.id, { line.p, line.n + 1 } };

		add_packet(m, m->stored.sort, index_hash(head.kind, head.id), &packet);
	}
	stored_close(&stored);
}

/* --- joining -------------------------------------------------------------------------- */

/* Joins an item into what m->joined holds. */
static struct tc_span join(struct merge *m, struct tc_span kept, struct tc_span item)
{
	struct tc_value a[TC_KIND_FIELDS], b[TC_KIND_FIELDS];
	const struct tc_intern *names = m->settle->in->names;
	enum tc_kind_id kind = tc_pack_open(kept, names, a);
	struct tc_pack joined = { 0 };

	tc_pack_open(item, names, b);
	tc_kind_join(&tc_kinds[kind], a, b);
	kept = tc_pack_record(&joined, kind, a);
	free(m->joined.bytes); /* only now: a's texts lie there */
	m->joined = joined;
	return kept;
}

/* Joins what else came of a record with it. */
static struct tc_span join_came(struct merge *m, struct tc_span kept)
{
	for (; m->came.more && tc_span_is(tc_pack_id(m->came.item), tc_pack_id(kept));
	     feed_next(&m->came))
		kept = join(m, kept, m->came.item);
	return kept;
}

/* False when the record is of another partition: that one has it. */
static bool keep(struct merge *m, struct tc_span item, struct tc_span *line)
{
	int64_t ts = tc_pack_ts(item);
	struct packet packet = { .ts = ts, .id = place_id(item) };

	if (!target_has(m->target, ts))
		return false;
	packet.line = *line = line_of(m->settle, item);
	add_packet(m, m->lines, place_key(0, ts), &packet);
	return true;
}

static void keep_new(struct merge *m)
{
	struct tc_span item = tc_pack_copy(&m->joined, m->came.item), line;

	feed_next(&m->came);
	m->fresh += keep(m, join_came(m, item), &line);
}

/* The stored line opened. The scanner looks past its end, where a sort has other things. */
static struct tc_span open_line(struct merge *m, struct tc_span line)
{
	struct settle *x = m->settle;
	struct tc_span item;

	x->line.used = x->line.line = 0;
	tc_write_span(&x->line, line);
	tc_writer_room(&x->line, TC_SCAN_PAD);
	line = (struct tc_span){ x->line.buffer, line.n - 1 };
	if (!intake_stored(x->in, x->record, line, &item))
		stored_damaged(m->target->file, "a line that is no record of its kind");
	return tc_pack_copy(&m->joined, item);
}

static void keep_joined(struct merge *m, const struct packet *stored)
{
	struct tc_span item = open_line(m, stored->line), line;

	if (!keep(m, join_came(m, item), &line))
		m->gone++;
	else if (!tc_span_is(line, stored->line))
		m->changed++;
}

/* < 0: what is stored comes first, > 0: what came; 0: they are one record. */
static int compare(const struct merge *m, const struct packet *stored)
{
	if (!m->came.more || !m->stored.more)
		return m->came.more - m->stored.more;
	if (m->stored.key != m->came.key)
		return m->stored.key < m->came.key ? -1 : 1;
	return tc_span_order(stored->id, place_id(m->came.item));
}

static void merge(struct merge *m)
{
	feed_next(&m->came);
	feed_next(&m->stored);
	while (m->came.more || m->stored.more) {
		struct packet stored = { 0 };
		int order;

		if (m->stored.more)
			stored = packet_open(m->stored.item);
		order = compare(m, &stored);
		if (order < 0)
			tc_sort_add(m->lines, place_key(0, stored.ts), m->stored.item);
		else if (order == 0)
			keep_joined(m, &stored);
		else
			keep_new(m);
		if (order <= 0)
			feed_next(&m->stored);
	}
}

/* --- writing -------------------------------------------------------------------------- */

static void end_part(struct settle *x, const struct partition *p)
{
	const struct file_entry *file;

	if (!change_part_end(x->change))
		return;
	file = manifest_find(change_manifest(x->change), p->kind, p->date);
	x->counts->partitions++;
	x->counts->bytes += file ? file->sum.bytes : 0;
}

static void write_lines(struct merge *m)
{
	struct change *c = m->settle->change;
	struct tc_span item;
	uint64_t key;

	change_part_begin(c, &m->target->partition, NULL);
	while (tc_sort_next(m->lines, &key, &item)) {
		struct packet packet = packet_open(item);

		change_part_line(c, packet.line, packet.ts);
	}
	end_part(m->settle, &m->target->partition);
}

static void merge_all(struct settle *x, const struct target *t, struct feed *homes,
		      struct feed *visits)
{
	struct merge m = { .settle = x, .target = t };

	m.came.sort = tc_sort_new(CAME_BUDGET, tc_pack_order, NULL);
	m.stored.sort = tc_sort_new(LINE_BUDGET, packet_order, NULL);
	m.lines = tc_sort_new(LINE_BUDGET, packet_order, NULL);
	read_came(&m, homes);
	read_came(&m, visits);
	read_stored(&m);
	merge(&m);
	if (m.fresh || m.changed || m.gone)
		write_lines(&m);
	/* What is gone is fresh elsewhere, and no new record. */
	x->counts->fresh += m.fresh - m.gone;
	x->counts->changed += m.changed + m.gone;
	tc_sort_free(m.lines);
	tc_sort_free(m.stored.sort);
	tc_sort_free(m.came.sort);
	free(m.packet.bytes);
	free(m.joined.bytes);
}

/* Nothing is stored: what came is joined and in order. */
static void write_new(struct settle *x, const struct target *t, struct feed *homes)
{
	change_part_begin(x->change, &t->partition, NULL);
	for (; homes->more && homes->key < t->end; feed_next(homes)) {
		change_part_line(x->change, line_of(x, homes->item),
				 tc_pack_ts(homes->item));
		x->counts->fresh++;
	}
	end_part(x, &t->partition);
}

void settle_partition(struct settle *x, const struct target *t, struct feed *homes,
		      struct feed *visits)
{
	if (t->file)
		merge_all(x, t, homes, visits);
	else if (homes->more && homes->key < t->end)
		write_new(x, t, homes);
	while (visits->more && visits->key < t->end)
		feed_next(visits); /* looked for where nothing is */
}
