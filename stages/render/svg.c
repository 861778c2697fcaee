/* Pictures in the cells of a page: a bar, a sparkline. */
#include <stdio.h>

#include "render/html.h"

#define SPARK_STEP   4 /* pixels from one number to the next, and its bar */
#define SPARK_BAR    3
#define SPARK_HEIGHT 20
#define SPARK_LEAST  1

/* Its length to a thousandth of a percent; the number itself stands beside it. */
void svg_bar(struct html *h, const struct value *v)
{
	tc_int128 n = format_grain(v);

	if (n > GRAIN)
		n = GRAIN;
	html_markup(h,
		    "<svg class=\"bar\" width=\"144\" height=\"10\" aria-hidden=\"true\">"
		    "<rect class=\"s0\" height=\"10\" width=\"");
	html_decimal(h, (n * 100000 + GRAIN / 2) / GRAIN, 3);
	html_markup(h, "%\"/></svg>");
}

static tc_int128 greatest(const struct value *v)
{
	tc_int128 most = 1;

	for (size_t i = 0; i < v->count; i++)
		if (format_grain(&v->items[i]) > most)
			most = format_grain(&v->items[i]);
	return most;
}

/* A bar a number; nothing at all is still a line. */
void svg_spark(struct html *h, const struct value *v)
{
	tc_int128 most = greatest(v), high = SPARK_HEIGHT - SPARK_LEAST;
	char text[256];
	int n;

	n = snprintf(
		text, sizeof(text),
		"<svg class=\"spark\" width=\"%zu\" height=\"%d\" viewBox=\"0 0 %zu %d\" "
		"preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%zu bars\">",
		v->count * SPARK_STEP, SPARK_HEIGHT, v->count * SPARK_STEP, SPARK_HEIGHT,
		v->count);
	tc_write_bytes(h->w, text, (size_t)n);
	for (size_t i = 0; i < v->count; i++) {
		tc_int128 tall =
			SPARK_LEAST * 100 +
			(format_grain(&v->items[i]) * high * 100 + most / 2) / most;

		n = snprintf(text, sizeof(text),
			     "<rect class=\"s0\" x=\"%zu\" width=\"%d\" y=\"",
			     i * SPARK_STEP, SPARK_BAR);
		tc_write_bytes(h->w, text, (size_t)n);
		html_decimal(h, SPARK_HEIGHT * 100 - tall, 2);
		html_markup(h, "\" height=\"");
		html_decimal(h, tall, 2);
		html_markup(h, "\"/>");
	}
	html_markup(h, "</svg>");
}
