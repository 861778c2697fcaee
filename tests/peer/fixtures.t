#!/bin/sh
# Each difference in one small tree: our answer, and each peer's, are the recorded ones.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "the peers are met by the release variant"
. "$(dirname "$0")/../peer.sh"

explained=$TC_TOP/tests/peer/differences.md
fixtures=$TC_TOP/fixtures/peer

# answers TREE: what every program says about it
answers() {
	"$TC_BIN/tc-extract" --kinds call "$1" >records || echo "tc-extract failed"
	for key in day session; do
		ours_rows ccusage $key <records | sed "s/^/ours, by $key: /"
	done
	for report in daily monthly session; do
		ccusage_rows $report "$1" | sed "s/^/ccusage $report: /"
	done
	[ -z "$TC_CODEBURN" ] || codeburn_rows "$1" | sed 's/^/codeburn: /'
}

for tree in "$fixtures"/*/; do
	name=$(basename "$tree")
	answers "${tree%/}" >got
	asked <"$tree/answers" >wanted
	same got wanted "$name: the recorded answers"
	grep -q "^| \`$name\` |" "$explained"
	ok $? "$name: told in differences.md"
done
sed -n 's/^| `\([a-z0-9-]*\)` |.*/\1/p' "$explained" | while read -r name; do
	[ -d "$fixtures/$name" ] || echo "$name"
done >missing
is "$(cat missing)" '' "every difference told has its fixture"
done_testing
