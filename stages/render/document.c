/* From JSON text to a document. */
#include "render/document.h"

#include <stdarg.h>
#include <stdio.h>

#include "lib/money.h"
#include "render/decimal.h"

#define WIDTH_MAX     200
#define ERROR_SIZE    256
#define DEFAULT_WIDTH 20

struct reading {
	struct arena *arena;
	const char *error; /* the first one */
};

static const struct {
	const char *name;
	enum value_type type;
} value_types[] = {
	{ "apart", VALUE_APART }, { "text", VALUE_TEXT },   { "strong", VALUE_STRONG },
	{ "dim", VALUE_DIM },     { "good", VALUE_GOOD },   { "bad", VALUE_BAD },
	{ "code", VALUE_CODE },   { "time", VALUE_TIME },   { "day", VALUE_DAY },
	{ "list", VALUE_LIST },   { "count", VALUE_COUNT }, { "short", VALUE_SHORT },
	{ "money", VALUE_MONEY }, { "exact", VALUE_EXACT }, { "percent", VALUE_PERCENT },
	{ "share", VALUE_SHARE }, { "ratio", VALUE_RATIO }, { "change", VALUE_CHANGE },
	{ "gain", VALUE_GAIN },   { "bar", VALUE_BAR },     { "spark", VALUE_SPARK },
};

static const char *const block_types[] = {
	[BLOCK_PARAGRAPH] = "paragraph", [BLOCK_HEADING] = "heading",
	[BLOCK_NOTE] = "note",           [BLOCK_FIGURE] = "figure",
	[BLOCK_FACT] = "fact",           [BLOCK_LIST] = "list",
	[BLOCK_LINES] = "lines",         [BLOCK_CODE] = "code",
	[BLOCK_TABLE] = "table",         [BLOCK_BESIDE] = "beside",
	[BLOCK_CHART] = "chart",         [BLOCK_COUNT] = NULL,
};

static const char *const shapes[] = { "bars", "lines", "areas", NULL };
static const char *const audiences[] = { "people",   "data",  "page",
					 "terminal", "paper", NULL };

static void refuse(struct reading *r, const char *what, struct tc_span text)
{
	char *error;
	int n = text.n < 80 ? (int)text.n : 80;

	if (r->error)
		return;
	error = arena_take(r->arena, ERROR_SIZE, 1);
	snprintf(error, ERROR_SIZE, "%s: '%.*s'", what, n, text.n ? text.p : "");
	r->error = error;
}

/* The place of a name among some; -1 and an error when it is not among them. */
static int named(struct reading *r, struct tc_span name, const char *const *names,
		 const char *what)
{
	for (int i = 0; names[i]; i++)
		if (tc_span_is(name, tc_span_of(names[i])))
			return i;
	refuse(r, what, name);
	return -1;
}

static enum value_type type_named(struct reading *r, struct tc_span name)
{
	for (size_t i = 0; i < sizeof(value_types) / sizeof(*value_types); i++)
		if (tc_span_is(name, tc_span_of(value_types[i].name)))
			return value_types[i].type;
	refuse(r, "no such type", name);
	return VALUE_TEXT;
}

bool value_is_picture(enum value_type type)
{
	return type >= VALUE_BAR;
}

bool value_is_number(enum value_type type)
{
	return type >= VALUE_COUNT && type <= VALUE_BAR;
}

bool column_is_number(const struct column *c)
{
	return value_is_number(c->type) && c->type != VALUE_BAR;
}

bool column_is_right(const struct column *c)
{
	return c->right || column_is_number(c);
}

/* What is bare in a list of this type. */
static enum value_type type_in_list(enum value_type list, const struct node *n)
{
	if (list == VALUE_LIST || (list != VALUE_SPARK && n->kind != TC_SCAN_NUMERIC))
		return VALUE_TEXT;
	return VALUE_COUNT;
}

static struct value read_value(struct reading *r, const struct node *n,
			       enum value_type type)
{
	struct value v = { .type = VALUE_BLANK, .text = { "", 0 } };
	struct value *items;

	if (!n)
		return v;
	switch (n->kind) {
	case TC_SCAN_NULL:
		v.type = VALUE_UNKNOWN;
		break;
	case TC_SCAN_OBJECT:
		if (n->count == 1)
			return read_value(r, n->first, type_named(r, n->first->key));
		refuse(r, "a value has one type", n->count ? n->first->key : n->key);
		break;
	case TC_SCAN_ARRAY:
		v.type = type == VALUE_SPARK || type == VALUE_APART || type == VALUE_LIST
				 ? type
				 : VALUE_RUN;
		v.count = n->count;
		v.items = items = arena_take(r->arena, n->count, sizeof(*items));
		for (const struct node *m = n->first; m; m = m->next)
			*items++ = read_value(r, m, type_in_list(v.type, m));
		break;
	case TC_SCAN_FALSE:
	case TC_SCAN_TRUE:
		v.type = VALUE_BOOLEAN;
		v.text = n->kind == TC_SCAN_TRUE ? TC_SPAN("yes") : TC_SPAN("no");
		break;
	default:
		v.type = type;
		v.text = n->text;
		if ((value_is_number(type) || type == VALUE_SPARK) &&
		    !decimal_is_number(v.text))
			refuse(r, "no number", v.text);
	}
	return v;
}

