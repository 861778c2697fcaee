#!/bin/sh
# Real scores get advice that can be followed.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless python3 jq

# What is said in general words, or with a number that is not there; what is not to be had.
strange='.recommendations[] | select((.text + .how | test("--explain|null")) or .points <= 0)'
# All points are a person's, or to be had; a tenth a check may be lost, and what is beyond 100 %.
lost='.base + ([.recommendations[].points] | add) - ([.categories[].max] | add) | fabs > 6'
python3 "$TC_TOP/tests/score/random_records.py" 11 60 $now >records
for profile in v1 v2; do
	for from in records /dev/null; do
		"$TC_BIN/tc-score" --now $now --budget-day 1 --profile $profile --by user $from >scores
		rank scores
		status 0 && err_is ''
		answers "$strange" '' "$profile, $from: nothing strange"
		answers "select($lost) | .base" '' "$profile, $from: all points are somewhere"
	done
done

# A line of one's own in front of the others.
sed 's|advice(habits)|advice(habit("self_sufficiency/self_sufficiency"; "do"; "so"; "it"; "thus"; null), habits)|' \
	"$TC_TOP/stages/rank/rank.jq" >own.jq
rank --policy own.jq scores
answers '.recommendations[] | select(.how == "thus") | [.id, .text]' \
	'["self_sufficiency/self_sufficiency","Measure: it"]' 'rules of one'\''s own'

# What is said to a few trees of the corpus, as it was when it was looked at.
if [ "$V" != rel ] || [ ! -d "$TC_SHARED/corpus" ]; then done_testing; fi
while read -r tree time rest; do
	[ "$rest" ] && continue
	"$TC_BIN/tc-extract" "$TC_SHARED/corpus/$tree" 2>"$ERR" | "$TC_BIN/tc-price" 2>"$ERR" |
		"$TC_BIN/tc-score" -z UTC --now "$time" --budget-day 5 | "$TC_BIN/tc-rank" --now "$time" |
		jq -r --arg head "$tree $time" '$head, (.recommendations | map(select(.measured))[:4][]
			| [.points, if .to_next then "to next:" else empty end, .text, if .saves then .saves else empty end]
			| map(tostring) | join(" "))'
done <"$TC_TOP/tests/rank/habits.golden" >advised
same advised "$TC_TOP/tests/rank/habits.golden" 'the corpus'
done_testing
