/* How a value reads. */
#include "render/format.h"

#include <stdio.h>

#include "render/decimal.h"

#define EIGHTHS   8
#define TEXT_SIZE (DECIMAL_SIZE + 16)

static void say(const struct sink *sink, enum style style, const char *text, size_t n)
{
	sink->put(sink->context, style, (struct tc_span){ text, n }, true);
}

static enum style style_of(enum value_type type)
{
	switch (type) {
	case VALUE_STRONG:
		return STYLE_STRONG;
	case VALUE_DIM:
		return STYLE_DIM;
	case VALUE_GOOD:
		return STYLE_GOOD;
	case VALUE_BAD:
		return STYLE_BAD;
	case VALUE_CODE:
		return STYLE_CODE;
	default:
		return STYLE_PLAIN;
	}
}

/* $1,234.50 with the sign in front. */
static size_t money(tc_int128 cents, char *out)
{
	size_t n = 0;

	if (cents < 0)
		out[n++] = '-';
	out[n++] = '$';
	return n + decimal_format(cents < 0 ? -cents : cents, 2, out + n);
}

/* Four figures at most before the unit: 312, 1.9 k, 41.2 M. */
static size_t shorten(struct tc_span text, char *out)
{
	static const char units[] = "kMBT";
	tc_int128 n;
	size_t length, unit = 0;

	if (!decimal_scale(text, 0, &n))
		return 0;
	if (n > -1000 && n < 1000)
		return decimal_format(n, 0, out);
	while (decimal_scale(text, -2 - 3 * (int)unit, &n) &&
	       (n >= 10000 || n <= -10000) && unit < sizeof(units) - 2)
		unit++;
	length = decimal_format(n, 1, out);
	out[length++] = ' ';
	out[length++] = units[unit];
	return length;
}

static size_t with_unit(size_t length, const char *unit, char *out)
{
	size_t n = strlen(unit);

	memcpy(out + length, unit, n);
	return length + n;
}

/* 0 when the number does not fit: then it is shown as it came. */
static size_t number(const struct value *v, char *out)
{
	tc_int128 n = 0;

	switch (v->type) {
	case VALUE_SHORT:
		return shorten(v->text, out);
	case VALUE_MONEY:
		return decimal_scale(v->text, 2, &n) ? money(n, out) : 0;
	case VALUE_EXACT:
		return decimal_scale(v->text, 9, &n) ? decimal_format(n, 9, out) : 0;
	case VALUE_PERCENT:
		return decimal_scale(v->text, 2, &n)
			       ? with_unit(decimal_format(n, 0, out), " %", out)
			       : 0;
	case VALUE_SHARE:
		return decimal_floor(v->text, 3, &n)
			       ? with_unit(decimal_format(n, 1, out), " %", out)
			       : 0;
	case VALUE_RATIO:
		return decimal_scale(v->text, 1, &n)
			       ? with_unit(decimal_format(n, 1, out), "x", out)
			       : 0;
	default:
		return decimal_scale(v->text, 0, &n) ? decimal_format(n, 0, out) : 0;
	}
}

static void put_number(const struct value *v, const struct sink *sink)
{
	char text[TEXT_SIZE];
	size_t n = number(v, text);

	if (n)
		say(sink, STYLE_PLAIN, text, n);
	else
		say(sink, STYLE_PLAIN, v->text.p, v->text.n);
}

/* An arrow and how much, two figures wide so that arrows stand below each other. */
static void put_change(const struct value *v, const struct look *look,
		       const struct sink *sink)
{
	static const char *const arrows[2][3] = { { "▼ ", "→ ", "▲ " },
						  { "-", "=", "+" } };
	char text[TEXT_SIZE + 8];
	tc_int128 n;
	int sign;
	size_t length;

	if (!decimal_scale(v->text, 2, &n)) {
		put_number(v, sink);
		return;
	}
	sign = (n > 0) - (n < 0);
	length = with_unit(0, arrows[look->ascii][sign + 1], text);
	if (n > -10 && n < 10)
		text[length++] = ' ';
	length += decimal_format(n < 0 ? -n : n, 0, text + length);
	length = with_unit(length, " %", text);
	say(sink,
	    sign == 0                                 ? STYLE_PLAIN
	    : (sign < 0) == (v->type == VALUE_CHANGE) ? STYLE_GOOD
						      : STYLE_BAD,
	    text, length);
}

