#!/bin/sh
# What tricks bring on real logs is what the manual says, and no great gain goes untold.
. "$(dirname "$0")/../lib.sh"
skip_unless_shared
skip_unless python3 jq
[ "$V" = rel ] || skip_all "one variant is enough: nothing is read that others do not read"

gaming=$TC_TOP/tests/score/gaming.py
for tree in "$TC_SHARED/corpus"/a??; do
	"$TC_BIN/tc-extract" "$tree" 2>"$ERR" | "$TC_BIN/tc-price" 2>"$ERR" |
		jq -c --arg of "${tree##*/}" '. + {of: $of}'
done >people
python3 "$gaming" play <people >played
run tc-score --by user --now 2026-11-22T10:00:00Z -z UTC played
status 0
python3 "$gaming" table <"$OUT" >measured
sed -n '/^trick  /,/^\.Ed/{/^\.Ed/!p;}' "$TC_TOP/stages/score/tc-score.1" >manual
same measured manual 'the table of the manual'
check 'every gain over 5 % is told by a sign' awk '/^not told/ { exit 1 }' measured
done_testing
