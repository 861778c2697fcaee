/* text.h - a line for the terminal: characters made safe, styles between them.
 *
 * What could drive a terminal, reorder or hide text is made visible (\x1b, \u202e), so no
 * control character of others is left in it; styles can stand in the text as control
 * characters of ours until it is written. */
#ifndef RENDER_TEXT_H
#define RENDER_TEXT_H

#include "lib/writer.h"
#include "render/format.h"

struct text {
	char *p; /* owned */
	size_t n, size;
	size_t width; /* in cells */
	enum style base;
	bool ascii; /* all else is made visible too */
};

/* Takes pieces of a value: the sink's put(), its context a struct text. */
void text_put(void *text, enum style style, struct tc_span piece, bool own);
void text_add(struct text *t, struct tc_span piece);
void text_blanks(struct text *t, size_t count);
void text_join(struct text *t, const struct text *other);
/* From here on; pieces of a value come back to it. */
void text_style(struct text *t, enum style style);
/* Leaves out what goes beyond `width`, and says so by an ellipsis. */
void text_cut(struct text *t, size_t width);
/* A new text, owned: the start of t as far as whole words fit into `width`; t keeps the
 * rest. A word longer than that is cut in two. */
struct text text_wrap(struct text *t, size_t width);
/* As one line, with escapes for the styles when `color`. */
void text_write(const struct text *t, struct tc_writer *w, bool color);
void text_release(struct text *t);

#endif
