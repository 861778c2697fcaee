#!/bin/sh
# Twenty real trees: equal to the independent reference to the last token and nano-dollar.
. "$(dirname "$0")/../lib.sh"

skip_unless_shared
skip_unless python3
corpus=$TC_SHARED/corpus
lines=$TC_TOP/tests/corpus/lines

# answer ARGUMENTS...: what tc-extract ARGUMENTS comes to, in the form of `lines`
answer() {
	"$TC_BIN/tc-extract" "$@" | "$TC_BIN/tc-price" 2>unpriced |
		"$TC_BIN/tc-aggregate" -z UTC --by day,model --by session --by '' >rollups ||
		return 1
	"$lines" rollups rollups
}

all_calls=0
for tree in "$corpus"/a??; do
	name=${tree##*/}
	"$lines" expected "$corpus/expected.json" "$name" >wanted
	answer "$tree" >got
	same got wanted "$name: days and models, sessions, total"
	answer --kinds call --threads 1 "$tree" >got
	same got wanted "$name: calls alone, one thread"
	find "$tree/projects" -name '*.jsonl' | sort -r >files
	# shellcheck disable=SC2046 # no blanks in these names
	answer --threads 4 $(cat files) $(head -n 3 files) >got
	same got wanted "$name: single files backwards, some twice, four threads"

	run tc-extract --stats "$tree"
	jq -c '[.files, .lines, .sightings, .calls, .calls_not_final, ([.rejects[]] | add // 0)]' "$ERR" >got
	jq -c --arg t "$name" '.[$t].counts | [.files, .lines, .sightings - .synthetic, .calls,
		.incomplete, .reject_json + .reject_number + .reject_timestamp + .not_object]' \
		"$corpus/expected.json" >wanted
	same got wanted "$name: --stats counts what the reference counts"
	is "$(jq -r .kind "$OUT" | grep -cx call)" "$(jq '.[3]' wanted)" "$name: calls"
	is "$(jq -c 'select(.kind == "call" and (.final | not))' "$OUT" | wc -l)" \
		"$(jq '.[4]' wanted)" "$name: calls that are not final"
	all_calls=$((all_calls + $(jq '.[3]' wanted)))
done
check "the corpus has a thousand calls" test "$all_calls" -gt 1000

# All trees at once: no call is in two of them.
answer "$corpus"/a?? >got
for tree in "$corpus"/a??; do
	"$lines" expected "$corpus/expected.json" "${tree##*/}"
done | grep ^session | sort >wanted
grep ^session got | sort >sessions
same sessions wanted "all trees at once: each session as alone"
is "$(awk -F '\t' '$1 == "total" { print $2 }' got)" "$all_calls" "and as many calls"
done_testing
