#!/bin/sh
# Thousands of random calls of all models, days and modifiers, against exact fractions.
. "${0%/*}/../lib.sh"
facts=$TC_SHARED/facts/prices.json
[ -r "$facts" ] || skip_all "no facts at ../shared"
skip_unless python3
reference=$TC_TOP/tests/price/reference.py

for seed in 1 2 3; do
	python3 "$reference" make "$facts" 4000 $seed >calls
	run tc-price --rates official --now 2026-11-22 <calls
	status 0
	cp "$OUT" priced
	run python3 "$reference" check "$facts" <priced
	out_is '4000 calls, 0 differ'
	run tc-price --rates official --now 2026-11-22 --regional <calls
	cp "$OUT" priced
	run python3 "$reference" check "$facts" regional <priced
	out_is '4000 calls, 0 differ' 'regional'
done

# The reference can say no.
run python3 "$reference" check "$facts" <priced
status 1
sed 's/"cost_io_usd":\([0-9]\)/"cost_io_usd":9\1/' priced >wrong
run python3 "$reference" check "$facts" regional <wrong
status 1
done_testing
