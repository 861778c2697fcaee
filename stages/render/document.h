/* document.h - what a report makes and the back ends turn into bytes: a small tree of
 * blocks. As JSON (schemas/document.schema.json):
 *
 *	{ "kind": "document", "title": TEXT, "indented": true, "well": false, "blocks": [BLOCK...] }
 *
 * "well": false says that what was asked about is not all well, or not there: tc-render then
 * ends with 1.
 *
 * BLOCK is one of
 *	{ "block": "paragraph"|"heading"|"note", "text": TEXT }
 *	{ "block": "fact", "label": TEXT, "text": TEXT }    a name and what is to be said
 *	{ "block": "list", "items": [TEXT...] }
 *	{ "block": "code", "text": TEXT }                   lines as they are
 *	{ "block": "table", "id", "columns": [COLUMN...], "rows": [ROW...], "totals": ROW,
 *	  "light": true, "plain": true }     light: no rules; plain: no header either
 *	{ "block": "beside", "tables": [TABLE...] }         side by side where there is room
 *
 * COLUMN { "key", "title", "type": TYPE, "for": "people"|"data", "width": CELLS of a bar or at least,
 * "flexible": true (may be cut short) }. "people" is left out of JSON and CSV, "data" out of terminal and Markdown; pictures (bar,
 * spark) are for people. ROW is { KEY: VALUE..., "rows": [ROW...] }, the inner rows
 * indented below it (JSON: inside it). A VALUE that is not there is left blank, null is
 * unknown ("n/a").
 *
 * TEXT and VALUE are a string, a number, null, {TYPE: VALUE}, or a list of them that are
 * set one after the other. Bare in a cell it is of the column's type, bare in a
 * list a string is text and a number a count. A
 * number may come as a string of decimal digits, so that money and large counts pass jq
 * without becoming a double: what is shown is rounded from the text, what is data is
 * written as it came. */
#ifndef RENDER_DOCUMENT_H
#define RENDER_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/span.h"
#include "render/tree.h"

enum value_type {
	VALUE_BLANK,
	VALUE_UNKNOWN, /* null */
	VALUE_RUN,     /* items, one after the other */
	/* Words. */
	VALUE_TEXT,
	VALUE_STRONG,
	VALUE_DIM,
	VALUE_GOOD, /* better than it was, ... */
	VALUE_BAD,  /* ... worse */
	VALUE_CODE,
	VALUE_BOOLEAN, /* yes or no */
	VALUE_TIME,    /* an RFC 3339 instant, shown in the zone */
	/* Numbers: text is a JSON number. */
	VALUE_COUNT,   /* 4,120 */
	VALUE_SHORT,   /* 1.9 M */
	VALUE_MONEY,   /* $1,234.56 */
	VALUE_PERCENT, /* of 1: 41 % */
	VALUE_SHARE,   /* of 1: 91.4 %, rounded towards zero */
	VALUE_RATIO,   /* 1.5 x */
	VALUE_CHANGE,  /* of 1, against the period before, less is better: ▲ 12 % */
	VALUE_GAIN,    /* the same, more is better */
	/* Pictures. */
	VALUE_BAR,   /* of 1 */
	VALUE_SPARK, /* items are numbers */
};

struct value {
	enum value_type type;
	struct tc_span text;
	const struct value *items;
	size_t count;
};

struct column {
	struct tc_span key, title;
	enum value_type type;
	bool people, data; /* whom it is for */
	bool flexible;
	size_t width; /* cells of a bar, least cells of others */
};

struct row {
	const struct value *cells; /* one a column */
	const struct row *rows;    /* below it */
	size_t row_count;
};

struct table {
	struct tc_span id;
	const struct column *columns;
	size_t column_count;
	const struct row *rows;
	size_t row_count;
	const struct row *totals; /* NULL: none */
	bool light, plain;
};

enum block_type {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_NOTE,
	BLOCK_FACT,
	BLOCK_LIST,
	BLOCK_CODE,
	BLOCK_TABLE,
	BLOCK_BESIDE,
};

struct block {
	enum block_type type;
	struct tc_span id; /* name of a fact as data */
	struct value label, text;
	const struct value *items;
	size_t item_count;
	const struct table *tables;
	size_t table_count;
};

struct document {
	struct value title;
	const struct block *blocks;
	size_t count;
	bool indented; /* blocks stand two cells in */
	bool not_well; /* what it is about */
};

/* Does it say that it is a document? */
bool document_is(const struct node *n);
/* Everything is owned by the arena. NULL when it is no good: *error says why. */
const struct document *document_read(struct arena *a, const struct node *n,
				     const char **error);

/* Has it a column that people see? */
bool table_is_for_people(const struct table *t);
bool value_is_number(enum value_type type);
bool value_is_picture(enum value_type type);

#endif
