/* A chart of a page.
 *
 * It is as wide as its place: what lies across is in percent, what lies up in pixels, so
 * that text keeps its size. Lines and areas are drawn in a box of their own that is
 * stretched to the place. The numbers of its left axis stand in the room the style sheet
 * leaves there. */
#include <stdlib.h>

#include "render/svg_marks.h"

#define BELOW     26  /* pixels below the plot */
#define NARROW    262 /* pixels of a plot on a telephone, ... */
#define WIDE      820 /* ... on a desk */
#define CHARACTER 7   /* pixels of one, on average */
#define LEAST_GAP 14  /* pixels between two names below the axis */

static enum value_type type_of(const struct chart *c)
{
	return c->count ? c->table->columns[c->series[0]].type : VALUE_COUNT;
}

/* How high a row reaches: the sum of a stack, or the greatest of its lines. */
static tc_int128 height_of(const struct chart *c, size_t row)
{
	tc_int128 sum = 0;

	for (size_t i = 0; i < c->count; i++) {
		tc_int128 n = chart_amount(chart_cell(c, row, i));

		if (chart_is_stacked(c))
			sum += n;
		else if (n > sum)
			sum = n;
	}
	return sum;
}

static void find_highest(struct chart *c)
{
	for (size_t i = 0; i < c->table->row_count; i++) {
		tc_int128 n = height_of(c, i);

		if (n > c->most) {
			c->most = n;
			c->highest = i;
		}
	}
}

/* An amount as a value of the chart reads. */
static void put_amount(const struct chart *c, tc_int128 n)
{
	char text[DECIMAL_SIZE];
	const struct value v = { .type = type_of(c), .text = { text, 0 } };
	struct value shown = v;
	size_t size = tc_int128_format(n / AXIS_ONE, text);

	text[size++] = '.';
	for (tc_int128 unit = AXIS_ONE / 10; unit > 0; unit /= 10)
		text[size++] = (char)('0' + (int)(n / unit % 10));
	shown.text.n = size;
	html_words(c->h, &shown);
}

/* --- drawing ---------------------------------------------------------------------------- */

static void draw_axis(const struct chart *c)
{
	struct html *h = c->h;

	for (tc_int128 n = 0; n <= c->axis.top; n += c->axis.step) {
		char text[AXIS_TEXT];
		tc_int128 y = CHART_TOP * 100 + chart_down(c, n);

		html_markup(h, "<line class=\"grid\" x2=\"100%\" y1=\"");
		html_decimal(h, y, 2);
		html_markup(h, "\" y2=\"");
		html_decimal(h, y, 2);
		html_markup(h, "\"/><text class=\"left\" x=\"-8\" y=\"");
		html_decimal(h, y + 400, 2);
		html_markup(h, "\">");
		html_text(h, (struct tc_span){ text, axis_text(&c->axis, n, text) });
		html_markup(h, "</text>");
		tc_writer_end(h->w);
	}
}

/* What a pointer finds over a row: its name and numbers. */
static void draw_slot(const struct chart *c, size_t row)
{
	struct html *h = c->h;
	size_t shown = 0;

	html_markup(h, "<g><title>");
	html_words(h, &c->table->rows[row].cells[c->label]);
	html_markup(h, ": ");
	if (c->count > 1 && chart_is_stacked(c))
		put_amount(c, height_of(c, row));
	for (size_t i = 0; i < c->count; i++) {
		const struct value *v = chart_cell(c, row, i);

		if (c->count > 1 &&
		    (chart_is_stacked(c) ? !chart_amount(v) : !value_is_number(v->type)))
			continue;
		if (c->count > 1) {
			tc_write_span(
				h->w,
				tc_span_of(shown++ || chart_is_stacked(c) ? ", " : ""));
			html_text(h, c->table->columns[c->series[i]].title);
			html_markup(h, " ");
		}
		html_words(h, v);
	}
	html_markup(h, "</title><rect class=\"slot\" y=\"0\" height=\"");
	html_size(h, CHART_TOP + CHART_PLOT);
	html_markup(h, "\"");
	chart_slot(c, row, 100);
	html_markup(h, "/>");
	if (c->block->shape == SHAPE_BARS)
		chart_bar(c, row);
	html_markup(h, "</g>");
	tc_writer_end(h->w);
}

/* --- names below the axis --------------------------------------------------------------- */

static size_t widest_label(const struct chart *c)
{
	size_t most = 1;

	for (size_t i = 0; i < c->table->row_count; i++)
		if (c->table->rows[i].cells[c->label].text.n > most)
			most = c->table->rows[i].cells[c->label].text.n;
	return most * CHARACTER + LEAST_GAP;
}

/* Of so many rows one is named, in a plot of that width. */
static size_t every(const struct chart *c, size_t width)
{
	size_t room = width / widest_label(c);

	if (room < 1)
		room = 1;
	return (c->table->row_count + room - 1) / room;
}

