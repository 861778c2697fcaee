#!/bin/sh
# The efficiency of a day is what ccusage says it cost, by a day's part of the plan.
. "${0%/*}/../lib.sh"
skip_unless_shared
[ "$V" = rel ] || skip_all "the peers are met by the release variant"
skip_unless jq
. "$(dirname "$0")/../peer.sh"
TC_HOME=$PWD/home
export TC_HOME

equal=0
for tree in "$TC_SHARED"/corpus/a0?; do
	ccusage_rows daily "$tree" >rows
	"$TC_TOP/bin/token-craft" efficiency --json -z UTC "$tree" >ours 2>"$ERR"
	said=$(jq -n --slurpfile peer peer.json --slurpfile ours ours '
		($peer[0].daily | map({key: .date, value: .totalCost}) | from_entries) as $costs
		| [$ours[0].efficiency_daily.rows[] | select(.api_cost_usd and $costs[.date])
			| select((.api_cost_usd - $costs[.date] | fabs) < 1e-6)
			| .efficiency_ratio - $costs[.date] * 30 / 100 | fabs < 1e-6]
		| if all then length else "wrong" end')
	is "${said%%[0-9]*}" '' "${tree##*/}: cost over plan"
	equal=$((equal + said))
done
check "most days cost the same ($equal)" test "$equal" -ge 10
done_testing
