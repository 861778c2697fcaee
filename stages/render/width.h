/* width.h - how many cells of a terminal a character takes. */
#ifndef RENDER_WIDTH_H
#define RENDER_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

/* 0, 1 or 2, for a character that is not deceptive. */
unsigned width_of(uint32_t code);
/* Would it drive a terminal, reorder or hide text? Controls, bidi marks and overrides,
 * line separators, invisible operators, tags. */
bool width_is_deceptive(uint32_t code);

#endif
