#!/bin/sh
# Every number of usage, efficiency and cost, against a reference that knows the calendar.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

rounds=2
[ "$V" != rel ] || rounds=12
run python3 "$TC_TOP/tests/render/plan.py" $rounds
status 0 && out_is sound
done_testing
