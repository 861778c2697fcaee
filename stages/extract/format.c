/* Packed records into lines of JSON.
 *
 * One thread takes records in order and puts them into batches, others turn batches into
 * lines, and the first writes them out as they get ready: a ring of batches between `next
 * to fill` and `next to write`, of which `next to format` lies somewhere between. With one
 * thread, or a filter behind the writer, the same is done in one go. */
#include "extract/format.h"

#include <stdlib.h>

#include "extract/number.h"
#include "extract/path.h"
#include "lib/report.h"

#define BATCH_RECORDS 512
#define BATCHES       8
#define HELPERS_MAX   8

struct batch {
	struct tc_span items[BATCH_RECORDS]; /* into `packed`, by offset while it grows */
	unsigned count;
	char *packed;
	size_t used, size;
	struct tc_writer lines;
	struct format_counts counts;
	bool ready;
};

struct ring {
	const struct extract *extract;
	pthread_mutex_t lock;
	pthread_cond_t filled, formatted;
	struct batch batches[BATCHES];
	unsigned fill, format, write; /* running numbers; modulo BATCHES is the place */
	bool closed;
};

void format_resolve(const struct extract *x, enum tc_kind_id kind, struct tc_value *v)
{
	bool call = kind == TC_KIND_CALL;
	struct tc_value *project = &v[call ? (unsigned)TC_CALL_PROJECT : TC_FACT_PROJECT];
	struct tc_value *agent = &v[call ? (unsigned)TC_CALL_AGENT : TC_FACT_AGENT];

	if (kind == TC_KIND_REJECT || kind == TC_KIND_PROBE)
		return;
	project->text = tc_intern_text(
		x->names, links_resolve(x->links, (uint32_t)project->number));
	agent->text = tc_intern_text(x->names,
				     links_resolve(x->links, (uint32_t)agent->number));
	if (call)
		v[TC_CALL_PROMPT].text = tc_intern_text(
			x->names,
			links_resolve(x->links, (uint32_t)v[TC_CALL_PROMPT].number));
}

/* A path is told and classed relative to its project; outside it only path_id is left. */
static void place_file(struct tc_value *v)
{
	struct tc_span path = v[TC_TOOL_PATH].text, project = v[TC_FACT_PROJECT].text;
	struct tc_span relative;
	bool inside;

	if (!path.p)
		return;
	inside = project.p && extract_path_relative(project, path, &relative);
	v[TC_TOOL_DOC].number = extract_path_is_doc(inside ? relative : path);
	v[TC_TOOL_CODE].number = extract_path_is_code(inside ? relative : path);
	v[TC_TOOL_PATH].text = inside ? relative : (struct tc_span){ 0 };
}

/* number: counts lines of files, for rejects; NULL where none can come. */
static void format_one(const struct extract *x, struct tc_span item,
		       struct number *number, struct tc_writer *w,
		       struct format_counts *counts)
{
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind = tc_pack_open(item, x->names, v);

	format_resolve(x, kind, v);
	if (kind == TC_KIND_TOOL)
		place_file(v);
	if (number && kind == TC_KIND_REJECT && v[TC_REJECT_LINE].number == TC_NONE)
		v[TC_REJECT_LINE].number =
			number_of_line(number, v[TC_REJECT_FILE].text,
				       (uint64_t)v[TC_REJECT_OFFSET].number);
	counts->records[kind]++;
	counts->incomplete += kind == TC_KIND_CALL && !v[TC_CALL_FINAL].number;
	tc_kind_write(&tc_kinds[kind], v, w);
}

static void add_counts(struct format_counts *sum, const struct format_counts *more)
{
	for (int i = 0; i < TC_KIND_COUNT; i++)
		sum->records[i] += more->records[i];
	sum->incomplete += more->incomplete;
}

static void format_batch(const struct extract *x, struct batch *b)
{
	b->counts = (struct format_counts){ 0 };
	for (unsigned i = 0; i < b->count; i++)
		format_one(x, b->items[i], NULL, &b->lines, &b->counts);
}

