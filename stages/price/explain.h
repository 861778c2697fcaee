/* explain.h - one call's arithmetic, to read. */
#ifndef PRICE_EXPLAIN_H
#define PRICE_EXPLAIN_H

#include "price/pricer.h"

struct explained { /* the call, as the record has it */
	struct tc_span id, ts, model;
};

/* Each line count x rate = amount, the modifiers, the sum and what is rounded from it. */
void explain_write(const struct priced *price, const struct explained *call,
		   struct tc_writer *w);

#endif
