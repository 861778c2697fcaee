/* writer.h - one line out: buffered, JSON-escaped, its close checked.
 *
 * Every record of every program leaves through a writer. A line is built with the
 * tc_write_* calls and ended by tc_writer_end(); only whole lines ever reach the file
 * descriptor. With a line hook (lib/filter sets one for --filter) each ended line is
 * handed to the hook, which writes what it makes of it through tc_writer_emit().
 *
 * Errors stick: after the first failed write everything is dropped and tc_writer_close()
 * tells. A closed pipe (EPIPE) ends the process silently with TC_EXIT_OK; any other
 * failure is reported by tc_writer_close() and makes it return TC_EXIT_IO. */
#ifndef TC_WRITER_H
#define TC_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/report.h"
#include "lib/span.h"

struct tc_writer {
	char *buffer;
	size_t used, size;
	size_t line; /* offset in buffer where the line being built starts */
	int fd;
	int error;        /* errno of the first failed write, 0 while all is well */
	const char *name; /* for messages: "standard output" or a path */
	void (*hook)(void *context, struct tc_span line, struct tc_writer *w);
	void *hook_context;
};

/* Borrows `name`. The descriptor stays the caller's until tc_writer_close(). */
void tc_writer_init(struct tc_writer *w, int fd, const char *name);
/* Standard output, SIGPIPE handled as told above. */
void tc_writer_stdout(struct tc_writer *w);

/* Room for n bytes at the returned place; tell with tc_writer_took() how many were used.
 * Valid until the next call on w. */
char *tc_writer_room(struct tc_writer *w, size_t n);
static inline void tc_writer_took(struct tc_writer *w, size_t n)
{
	w->used += n;
}

static inline void tc_write_bytes(struct tc_writer *w, const char *p, size_t n)
{
	char *room = w->size - w->used >= n ? w->buffer + w->used : tc_writer_room(w, n);

	if (n)
		memcpy(room, p, n);
	w->used += n;
}
#define tc_write_literal(w, s) tc_write_bytes((w), (s), sizeof(s) - 1)
static inline void tc_write_span(struct tc_writer *w, struct tc_span s)
{
	tc_write_bytes(w, s.p, s.n);
}
/* A JSON string with its quotes. `text` is UTF-8; invalid bytes come out as U+FFFD,
 * control characters as \u00XX or their short escape, all else as it is. */
void tc_write_string(struct tc_writer *w, struct tc_span text);
void tc_write_integer(struct tc_writer *w, int64_t value);
void tc_write_unsigned(struct tc_writer *w, uint64_t value);

/* Ends the line: LF, then the hook or the buffer. */
void tc_writer_end(struct tc_writer *w);
/* For hooks: a finished line (without LF), past the hook. */
void tc_writer_emit(struct tc_writer *w, struct tc_span line);
/* Lines built elsewhere, each with its LF; no line is being built here, no hook is set. */
void tc_writer_lines(struct tc_writer *w, struct tc_span lines);
/* Hands all ended lines to the file descriptor. Call before a read that may block. */
void tc_writer_flush(struct tc_writer *w);
/* Flushes, closes, frees; reports a failure once. */
enum tc_exit tc_writer_close(struct tc_writer *w);

#endif
