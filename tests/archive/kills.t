#!/bin/sh
# Killed syncs lose nothing and count nothing twice; `make kills` kills hundreds.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

run python3 "$TC_TOP/tests/archive/kills.py" 15
status 0
check "$(tail -n 1 "$OUT")" grep -q '^15 kills in .*, 0 failures, ' "$OUT" || diag <"$OUT"
done_testing
