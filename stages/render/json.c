/* A document as JSON. */
#include <stdio.h>

#include "lib/utf8.h"
#include "render/back.h"
#include "render/text.h"
#include "render/width.h"

static void put_escape(struct tc_writer *w, uint32_t code)
{
	char text[16];
	int n;

	if (code == '"' || code == '\\')
		n = snprintf(text, sizeof(text), "\\%c", (char)code);
	else if (code < 0x10000)
		n = snprintf(text, sizeof(text), "\\u%04x", (unsigned)code);
	else
		n = snprintf(text, sizeof(text), "\\u%04x\\u%04x",
			     0xd800 + (unsigned)((code - 0x10000) >> 10),
			     0xdc00 + (unsigned)((code - 0x10000) & 0x3ff));
	tc_write_bytes(w, text, (size_t)n);
}

static void put_characters(struct tc_writer *w, struct tc_span text)
{
	const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;

	while (p < end) {
		size_t n = tc_utf8_length(p, end);
		uint32_t code = n ? tc_utf8_decode(p, n) : 0xfffd;

		if (code == '"' || code == '\\' || width_is_deceptive(code))
			put_escape(w, code);
		else if (n)
			tc_write_bytes(w, (const char *)p, n);
		else
			tc_write_literal(w, TC_UTF8_REPLACEMENT);
		p += n ? n : 1;
	}
}

static void put_string(struct tc_writer *w, struct tc_span text)
{
	tc_write_literal(w, "\"");
	put_characters(w, text);
	tc_write_literal(w, "\"");
}

static void put_piece(void *w, enum style style, struct tc_span piece, bool own)
{
	(void)style;
	(void)own;
	put_characters(w, piece);
}

/* What people see, as a name. */
static void put_name(struct tc_writer *w, const struct look *look, const struct value *v)
{
	const struct sink sink = { put_piece, w };

	tc_write_literal(w, "\"");
	format_value(v, look, 0, &sink);
	tc_write_literal(w, "\"");
}

void json_put_value(struct tc_writer *w, const struct look *look, const struct value *v)
{
	switch (v->type) {
	case VALUE_BLANK:
	case VALUE_UNKNOWN:
		tc_write_literal(w, "null");
		break;
	case VALUE_BOOLEAN:
		if (tc_span_is(v->text, TC_SPAN("yes")))
			tc_write_literal(w, "true");
		else
			tc_write_literal(w, "false");
		break;
	case VALUE_RUN:
	case VALUE_APART:
		put_name(w, look, v);
		break;
	case VALUE_LIST:
		tc_write_literal(w, "[");
		for (size_t i = 0; i < v->count; i++) {
			if (i)
				tc_write_literal(w, ",");
			json_put_value(w, look, &v->items[i]);
		}
		tc_write_literal(w, "]");
		break;
	default:
		if (value_is_number(v->type))
			tc_write_span(w, v->text);
		else
			put_string(w, v->text);
	}
}

static void put_row(struct tc_writer *w, const struct look *look, const struct table *t,
		    const struct row *row)
{
	const char *comma = "";

	tc_write_literal(w, "{");
	for (size_t i = 0; i < t->column_count; i++) {
		if (!t->columns[i].whom.data)
			continue;
		tc_write_span(w, tc_span_of(comma));
		put_string(w, t->columns[i].key);
		tc_write_literal(w, ":");
		json_put_value(w, look, &row->cells[i]);
		comma = ",";
	}
	for (size_t i = 0; i < row->row_count; i++) {
		tc_write_span(w, i ? TC_SPAN(",") : tc_span_of(comma));
		if (i == 0)
			tc_write_literal(w, "\"rows\":[");
		put_row(w, look, t, &row->rows[i]);
	}
	if (row->row_count)
		tc_write_literal(w, "]");
	tc_write_literal(w, "}");
}

/* The rows one a line, and the totals. */
static void put_table(struct tc_writer *w, const struct look *look, const struct table *t)
{
	tc_write_literal(w, "\"rows\":[");
	for (size_t i = 0; i < t->row_count; i++) {
		if (i)
			tc_write_literal(w, ",");
		tc_writer_end(w);
		put_row(w, look, t, &t->rows[i]);
	}
	if (t->row_count)
		tc_writer_end(w);
	tc_write_literal(w, "],\"totals\":");
	if (t->totals)
		put_row(w, look, t, t->totals);
	else
		tc_write_literal(w, "null");
}

/* A table without an id goes by its number. */
static void put_id(struct tc_writer *w, const struct table *t, uint64_t number)
{
	if (t->id.n) {
		put_string(w, t->id);
		return;
	}
	tc_write_literal(w, "\"");
	tc_write_unsigned(w, number);
	tc_write_literal(w, "\"");
}

static const struct table *only_table(const struct document *d)
{
	const struct table *found = NULL;

	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];

		if (!b->whom.data || !b->table_count)
			continue;
		if (found || b->type == BLOCK_BESIDE || b->tables->id.n)
			return NULL;
		found = b->tables;
	}
	return found;
}

static void put_facts(struct tc_writer *w, const struct look *look,
		      const struct document *d)
{
	const char *comma = ",\"facts\":{";

	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];

		if (b->type != BLOCK_FACT || !b->whom.data)
			continue;
		tc_write_span(w, tc_span_of(comma));
		put_name(w, look, &b->label);
		tc_write_literal(w, ":");
		json_put_value(w, look, &b->text);
		comma = ",";
	}
	if (*++comma)
		return; /* the first one was never used */
	tc_write_literal(w, "}");
}

void json_write(const struct document *d, const struct look *look, struct tc_writer *w)
{
	const struct table *table = only_table(d);
	uint64_t number = 0;

	tc_write_literal(w, "{");
	if (table) {
		put_table(w, look, table);
		tc_write_literal(w, "}");
		tc_writer_end(w);
		return;
	}
	tc_write_literal(w, "\"title\":");
	json_put_value(w, look, &d->title);
	put_facts(w, look, d);
	for (size_t i = 0; i < d->count; i++) {
		if (!d->blocks[i].whom.data)
			continue;
		for (size_t k = 0; k < d->blocks[i].table_count; k++) {
			tc_write_literal(w, ",");
			tc_writer_end(w);
			put_id(w, &d->blocks[i].tables[k], ++number);
			tc_write_literal(w, ":{");
			put_table(w, look, &d->blocks[i].tables[k]);
			tc_write_literal(w, "}");
		}
	}
	tc_write_literal(w, "}");
	tc_writer_end(w);
}
