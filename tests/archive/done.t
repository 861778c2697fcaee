#!/bin/sh
# Two machines since June 2025, one killed while writing, the transcripts gone, the stores
# merged: token-craft daily is right to the last digit.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

for way in import copy; do
	mkdir $way && cd $way || exit 3
	run python3 "$TC_TOP/tests/archive/done.py" $way
	status 0 "stores merged by $way: $(tail -n 1 "$OUT")" || diag <"$OUT"
	cd .. || exit 3
done
done_testing
