/* Reading files in pieces, lines out of buffers. */
#include "extract/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "extract/call.h"
#include "extract/cursors.h"
#include "extract/dispatch.h"
#include "extract/facts.h"
#include "extract/meta.h"
#include "extract/plan.h"
#include "extract/prefilter.h"
#include "lib/platform.h"
#include "lib/report.h"

#define BUFFER   (256u << 10)
#define LINE_MAX (64u << 20)

static uint64_t offset_of(const struct worker *w, const char *p)
{
	return w->base + (uint64_t)(p - w->buffer);
}

static void read_failed(struct worker *w, const char *why)
{
	tc_warn("cannot read %s: %s", w->file->path, why);
	atomic_store(&w->extract->read_failed, true);
	cursor_failed(w);
	w->at_end = true;
}

static size_t read_some(struct worker *w, char *to, size_t size)
{
	ssize_t n;

	if (w->input) {
		n = tc_input_read(w->input, to, size);
		if (n < 0)
			read_failed(w, tc_input_error(w->input));
	} else {
		uint64_t at = offset_of(w, w->scan.end);

		if (at >=
		    w->file->size) /* as it was found; what came since is next time's */
			return 0;
		do
			n = pread(w->fd, to, size, (off_t)at);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			read_failed(w, strerror(errno));
	}
	return n > 0 ? (size_t)n : 0;
}

/* Forgets what is before the scanner, moves the rest to the front, fills up. False when
 * nothing came. */
static bool fill(struct worker *w)
{
	size_t kept = (size_t)(w->scan.end - w->scan.p), came = 0;

	memmove(w->buffer, w->scan.p, kept);
	w->base = offset_of(w, w->scan.p);
	w->scan.p = w->buffer;
	w->scan.end = w->buffer + kept;
	while (!w->at_end && kept + came < BUFFER) {
		size_t n = read_some(w, w->buffer + kept + came, BUFFER - kept - came);

		came += n;
		w->scan.end += n;
		if (n == 0)
			w->at_end = true;
	}
	w->buffer[kept + came] = '\n';
	atomic_fetch_add_explicit(&w->extract->bytes_done, came, memory_order_relaxed);
	return came > 0;
}

/* The scanner has come to the end of the buffer inside a line. */
static bool more(struct tc_scan *s)
{
	struct worker *w = s->context;

	if (s->error == TC_SCAN_OK && offset_of(w, s->end) - w->line_start > LINE_MAX) {
		s->error = TC_SCAN_LONG;
		return false;
	}
	return fill(w);
}

/* Leading NULs are what a torn write leaves; a BOM may open a file. */
static void skip_litter(struct worker *w)
{
	struct tc_scan *s = &w->scan;

	if (offset_of(w, s->p) == 0 && s->end - s->p >= 3 &&
	    memcmp(s->p, "\xef\xbb\xbf", 3) == 0)
		s->p += 3;
	while (s->p < s->end ? *s->p == '\0' : fill(w))
		s->p += s->p < s->end && *s->p == '\0';
}

/* Passes over the rest of the line. False when it has no LF. */
static bool end_line(struct worker *w)
{
	uint64_t passed = 0;
	bool closed;

	tc_scan_line_end(&w->scan, &passed, &closed);
	if (closed)
		w->closed = offset_of(w, w->scan.p);
	return closed;
}

/* What the scanner could not read, to the end of the line. A last line that just stops is
 * still being written: it is left for the next run. */
static void reject_rest(struct worker *w, uint64_t start)
{
	enum tc_scan_error error = w->scan.error;
	bool closed = end_line(w);

	if (error == TC_SCAN_ENDS && !closed)
		w->tally.partial_tails++;
	else
		facts_reject(w, start, offset_of(w, w->scan.p) - closed - start,
			     w->line_number, tc_scan_reason(error));
}

/* One value at the top of a line. False when it was not JSON and has taken the rest of the
 * line with it. */
static bool read_value(struct worker *w, bool stable)
{
	struct tc_scan *s = &w->scan;
	uint64_t start = offset_of(w, s->p);
	const char *reason = "not an object";

	if (tc_scan_peek(s) != TC_SCAN_OBJECT) {
		tc_scan_skip(s);
	} else if (line_read(&w->reader, s, stable)) {
		if (offset_of(w, s->p) - w->line_start > LINE_MAX) {
			s->error = TC_SCAN_LONG;
		} else {
			w->tally.objects++;
			reason = dispatch_line(w);
		}
	}
	if (s->error != TC_SCAN_OK) {
		reject_rest(w, start);
		return false;
	}
	if (reason)
		facts_reject(w, start, offset_of(w, s->p) - start, w->line_number,
			     reason);
	return true;
}

/* The line at the scanner, and its LF. */
static void read_line(struct worker *w, bool stable)
{
	struct tc_scan *s = &w->scan;
	bool empty = true;

	w->line_start = offset_of(w, s->p);
	w->line_number += w->input != NULL;
	w->tally.lines++;
	skip_litter(w);
	for (; tc_scan_another(s); empty = false)
		if (!read_value(w, stable))
			return;
	w->tally.blank += empty;
	end_line(w);
}

static const char *line_start_before(const char *p, const char *at)
{
	const char *lf = tc_memrchr(p, '\n', (size_t)(at - p));

	return lf ? lf + 1 : p;
}

