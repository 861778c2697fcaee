#!/bin/sh
# What is measured, against an independent reference, on random records.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq

here=$TC_TOP/tests/score
now=2026-11-22T10:00:00Z
compare() { # compare NAME ZONE BUDGET [--by-user]
	run tc-score --metrics --now $now -z "$2" --budget-day "$3" ${4:+--by user} records
	status 0 && jq -S . "$OUT" >got
	python3 "$here/reference.py" $now -z "$2" --budget "$3" ${4:+"$4"} <records | jq -S . >wanted
	same got wanted "$1"
}
for seed in 1 2 3 4 5 6; do
	python3 "$here/random_records.py" $seed 40 $now >records
	compare "seed $seed, of all" UTC 0.5
	compare "seed $seed, by user" Europe/Berlin 3 --by-user
done
python3 "$here/random_records.py" 7 400 $now >records
compare 'many sessions' America/New_York 40
: >records
compare 'nothing' UTC 1
done_testing
