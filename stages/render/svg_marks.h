/* svg_marks.h - what a chart is drawn with: its bars, lines and areas, and where they stand.
 *
 * What lies across is in thousandths of a percent of the plot, what lies up in pixels. */
#ifndef RENDER_SVG_MARKS_H
#define RENDER_SVG_MARKS_H

#include "render/html.h"
#include "render/svg_axis.h"

#define CHART_TOP  12 /* pixels above the plot */
#define CHART_PLOT 220
#define CHART_WIDE 100000

struct chart {
	struct html *h;
	const struct block *block;
	const struct table *table;
	size_t label;     /* column of the names below the axis */
	size_t *series;   /* columns drawn; owned */
	size_t count;     /* of them */
	struct axis axis; /* the left one */
	tc_int128 most;   /* the greatest, ... */
	size_t highest;   /* ... and where it stands */
};

bool chart_is_stacked(const struct chart *c);
const struct value *chart_cell(const struct chart *c, size_t row, size_t series);

/* A number in the unit of the axis: what is below zero or no number is 0, and there is a
 * greatest one. */
tc_int128 chart_amount(const struct value *v);
/* Hundredths of a pixel from the top of the plot down to n. */
tc_int128 chart_down(const struct chart *c, tc_int128 n);
/* The middle of a row's place. */
tc_int128 chart_middle(const struct chart *c, size_t row);
/* Writes ` x="12.5%" width="3%"`: a row's place, or the middle part of it. */
void chart_slot(const struct chart *c, size_t row, int percent);
/* Writes `class="s0"`. */
void chart_shade(const struct chart *c, size_t series);

void chart_bar(const struct chart *c, size_t row);
/* All lines or areas. */
void chart_curves(const struct chart *c);

#endif
