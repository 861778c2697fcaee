/* output.h - a call with its price: the record with nine fields set. */
#ifndef PRICE_OUTPUT_H
#define PRICE_OUTPUT_H

#include "price/pricer.h"

/* Writes the record and ends the line. Fields of an earlier pricing are replaced. What is
 * not known is null: all of them without a price, the parts of a recorded cost. */
void output_write(const struct priced *price, struct tc_record *r, struct tc_writer *w);

#endif
