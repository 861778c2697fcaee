/* A document as SQL for SQLite. */
#include <stdlib.h>

#include "render/back.h"
#include "render/text.h"

static void put_line(struct tc_writer *w, char quote, struct tc_span line)
{
	struct text t = { .base = STYLE_PLAIN };

	text_add(&t, line);
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == quote)
			tc_write_bytes(w, &quote, 1);
		tc_write_bytes(w, t.p + i, 1);
	}
	text_release(&t);
}

/* Inside of quotes sqlite3 takes no line for a command of its shell. */
static void put_escaped(struct tc_writer *w, char quote, struct tc_span text)
{
	const char *p = text.p, *end = p + text.n, *next;

	while ((next = memchr(p, '\n', (size_t)(end - p)))) {
		put_line(w, quote, (struct tc_span){ p, (size_t)(next - p) });
		tc_write_literal(w, "\n");
		p = next + 1;
	}
	put_line(w, quote, (struct tc_span){ p, (size_t)(end - p) });
}

static void put_quoted(struct tc_writer *w, char quote, struct tc_span text)
{
	tc_write_bytes(w, &quote, 1);
	put_escaped(w, quote, text);
	tc_write_bytes(w, &quote, 1);
}

static void put_piece(void *w, enum style style, struct tc_span piece, bool own)
{
	(void)style;
	(void)own;
	put_escaped(w, '\'', piece);
}

static void put_run(struct tc_writer *w, const struct look *look, const struct value *v)
{
	const struct sink sink = { put_piece, w };

	tc_write_literal(w, "'");
	format_value(v, look, 0, &sink);
	tc_write_literal(w, "'");
}

static void put_list(struct tc_writer *w, const struct look *look, const struct value *v)
{
	struct tc_writer text;

	tc_writer_init(&text, -1, "a list");
	json_put_value(&text, look, v);
	put_quoted(w, '\'', (struct tc_span){ text.buffer, text.used });
	free(text.buffer);
}

static void put_value(struct tc_writer *w, const struct look *look, const struct value *v)
{
	switch (v->type) {
	case VALUE_BLANK:
	case VALUE_UNKNOWN:
		tc_write_literal(w, "NULL");
		break;
	case VALUE_BOOLEAN:
		tc_write_bytes(w, tc_span_is(v->text, TC_SPAN("yes")) ? "1" : "0", 1);
		break;
	case VALUE_RUN:
	case VALUE_APART:
		put_run(w, look, v);
		break;
	case VALUE_LIST:
		put_list(w, look, v);
		break;
	default:
		if (value_is_number(v->type))
			tc_write_span(w, v->text);
		else
			put_quoted(w, '\'', v->text);
	}
}

/* A table and what it is called. */
struct target {
	struct tc_writer *out;
	const struct look *look;
	const struct table *table;
	struct tc_span name;
	const char *comma; /* before the next row */
};

static bool is_integer(const struct column *c)
{
	return c->type == VALUE_COUNT || c->type == VALUE_SHORT;
}

static const char *type_of(const struct column *c)
{
	if (!c->typed)
		return "";
	if (is_integer(c))
		return " INTEGER";
	return value_is_number(c->type) ? " REAL" : " TEXT";
}

static void put_definition(const struct target *t, const struct column *c)
{
	tc_writer_end(t->out);
	put_quoted(t->out, '"', c->key);
	tc_write_span(t->out, tc_span_of(type_of(c)));
	if (c != t->table->key)
		return;
	tc_write_literal(t->out, " PRIMARY KEY");
	if (is_integer(c))
		tc_write_literal(t->out, " AUTOINCREMENT");
}

static void put_name(const struct target *t, const struct column *c)
{
	put_quoted(t->out, '"', c->key);
}

static void put_update(const struct target *t, const struct column *c)
{
	put_name(t, c);
	tc_write_literal(t->out, "=excluded.");
	put_name(t, c);
}

static void put_columns(const struct target *t,
			void (*put)(const struct target *t, const struct column *c))
{
	const char *comma = "";

	for (size_t i = 0; i < t->table->column_count; i++) {
		const struct column *c = &t->table->columns[i];

		if (!c->whom.data)
			continue;
		tc_write_span(t->out, tc_span_of(comma));
		put(t, c);
		comma = ",";
	}
}

static void put_start(const struct target *t, const char *statement)
{
	tc_write_span(t->out, tc_span_of(statement));
	put_quoted(t->out, '"', t->name);
}

static void put_end(const struct target *t, const char *end)
{
	tc_write_span(t->out, tc_span_of(end));
	tc_writer_end(t->out);
}

static void put_rows(struct target *t, const struct row *rows, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		const char *comma = "(";

		put_end(t, t->comma);
		t->comma = ",";
		for (size_t i = 0; i < t->table->column_count; i++) {
			if (!t->table->columns[i].whom.data)
				continue;
			tc_write_span(t->out, tc_span_of(comma));
			put_value(t->out, t->look, &rows[k].cells[i]);
			comma = ",";
		}
		tc_write_literal(t->out, ")");
		put_rows(t, rows[k].rows, rows[k].row_count);
	}
}

/* With the numbers it gave, so that they begin anew. */
static void put_removal(const struct target *t)
{
	put_start(t, "DELETE FROM ");
	put_end(t, ";");
	if (!t->table->key || !is_integer(t->table->key))
		return;
	tc_write_literal(t->out, "DELETE FROM sqlite_sequence WHERE name = ");
	put_quoted(t->out, '\'', t->name);
	put_end(t, ";");
}

static void put_insertion(struct target *t)
{
	put_start(t, "INSERT INTO ");
	tc_write_literal(t->out, " (");
	put_columns(t, put_name);
	t->comma = ") VALUES";
	put_rows(t, t->table->rows, t->table->row_count);
	if (t->table->key) {
		tc_writer_end(t->out);
		tc_write_literal(t->out, "ON CONFLICT (");
		put_name(t, t->table->key);
		tc_write_literal(t->out, ") DO UPDATE SET ");
		put_columns(t, put_update);
	}
	put_end(t, ";");
}

static void put_table(struct target *t)
{
	put_start(t, "CREATE TABLE IF NOT EXISTS ");
	tc_write_literal(t->out, " (");
	put_columns(t, put_definition);
	put_end(t, ");");
	if (!t->table->key || t->table->whole)
		put_removal(t);
	if (t->table->row_count)
		put_insertion(t);
}

/* A table without an id is called as the report is; from the second one on its number
 * stands behind that. */
static struct tc_span name_of(const struct table *t, const struct look *look,
			      size_t *nameless, struct tc_writer *name)
{
	if (t->id.n)
		return t->id;
	name->used = 0;
	tc_write_span(name, look->report);
	if (++*nameless > 1) {
		tc_write_literal(name, "_");
		tc_write_unsigned(name, *nameless);
	}
	return (struct tc_span){ name->buffer, name->used };
}

void sql_write(const struct document *d, const struct look *look, struct tc_writer *w)
{
	struct tc_writer name;
	size_t nameless = 0;

	tc_writer_init(&name, -1, "a name");
	tc_write_literal(w, "BEGIN IMMEDIATE;");
	tc_writer_end(w);
	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];

		for (size_t k = 0; b->whom.data && k < b->table_count; k++)
			if (table_has_data(&b->tables[k]))
				put_table(&(struct target){
					.out = w,
					.look = look,
					.table = &b->tables[k],
					.name = name_of(&b->tables[k], look, &nameless,
							&name) });
	}
	tc_write_literal(w, "COMMIT;");
	tc_writer_end(w);
	free(name.buffer);
}
