/* format.h - how a value reads: the text of terminal, Markdown and CSV alike.
 *
 * Rounding is half away from zero and done on the decimal text. The pieces of a value go
 * to a sink, which escapes for its format.
 *
 * Pictures take each number to the millionth; below 0 it is 0, unknown is 0. A bar of
 * `width` cells, up to 1, is as long as the nearest eighth of a cell, the longer one when
 * two are as near; the nearest whole cell in ASCII. A sparkline has eight heights: of k
 * eighths of its greatest number the least that reaches a number, and never less than
 * one, so that 0 is seen, too. */
#ifndef RENDER_FORMAT_H
#define RENDER_FORMAT_H

#include "lib/money.h"
#include "lib/time.h"
#include "render/document.h"

enum style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_DIM,
	STYLE_GOOD,
	STYLE_BAD,
	STYLE_CODE,
};
#define STYLE_COUNT (STYLE_CODE + 1)

struct look {
	size_t columns; /* of the terminal */
	bool color, ascii;
	struct tc_zone *zone;  /* of times */
	struct tc_span report; /* what a table in a database is called without an id */
};

struct sink {
	/* `own` tells text of ours (ASCII but for arrows and pictures), which needs no
	 * escaping, from text of others. */
	void (*put)(void *context, enum style style, struct tc_span text, bool own);
	void *context;
};

/* A number for a picture, in millionths: from 0 to GRAIN_MOST, which stands for all that is
 * greater. What is no number is 0. */
#define GRAIN      ((tc_int128)1000000)
#define GRAIN_MOST ((tc_int128)1 << 100)
tc_int128 format_grain(const struct value *v);

/* A bar has `width` cells at most, a sparkline too unless it is 0. */
void format_value(const struct value *v, const struct look *look, size_t width,
		  const struct sink *sink);

#endif
