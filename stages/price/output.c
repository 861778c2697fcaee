/* A call with its price: the record with nine fields set. */
#include "price/output.h"

#include "lib/kind.h"

void output_write(const struct priced *price, struct tc_record *r, struct tc_writer *w)
{
	char text[AMOUNT_COUNT][TC_MONEY_SIZE];
	struct tc_change changes[AMOUNT_COUNT + 1];
	int known = AMOUNT_COUNT;

	if (price->verdict >= VERDICT_UNKNOWN)
		known = 0;
	else if (price->verdict == VERDICT_RECORDED)
		known = AMOUNT_COST + 1;
	for (int i = 0; i < AMOUNT_COUNT; i++) {
		changes[i].key = tc_price_keys[i];
		changes[i].raw = TC_SPAN("null");
		if (i < known)
			changes[i].raw =
				(struct tc_span){ text[i], tc_money_format(price->nano[i],
									   text[i]) };
	}
	changes[AMOUNT_COUNT].key = tc_price_keys[AMOUNT_COUNT];
	changes[AMOUNT_COUNT].raw = known ? price->id : TC_SPAN("null");
	tc_record_write(r, w, changes, AMOUNT_COUNT + 1);
}
