/* term.h - a document on a terminal.
 *
 * Tables never wrap: bars shrink first, then flexible columns, then columns are left out
 * from the right. Prose wraps. Styles are bold, dim and one color each for better and
 * worse, never a color alone. */
#ifndef RENDER_TERM_H
#define RENDER_TERM_H

#include "render/text.h"

void term_write(const struct document *d, const struct look *look, struct tc_writer *w);

/* A table as lines: term_table.c. */
struct lines {
	struct text *list; /* owned */
	size_t count, size;
};
/* A new empty line; borrowed until the next one. */
struct text *lines_add(struct lines *l, const struct look *look);
void lines_release(struct lines *l);
void term_table(const struct table *t, const struct look *look, size_t columns,
		struct lines *out);

#endif