/* A helper: formats batches until there are no more. */
static void *help(void *context)
{
	struct ring *r = context;

	pthread_mutex_lock(&r->lock);
	for (;;) {
		struct batch *b;

		while (r->format == r->fill && !r->closed)
			pthread_cond_wait(&r->filled, &r->lock);
		if (r->format == r->fill)
			break;
		b = &r->batches[r->format++ % BATCHES];
		pthread_mutex_unlock(&r->lock);
		format_batch(r->extract, b);
		pthread_mutex_lock(&r->lock);
		b->ready = true;
		pthread_cond_signal(&r->formatted);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* Waits for the oldest batch and writes it. */
static void write_oldest(struct ring *r, struct tc_writer *w,
			 struct format_counts *counts)
{
	struct batch *b = &r->batches[r->write % BATCHES];

	pthread_mutex_lock(&r->lock);
	while (!b->ready)
		pthread_cond_wait(&r->formatted, &r->lock);
	pthread_mutex_unlock(&r->lock);
	tc_writer_lines(w, (struct tc_span){ b->lines.buffer, b->lines.used });
	b->lines.used = b->lines.line = 0;
	b->ready = false;
	r->write++;
	add_counts(counts, &b->counts);
}

static void put(struct batch *b, struct tc_span item)
{
	if (b->size - b->used < item.n) {
		size_t size = (b->used + item.n) * 2;
		char *packed = tc_alloc(size, 1);

		memcpy(packed, b->packed ? b->packed : "", b->used);
		for (unsigned i = 0; i < b->count; i++)
			b->items[i].p = packed + (b->items[i].p - b->packed);
		free(b->packed);
		b->packed = packed;
		b->size = size;
	}
	memcpy(b->packed + b->used, item.p, item.n);
	b->items[b->count++] = (struct tc_span){ b->packed + b->used, item.n };
	b->used += item.n;
}

/* Fills the next batch. True when there is more: *item is then what did not go in, because
 * the batch was full or it is a reject (whose line is counted in turn). */
static bool fill(struct ring *r, struct tc_sort *records, struct tc_span *item)
{
	struct batch *b = &r->batches[r->fill % BATCHES];
	uint64_t key;
	bool more = item->n > 0;

	b->count = 0;
	b->used = 0;
	for (; more || tc_sort_next(records, &key, item); more = false) {
		if (b->count == BATCH_RECORDS || tc_pack_kind(*item) == TC_KIND_REJECT)
			return true;
		put(b, *item);
	}
	item->n = 0;
	return false;
}

static void hand_over(struct ring *r)
{
	pthread_mutex_lock(&r->lock);
	r->fill++;
	pthread_cond_signal(&r->filled);
	pthread_mutex_unlock(&r->lock);
}

/* All up to the first reject, which *item then is. */
static void format_together(struct ring *r, struct tc_sort *records, struct tc_span *item,
			    struct tc_writer *w, struct format_counts *counts)
{
	bool more;

	do {
		if (r->fill - r->write == BATCHES)
			write_oldest(r, w, counts);
		more = fill(r, records, item);
		hand_over(r);
	} while (more && tc_pack_kind(*item) != TC_KIND_REJECT);
	while (r->write != r->fill)
		write_oldest(r, w, counts);
}

static struct ring *ring_new(const struct extract *x)
{
	struct ring *r = tc_alloc(1, sizeof(*r));

	r->extract = x;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->filled, NULL);
	pthread_cond_init(&r->formatted, NULL);
	for (unsigned i = 0; i < BATCHES; i++)
		tc_writer_init(&r->batches[i].lines, -1, "a batch");
	return r;
}

static void ring_free(struct ring *r)
{
	for (unsigned i = 0; i < BATCHES; i++) {
		free(r->batches[i].lines.buffer);
		free(r->batches[i].packed);
	}
	pthread_cond_destroy(&r->filled);
	pthread_cond_destroy(&r->formatted);
	pthread_mutex_destroy(&r->lock);
	free(r);
}

/* Starts the helpers, works with them, ends them. */
static void format_with_help(const struct extract *x, struct tc_sort *records,
			     unsigned helpers, struct tc_span *item, struct tc_writer *w,
			     struct format_counts *counts)
{
	struct ring *r = ring_new(x);
	pthread_t threads[HELPERS_MAX];
	unsigned started = 0;

	for (; started < helpers; started++)
		if (pthread_create(&threads[started], NULL, help, r) != 0)
			tc_die(TC_EXIT_IO, "cannot start a thread");
	format_together(r, records, item, w, counts);
	pthread_mutex_lock(&r->lock);
	r->closed = true;
	pthread_cond_broadcast(&r->filled);
	pthread_mutex_unlock(&r->lock);
	while (started > 0)
		pthread_join(threads[--started], NULL);
	ring_free(r);
}

void format_records(const struct extract *x, struct tc_sort *records, unsigned threads,
		    struct tc_writer *w, struct format_counts *counts)
{
	struct number number = { .fd = -1 };
	struct tc_span item = { NULL, 0 };
	uint64_t key;

	if (threads > 1 && !w->hook)
		format_with_help(x, records,
				 threads < HELPERS_MAX ? threads : HELPERS_MAX, &item, w,
				 counts);
	if (item.n)
		format_one(x, item, &number, w, counts);
	while (tc_sort_next(records, &key, &item))
		format_one(x, item, &number, w, counts);
	number_close(&number);
}
