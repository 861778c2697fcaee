#!/bin/sh
# Against an independent reference, on random records: every key, zone and week start to
# the byte, quantiles within 1/64.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

here=$TC_TOP/tests/aggregate
compare() { # compare SEED ZONE WEEK-START
	run tc-aggregate -z "$2" --week-start "$3" --by '' --by day,model --by week \
		--by month,family --by hour --by weekday,project --by block,session --by block \
		--by branch records
	status 0 && err_is ''
	python3 "$here/reference.py" -z "$2" -w "$3" '' day,model week month,family hour \
		weekday,project block,session block branch <records >wanted
	same "$OUT" wanted "seed $1, $2, $3"
}

# From 2026-03-20 (clocks change in Berlin), 2026-10-20 (in both), 1969-12-25.
for seed in 1,1774000000 2,1792800000 3,-604800; do
	python3 "$here/random_calls.py" "${seed%,*}" 500 "${seed#*,}" >records
	compare "${seed%,*}" UTC sunday
	compare "${seed%,*}" Europe/Berlin monday
	compare "${seed%,*}" America/New_York sunday
	compare "${seed%,*}" Asia/Kolkata monday
done

# Dense: blocks chain, quantiles have something to tell.
python3 "$here/random_calls.py" 4 6000 1774000000 4 >records
run tc-aggregate --by '' --by block --by family --quantile cost_usd:1,50,90,99.9 \
	--quantile answer_chars:0,25,100 --quantile saved_usd:10 records
status 0 && err_is ''
python3 "$here/reference.py" -q cost_usd:1,50,90,99.9 -q answer_chars:0,25,100 \
	-q saved_usd:10 '' block family <records >wanted
python3 "$here/within.py" "$OUT" wanted >compared 2>differs
ok $? 'quantiles within 1/64, all else equal' || diag <differs
check 'there were quantiles to compare' test "$(cat compared)" -gt 100
done_testing
