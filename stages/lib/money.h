/* money.h - exact money: integers only.
 *
 * Rates are pico-dollars per token (USD per million tokens x 10^6), amounts of one call
 * are pico-dollars in 128 bits, rounded once, half to even, to nano-dollars; those and
 * their sums are 128 bit, too. On the pipe an amount is a JSON number with at most
 * nine places and no needless zero: 0, 0.0105, -1.5. */
#ifndef TC_MONEY_H
#define TC_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/span.h"

__extension__ typedef __int128 tc_int128; /* the one typedef: C has no name for it */

#define TC_MONEY_SIZE 52 /* any 128-bit amount in nano-dollars, sign and point included */

/* amount / per_nano, half to even: to nano-dollars, with per_nano = 1000 from pico-dollars.
 * Never saturates: 2^63 tokens cost more than fits into 64 bits. */
tc_int128 tc_money_round(tc_int128 amount, uint32_t per_nano);
/* Writes the decimal, returns its length (at most TC_MONEY_SIZE), no NUL. */
unsigned tc_money_format(tc_int128 nano, char *out);
/* A JSON number to nano-dollars; false when it is no number, or has more than nine
 * places that are not zero, or does not fit. Exponents are read. */
bool tc_money_parse(struct tc_span text, tc_int128 *nano);
/* Decimal digits of a 128-bit integer; returns the length (at most 40), no NUL. */
unsigned tc_int128_format(tc_int128 value, char *out);
bool tc_int128_parse(struct tc_span text, tc_int128 *value);

#endif