/* Moves the scanner to the next line that may matter; false when none is before `end`,
 * which stands behind an LF. */
static bool next_line(struct worker *w, const char *end)
{
	const char *at = w->scan.p;
	enum needle needle;

	if (!w->extract->calls_only || !w->file_has_cwd || w->input)
		return at < end;
	while ((at = prefilter_find(at, end, &needle)) < end) {
		if (needle == NEEDLE_CALL ||
		    (needle == NEEDLE_AGENT && !w->file->agent_id.p) ||
		    (needle == NEEDLE_PROMPT &&
		     !prefilter_is_prompt(at, end, w->prompt.text))) {
			w->scan.p = line_start_before(w->scan.p, at);
			return true;
		}
		at++;
	}
	w->scan.p = end;
	return false;
}

/* All whole lines of the buffer that start before `limit`. */
static void read_buffer(struct worker *w, const char *end, uint64_t limit)
{
	while (next_line(w, end) && offset_of(w, w->scan.p) < limit)
		read_line(w, true);
}

/* Stands at the first line that starts in the piece. */
static bool find_first_line(struct worker *w, uint64_t start)
{
	uint64_t passed = 0;
	bool closed = true;

	w->base = start > 0 ? start - 1 : 0;
	w->line_start = w->base;
	if (!fill(w))
		return false;
	w->scan.error =
		TC_SCAN_SYNTAX; /* somebody else's line: however long, passed over */
	if (start > 0)
		return tc_scan_line_end(&w->scan, &passed, &closed);
	w->scan.error = TC_SCAN_OK;
	return true;
}

static void read_piece(struct worker *w, const struct task *t)
{
	struct tc_scan *s = &w->scan;

	if (!find_first_line(w, t->start))
		return;
	while (offset_of(w, s->p) < t->end) {
		const char *last = tc_memrchr(s->p, '\n', (size_t)(s->end - s->p));

		if (last) {
			read_buffer(w, last + 1, t->end);
		} else if (s->p > w->buffer && !w->at_end) {
			fill(w);
		} else if (s->p == s->end && !fill(w)) {
			break;
		} else {
			read_line(w, false);
		}
	}
}

/* What the piece begins with: what the one before it ends with. */
static struct tc_value prompt_before(struct worker *w, const struct task *t)
{
	struct links *links = w->extract->links;
	uint32_t number = 0;

	if (t->start > 0 && !cursor_prompt(w, t, &number))
		number = links_prompt_reference(links, w->file_number, t->start);
	return (struct tc_value){ number, tc_intern_text(w->extract->names, number) };
}

static bool open_piece(struct worker *w, const struct task *t)
{
	const struct file *f = w->file;

	w->input = NULL;
	w->fd = -1;
	if (f->stream)
		w->input = tc_input_open(f->path);
	else
		w->fd = open(f->path, O_RDONLY | O_CLOEXEC);
	if (!w->input && w->fd < 0) {
		read_failed(w, strerror(errno));
		return false;
	}
	if (w->fd >= 0 && t->start == 0 && plan_is_gzip(w->fd))
		w->input = tc_input_of(w->fd);
	w->base = 0;
	w->line_number = 0;
	w->at_end = false;
	w->file_has_cwd = t->start >= PLAN_PIECE;
	w->prompt = prompt_before(w, t);
	cursor_begin(w, t);
	w->scan = (struct tc_scan){ .p = w->buffer,
				    .end = w->buffer,
				    .more = more,
				    .context = w,
				    .scratch = w->reader.scratch,
				    .scratch_size = LINE_TEXT };
	return true;
}

static void close_piece(struct worker *w)
{
	if (w->input)
		tc_input_close(w->input);
	else
		close(w->fd);
}

static void enter_file(struct worker *w, unsigned number)
{
	w->file = &w->extract->files.list[number];
	w->file_number = number;
	free(w->agent_type);
	w->agent_type = meta_agent_type(w->file);
	w->cwd = w->agent = (struct name_cache){ 0 };
}

void *read_pieces(void *worker)
{
	struct worker *w = worker;
	struct extract *x = w->extract;
	unsigned i;

	while ((i = atomic_fetch_add(&x->next_task, 1)) < x->task_count) {
		enter_file(w, x->tasks[i].file);
		if (!open_piece(w, &x->tasks[i]))
			continue;
		read_piece(w, &x->tasks[i]);
		call_flush(w);
		if (x->tasks[i].end != UINT64_MAX)
			links_prompt(x->links, w->file_number, x->tasks[i].end,
				     (uint32_t)w->prompt.number);
		cursor_end(w, &x->tasks[i]);
		close_piece(w);
	}
	return NULL;
}

void read_worker_init(struct worker *w, struct extract *x)
{
	*w = (struct worker){ .extract = x };
	line_reader_init(&w->reader, x->calls_only);
	w->buffer = tc_alloc(BUFFER + TC_SCAN_PAD, 1);
}

void read_worker_release(struct worker *w)
{
	line_reader_release(&w->reader);
	free(w->agent_type);
	free(w->buffer);
	free(w->pack.bytes);
	census_release(&w->tally.types);
	census_release(&w->tally.rejects);
	census_release(&w->closed_rejects);
	census_release(&w->unsure);
	tc_sort_free(w->sort);
}
