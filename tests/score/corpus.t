#!/bin/sh
# Real logs: what is measured equals the reference; the points of each tree stay what they
# were (corpus.golden) when they were looked at.
. "$(dirname "$0")/../lib.sh"
skip_unless_shared
skip_unless python3 jq
[ "$V" = rel ] || skip_all "one variant is enough: the others read random records"

here=$TC_TOP/tests/score
"$TC_BIN/tc-extract" "$TC_SHARED/corpus"/a?? 2>"$ERR" | "$TC_BIN/tc-price" 2>"$ERR" >all
for now in 2025-12-20T00:00:00Z 2026-04-13T00:00:00Z 2026-08-21T00:00:00Z; do
	run tc-score --metrics --now $now -z UTC --budget-day 5 all
	status 0 && jq -S . "$OUT" >got
	python3 "$here/reference.py" $now --budget 5 <all | jq -S . >wanted
	same got wanted "the corpus on ${now%T*}"
done

while read -r tree now _; do
	"$TC_BIN/tc-extract" "$TC_SHARED/corpus/$tree" 2>"$ERR" | "$TC_BIN/tc-price" 2>"$ERR" |
		"$TC_BIN/tc-score" -z UTC --now "$now" |
		jq -r --arg head "$tree $now" '[$head, .base, .measured_max, .combo, .sessions.all,
			.sessions.scored, (.categories[].points)] | join(" ")'
done <"$here/corpus.golden" >points
same points "$here/corpus.golden" 'the points of each tree'
done_testing