/* From the last one back; those that only fit on a desk are of class "more". */
static void draw_labels(const struct chart *c)
{
	size_t wide = every(c, WIDE), n = c->table->row_count,
	       narrow = (every(c, NARROW) + wide - 1) / wide * wide;

	for (size_t i = 0; i < n; i++) {
		if ((n - 1 - i) % wide != 0)
			continue;
		html_markup(c->h, "<text class=\"below");
		if ((n - 1 - i) % narrow != 0)
			html_markup(c->h, " more");
		html_markup(c->h, "\" y=\"");
		html_size(c->h, CHART_TOP + CHART_PLOT + 18);
		html_markup(c->h, "\" x=\"");
		html_decimal(c->h, chart_middle(c, i), 3);
		html_markup(c->h, "%\">");
		html_words(c->h, &c->table->rows[i].cells[c->label]);
		html_markup(c->h, "</text>");
		tc_writer_end(c->h->w);
	}
}

/* --- words ------------------------------------------------------------------------------ */

static void put_id(const struct chart *c, char what)
{
	html_markup(c->h, "chart");
	html_size(c->h, c->h->charts);
	tc_write_bytes(c->h->w, &what, 1);
}

/* For those who cannot see it: from where to where, and what is highest. */
static void put_description(const struct chart *c)
{
	static const char *const names[] = { " bars, ", " points, ", " points, " };
	const struct row *rows = c->table->rows;
	struct html *h = c->h;

	html_markup(h, "<title id=\"");
	put_id(c, 't');
	html_markup(h, "\">");
	html_words(h, &c->block->title);
	html_markup(h, "</title><desc id=\"");
	put_id(c, 'd');
	html_markup(h, "\">");
	html_size(h, c->table->row_count);
	tc_write_span(h->w, tc_span_of(names[c->block->shape]));
	html_words(h, &rows[0].cells[c->label]);
	html_markup(h, " to ");
	html_words(h, &rows[c->table->row_count - 1].cells[c->label]);
	html_markup(h, "; the highest, ");
	html_words(h, &rows[c->highest].cells[c->label]);
	html_markup(h, ", is ");
	put_amount(c, c->most);
	html_markup(h, "</desc>");
	tc_writer_end(h->w);
}

static void put_legend(const struct chart *c)
{
	html_markup(c->h, "<ul class=\"legend\">");
	tc_writer_end(c->h->w);
	for (size_t i = 0; i < c->count; i++) {
		if (c->block->shape == SHAPE_LINES)
			html_markup(c->h,
				    "<li><svg class=\"lines\" width=\"28\" height=\"12\" "
				    "aria-hidden=\"true\"><path d=\"M2 6h24\" ");
		else
			html_markup(c->h, "<li><svg width=\"12\" height=\"12\" "
					  "aria-hidden=\"true\">"
					  "<rect width=\"12\" height=\"12\" ");
		chart_shade(c, i);
		html_markup(c->h, "/></svg> ");
		html_text(c->h, c->table->columns[c->series[i]].title);
		html_markup(c->h, "</li>");
		tc_writer_end(c->h->w);
	}
	html_markup(c->h, "</ul>");
	tc_writer_end(c->h->w);
}

static void draw(const struct chart *c)
{
	struct html *h = c->h;

	html_markup(h, "<svg class=\"chart\" width=\"100%\" height=\"");
	html_size(h, CHART_TOP + CHART_PLOT + BELOW);
	html_markup(h, "\" role=\"img\" aria-labelledby=\"");
	put_id(c, 't');
	html_markup(h, "\" aria-describedby=\"");
	put_id(c, 'd');
	html_markup(h, "\">");
	tc_writer_end(h->w);
	put_description(c);
	draw_axis(c);
	for (size_t i = 0; i < c->table->row_count; i++)
		draw_slot(c, i);
	if (c->block->shape != SHAPE_BARS)
		chart_curves(c);
	draw_labels(c);
	html_markup(h, "</svg>");
	tc_writer_end(h->w);
}

/* The first column for people is the label, those of numbers are the series. */
static void choose_columns(struct chart *c)
{
	bool labelled = false;

	c->series = tc_alloc(c->table->column_count + 1, sizeof(*c->series));
	for (size_t i = 0; i < c->table->column_count; i++) {
		const struct column *column = &c->table->columns[i];

		if (!column->whom.page)
			continue;
		if (!labelled)
			c->label = i;
		else if (column_is_number(column))
			c->series[c->count++] = i;
		labelled = true;
	}
}

void svg_chart(struct html *h, const struct block *b)
{
	struct chart c = { .h = h, .block = b, .table = b->tables };

	h->charts++;
	choose_columns(&c);
	html_markup(h, "<figure><figcaption>");
	html_value(h, &b->title);
	html_markup(h, "</figcaption>");
	tc_writer_end(h->w);
	if (c.count && c.table->row_count) {
		find_highest(&c);
		axis_make(&c.axis, type_of(&c), c.most);
		draw(&c);
	}
	if (c.count > 1)
		put_legend(&c);
	html_markup(h, "<details><summary>the numbers</summary>");
	tc_writer_end(h->w);
	html_table(h, b->tables);
	html_markup(h, "</details></figure>");
	tc_writer_end(h->w);
	free(c.series);
}
