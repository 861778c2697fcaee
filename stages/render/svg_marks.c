/* The bars, lines and areas of a chart. */
#include "render/svg_marks.h"

#define BAR_OF_SLOT 76 /* percent */
#define BAR_OF_PLOT 8  /* percent: a few bars are no walls */
#define SHADES      5
#define AMOUNT_MOST ((tc_int128)1 << 90) /* sums of many, times pixels, fit 128 bits */

bool chart_is_stacked(const struct chart *c)
{
	return c->block->shape != SHAPE_LINES;
}

const struct value *chart_cell(const struct chart *c, size_t row, size_t series)
{
	return &c->table->rows[row].cells[c->series[series]];
}

tc_int128 chart_amount(const struct value *v)
{
	tc_int128 n;

	if (!value_is_number(v->type))
		return 0;
	if (!decimal_scale(v->text, 9, &n))
		n = v->text.p[0] == '-' ? 0 : AMOUNT_MOST;
	return n < 0 ? 0 : n > AMOUNT_MOST ? AMOUNT_MOST : n;
}

tc_int128 chart_down(const struct chart *c, tc_int128 n)
{
	return (CHART_PLOT * 100 * (c->axis.top - n) + c->axis.top / 2) / c->axis.top;
}

tc_int128 chart_middle(const struct chart *c, size_t row)
{
	tc_int128 n = (tc_int128)c->table->row_count;

	return (2 * (tc_int128)row + 1) * CHART_WIDE / (2 * n);
}

void chart_slot(const struct chart *c, size_t row, int percent)
{
	tc_int128 n = (tc_int128)c->table->row_count, left = (100 - percent) / 2;

	html_markup(c->h, " x=\"");
	html_decimal(c->h, ((tc_int128)row * 100 + left) * CHART_WIDE / (n * 100), 3);
	html_markup(c->h, "%\" width=\"");
	html_decimal(c->h, percent * CHART_WIDE / (n * 100), 3);
	html_markup(c->h, "%\"");
}

void chart_shade(const struct chart *c, size_t series)
{
	html_markup(c->h, "class=\"s");
	html_size(c->h, series % SHADES);
	html_markup(c->h, "\"");
}

void chart_bar(const struct chart *c, size_t row)
{
	tc_int128 below = 0;
	size_t room = BAR_OF_PLOT * c->table->row_count;
	int percent = room < BAR_OF_SLOT ? (int)room : BAR_OF_SLOT;

	for (size_t i = 0; i < c->count; i++) {
		tc_int128 n = below + chart_amount(chart_cell(c, row, i));
		tc_int128 y = chart_down(c, n), height = chart_down(c, below) - y;

		below = n;
		if (height == 0)
			continue;
		html_markup(c->h, "<rect ");
		chart_shade(c, i);
		chart_slot(c, row, percent);
		html_markup(c->h, " y=\"");
		html_decimal(c->h, CHART_TOP * 100 + y, 2);
		html_markup(c->h, "\" height=\"");
		html_decimal(c->h, height, 2);
		html_markup(c->h, "\"/>");
	}
}

static void put_point(const struct chart *c, char move, size_t row, tc_int128 n)
{
	tc_write_bytes(c->h->w, &move, 1);
	tc_write_integer(c->h->w, (int64_t)chart_middle(c, row));
	html_markup(c->h, " ");
	tc_write_integer(c->h->w, (int64_t)chart_down(c, n));
}

/* An unknown number breaks the line; one alone between two of them is a dot. */
static void draw_line(const struct chart *c, size_t series)
{
	char move = 'M';

	html_markup(c->h, "<path ");
	chart_shade(c, series);
	html_markup(c->h, " d=\"");
	for (size_t i = 0; i < c->table->row_count; i++) {
		const struct value *v = chart_cell(c, i, series);

		if (!value_is_number(v->type)) {
			move = 'M';
			continue;
		}
		put_point(c, move, i, chart_amount(v));
		if (move == 'M')
			html_markup(c->h, "h0");
		move = 'L';
	}
	html_markup(c->h, "\"/>");
}

/* Up to and including a series, at a row. */
static tc_int128 stack_to(const struct chart *c, size_t row, size_t series)
{
	tc_int128 sum = 0;

	for (size_t i = 0; i < series; i++)
		sum += chart_amount(chart_cell(c, row, i));
	return sum;
}

static void draw_area(const struct chart *c, size_t series)
{
	size_t n = c->table->row_count;

	html_markup(c->h, "<path ");
	chart_shade(c, series);
	html_markup(c->h, " d=\"");
	for (size_t i = 0; i < n; i++)
		put_point(c, i ? 'L' : 'M', i, stack_to(c, i, series + 1));
	for (size_t i = n; i-- > 0;)
		put_point(c, 'L', i, stack_to(c, i, series));
	html_markup(c->h, "Z\"/>");
}

void chart_curves(const struct chart *c)
{
	struct html *h = c->h;
	bool lines = c->block->shape == SHAPE_LINES;

	html_markup(h, "<svg class=\"");
	tc_write_span(h->w, tc_span_of(lines ? "lines" : "areas"));
	html_markup(h, "\" width=\"100%\" preserveAspectRatio=\"none\" y=\"");
	html_size(h, CHART_TOP);
	html_markup(h, "\" height=\"");
	html_size(h, CHART_PLOT);
	html_markup(h, "\" viewBox=\"0 0 ");
	html_size(h, CHART_WIDE);
	html_markup(h, " ");
	html_size(h, CHART_PLOT * 100);
	html_markup(h, "\">");
	for (size_t i = 0; i < c->count; i++) {
		tc_writer_end(h->w);
		if (lines)
			draw_line(c, i);
		else
			draw_area(c, i);
	}
	html_markup(h, "</svg>");
	tc_writer_end(h->w);
}
