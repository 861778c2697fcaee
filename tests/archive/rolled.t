#!/bin/sh
# Partials kept from one report to the next: they change no byte of any answer.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq

export TC_HOME="$PWD/home"
cache=$TC_HOME/cache/rolled
python3 "$TC_TOP/tests/archive/records.py" 11 1500 --plain >all
printf '{"kind":"call","id":"t%d","ts":null,"output_tokens":%d}\n' 1 5 2 7 >>all
jq -c 'select((.ts // "z") < "2025-06-08")' all >old
jq -c 'select((.ts // "z") < "2025-06-08" | not)' all >new
grep '"ts":null' new >>old # they are on no day
echo '{"zone":"one"}' >rates
"$TC_BIN/tc-archive" put old

ask() { # ask ARGUMENTS...: rows of the records of standard input
	"$TC_BIN/tc-price" | "$TC_BIN/tc-aggregate" --by day --by block --by session --by '' "$@"
}
digest() { "$TC_BIN/tc-archive" list --digest --kinds call --until "$1T00:00:00Z"; }
roll() { # roll KEY DATE ARGUMENTS...
	roll_key=$1 roll_until=$2 roll_digest=$(digest "$2")
	shift 2
	"$TC_BIN/tc-archive" get --kinds call --until "${roll_until}T00:00:00Z" 2>roll.err |
		ask --partial -z local 2>roll.err | run tc-archive roll "$roll_key" \
		--until "$roll_until" --digest "$roll_digest" "$@"
}
entries() { find "$cache" -name '*.ndjson' 2>"$ERR" | wc -l | awk '{ print $1 }'; }
rolled() { # rolled WANTED-PARTIALS NAME ARGUMENTS...: is it used, and is the answer the same?
	rolled_wanted=$1 rolled_name=$2
	shift 2
	run tc-archive get --kinds call --rolled key "$@"
	status 0 "$rolled_name" && err_is ''
	grep -q '"kind":"partial"' "$OUT" && used=yes || used=no
	is "$used" "$rolled_wanted" "$rolled_name: kept partials given"
	ask <"$OUT" >answer 2>answer.err
	"$TC_BIN/tc-archive" get --kinds call | ask >whole 2>answer.err
	same answer whole "$rolled_name: the same answer, to the byte"
}

rolled no 'nothing kept'
roll key 2025-06-06
status 0 && out_is '' && err_is ''
is "$(entries)" 1 'one entry'
run "$TC_TOP/tests/validate" --ours "$cache"/*.ndjson
status 0 'header and partials are records of their schemas'
rolled yes 'kept'
run tc-archive get --kinds call --rolled key --filter 'select(.kind == "call").ts[:10]'
is "$(sort -u "$OUT" | head -n 1)" '"2025-06-06"' 'then the records of that day and later'
check 'and those without ts' grep -q null "$OUT"
run tc-archive get --kinds call --rolled key --filter 'select(.kind == "partial").of'
check '--filter sees partials, too' grep -q '"question"' "$OUT"

# A report of today: later records come, older ones do not change.
"$TC_BIN/tc-archive" put new
rolled yes 'later days'
rm -rf "$cache"
rolled no 'the cache deleted'
roll key 2025-06-06
rolled yes 'kept again'

# Anything an answer depends on.
rolled no 'another zone' -z Asia/Tokyo
TZ=Asia/Tokyo
rolled no 'the system in another zone'
TZ=UTC
rolled no 'a file it did not depend on' --depends rates
roll key 2025-06-06 --depends rates --depends missing
rolled yes 'files it depends on' --depends rates --depends missing
: >missing
rolled no 'one that came to be' --depends rates --depends missing
rm missing
rolled yes 'one that went again' --depends rates --depends missing
echo '{"zone":"two"}' >rates
rolled no 'one with other content' --depends rates --depends missing
run tc-archive get --kinds call,tool --rolled key
check 'other kinds' grep -qv partial "$OUT"
head -n 1 "$OUT" | grep -q '"kind":"partial"'
is "$?" 1 'are not answered'
run tc-archive get --kinds call --rolled yek
head -n 1 "$OUT" | grep -q '"kind":"partial"'
is "$?" 1 'another key'
mkdir beside
cp "$TC_BIN"/tc-archive "$TC_BIN"/tc-aggregate "$TC_BIN"/tc-price beside
built=$TC_BIN TC_BIN=$PWD/beside
roll key 2025-06-06
rolled yes 'programs beside it'
touch -d 2001-01-01 beside/tc-price
rolled no 'another build of tc-price'
roll key 2025-06-06
mv beside/tc-aggregate .
run tc-archive get --kinds call --rolled key
head -n 1 "$OUT" | grep -q '"kind":"partial"'
is "$?" 1 'without tc-aggregate beside it nothing is kept'
TC_BIN=$built

# The covered records.
late=$(jq -c 'select(.kind == "call" and .ts != null)' old | head -n 1 | jq -c '.output_tokens += 5')
echo "$late" | "$TC_BIN/tc-archive" put
rolled no 'a record of a covered day changed'
roll key 2025-06-06
rolled yes 'rolled anew'
"$TC_BIN/tc-archive" compact
rolled yes 'other names of the same bytes'
echo '{"kind":"call","id":"first","ts":"2020-01-01T00:00:00Z"}' | "$TC_BIN/tc-archive" put
rolled no 'a record of an older day came'
"$TC_BIN/tc-archive" forget --before 2020-06-01 2>forget.err
rolled no 'and went'
roll key 2025-06-06
echo '{"kind":"prompt","id":"p","ts":"2020-01-01T00:00:00Z"}' | "$TC_BIN/tc-archive" put
rolled yes 'of another kind'
"$TC_BIN/tc-archive" compact --older 2025-08-01 --to monthly 2>compact.err
roll key 2025-06-06
rolled yes 'a month cut in two'

# A damaged entry is none.
entry=$(find "$cache" -name '*.ndjson' -newer roll.err)
roll key 2025-06-06
entry=$(grep -lF '"key":"key"' "$cache"/*.ndjson | xargs ls -t | head -n 1)
cp "$entry" good
damaged() { # damaged NAME COMMAND...: the entry is what the command makes of it
	damaged_name=$1
	shift
	"$@" <good >"$entry"
	rolled no "damaged: $damaged_name"
}
rolled yes 'the entry'
damaged 'torn head' head -c 30
damaged 'a line less' head -n -1
damaged 'a number' sed 's/"calls":[0-9]*/"calls":7/'
damaged 'of a later version' sed '1s/"version":1/"version":2/'
damaged 'another day' sed '1s/"until":"2025-06-06"/"until":"2025-06-07"/'
damaged 'another key' sed '1s/"key":"key"/"key":"kex"/'
damaged 'empty' true
cp good "$entry"
rolled yes 'whole again'

