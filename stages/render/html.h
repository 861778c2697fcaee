/* html.h - what the parts of a page share: html.c the page and all escaping, html_table.c
 * its tables, svg.c pictures in cells, svg_chart.c charts.
 *
 * Coordinates are whole numbers or decimals made of them, so that a page has the same bytes
 * everywhere. */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "lib/writer.h"
#include "render/format.h"

struct html {
	const struct look *look;
	struct tc_writer *w;
	struct tc_span name; /* of the page; borrowed */
	size_t charts;       /* written so far: their ids */
};

/* Text of others, or of ours, for an element or an attribute in double quotes: deceptive
 * characters are made visible, markup is escaped. Nothing else may write a text. */
void html_text(struct html *h, struct tc_span text);
void html_value(struct html *h, const struct value *v);
/* Its words alone, without any element: inside a picture. */
void html_words(struct html *h, const struct value *v);
void html_size(struct html *h, size_t n);
/* n / 10^places, without needless zeros. */
void html_decimal(struct html *h, tc_int128 n, int places);
#define html_markup(h, s) tc_write_literal((h)->w, s)

void html_table(struct html *h, const struct table *t);

void svg_bar(struct html *h, const struct value *v);
void svg_spark(struct html *h, const struct value *v);
void svg_chart(struct html *h, const struct block *b);

#endif
