/* A document as CSV. */
#include "render/back.h"
#include "render/text.h"

/* Begins a formula, for one spreadsheet or another. */
static bool is_formula(struct tc_span text)
{
	static const char wide[][4] = { "＝", "＋", "－", "＠" };

	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (text.n >= 3 && memcmp(text.p, wide[i], 3) == 0)
			return true;
	return text.n > 0 && memchr("=+-@\t\r\n|%", text.p[0], 9);
}

static void put_text(struct tc_writer *w, struct tc_span raw)
{
	struct text t = { .base = STYLE_PLAIN };

	if (is_formula(raw))
		text_add(&t, TC_SPAN("'"));
	text_add(&t, raw);
	tc_write_literal(w, "\"");
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '"')
			tc_write_literal(w, "\"");
		tc_write_bytes(w, t.p + i, 1);
	}
	tc_write_literal(w, "\"");
	text_release(&t);
}

static void put_piece(void *text, enum style style, struct tc_span piece, bool own)
{
	(void)style;
	(void)own;
	text_add(text, piece);
}

static void put_value(struct tc_writer *w, const struct look *look, const struct value *v)
{
	struct text t = { .base = STYLE_PLAIN };
	const struct sink sink = { put_piece, &t };

	if (v->type == VALUE_BLANK || v->type == VALUE_UNKNOWN)
		return;
	if (v->type == VALUE_RUN || v->type == VALUE_APART || v->type == VALUE_LIST) {
		format_value(v, look, 0, &sink);
		put_text(w, (struct tc_span){ t.p, t.n });
		text_release(&t);
	} else if (value_is_number(v->type)) {
		tc_write_span(w, v->text);
	} else {
		put_text(w, v->text);
	}
}

static void end_row(struct tc_writer *w)
{
	tc_write_literal(w, "\r");
	tc_writer_end(w);
}

static void put_rows(struct tc_writer *w, const struct look *look, const struct table *t,
		     const struct row *rows, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		const char *comma = "";

		for (size_t i = 0; i < t->column_count; i++) {
			if (!t->columns[i].whom.data)
				continue;
			tc_write_span(w, tc_span_of(comma));
			put_value(w, look, &rows[k].cells[i]);
			comma = ",";
		}
		end_row(w);
		put_rows(w, look, t, rows[k].rows, rows[k].row_count);
	}
}

static void put_header(struct tc_writer *w, const struct table *t)
{
	const char *comma = "";

	for (size_t i = 0; i < t->column_count; i++) {
		if (!t->columns[i].whom.data)
			continue;
		tc_write_span(w, tc_span_of(comma));
		put_text(w, t->columns[i].key);
		comma = ",";
	}
	end_row(w);
}

void csv_write(const struct document *d, const struct look *look, struct tc_writer *w)
{
	bool first = true;

	for (size_t i = 0; i < d->count; i++) {
		if (!d->blocks[i].whom.data)
			continue;
		for (size_t k = 0; k < d->blocks[i].table_count; k++) {
			const struct table *t = &d->blocks[i].tables[k];

			/* Of pictures nothing but empty lines would be left, and those
			 * part tables. */
			if (!table_has_data(t))
				continue;
			if (!first)
				end_row(w);
			put_header(w, t);
			put_rows(w, look, t, t->rows, t->row_count);
			first = false;
		}
	}
}
