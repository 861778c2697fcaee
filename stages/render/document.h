/* document.h - what a report makes and the back ends turn into bytes: a small tree of
 * blocks. As JSON (schemas/document.schema.json):
 *
 *	{ "kind": "document", "title": TEXT, "name": TEXT, "indented": true, "well": false,
 *	  "blocks": [BLOCK...] }
 *
 * "well": false says that what was asked about is not all well, or not there: tc-render then
 * ends with 1.
 *
 * The title stands above the blocks; the name is what a page is called that has none.
 * BLOCK is one of
 *	{ "block": "paragraph"|"heading"|"note", "text": TEXT }
 *	{ "block": "figure", "label": TEXT, "text": VALUE, "note": TEXT }  the number that
 *	  matters, of what it is, and whether it is better or worse
 *	{ "block": "fact", "label": TEXT, "text": TEXT }    a name and what is to be said
 *	{ "block": "list", "items": [TEXT...] }
 *	{ "block": "lines", "items": [TEXT...], "plain": true }    each begins a line of its
 *	  own; plain: in Markdown without a mark at its end
 *	{ "block": "code", "text": TEXT }                   lines as they are
 *	{ "block": "table", "id", "columns": [COLUMN...], "rows": [ROW...], "totals": ROW,
 *	  "light": true, "plain": true, "folded": TEXT }     light: no rules; plain: no header
 *	  either; folded: on a page the text alone is seen until it is opened. In a database
 *	  "key" names the column that tells rows apart, and "whole": true says that there are
 *	  no others
 *	{ "block": "beside", "tables": [TABLE...] }         side by side where there is room
 *	{ "block": "chart", "shape": "bars"|"lines"|"areas", "title": TEXT, "id", "columns",
 *	  "rows" }     a table drawn: its first column for people names the places of the
 *	  horizontal axis, each of its numbers is a series. Bars and areas are stacked. What
 *	  is unknown is a gap, what is below zero is drawn as zero
 *
 * COLUMN { "key", "title", "type": TYPE, "width": CELLS of a bar or at least,
 * "flexible": true (may be cut short), "right": true (text that stands to the right, as
 * numbers do) }. Pictures (bar, spark) are for people. ROW is
 * { KEY: VALUE..., "rows": [ROW...] }, the inner rows indented below it (JSON: inside it).
 * A VALUE that is not there is left blank, null is unknown ("n/a").
 *
 * Data go by name: no two columns for data have one key, none is called "rows"; no two
 * tables for data have one id, none is called "title" or "facts".
 *
 * A block and a column may say whom they are "for": "people" (terminal, Markdown, HTML),
 * "data" (JSON, CSV, SQL), "page": HTML alone, where there is room for more, "terminal"
 * alone, or "paper": Markdown and HTML.
 *
 * TEXT and VALUE are a string, a number, null, {TYPE: VALUE}, or a list of them that are
 * set one after the other, under "apart" with a bar between them. Bare in a cell it is of
 * the column's type, bare in a list a string is text and a number a count. A list of type
 * "list" is one of texts, as data an array. A number may come as a string of decimal digits,
 * so that money and large counts pass jq without becoming a double: what is shown is rounded
 * from the text, what is data is written as it came. */
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
	VALUE_APART,   /* the same, a bar between them: a | b */
	/* Words. */
	VALUE_TEXT,
	VALUE_STRONG,
	VALUE_DIM,
	VALUE_GOOD, /* better than it was, ... */
	VALUE_BAD,  /* ... worse */
	VALUE_CODE,
	VALUE_BOOLEAN, /* yes or no */
	VALUE_TIME,    /* an RFC 3339 instant, shown in the zone */
	VALUE_DAY,     /* the same, the day alone */
	VALUE_LIST,    /* items are texts: a, b */
	/* Numbers: text is a JSON number. */
	VALUE_COUNT,   /* 4,120 */
	VALUE_SHORT,   /* 1.9 M */
	VALUE_MONEY,   /* $1,234.56 */
	VALUE_EXACT,   /* money to the last place: 1,234.560000000 */
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

/* Whom it is for: people at a terminal, with Markdown, with a page; machines. */
struct audience {
	bool terminal, markdown, page, data;
};

struct column {
	struct tc_span key, title;
	enum value_type type;
	struct audience whom;
	bool typed; /* a type was named: else it is text, or yes and no */
	bool flexible, right;
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
	struct value folded;
	const struct column *key; /* NULL: none */
	bool whole;
};

enum block_type {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_NOTE,
	BLOCK_FIGURE,
	BLOCK_FACT,
	BLOCK_LIST,
	BLOCK_LINES,
	BLOCK_CODE,
	BLOCK_TABLE,
	BLOCK_BESIDE,
	BLOCK_CHART,
};
#define BLOCK_COUNT (BLOCK_CHART + 1)

enum shape { SHAPE_BARS, SHAPE_LINES, SHAPE_AREAS };

struct block {
	enum block_type type;
	struct audience whom;
	struct tc_span id; /* name of a fact as data */
	struct value label, text, note;
	struct value title; /* of a chart */
	enum shape shape;
	const struct value *items;
	size_t item_count;
	bool plain;                 /* lines without marks */
	const struct table *tables; /* of a chart: what it draws */
	size_t table_count;
};

struct document {
	struct value title, name;
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

/* Has it a column for data? */
bool table_has_data(const struct table *t);
bool value_is_number(enum value_type type);
bool value_is_picture(enum value_type type);
/* Is it a series of a chart? */
bool column_is_number(const struct column *c);
/* Does it stand to the right? */
bool column_is_right(const struct column *c);

#endif
