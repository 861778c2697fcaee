#!/bin/sh
# Which partials are to be made next; and how many lines could not be read.
. "$(dirname "$0")/../lib.sh"
skip_unless jq

export TC_HOME="$PWD/home" TC_NOW=2026-03-10T12:00:00Z
call() { # call DAY...: a call of each day
	for day; do
		printf '{"kind":"call","id":"msg_%s","ts":"%sT10:00:00.000Z","output_tokens":1}\n' \
			"$day" "$day"
	done
}
due() { # due WANTED NAME
	run tc-archive roll --due key
	status 0
	out_is "$1" "$2"
	err_is ''
}
digest() { "$TC_BIN/tc-archive" list --digest --kinds call --until "$1T00:00:00Z"; }
get() { # get UNTIL: with the kept partials, up to an instant
	"$TC_BIN/tc-archive" get --kinds call --rolled key --until "$1T00:00:00Z"
}
roll() { # roll DATE
	get "$1" | "$TC_BIN/tc-price" 2>priced |
		"$TC_BIN/tc-aggregate" --by day -z local --partial |
		"$TC_BIN/tc-archive" roll key --until "$1" --digest "$(digest "$1")"
}
kinds() { jq -r .kind | uniq -c | awk '{ printf "%s%s ", $2, ($1 > 1 ? "s" : "") }'; }

due '' 'nothing in the store: nothing is due'
call 2026-03-09 2026-03-10 | "$TC_BIN/tc-archive" put
due '' 'what is of today and yesterday is left alone'
call 2026-03-01 2026-03-03 2026-03-07 | "$TC_BIN/tc-archive" put
due "2026-03-09 $(digest 2026-03-09)" 'days that are over are due, up to yesterday'
roll 2026-03-09
due '' 'when they are kept they are due no more'
is "$(get 2026-03-11 | kinds)" 'partials calls ' 'they are used'
is "$(get 2026-03-09 | kinds)" 'partials ' 'they are used up to where they end'
is "$(get 2026-03-08 | kinds)" 'calls ' 'not when less is asked for'
TC_NOW=2026-03-11T00:00:00Z
due "2026-03-10 $(digest 2026-03-10)" 'the next day, more are due'
is "$(get 2026-03-10 | kinds)" 'partials call ' 'made upon those that are kept'
roll 2026-03-10
due '' 'and kept in their place'
is "$(find "$TC_HOME/cache/rolled" -name '*.ndjson' | wc -l | tr -d ' ')" 1 'one entry a key'
TC_NOW=2026-03-05T00:00:00Z
due '' 'those kept may be ahead'
call 2026-02-01 | "$TC_BIN/tc-archive" put
TC_NOW=2026-03-11T00:00:00Z
due "2026-03-10 $(digest 2026-03-10)" 'an old day that changed is due'
"$TC_BIN/tc-archive" get --rolled key --kinds call | "$TC_BIN/tc-price" 2>priced |
	"$TC_BIN/tc-aggregate" --by '' --filter .calls >total
is "$(cat total)" 6 'and meanwhile all are counted'
run tc-archive roll --due
status 2
run tc-archive roll key
status 2

# Lines that could not be read, as the cursors count them: in the answer as if they came.
mkdir -p logs/projects/p
good='{"type":"user","uuid":"a","sessionId":"s","timestamp":"2026-03-01T10:00:00.000Z","message":{"content":"x"}}'
one=logs/projects/p/11111111-2222-4333-8444-555555555555.jsonl
two=logs/projects/p/22222222-2222-4333-8444-555555555555.jsonl
printf '%s\n{"a":01}\n{"b":NaN}\n{"a":\n' "$good" >$one
printf '{"a":\n{"a":\n' >$two
export CLAUDE_CONFIG_DIR="$PWD/logs"
run tc-archive get --rejects --kinds probe
out_is '' 'no cursors: no rejects'
"$TC_BIN/tc-extract" --new | "$TC_BIN/tc-archive" put 2>told
"$TC_BIN/tc-extract" | "$TC_BIN/tc-aggregate" --by '' --filter 'select(.of == "reject")' >wanted
run tc-archive get --rejects --kinds call --where false
status 0
is "$(jq -c '[.kind, .of]' "$OUT" | sort -u)" '["rollup","reject"]' 'rows of rejects, whatever is asked for'
"$TC_BIN/tc-aggregate" --by '' --filter 'select(.of == "reject")' "$OUT" >got
is "$(jq -s 'map(.count) | add' got)" 5 'every line is counted'
same got wanted 'tc-aggregate makes of them what it makes of the rejects themselves'
printf '{"c":\n' >>$two
"$TC_BIN/tc-extract" --new | "$TC_BIN/tc-archive" put 2>told
"$TC_BIN/tc-archive" get --rejects --kinds probe |
	"$TC_BIN/tc-aggregate" --by '' --filter '.count // empty' >got
is "$(jq -s add got)" 6 'and one more'
done_testing
