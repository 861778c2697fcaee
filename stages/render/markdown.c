/* A document as GitHub Flavored Markdown. */
#include "render/back.h"
#include "render/text.h"

#define BAR_CELLS 10

/* Where a line stands: at its beginning, behind digits there, or within. */
enum place { BEGINNING, DIGITS, WITHIN };

struct page {
	const struct look *look;
	struct tc_writer *w;
	enum place place;
	bool cell; /* of a table, which a bar would end */
	char last; /* of the characters of the value that is written */
};

/* Is c, behind `last`, a character that Markdown, or what GitHub makes of text, would act
 * on? An address ends its text where its punctuation is escaped. */
static bool is_markup(char c, char last)
{
	if (memchr("\\`*_[]<>|~$", c, 11))
		return true;
	if (c == '/')
		return last == ':' || last == '/';
	return c == '.' && (last == 'w' || last == 'W');
}

/* Would c, where the line stands, begin a list, a quote, a heading, a rule, or make a table
 * of the line above? */
static bool is_beginning(enum place place, char c)
{
	return place == BEGINNING ? memchr("#+->=:", c, 6) != NULL
				  : place == DIGITS && (c == '.' || c == ')');
}

/* What stands behind c. */
static void pass(struct page *p, char c)
{
	p->last = c;
	if (p->place != WITHIN)
		p->place = c >= '0' && c <= '9' ? DIGITS : WITHIN;
}

/* Text of others: deceptive characters visible, markup escaped. Blanks that a line begins
 * with would make code of it. */
static void put_foreign(struct page *p, struct tc_span piece)
{
	struct text t = { .base = STYLE_PLAIN };

	text_add(&t, piece);
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];

		if (c == ' ' && p->place == BEGINNING)
			continue;
		if (is_markup(c, p->last) || is_beginning(p->place, c))
			tc_write_literal(p->w, "\\");
		if (c == '&')
			tc_write_literal(p->w, "&amp;");
		else
			tc_write_bytes(p->w, &c, 1);
		pass(p, c);
	}
	text_release(&t);
}

static void put_own(struct page *p, struct tc_span piece)
{
	for (size_t i = 0; i < piece.n; i++) {
		if (p->cell && piece.p[i] == '|')
			tc_write_literal(p->w, "\\");
		tc_write_bytes(p->w, &piece.p[i], 1);
		pass(p, piece.p[i]);
	}
}

/* Printable ASCII that neither ends the code nor a cell. */
static bool is_plain_code(struct tc_span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] < 0x20 || text.p[i] > 0x7e || text.p[i] == '`' ||
		    text.p[i] == '|')
			return false;
	return text.n > 0;
}

static void put(void *context, enum style style, struct tc_span piece, bool own)
{
	struct page *p = context;
	const char *mark = style == STYLE_STRONG && piece.n ? "**" : "";

	if (style == STYLE_CODE && is_plain_code(piece)) {
		tc_write_literal(p->w, "`");
		tc_write_span(p->w, piece);
		tc_write_literal(p->w, "`");
		pass(p, '`');
		return;
	}
	if (*mark)
		p->place = WITHIN;
	tc_write_span(p->w, tc_span_of(mark));
	if (own)
		put_own(p, piece);
	else
		put_foreign(p, piece);
	tc_write_span(p->w, tc_span_of(mark));
}

static void put_value(struct page *p, const struct value *v)
{
	const struct sink sink = { put, p };

	p->last = 0;
	format_value(v, p->look, v->type == VALUE_SPARK ? 0 : BAR_CELLS, &sink);
}

/* A line of its own: what would begin a list, a quote or a heading is escaped. */
static void put_ended(struct page *p, const char *lead, const struct value *v,
		      const char *end)
{
	tc_write_span(p->w, tc_span_of(lead));
	p->place = BEGINNING;
	put_value(p, v);
	p->place = WITHIN;
	tc_write_span(p->w, tc_span_of(end));
	tc_writer_end(p->w);
}

static void put_line(struct page *p, const char *lead, const struct value *v)
{
	put_ended(p, lead, v, "");
}

static void put_items(struct page *p, const struct block *b)
{
	for (size_t i = 0; i < b->item_count; i++)
		put_ended(p, "", &b->items[i],
			  i + 1 < b->item_count && !b->plain ? "\\" : "");
}

static void put_code(struct page *p, struct tc_span text)
{
	size_t fence = 3, run = 0;

	for (size_t i = 0; i < text.n; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		if (run >= fence)
			fence = run + 1;
	}
	for (size_t i = 0; i < fence; i++)
		tc_write_literal(p->w, "`");
	tc_writer_end(p->w);
	while (text.n > 0) {
		const char *lf = memchr(text.p, '\n', text.n);
		size_t n = lf ? (size_t)(lf - text.p) : text.n;
		struct text line = { .base = STYLE_PLAIN };

		text_add(&line, (struct tc_span){ text.p, n });
		text_write(&line, p->w, false);
		text_release(&line);
		text.p += n + (lf != NULL);
		text.n -= n + (lf != NULL);
	}
	for (size_t i = 0; i < fence; i++)
		tc_write_literal(p->w, "`");
	tc_writer_end(p->w);
}

