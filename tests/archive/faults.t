#!/bin/sh
# A fault at one call after the other of tc-archive; `make faults` tries every call.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

case $V in rel) every=13 ;; *) every=73 ;; esac
run python3 "$TC_TOP/tests/archive/faults.py" --every $every kill tear enospc erofs
status 0
check "$(tail -n 1 "$OUT")" grep -q '^[0-9]* faults, 0 failures, ' "$OUT" || diag <"$OUT"
done_testing
