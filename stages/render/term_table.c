/* A table as lines. */
#include <stdlib.h>

#include "render/term.h"

#define GAP           2
#define PICTURE_LEAST 7
#define TEXT_LEAST    16

/* A line to be: a row with the depth it stands at, NULL for the header. */
struct place {
	const struct row *row;
	size_t depth;
	enum style style;
};

/* A table on its way: the columns people see, and how wide they are. */
struct grid {
	const struct table *table;
	const struct look *look;
	size_t *columns; /* indices into the table's */
	size_t *natural, *widths;
	size_t count, shown;
	struct place *places;
	size_t place_count, place_size;
};

static void place_row(struct grid *g, const struct row *row, size_t depth,
		      enum style style)
{
	if (g->place_count == g->place_size) {
		g->place_size = 2 * g->place_size + 16;
		g->places = tc_grow(g->places, g->place_size, sizeof(*g->places));
	}
	g->places[g->place_count++] = (struct place){ row, depth, style };
	for (size_t i = 0; row && i < row->row_count; i++)
		place_row(g, &row->rows[i], depth + 1, STYLE_DIM);
}

/* What stands in a cell; a picture of `width` cells. */
static struct text cell(const struct grid *g, const struct place *p, size_t index,
			size_t width)
{
	size_t c = g->columns[index];
	struct text t = { .ascii = g->look->ascii, .base = p->style };
	const struct sink sink = { text_put, &t };

	if (index == 0)
		text_blanks(&t, p->depth * GAP);
	if (p->row)
		format_value(&p->row->cells[c], g->look, width, &sink);
	else
		text_add(&t, g->table->columns[c].title);
	return t;
}

static void measure(struct grid *g)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct column *c = &g->table->columns[g->columns[i]];

		g->natural[i] = c->width;
		for (size_t k = 0; k < g->place_count; k++) {
			struct text t = cell(g, &g->places[k], i, c->width);

			if (t.width > g->natural[i])
				g->natural[i] = t.width;
			text_release(&t);
		}
	}
}

/* Takes up to *over cells from the columns of that sort. */
static void shrink(struct grid *g, bool pictures, size_t *over)
{
	size_t least = pictures ? PICTURE_LEAST : TEXT_LEAST;

	for (size_t i = 0; i<g->shown && * over> 0; i++) {
		const struct column *c = &g->table->columns[g->columns[i]];
		size_t spare, *width = &g->widths[i];

		if (*width <= least ||
		    !(pictures ? value_is_picture(c->type) : c->flexible))
			continue;
		spare = *width - least < *over ? *width - least : *over;
		*width -= spare;
		*over -= spare;
	}
}

static void fit(struct grid *g, size_t columns)
{
	for (g->shown = g->count; g->shown > 0; g->shown--) {
		size_t total = GAP * (g->shown - 1), over;

		for (size_t i = 0; i < g->shown; i++)
			total += g->widths[i] = g->natural[i];
		over = total > columns ? total - columns : 0;
		shrink(g, true, &over);
		shrink(g, false, &over);
		if (over == 0)
			return;
		if (g->shown == 1) {
			g->widths[0] = columns;
			return;
		}
	}
}

static void draw_rule(const struct grid *g, struct lines *out)
{
	struct text *t = lines_add(out, g->look);
	size_t width = g->shown ? GAP * (g->shown - 1) : 0;

	for (size_t i = 0; i < g->shown; i++)
		width += g->widths[i];
	text_style(t, STYLE_DIM);
	while (width-- > 0)
		text_add(t, tc_span_of(g->look->ascii ? "-" : "─"));
}

static void draw_row(const struct grid *g, const struct place *p, struct lines *out)
{
	struct text *line = lines_add(out, g->look);

	if (p->style != STYLE_PLAIN)
		text_style(line, p->style);
	for (size_t i = 0; i < g->shown; i++) {
		bool right = column_is_right(&g->table->columns[g->columns[i]]);
		struct text t = cell(g, p, i, g->widths[i]);
		size_t blanks;

		text_cut(&t, g->widths[i]);
		blanks = g->widths[i] - t.width;
		if (right)
			text_blanks(line, blanks);
		text_join(line, &t);
		if (!right && i + 1 < g->shown)
			text_blanks(line, blanks);
		if (i + 1 < g->shown)
			text_blanks(line, GAP);
		text_release(&t);
	}
}

static void draw(const struct grid *g, struct lines *out)
{
	for (size_t i = 0; i < g->place_count; i++) {
		const struct place *p = &g->places[i];

		if (p->row && p->row == g->table->totals && !g->table->light)
			draw_rule(g, out);
		draw_row(g, p, out);
		if (!p->row && !g->table->light)
			draw_rule(g, out);
	}
}

void term_table(const struct table *t, const struct look *look, size_t columns,
		struct lines *out)
{
	struct grid g = { .table = t, .look = look };

	g.columns = tc_alloc(t->column_count, sizeof(size_t));
	g.natural = tc_alloc(t->column_count, sizeof(size_t));
	g.widths = tc_alloc(t->column_count, sizeof(size_t));
	for (size_t i = 0; i < t->column_count; i++)
		if (t->columns[i].whom.terminal)
			g.columns[g.count++] = i;
	if (!t->plain)
		place_row(&g, NULL, 0, STYLE_DIM);
	for (size_t i = 0; i < t->row_count; i++)
		place_row(&g, &t->rows[i], 0, STYLE_PLAIN);
	if (t->totals)
		place_row(&g, t->totals, 0, STYLE_STRONG);
	measure(&g);
	fit(&g, columns);
	draw(&g, out);
	free(g.columns);
	free(g.natural);
	free(g.widths);
	free(g.places);
}
