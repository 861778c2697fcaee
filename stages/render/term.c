/* A document on a terminal. */
#include "render/term.h"

#include <stdlib.h>

#define INDENT    2
#define LABEL_GAP 2
#define LEAST     20 /* columns a terminal has for us at least */
#define NARROW    8  /* columns prose has at least */
#define ABREAST   6  /* blanks between tables side by side */

struct page {
	const struct look *look;
	struct tc_writer *w;
	size_t indent, columns; /* left of a block, and for it */
	size_t label;           /* width of the widest label of a fact */
};

struct text *lines_add(struct lines *l, const struct look *look)
{
	if (l->count == l->size) {
		l->size = 2 * l->size + 16;
		l->list = tc_grow(l->list, l->size, sizeof(*l->list));
	}
	l->list[l->count] = (struct text){ .ascii = look->ascii };
	return &l->list[l->count++];
}

void lines_release(struct lines *l)
{
	for (size_t i = 0; i < l->count; i++)
		text_release(&l->list[i]);
	free(l->list);
	*l = (struct lines){ .list = NULL };
}

static void write_line(const struct page *p, const struct text *t)
{
	struct text line = { .ascii = p->look->ascii };

	if (t->n)
		text_blanks(&line, p->indent);
	text_join(&line, t);
	text_write(&line, p->w, p->look->color);
	text_release(&line);
}

static void write_lines(const struct page *p, struct lines *l)
{
	for (size_t i = 0; i < l->count; i++)
		write_line(p, &l->list[i]);
	lines_release(l);
}

static struct text text_of(const struct page *p, const struct value *v, enum style base)
{
	struct text t = { .ascii = p->look->ascii };
	const struct sink sink = { text_put, &t };

	if (base != STYLE_PLAIN)
		text_style(&t, base);
	format_value(v, p->look, p->columns / 4, &sink);
	return t;
}

static size_t room_beside(const struct page *p, size_t left)
{
	return p->columns > left + NARROW ? p->columns - left : NARROW;
}

/* Prose behind `lead`; further lines begin `left` cells in. */
static void write_wrapped(const struct page *p, const struct text *lead, size_t left,
			  const struct value *v, enum style style)
{
	struct text rest = text_of(p, v, style);
	bool first = true;

	do {
		struct text line = { .ascii = p->look->ascii },
			    part = text_wrap(&rest,
					     room_beside(p, first ? lead->width : left));

		if (first)
			text_join(&line, lead);
		else
			text_blanks(&line, left);
		if (!first && style != STYLE_PLAIN)
			text_style(&line, style);
		text_join(&line, &part);
		write_line(p, &line);
		text_release(&line);
		text_release(&part);
		first = false;
	} while (rest.width > 0);
	text_release(&rest);
}

static void write_prose(const struct page *p, const struct text *lead,
			const struct value *v, enum style style)
{
	write_wrapped(p, lead, lead->width, v, style);
}

static void write_fact(const struct page *p, const struct block *b)
{
	struct text lead = text_of(p, &b->label, STYLE_DIM);

	text_style(&lead, STYLE_PLAIN);
	text_blanks(&lead, p->label + LABEL_GAP - lead.width);
	write_prose(p, &lead, &b->text, STYLE_PLAIN);
	text_release(&lead);
}

/* The number, of what it is, and whether it is better or worse. */
static void write_figure(const struct page *p, const struct block *b)
{
	struct text lead = text_of(p, &b->text, STYLE_STRONG);
	const struct value parts[] = { b->label,
				       { VALUE_TEXT, TC_SPAN(" · "), NULL, 0 },
				       b->note };
	const struct value run = { .type = VALUE_RUN,
				   .items = parts,
				   .count = b->note.type == VALUE_BLANK ? 1 : 3 };

	text_style(&lead, STYLE_PLAIN);
	text_blanks(&lead, LABEL_GAP);
	write_prose(p, &lead, &run, STYLE_PLAIN);
	text_release(&lead);
}

static void write_list(const struct page *p, const struct block *b)
{
	for (size_t i = 0; i < b->item_count; i++) {
		struct text lead = { .ascii = p->look->ascii };

		text_add(&lead, TC_SPAN("- "));
		write_prose(p, &lead, &b->items[i], STYLE_PLAIN);
		text_release(&lead);
	}
}

/* What does not fit goes on below, further in. */
static void write_items(const struct page *p, const struct block *b)
{
	const struct text none = { .ascii = p->look->ascii };

	for (size_t i = 0; i < b->item_count; i++)
		write_wrapped(p, &none, INDENT, &b->items[i], STYLE_PLAIN);
}

static void write_code(const struct page *p, struct tc_span text)
{
	while (text.n > 0) {
		const char *lf = memchr(text.p, '\n', text.n);
		size_t n = lf ? (size_t)(lf - text.p) : text.n;
		struct text line = { .ascii = p->look->ascii };

		text_add(&line, (struct tc_span){ text.p, n });
		write_line(p, &line);
		text_release(&line);
		text.p += n + (lf != NULL);
		text.n -= n + (lf != NULL);
	}
}

static size_t widest(const struct lines *l)
{
	size_t width = 0;

	for (size_t i = 0; i < l->count; i++)
		if (l->list[i].width > width)
			width = l->list[i].width;
	return width;
}

