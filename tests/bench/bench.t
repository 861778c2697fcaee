#!/bin/sh
# The bench still runs, on little, and its table has every row.
. "$(dirname "$0")/../lib.sh"

skip_unless_shared
skip_unless python3
[ "$V" = rel ] || skip_all "only the release variant is measured"
"$TC_TOP/tests/peer/install" --found >peer 2>"$ERR" || skip_all "no peers: $(tail -n 1 "$ERR")"
export TC_BENCH_TREE="$TC_SHARED/corpus/a01" TC_BENCH_BIG="$TC_SHARED/corpus/a18"
run "$TC_TOP/tests/bench/run" --rounds 1 --records 1000 --starts 3 --out results.md
status 0
check "equal totals" grep -q '^Totals of .*: equal to the token (2,660 / 121,278 /' results.md
set -- "$TC_BIN"/tc-*
is "$(grep -c '≥\|≤' results.md)" $((28 + $#)) "a row for each bar"
is "$(grep -c '^| .* | [0-9.]* | [0-9.]* | [0-9]* |$' results.md)" 21 "a row for each command"
done_testing
