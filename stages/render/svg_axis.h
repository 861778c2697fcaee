/* svg_axis.h - the numbers beside a chart. */
#ifndef RENDER_SVG_AXIS_H
#define RENDER_SVG_AXIS_H

#include "lib/money.h"
#include "render/decimal.h"
#include "render/document.h"

#define AXIS_TEXT (DECIMAL_SIZE + 16)

#define AXIS_ONE ((tc_int128)1000000000) /* amounts are in billionths */

/* From zero to top in steps. */
struct axis {
	enum value_type type;
	tc_int128 step, top;
};

/* Steps of 1, 2 or 5 times a power of ten, six at most; whole ones for counts. */
void axis_make(struct axis *a, enum value_type type, tc_int128 most);
/* A number of the axis, with as many places as its steps need: $0.50, 20 k, 40 %. Returns
 * the length; at most AXIS_TEXT. */
size_t axis_text(const struct axis *a, tc_int128 n, char *out);

#endif