/* Side by side as far as they fit, the rest below. */
static void write_tables(const struct page *p, const struct block *b)
{
	struct lines all = { .count = 0 }, one = { .count = 0 };

	for (size_t i = 0; i < b->table_count; i++) {
		size_t left = widest(&all);

		term_table(&b->tables[i], p->look, p->columns, &one);
		if (left && left + ABREAST + widest(&one) > p->columns) {
			write_lines(p, &all);
			tc_writer_end(p->w);
			left = 0;
		}
		for (size_t k = 0; k < one.count; k++) {
			struct text *line =
				k < all.count ? &all.list[k] : lines_add(&all, p->look);

			if (left)
				text_blanks(line, left + ABREAST - line->width);
			text_style(line, STYLE_PLAIN);
			text_join(line, &one.list[k]);
		}
		lines_release(&one);
	}
	write_lines(p, &all);
}

/* A column of a chart as a row: its title, a sparkline. The numbers are the caller's. */
static void draw_series(const struct table *t, size_t column, struct value *cells,
			struct value *numbers)
{
	for (size_t i = 0; i < t->row_count; i++)
		numbers[i] = t->rows[i].cells[column];
	cells[0] = (struct value){ .type = VALUE_TEXT, .text = t->columns[column].title };
	cells[1] = (struct value){ VALUE_SPARK, TC_SPAN(""), numbers, t->row_count };
}

/* A chart has no room here: each series becomes a sparkline. */
static void write_chart(const struct page *p, const struct block *b)
{
	static const struct column columns[] = {
		{ .type = VALUE_TEXT, .whom = { .terminal = true }, .flexible = true },
		{ .type = VALUE_SPARK, .whom = { .terminal = true } },
	};
	const struct table *t = b->tables;
	const struct text none = { .ascii = p->look->ascii };
	struct value *cells = tc_alloc(2 * t->column_count, sizeof(*cells)),
		     *numbers =
			     tc_alloc(t->column_count * t->row_count, sizeof(*numbers));
	struct row *rows = tc_alloc(t->column_count, sizeof(*rows));
	struct table series = { .columns = columns,
				.column_count = 2,
				.rows = rows,
				.light = true,
				.plain = true };
	const struct block all = { .tables = &series, .table_count = 1 };

	for (size_t i = 0; i < t->column_count; i++) {
		size_t n = series.row_count;

		if (!t->columns[i].whom.terminal || !column_is_number(&t->columns[i]))
			continue;
		draw_series(t, i, cells + 2 * n, numbers + t->row_count * n);
		rows[n] = (struct row){ .cells = cells + 2 * n };
		series.row_count++;
	}
	if (b->title.type != VALUE_BLANK)
		write_prose(p, &none, &b->title, STYLE_DIM);
	write_tables(p, &all);
	free(rows);
	free(numbers);
	free(cells);
}

static void write_block(const struct page *p, const struct block *b)
{
	const struct text none = { .ascii = p->look->ascii };

	switch (b->type) {
	case BLOCK_HEADING:
		write_prose(p, &none, &b->text, STYLE_STRONG);
		break;
	case BLOCK_NOTE:
		write_prose(p, &none, &b->text, STYLE_DIM);
		break;
	case BLOCK_FIGURE:
		write_figure(p, b);
		break;
	case BLOCK_FACT:
		write_fact(p, b);
		break;
	case BLOCK_LIST:
		write_list(p, b);
		break;
	case BLOCK_LINES:
		write_items(p, b);
		break;
	case BLOCK_CODE:
		write_code(p, b->text.text);
		break;
	case BLOCK_TABLE:
	case BLOCK_BESIDE:
		write_tables(p, b);
		break;
	case BLOCK_CHART:
		write_chart(p, b);
		break;
	default:
		write_prose(p, &none, &b->text, STYLE_PLAIN);
	}
}

static bool is_empty(const struct block *b)
{
	if (!b->whom.terminal)
		return true;
	return b->type == BLOCK_TABLE && !b->tables->row_count && !b->tables->totals;
}

/* Do they stand without a blank line between them? */
static bool belong(const struct block *above, const struct block *b)
{
	if (b->type == BLOCK_NOTE)
		return above->type == BLOCK_NOTE;
	return b->type == BLOCK_FACT &&
	       (above->type == BLOCK_FACT ||
		(above->type == BLOCK_TABLE && above->tables->light));
}

static size_t label_width(const struct page *p, const struct document *d)
{
	size_t width = 0;

	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];
		struct text t;

		if (!b->whom.terminal || b->type != BLOCK_FACT)
			continue;
		t = text_of(p, &b->label, STYLE_PLAIN);
		if (t.width > width)
			width = t.width;
		text_release(&t);
	}
	return width;
}

void term_write(const struct document *d, const struct look *look, struct tc_writer *w)
{
	struct page p = { .look = look, .w = w, .columns = look->columns };
	const struct text none = { .ascii = look->ascii };
	const struct block *above = NULL;

	if (p.columns < LEAST)
		p.columns = LEAST;
	if (d->title.type != VALUE_BLANK) {
		write_prose(&p, &none, &d->title, STYLE_STRONG);
		tc_writer_end(w);
	}
	if (d->indented) {
		p.indent = INDENT;
		p.columns -= INDENT;
	}
	p.label = label_width(&p, d);
	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];

		if (is_empty(b))
			continue;
		if (above && !belong(above, b))
			tc_writer_end(w);
		write_block(&p, b);
		above = b;
	}
}