tc_int128 format_grain(const struct value *v)
{
	tc_int128 n;

	if (!value_is_number(v->type))
		return 0;
	if (!decimal_scale(v->text, 6, &n))
		n = v->text.p[0] == '-' ? 0 : GRAIN_MOST;
	return n < 0 ? 0 : n > GRAIN_MOST ? GRAIN_MOST : n;
}

/* Whole cells, then one that is filled by eighths. */
static void put_bar(const struct value *v, const struct look *look, size_t width,
		    const struct sink *sink)
{
	static const char *const blocks[] = {
		"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"
	};
	size_t parts = look->ascii ? 1 : EIGHTHS, filled;
	tc_int128 n = format_grain(v);

	if (n > GRAIN)
		n = GRAIN;
	filled = (size_t)((n * (tc_int128)(width * parts) + GRAIN / 2) / GRAIN);
	for (; filled >= parts; filled -= parts)
		say(sink, STYLE_PLAIN, look->ascii ? "#" : blocks[EIGHTHS],
		    look->ascii ? 1 : strlen(blocks[EIGHTHS]));
	say(sink, STYLE_PLAIN, blocks[filled], strlen(blocks[filled]));
}

/* The last `width` of the numbers. */
static void put_spark(const struct value *v, const struct look *look, size_t width,
		      const struct sink *sink)
{
	static const char *const levels[2][EIGHTHS] = {
		{ "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" },
		{ "_", ".", ":", "-", "=", "+", "*", "#" },
	};
	size_t first = width && v->count > width ? v->count - width : 0;
	tc_int128 greatest = 1;

	for (size_t i = first; i < v->count; i++)
		if (format_grain(&v->items[i]) > greatest)
			greatest = format_grain(&v->items[i]);
	for (size_t i = first; i < v->count; i++) {
		tc_int128 n = format_grain(&v->items[i]);
		size_t level = n ? (size_t)((n * EIGHTHS - 1) / greatest) : 0;
		const char *text = levels[look->ascii][level];

		say(sink, STYLE_PLAIN, text, strlen(text));
	}
}

/* To the minute or the day, in the zone. */
static void put_time(const struct value *v, const struct look *look,
		     const struct sink *sink)
{
	int64_t ms;
	struct tc_civil c;
	char text[TEXT_SIZE];
	int n;

	if (!tc_time_parse(v->text, &ms)) {
		sink->put(sink->context, STYLE_PLAIN, v->text, false);
		return;
	}
	tc_zone_civil(look->zone, ms, &c);
	n = snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d", c.year, c.month,
		     c.day, c.hour, c.minute);
	if (v->type == VALUE_DAY)
		n = (int)strlen("2026-11-22");
	say(sink, STYLE_PLAIN, text, (size_t)n);
}

static void put_items(const struct value *v, const char *between, const struct look *look,
		      size_t width, const struct sink *sink)
{
	for (size_t i = 0; i < v->count; i++) {
		if (i && *between)
			say(sink, STYLE_PLAIN, between, strlen(between));
		format_value(&v->items[i], look, width, sink);
	}
}

void format_value(const struct value *v, const struct look *look, size_t width,
		  const struct sink *sink)
{
	switch (v->type) {
	case VALUE_BLANK:
		break;
	case VALUE_UNKNOWN:
		say(sink, STYLE_DIM, "n/a", 3);
		break;
	case VALUE_RUN:
		put_items(v, "", look, width, sink);
		break;
	case VALUE_APART:
		put_items(v, " | ", look, width, sink);
		break;
	case VALUE_LIST:
		put_items(v, ", ", look, width, sink);
		break;
	case VALUE_CHANGE:
	case VALUE_GAIN:
		put_change(v, look, sink);
		break;
	case VALUE_BAR:
		put_bar(v, look, width, sink);
		break;
	case VALUE_SPARK:
		put_spark(v, look, width, sink);
		break;
	case VALUE_TIME:
	case VALUE_DAY:
		put_time(v, look, sink);
		break;
	default:
		if (value_is_number(v->type))
			put_number(v, sink);
		else
			sink->put(sink->context, style_of(v->type), v->text, false);
	}
}