# What is not kept.
n=$(entries)
sed 1d good >partial
run tc-archive roll x --until 2025-06-06 --digest "$(printf '%064d' 0)" <partial
status 0 && err_is '' && is "$(entries)" "$n" 'of another state of the store'
head -c 200 partial | run tc-archive roll x --until 2025-06-06 --digest "$(digest 2025-06-06)"
status 0 && err_is 'tc-archive roll: standard input is no partial: nothing is kept
tc-archive roll:   make partials with tc-aggregate --partial'
run tc-archive roll x --until 2025-06-06 --digest "$(digest 2025-06-06)" </dev/null
status 0 && err_has 'is no partial'
sed 1d partial | run tc-archive roll x --until 2025-06-06 --digest "$(digest 2025-06-06)"
status 0 && err_has 'is no partial'
is "$(entries)" "$n" 'nothing was kept'
chmod a-w "$cache"
if [ -w "$cache" ]; then
	skip 'a folder that cannot be written' 'root may write everywhere'
else
	roll y 2025-06-06
	status 0 && err_has 'cannot write'
fi
chmod u+w "$cache"
refused() { # refused MESSAGE ARGUMENTS...
	message=$1
	shift
	run tc-archive roll "$@" </dev/null
	status 2 && out_is '' && err_is "tc-archive roll: $message"
}
refused 'roll takes a key, --until and --digest' x --until 2025-06-06
refused 'roll takes a key, --until and --digest' --until 2025-06-06 --digest x
refused "cannot read '--until 7d': not a date, as in 2026-03-01" x --until 7d --digest x
refused "--digest is none: 'x'" x --until 2025-06-06 --digest x

# At most 64; those least recently used go.
find "$cache" -name '*.ndjson' -exec touch -d 2001-01-01 {} +
run tc-archive get --kinds call --rolled key
d=$(digest 2025-06-06)
i=0
while [ $i -lt 64 ]; do
	"$TC_BIN/tc-archive" roll "n$i" --until 2025-06-06 --digest "$d" <partial
	i=$((i + 1))
	[ $((i % 8)) -ne 0 ] || "$TC_BIN/tc-archive" get --kinds call --rolled key >"$OUT"
done
is "$(entries)" 64 '64 entries are kept'
rolled yes 'one that is used stays'
grep -q '"key":"n0"' "$cache"/*.ndjson
is "$?" 1 'one that was not went'
check 'the last is there' grep -q '"key":"n63"' "$cache"/*.ndjson
done_testing
