#!/bin/sh
# Partials among records: a part already counted and the rest give the bytes of the whole,
# for every question a pipeline asks, wherever the cut is.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq

here=$TC_TOP/tests/aggregate
grep -hs '^group ' "$TC_TOP"/pipelines/* |
	sed 's/^group //; s/\${breakdown:+\([^}]*\)}/\1/' | sort -u >questions
check 'the questions of the pipelines' [ "$(wc -l <questions)" -ge 9 ]
cat >>questions <<'E2'
--by week,family --by hour,weekday --week-start monday --quantile cost_usd:50,99.9
--by day --since 2026-03-22 --until 2026-04-02
--of tool --by name --by day
--by 'team=(.project|tostring[0:3])'
E2

ask() { # ask QUESTION ARGUMENTS...: its words are the shell's
	question=$1
	shift
	eval "run tc-aggregate $question "'"$@"'
}
for seed in 1 2; do
	python3 "$here/random_calls.py" $seed 400 >all
	while read -r question; do
		# Cut at an instant, within sessions, hours and blocks; nameless times last.
		cut=$(jq -r '.ts // empty' all | sort | awk -v n=$((seed * 97)) 'NR == n')
		jq -c "select((.ts // \"z\") < \"$cut\")" all >before
		jq -c "select((.ts // \"z\") < \"$cut\" | not)" all >after
		ask "$question" -z Europe/Berlin all
		cp "$OUT" whole
		ask "$question" -z Europe/Berlin --partial before
		cp "$OUT" partial
		cat partial after | ask "$question" -z Europe/Berlin
		status 0 && same "$OUT" whole "$seed: cut at $cut: $question"
		{ head -n 50 after && cat partial && tail -n +51 after; } |
			ask "$question" -z Europe/Berlin
		same "$OUT" whole "$seed: in the middle: $question"
		ask "$question" -z Europe/Berlin --partial all
		cp "$OUT" whole
		cat partial after | ask "$question" -z Europe/Berlin --partial
		same "$OUT" whole "$seed: into a partial: $question"
	done <questions
done

# Two partials, neither the whole.
run tc-aggregate --by block --by model --partial before && cp "$OUT" first
run tc-aggregate --by block --by model --partial after && cp "$OUT" second
run tc-aggregate --by block --by model all && cp "$OUT" whole
cat second first | run tc-aggregate --by block --by model
same "$OUT" whole 'two partials and no record'

# The system's zone has no name of its own in a question: a partial says "local".
run tc-aggregate --by day -z local --partial before && cp "$OUT" partial
run tc-aggregate --by day all && cp "$OUT" whole
cat partial after | run tc-aggregate --by day
status 0 && same "$OUT" whole 'the zone of the system'
cat partial after | run tc-aggregate --by day -z UTC
status 2 && out_is '' && err_is \
	'tc-aggregate: -:1: a partial of another question: ["--of=call","--by=day","--timezone=local"]
tc-aggregate:   the one asked now is ["--of=call","--by=day","--timezone=UTC"]'
cat after partial | run tc-aggregate --by month
status 2 && err_has "-:$(($(wc -l <after) + 1)): a partial of another question"
sed 1d partial | run tc-aggregate --by day
status 3 && out_is '' && err_is 'tc-aggregate: -:1: the partial is damaged: its question is missing'
{ head -n 1 partial && printf '{"a":01}\n' && sed 1d partial && cat after; } |
	run tc-aggregate --by day
status 0 && err_has 'no record' && out_has '"reason":"malformed number","count":1' 'a line that is no record is a reject'
done_testing
