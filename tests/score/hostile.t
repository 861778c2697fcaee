#!/bin/sh
# Rules and baselines that are none.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless python3

{
	prompt p 2026-11-21T10:00:00.000Z s
	call c 2026-11-21T10:00:01.000Z s 7
} >records
# libjq 1.6 forgets some of what it could not compile.
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
export ASAN_OPTIONS
exec python3 "$TC_TOP/tests/score/hostile.py" "$TC_BIN/tc-score" "$TC_TOP/stages/score" "$PWD/records"
