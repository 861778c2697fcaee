#!/bin/sh
# compact --older WHEN --to monthly: days become months, and nothing else changes.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/keep.sh"

{
	for day in 2025-11-01 2025-11-02 2025-11-30 2025-12-31 2026-01-01 2026-01-15; do
		calls 7 $day
	done
	echo '{"kind":"prompt","id":"p1","ts":"2025-11-20T10:00:00.000Z","chars":3}'
	echo '{"kind":"prompt","id":"p2","ts":null,"chars":3}'
} >first
run tc-archive put first
records wanted
keep days
run tc-archive compact --older 2026-01-01 --to monthly --dry-run
status 0
is "$(jq -r 'select(.action == "merge") | .path + " " + (.records | tostring)' "$OUT")" \
	'kind=call/date=2025-11-01 21
kind=call/date=2025-12-01 7
kind=prompt/date=2025-11-01 1' "what it would do"
cat "$OUT" >plans
files "$TC_HOME" >now
files days >before
same now before "--dry-run changes no byte"

months() { "$TC_BIN"/tc-archive list | jq -r '.path + " " + (.records | tostring) + " " + (.span // "day")'; }
run tc-archive compact --older 2026-01-01 --to monthly
status 0
out_is ''
err_is ''
is "$(months)" 'kind=call/date=2025-11-01/part-0.ndjson.gz 21 month
kind=call/date=2025-12-01/part-0.ndjson.gz 7 month
kind=call/date=2026-01-01/part-0.ndjson.gz 7 day
kind=call/date=2026-01-15/part-0.ndjson.gz 7 day
kind=prompt/date=2025-11-01/part-0.ndjson.gz 1 month
kind=prompt/date=__HIVE_DEFAULT_PARTITION__/part-0.ndjson.gz 1 day'
is "$(find "$root" -type d -name 'date=*' | wc -l)" 6 "the folders of days are gone"
run tc-archive verify
status 0 "all is well"
records got
same got wanted "the same records in the same order"
keep merged
files merged >merged.files
run tc-archive compact
files "$TC_HOME" >now
same now merged.files "what is a month stays one"
run tc-archive compact --older 2026-01-01 --to monthly
files "$TC_HOME" >now
same now merged.files "twice is once"

# --- later puts go into the month
{
	calls 5 2025-11-02 s2
	calls 5 2025-11-17 s2
	calls 7 2025-11-30 | sed 's/"output_tokens":[0-9]*/"output_tokens":9999/'
	calls 5 2025-12-01 s2
	calls 5 2026-01-15 s2
	# A record that comes on another day of another month, and an earlier one.
	calls 1 2025-12-31 | sed 's/"ts":"2025-12-31/"ts":"2025-11-29/'
} >second
run tc-archive put second
status 0
run tc-archive verify
status 0 "all is well after a put"
is "$(months | grep -c month)" 3 "no day of those months came up"
run tc-archive compact
status 0
run tc-archive verify
status 0
records wanted
is "$(wc -l <wanted)" 64
keep last
files last >last.files

rm -rf "$TC_HOME"
run tc-archive put first second
run tc-archive compact --older 2026-01-01 --to monthly
status 0
files "$TC_HOME" >now
same now last.files "the store built at once is the same, byte for byte"
rm -rf "$TC_HOME"
cat second first | run tc-archive put
run tc-archive compact
run tc-archive compact --older 2026-01-01 --to monthly
files "$TC_HOME" >now
same now last.files "and compacted before"

# --- WHEN is the first day that is not older
older() { # older WHEN MONTHS
	back days
	run tc-archive compact --older "$1" --to monthly --now 2026-02-10
	is "$(months | sed -n 's/.*date=\([0-9-]*\)-01.*month$/\1/p' | sort -u | tr '\n' ' ')" "$2" "--older $1"
}
older 2025-11-01 ''
older 2025-11-30 ''
older 2025-12-01 '2025-11 '
older 2025-12-31 '2025-11 '
older 2026-01 '2025-11 2025-12 '
older 2026-01-31 '2025-11 2025-12 '
older 10d '2025-11 2025-12 2026-01 '
older 2m '2025-11 '
older 1y ''

# --- killed at every step
back days
rm -rf "$TC_HOME"
{
	calls 2 2025-11-01
	calls 2 2025-11-02
} | "$TC_BIN"/tc-archive put
keep two
records wanted
run tc-archive compact --older 2026-01-01 --to monthly
files "$TC_HOME" >ended
consistent() { [ "$1" -eq 0 ] && cmp -s got wanted; }
killed_at_each two "a month" "$TC_BIN"/tc-archive compact --older 2026-01-01 --to monthly
done_testing
