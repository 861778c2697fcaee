/* decimal.h - numbers as text, rounded from their text, never through a double. */
#ifndef RENDER_DECIMAL_H
#define RENDER_DECIMAL_H

#include <stdbool.h>

#include "lib/money.h"
#include "lib/span.h"

#define DECIMAL_SIZE 96 /* any text these functions write */

/* Is it a number as JSON writes it? */
bool decimal_is_number(struct tc_span text);
/* The number times 10^places, rounded half away from zero; false when it does not fit
 * 128 bits. The text is a JSON number. */
bool decimal_scale(struct tc_span text, int places, tc_int128 *scaled);
/* The same, rounded towards zero. */
bool decimal_floor(struct tc_span text, int places, tc_int128 *scaled);
/* scaled / 10^places with thousands separated by commas: 1,234.50. Returns the length. */
size_t decimal_format(tc_int128 scaled, int places, char *out);

#endif
