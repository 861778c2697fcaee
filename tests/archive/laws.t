#!/bin/sh
# The laws of the store on random records; `make laws` tries thousands.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

case $V in rel) cases=100 ;; *) cases=20 ;; esac
run python3 "$TC_TOP/tests/archive/laws.py" $cases
status 0
check "$(tail -n 1 "$OUT")" grep -q "^$cases cases, 0 failures, " "$OUT" || diag <"$OUT"
done_testing
