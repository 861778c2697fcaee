#!/bin/sh
# Every answer has the same totals, the reference's, and its rows add up to them.
. "$(dirname "$0")/../lib.sh"

skip_unless_shared
[ "$V" = rel ] || skip_all "hundreds of pipelines, for the release variant"
corpus=$TC_SHARED/corpus
fixtures=$TC_TOP/fixtures/peer
sums='[.calls, .input_tokens, .output_tokens, .ephemeral_5m_input_tokens,
	.ephemeral_1h_input_tokens, .cache_read_input_tokens, .web_search_requests,
	(if .cost_usd then .cost_usd * 1e9 | round else 0 end)]'

# answers TREE REPORT...: the sums of each report's totals, and of its rows, and how often
answers() {
	tree=$1
	shift
	for report; do
		"$TC_TOP/bin/token-craft" "$report" --json -z UTC "$tree" >answer 2>"$ERR" ||
			echo "$report failed"
		jq -c ".totals | $sums" answer
		jq -c "[.rows[] // .totals | $sums] | transpose | map(add)" answer
	done | sort | uniq -c | awk '{ print $1, $2 }'
}

# Three of nine reports a tree, in turn.
set -- daily session agents weekly projects branches monthly models blocks
for tree in "$corpus"/a??; do
	name=${tree##*/}
	[ "$name" = a13 ] && continue # it holds no call
	wanted=$(jq -c --arg t "$name" '.[$t].total | [.calls, .input, .output, .cache_write_5m,
		.cache_write_1h, .cache_read, .web_search, .cost_nano // 0]' \
		"$corpus/expected.json")
	is "$(answers "$tree" "$1" "$2" "$3")" "6 $wanted" "$name: $1, $2, $3: the reference"
	set -- "$4" "$5" "$6" "$7" "$8" "$9" "$1" "$2" "$3"
done
run "$TC_TOP/bin/token-craft" daily --json "$corpus/a13"
status 0
is "$(jq -c .rows "$OUT")" '[]' "a13: no call, no row"

for tree in "$fixtures"/*/; do
	tree=${tree%/}
	is "$(answers "$tree" daily session | wc -l)" 1 \
		"${tree##*/}: the reports have the same totals"
done
done_testing