static struct audience read_audience(struct reading *r, const struct node *n)
{
	static const struct audience whom[] = {
		{ .terminal = true, .markdown = true, .page = true },
		{ .data = true },
		{ .page = true },
		{ .terminal = true },
		{ .markdown = true, .page = true },
	};
	const struct node *name = tree_get(n, "for");
	int i;

	if (!name)
		return (struct audience){ true, true, true, true };
	i = named(r, tree_text(name), audiences, "for nobody");
	return whom[i < 0 ? 0 : i];
}

static struct column read_column(struct reading *r, const struct node *n)
{
	const struct node *type = tree_get(n, "type"), *width = tree_get(n, "width");
	tc_int128 cells = 0;
	struct column c = {
		.key = tree_text(tree_get(n, "key")),
		.title = tree_text(tree_get(n, "title")),
		.type = type ? type_named(r, tree_text(type)) : VALUE_TEXT,
		.whom = read_audience(r, n),
		.typed = type,
		.flexible = tree_true(tree_get(n, "flexible")),
		.right = tree_true(tree_get(n, "right")),
	};

	if (!c.key.n)
		refuse(r, "a column without a key", c.title);
	if (c.type == VALUE_BAR)
		cells = DEFAULT_WIDTH;
	if (width && (!tc_int128_parse(tree_text(width), &cells) || cells < 0 ||
		      cells > WIDTH_MAX))
		refuse(r, "no width of a column", tree_text(width));
	c.width = (size_t)cells;
	if (value_is_picture(c.type))
		c.whom.data = false;
	return c;
}

static const struct row *read_rows(struct reading *r, const struct table *t,
				   const struct node *first, size_t count)
{
	struct row *rows = arena_take(r->arena, count, sizeof(*rows)), *row = rows;

	for (const struct node *n = first; row < rows + count; n = n->next, row++) {
		struct value *cells =
			arena_take(r->arena, t->column_count, sizeof(*cells));
		const struct node *below = tree_get(n, "rows");

		if (n->kind != TC_SCAN_OBJECT)
			refuse(r, "a row is no object", n->text);
		for (size_t i = 0; i < t->column_count; i++)
			cells[i] = read_value(r, tree_member(n, t->columns[i].key),
					      t->columns[i].type);
		row->cells = cells;
		if (below && below->kind == TC_SCAN_ARRAY) {
			row->row_count = below->count;
			row->rows = read_rows(r, t, below->first, below->count);
		}
	}
	return rows;
}

static const struct node *member_list(struct reading *r, const struct node *n,
				      const char *key)
{
	const struct node *list = tree_get(n, key);

	if (list && list->kind == TC_SCAN_ARRAY)
		return list;
	refuse(r, "no list", tc_span_of(key));
	return NULL;
}

/* As data, the cells of a row are members of an object, `rows` those below it. */
static void check_keys(struct reading *r, const struct table *t)
{
	for (size_t i = 0; i < t->column_count; i++) {
		const struct column *c = &t->columns[i];

		if (!c->whom.data)
			continue;
		if (tc_span_is(c->key, TC_SPAN("rows")))
			refuse(r, "no key of a column", c->key);
		for (size_t k = 0; k < i; k++)
			if (t->columns[k].whom.data &&
			    tc_span_is(c->key, t->columns[k].key))
				refuse(r, "two columns with one key", c->key);
	}
}

static const struct column *read_key(struct reading *r, const struct table *t,
				     const struct node *n)
{
	struct tc_span key = tree_text(n);

	if (!n)
		return NULL;
	for (size_t i = 0; i < t->column_count; i++)
		if (t->columns[i].whom.data && tc_span_is(key, t->columns[i].key))
			return &t->columns[i];
	refuse(r, "no column for data is the key", key);
	return NULL;
}

static void read_table(struct reading *r, struct table *t, const struct node *n)
{
	const struct node *columns = member_list(r, n, "columns"),
			  *rows = member_list(r, n, "rows"),
			  *totals = tree_get(n, "totals");
	struct column *c;

	if (!columns || !rows)
		return;
	t->id = tree_text(tree_get(n, "id"));
	t->plain = tree_true(tree_get(n, "plain"));
	t->light = t->plain || tree_true(tree_get(n, "light"));
	t->folded = read_value(r, tree_get(n, "folded"), VALUE_TEXT);
	t->column_count = columns->count;
	t->columns = c = arena_take(r->arena, columns->count, sizeof(*c));
	for (const struct node *m = columns->first; m; m = m->next)
		*c++ = read_column(r, m);
	check_keys(r, t);
	t->key = read_key(r, t, tree_get(n, "key"));
	t->whole = tree_true(tree_get(n, "whole"));
	t->row_count = rows->count;
	t->rows = read_rows(r, t, rows->first, rows->count);
	if (tree_true(totals))
		t->totals = read_rows(r, t, totals, 1);
}

