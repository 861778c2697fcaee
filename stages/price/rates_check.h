/* rates_check.h - what a rate table must be beyond its syntax. */
#ifndef PRICE_RATES_CHECK_H
#define PRICE_RATES_CHECK_H

#include "lib/report.h"
#include "price/rates.h"

/* No id or alias twice, periods that neither overlap nor end before they start. Sorts the
 * periods of each model. */
bool rates_check(struct rates *r, struct rates_error *error);
/* Fills the error; returns false. */
bool rates_fail(struct rates_error *e, unsigned line, const char *format, ...)
	TC_PRINTF(3, 4);

#endif
