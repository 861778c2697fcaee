/* A table of a page, in a box of its own that scrolls when it is too narrow. */
#include "render/html.h"

/* What a screen reader says it is. */
static struct tc_span caption(const struct html *h, const struct table *t)
{
	return t->id.n ? t->id : h->name;
}

/* Numbers stand to the right, flexible text and sparklines may wrap, bars may go. */
static void put_class(struct html *h, const struct column *c)
{
	if (column_is_right(c))
		html_markup(h, " class=\"n\"");
	else if (c->flexible)
		html_markup(h, " class=\"f\"");
	else if (c->type == VALUE_BAR)
		html_markup(h, " class=\"b\"");
	else if (c->type == VALUE_SPARK)
		html_markup(h, " class=\"w\"");
}

static void put_header(struct html *h, const struct table *t)
{
	html_markup(h, "<thead><tr>");
	for (size_t i = 0; i < t->column_count; i++) {
		const struct column *c = &t->columns[i];

		if (!c->whom.page)
			continue;
		if (c->title.n)
			html_markup(h, "<th scope=\"col\"");
		else
			html_markup(h, "<td");
		put_class(h, c);
		html_markup(h, ">");
		html_text(h, c->title);
		if (c->title.n)
			html_markup(h, "</th>");
		else
			html_markup(h, "</td>");
	}
	html_markup(h, "</tr></thead>");
	tc_writer_end(h->w);
}

/* The first cell names the row. */
static void put_row(struct html *h, const struct table *t, const struct row *row,
		    size_t depth)
{
	bool first = true;

	if (depth)
		html_markup(h, "<tr class=\"in\">");
	else
		html_markup(h, "<tr>");
	for (size_t i = 0; i < t->column_count; i++) {
		const struct column *c = &t->columns[i];

		if (!c->whom.page)
			continue;
		if (first)
			html_markup(h, "<th scope=\"row\"");
		else
			html_markup(h, "<td");
		put_class(h, c);
		html_markup(h, ">");
		html_value(h, &row->cells[i]);
		if (first)
			html_markup(h, "</th>");
		else
			html_markup(h, "</td>");
		first = false;
	}
	html_markup(h, "</tr>");
	tc_writer_end(h->w);
	for (size_t i = 0; i < row->row_count; i++)
		put_row(h, t, &row->rows[i], depth + 1);
}

static void put_rows(struct html *h, const struct table *t)
{
	html_markup(h, "<tbody>");
	tc_writer_end(h->w);
	for (size_t i = 0; i < t->row_count; i++)
		put_row(h, t, &t->rows[i], 0);
	html_markup(h, "</tbody>");
	tc_writer_end(h->w);
	if (!t->totals)
		return;
	html_markup(h, "<tfoot>");
	put_row(h, t, t->totals, 0);
	html_markup(h, "</tfoot>");
	tc_writer_end(h->w);
}

void html_table(struct html *h, const struct table *t)
{
	if (t->folded.type != VALUE_BLANK) {
		html_markup(h, "<details><summary>");
		html_value(h, &t->folded);
		html_markup(h, "</summary>");
		tc_writer_end(h->w);
	}
	html_markup(h,
		    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	html_text(h, caption(h, t));
	html_markup(h, "\"><table");
	if (t->light)
		html_markup(h, " class=\"light\"");
	html_markup(h, "><caption>");
	html_text(h, caption(h, t));
	html_markup(h, "</caption>");
	tc_writer_end(h->w);
	if (!t->plain)
		put_header(h, t);
	put_rows(h, t);
	html_markup(h, "</table></div>");
	if (t->folded.type != VALUE_BLANK)
		html_markup(h, "</details>");
	tc_writer_end(h->w);
}