static void put_row(struct page *p, const struct table *t, const struct row *row,
		    size_t depth, const char *mark)
{
	bool first = true;

	for (size_t i = 0; i < t->column_count; i++) {
		enum value_type type = row->cells[i].type;

		if (!t->columns[i].whom.markdown)
			continue;
		tc_write_literal(p->w, "| ");
		for (size_t k = 0; first && k < depth; k++)
			tc_write_literal(p->w, "↳ ");
		if (type != VALUE_BLANK)
			tc_write_span(p->w, tc_span_of(mark));
		put_value(p, &row->cells[i]);
		if (type != VALUE_BLANK)
			tc_write_span(p->w, tc_span_of(mark));
		tc_write_literal(p->w, " ");
		first = false;
	}
	tc_write_literal(p->w, "|");
	tc_writer_end(p->w);
	for (size_t i = 0; i < row->row_count; i++)
		put_row(p, t, &row->rows[i], depth + 1, "");
}

static void put_header(struct page *p, const struct table *t)
{
	for (size_t i = 0; i < t->column_count; i++) {
		if (!t->columns[i].whom.markdown)
			continue;
		tc_write_literal(p->w, "| ");
		p->last = 0;
		put_foreign(p, t->columns[i].title);
		tc_write_literal(p->w, " ");
	}
	tc_write_literal(p->w, "|");
	tc_writer_end(p->w);
	for (size_t i = 0; i < t->column_count; i++) {
		if (!t->columns[i].whom.markdown)
			continue;
		if (column_is_right(&t->columns[i]))
			tc_write_literal(p->w, "|--:");
		else
			tc_write_literal(p->w, "|---");
	}
	tc_write_literal(p->w, "|");
	tc_writer_end(p->w);
}

static void put_tables(struct page *p, const struct block *b)
{
	p->cell = true;
	for (size_t i = 0; i < b->table_count; i++) {
		const struct table *t = &b->tables[i];

		if (i > 0)
			tc_writer_end(p->w);
		put_header(p, t);
		for (size_t k = 0; k < t->row_count; k++)
			put_row(p, t, &t->rows[k], 0, "");
		if (t->totals)
			put_row(p, t, t->totals, 0, "**");
	}
	p->cell = false;
}

static void put_figure(struct page *p, const struct block *b)
{
	tc_write_literal(p->w, "**");
	put_value(p, &b->text);
	tc_write_literal(p->w, "** ");
	put_value(p, &b->label);
	if (b->note.type != VALUE_BLANK)
		put_line(p, " · ", &b->note);
	else
		tc_writer_end(p->w);
}

static void put_block(struct page *p, const struct block *b)
{
	switch (b->type) {
	case BLOCK_FIGURE:
		put_figure(p, b);
		break;
	case BLOCK_HEADING:
		put_line(p, "## ", &b->text);
		break;
	case BLOCK_FACT:
		tc_write_literal(p->w, "- **");
		put_value(p, &b->label);
		put_line(p, "** ", &b->text);
		break;
	case BLOCK_LIST:
		for (size_t i = 0; i < b->item_count; i++)
			put_line(p, "- ", &b->items[i]);
		break;
	case BLOCK_LINES:
		put_items(p, b);
		break;
	case BLOCK_CODE:
		put_code(p, b->text.text);
		break;
	case BLOCK_CHART:
		if (b->title.type != VALUE_BLANK) {
			put_line(p, "", &b->title);
			tc_writer_end(p->w);
		}
		put_tables(p, b);
		break;
	case BLOCK_TABLE:
	case BLOCK_BESIDE:
		put_tables(p, b);
		break;
	default:
		put_line(p, "", &b->text);
	}
}

/* Do they stand without a blank line between them? */
static bool belong(const struct block *above, const struct block *b)
{
	return (above->type == BLOCK_FACT && b->type == BLOCK_FACT) ||
	       (above->type == BLOCK_HEADING && b->type == BLOCK_LIST);
}

void markdown_write(const struct document *d, const struct look *look,
		    struct tc_writer *w)
{
	struct page p = { .look = look, .w = w, .place = WITHIN };
	const struct block *above = NULL;

	if (d->title.type != VALUE_BLANK) {
		put_line(&p, "# ", &d->title);
		tc_writer_end(w);
	}
	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];

		if (!b->whom.markdown ||
		    (b->type == BLOCK_TABLE && !b->tables->row_count))
			continue;
		if (above && !belong(above, b))
			tc_writer_end(w);
		put_block(&p, b);
		above = b;
	}
}