static void read_tables(struct reading *r, struct block *b, const struct node *first,
			size_t count)
{
	struct table *tables = arena_take(r->arena, count, sizeof(*tables));

	b->tables = tables;
	b->table_count = count;
	for (const struct node *n = first; count; n = n->next, count--)
		read_table(r, tables++, n);
}

/* A table is for nobody who sees none of its columns. */
static struct audience table_audience(const struct table *t, struct audience whom)
{
	struct audience seen = { .data = true };

	for (size_t i = 0; i < t->column_count; i++) {
		seen.terminal |= t->columns[i].whom.terminal;
		seen.markdown |= t->columns[i].whom.markdown;
		seen.page |= t->columns[i].whom.page;
	}
	return (struct audience){ whom.terminal && seen.terminal,
				  whom.markdown && seen.markdown, whom.page && seen.page,
				  whom.data };
}

static void read_chart(struct reading *r, struct block *b, const struct node *n)
{
	int shape = named(r, tree_text(tree_get(n, "shape")), shapes, "no such shape");

	b->shape = shape < 0 ? SHAPE_BARS : (enum shape)shape;
	read_tables(r, b, n, 1);
}

static void read_block(struct reading *r, struct block *b, const struct node *n)
{
	int type =
		named(r, tree_text(tree_get(n, "block")), block_types, "no such block");
	const struct node *list;
	struct value items;

	if (type < 0)
		return;
	b->type = (enum block_type)type;
	b->whom = read_audience(r, n);
	b->id = tree_text(tree_get(n, "id"));
	b->title = read_value(r, tree_get(n, "title"), VALUE_TEXT);
	b->label = read_value(r, tree_get(n, "label"), VALUE_TEXT);
	b->text = read_value(r, tree_get(n, "text"), VALUE_TEXT);
	b->note = read_value(r, tree_get(n, "note"), VALUE_TEXT);
	if (b->type == BLOCK_TABLE) {
		read_tables(r, b, n, 1);
		b->whom = table_audience(b->tables, b->whom);
	}
	if (b->type == BLOCK_CHART)
		read_chart(r, b, n);
	b->plain = tree_true(tree_get(n, "plain"));
	if (b->type == BLOCK_BESIDE && (list = member_list(r, n, "tables")))
		read_tables(r, b, list->first, list->count);
	if ((b->type == BLOCK_LIST || b->type == BLOCK_LINES) &&
	    (list = member_list(r, n, "items"))) {
		items = read_value(r, list, VALUE_TEXT);
		b->items = items.items;
		b->item_count = items.count;
	}
}

bool table_has_data(const struct table *t)
{
	for (size_t i = 0; i < t->column_count; i++)
		if (t->columns[i].whom.data)
			return true;
	return false;
}

bool document_is(const struct node *n)
{
	return tc_span_is(tree_text(tree_get(n, "kind")), TC_SPAN("document"));
}

/* As data, the tables of a document are members of an object. */
static void check_ids(struct reading *r, const struct document *d)
{
	size_t count = 2, most = 2;
	struct tc_span *ids;

	for (size_t i = 0; i < d->count; i++)
		most += d->blocks[i].table_count;
	ids = arena_take(r->arena, most, sizeof(*ids));
	ids[0] = TC_SPAN("title");
	ids[1] = TC_SPAN("facts");
	for (size_t i = 0; i < d->count; i++) {
		const struct block *b = &d->blocks[i];

		for (size_t k = 0; b->whom.data && k < b->table_count; k++) {
			struct tc_span id = b->tables[k].id;

			for (size_t n = 0; id.n && n < count; n++)
				if (tc_span_is(id, ids[n]))
					refuse(r, "two tables with one id", id);
			ids[count++] = id;
		}
	}
}

const struct document *document_read(struct arena *a, const struct node *n,
				     const char **error)
{
	struct reading r = { .arena = a };
	struct document *d = arena_take(a, 1, sizeof(*d));
	const struct node *blocks = member_list(&r, n, "blocks"),
			  *well = tree_get(n, "well");
	struct block *block;

	if (!document_is(n))
		refuse(&r, "no document", tree_text(tree_get(n, "kind")));
	if (blocks) {
		d->title = read_value(&r, tree_get(n, "title"), VALUE_TEXT);
		d->name = read_value(&r, tree_get(n, "name"), VALUE_TEXT);
		d->indented = tree_true(tree_get(n, "indented"));
		d->not_well = well && well->kind == TC_SCAN_FALSE;
		d->count = blocks->count;
		d->blocks = block = arena_take(a, blocks->count, sizeof(*block));
		for (const struct node *m = blocks->first; m; m = m->next)
			read_block(&r, block++, m);
		check_ids(&r, d);
	}
	*error = r.error;
	return r.error ? NULL : d;
}
