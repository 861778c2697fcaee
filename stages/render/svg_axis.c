/* The numbers beside a chart. */
#include "render/svg_axis.h"

#include <string.h>

#define STEPS 6
#define LARGE (10000 * AXIS_ONE) /* from here on thousands are told by a unit */

static bool is_whole(enum value_type type)
{
	return type == VALUE_COUNT || type == VALUE_SHORT;
}

static bool is_percent(enum value_type type)
{
	return type == VALUE_PERCENT || type == VALUE_SHARE;
}

void axis_make(struct axis *a, enum value_type type, tc_int128 most)
{
	static const int factors[] = { 1, 2, 5 };
	tc_int128 unit = is_whole(type) ? AXIS_ONE : 1;
	size_t k = 0;

	while (unit * factors[k] * STEPS < most) {
		if (++k == 3) {
			k = 0;
			unit *= 10;
		}
	}
	a->type = type;
	a->step = unit * factors[k];
	a->top = most ? (most + a->step - 1) / a->step * a->step : a->step;
}

static size_t add(char *out, size_t n, const char *text)
{
	memcpy(out + n, text, strlen(text));
	return n + strlen(text);
}

size_t axis_text(const struct axis *a, tc_int128 n, char *out)
{
	static const char *const units[] = { "", " k", " M", " B", " T" };
	tc_int128 one = is_percent(a->type) ? AXIS_ONE / 100 : AXIS_ONE;
	size_t unit = 0, size = 0;
	int places = 0;

	while (a->top >= LARGE && unit < 4 && a->step % (1000 * one) == 0) {
		one *= 1000;
		unit++;
	}
	/* Money has no places or two at least. */
	for (tc_int128 rest = a->step % one; n && rest; rest = rest * 10 % one)
		places++;
	if (a->type == VALUE_MONEY) {
		size = add(out, size, "$");
		places += places == 1;
	}
	for (int i = 0; i < places; i++)
		n *= 10;
	size += decimal_format(n / one, places, out + size);
	if (n)
		size = add(out, size, units[unit]);
	return is_percent(a->type) ? add(out, size, " %") : size;
}
