/* Which transcripts there are. */
#include "extract/list.h"

#include "extract/cursors.h"
#include "lib/time.h"

#define NANOSECONDS 1000000 /* of a millisecond */

static void write_one(const struct file *f, bool is_read, struct tc_writer *w)
{
	tc_write_literal(w, "{\"kind\":\"transcript\",\"ts\":\"");
	tc_time_format(f->mtime / NANOSECONDS, tc_writer_room(w, TC_TIME_SIZE));
	tc_writer_took(w, TC_TIME_SIZE);
	tc_write_literal(w, "\",\"file\":");
	tc_write_string(w, tc_span_of(f->path));
	tc_write_literal(w, ",\"bytes\":");
	tc_write_unsigned(w, f->size);
	tc_write_literal(w, ",\"read\":");
	tc_write_span(w, tc_span_of(is_read ? "true" : "false"));
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

void list_write(const struct extract *x, struct tc_writer *w)
{
	for (size_t i = 0; i < x->files.count; i++) {
		const struct cursor *c = &x->cursors->of_file[i];

		if (!x->files.list[i].stream)
			write_one(&x->files.list[i], c->line.p && c->from == CURSOR_IDLE,
				  w);
	}
}
