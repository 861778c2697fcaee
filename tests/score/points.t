#!/bin/sh
# Every rule against the tables it was made of.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq
[ "$V" = rel ] || skip_all "the rules are jq, whatever the variant"

"$TC_BIN/tc-score" --metrics --now 2026-11-22T10:00:00Z </dev/null |
	jq '.calls |= with_entries(if .key | endswith("_usd") then .value |= tostring else . end)' >nothing
exec python3 "$TC_TOP/tests/score/points.py" "$TC_TOP/stages/score" nothing
