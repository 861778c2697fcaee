#!/bin/sh
# tc-archive get: all that is stored, in order, or as much of it as is asked for.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq mkfifo

export TC_HOME="$PWD/home"
root=$TC_HOME/archive/v=1
records=$TC_TOP/tests/archive/records.py
small() { # small KIND ID TS
	printf '{"kind":"%s","id":"%s","ts":%s}\n' "$1" "$2" "${3-null}"
}
ids() { jq -r .id "$OUT" | tr '\n' ' '; }

# --- get after put is identity ------------------------------------------------------------
run tc-archive get
status 0 && out_is '' 'nothing, where there is no store' && err_is ''
[ ! -e "$TC_HOME" ]
ok $? 'reading makes no store'

python3 "$records" 3 900 --same 2 >all
"$TC_BIN/tc-archive" put all 2>put.err
run tc-archive join --filter 'select(.kind != "reject")' all
cp "$OUT" joined
run tc-archive get
status 0 && err_is '' && same "$OUT" joined 'get after put is join of the input'
run tc-archive get --kinds tool
jq -c 'select(.kind == "tool")' joined >wanted
jq -c . "$OUT" >got
same got wanted 'of one kind'
run tc-archive get --kinds prompt,call,coffee
jq -c 'select(.kind == "prompt" or .kind == "call")' joined >wanted
jq -c . "$OUT" >got
same got wanted 'of two, and of one there is none of'

# Months of one kind lie over days of another.
"$TC_BIN/tc-archive" compact --older 2025-08-01 --to monthly 2>compact.err
small score early '"2025-06-03T12:00:00.000Z"' | "$TC_BIN/tc-archive" put
(cat joined && small score early '"2025-06-03T12:00:00.000Z"') >added
run tc-archive join added
cp "$OUT" wanted
find "$root" -name '*.gz' | sed 's,.*/\(kind=[a-z_0-9]*/[^/]*\)/.*,\1,' >folders
run tc-archive get
status 0 && same "$OUT" wanted 'a month of one kind, days of another: one order'

# --- ranges -------------------------------------------------------------------------------
times=$(jq -r '.ts // empty' wanted | sort -u)
for n in 1 40 130 200; do
	since=$(printf '%s\n' "$times" | sed -n "${n}p")
	until=$(printf '%s\n' "$times" | sed -n "$((n + 77))p")
	run tc-archive get --since "$since" --until "$until"
	jq -c "select(.ts != null and .ts >= \"$since\" and .ts < \"$until\")" wanted >chosen
	jq -c . "$OUT" >got
	status 0 && same got chosen "since $since, until before $until"
	run tc-archive get --kinds call --until "$until"
	jq -c "select(.ts != null and .kind == \"call\" and .ts < \"$until\")" wanted >chosen
	jq -c . "$OUT" >got
	same got chosen "calls until before $until"
done

rm -rf "$TC_HOME"
{
	small score a '"2026-03-01T22:59:59.999Z"'
	small score b '"2026-03-01T23:00:00.000Z"'
	small score c '"2026-03-02T22:59:59.999Z"'
	small score d '"2026-03-02T23:00:00.000Z"'
	small score e
	small badge f
	small badge g '"2026-03-01T23:00:00.000Z"'
} >few
run tc-archive put few
run tc-archive get
is "$(ids)" 'a g b c d f e ' 'by ts, then kind; those without ts last'
run tc-archive get -z Europe/Berlin --since 2026-03-02 --until 2026-03-02
is "$(ids)" 'g b c ' 'days of the zone, both included; none without ts'
run tc-archive get -z UTC --since 20260302
is "$(ids)" 'c d ' 'days of UTC'
run tc-archive get -z Europe/Berlin --now 2026-03-02T12:00:00Z --since 1d
is "$(ids)" 'g b c d ' 'days back from now'
run tc-archive get --until 2026-03-01T23:00:00+00:00
is "$(ids)" 'a ' 'an instant as until is out'
run tc-archive get --since 2026-03-02T22:59:59.999Z --kinds score
is "$(ids)" 'c d ' 'an instant as since is in'

# --- jq -----------------------------------------------------------------------------------
run tc-archive get --where '.id > "c"'
is "$(ids)" 'g d f e ' '--where'
run tc-archive get --where '.id > "c" # really' --filter '.id, .kind' --kinds score
out_is '"d"
"score"
"e"
"score"' '--where, then --filter'
run tc-archive get --where '.id + 1' --strict
status 1 && out_is ''
err_has '--where'
run tc-archive get --where '.id)'
status 2 && out_is ''
run tc-archive get --where 'input'
out_is '' && err_is 'tc-archive get: --where: input is not available here'

# --- what is refused ----------------------------------------------------------------------
refused() { # refused MESSAGE ARGUMENTS...
	message=$1
	shift
	run tc-archive get "$@"
	status 2 && out_is '' && err_is "$message"
}
refused "tc-archive get: --kinds: no kind is called 'Call'" --kinds call,Call
refused "tc-archive get: --kinds: no kind is called ''" --kinds ''
refused "tc-archive get: cannot read '--since soon': neither a day nor an instant
tc-archive get:   write 2026-03-01, 7d, 2w, 2026-03, 2026-W09 or 2026-03-01T09:30:00Z" --since soon
refused "tc-archive get: --since 2026-03-02 is after --until 2026-03-01" \
	--since 2026-03-02 --until 2026-03-01
refused "tc-archive get: get reads the store: cannot use 'few'" few
refused "tc-archive get: --rolled is for all records: it does not go with --since and --where" \
	--rolled x --since 7d
refused 'tc-archive get: --depends belongs to --rolled' --depends few

# --- pipes --------------------------------------------------------------------------------
rm -rf "$TC_HOME"
python3 "$records" 5 6000 --plain >many
"$TC_BIN/tc-archive" put many
{
	"$TC_BIN/tc-archive" get 2>"$ERR"
	echo $? >code
} | head -n 1 >first
is "$(cat code)" 0 'a closed pipe ends it well'
err_is '' 'and silently'
"$TC_BIN/tc-archive" get >/dev/full 2>"$ERR"
is "$?" 3 'a full disk'
err_is 'tc-archive get: cannot write standard output: No space left on device'

# All files are open before the first is read: what a writer removes meanwhile is read.
run tc-archive get
cp "$OUT" whole
mkfifo pipe
(run tc-archive get >/dev/null && "$TC_BIN/tc-archive" get >pipe 2>slow.err) &
{
	head -c 100 <&3 >slow
	before=$(find "$root" -name '*.gz' | sort)
	"$TC_BIN/tc-archive" compact
	[ "$before" != "$(find "$root" -name '*.gz' | sort)" ]
	ok $? 'a writer replaced the files'
	cat <&3 >>slow
} 3<pipe
wait
same slow whole 'a reader sees the store as it was'
is "$(cat slow.err)" '' 'and says nothing'

# More files than may be open.
(
	# shellcheck disable=SC3045 # every sh has it
	ulimit -n 16
	"$TC_BIN/tc-archive" get >got 2>"$ERR"
)
is "$(find "$root" -name '*.gz' | wc -l | awk '{ print ($1 > 16) }')" 1 'more than 16 files'
same got whole 'all are read'
err_is ''

# --- files that are not in the manifest -----------------------------------------------------
some=$(find "$root/kind=call" -name '*.gz' | sort | head -n 1)
date=${some%/*} date=${date##*=}
cp "$some" "${some%/*}/other-1.ndjson.gz"
mkdir "$root/kind=call/date=1999-01-01"
cp "$some" "$root/kind=call/date=1999-01-01/other-7.ndjson.gz"
run tc-archive get
status 0 && same "$OUT" whole 'what is not in the manifest is not read'
err_is "tc-archive get: $root holds 2 files that the manifest does not have: not read
tc-archive get:   take their records in: tc-archive compact"
run tc-archive get --kinds tool
err_is '' 'nothing is said of folders that are not read'
run tc-archive get --kinds call --since "$date" -z UTC
err_has 'holds 1 file that'
python3 - "$TC_HOME/archive/lock" "$TC_BIN/tc-archive" <<'E2' >"$OUT" 2>"$ERR"
import fcntl, subprocess, sys
with open(sys.argv[1], "r+") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    subprocess.run([sys.argv[2], "get"], check=True)
E2
same "$OUT" whole 'a reader waits for no writer'
err_is '' 'they may be those of a writer at work'
"$TC_BIN/tc-archive" compact
run tc-archive get
same "$OUT" whole 'compact takes them in' && err_is ''

# --- damage -------------------------------------------------------------------------------
rm -rf "$TC_HOME"
awk 'BEGIN { for (i = 0; i < 30000; i++)
	printf "{\"kind\":\"score\",\"id\":\"a%05d\",\"ts\":\"2026-01-%02dT00:00:00.000Z\",\"note\":\"%060d\"}\n",
		i, i < 25000 ? 2 : 3, i * 7919 % 10007 }' | "$TC_BIN/tc-archive" put
run tc-archive get
cp "$OUT" whole
file=$(find "$root/kind=score/date=2026-01-02" -name '*.gz')
cp "$file" good
size=$(wc -c <good)
is "$(tc=$(tail -n +2 "$root/manifest.ndjson" | jq -r 'select(.records == 25000).members'); [ "$tc" -ge 2 ] && echo many)" \
	many 'a file of several members'
damaged() { # damaged STATE LINES-AT-LEAST
	run tc-archive get
	status 3
	err_is "tc-archive get: $file: damaged: $1
tc-archive get:   tc-archive verify looks at all files, compact --salvage saves what is whole"
	got=$(grep -c '"2026-01-02' "$OUT")
	[ "$got" -ge "$2" ] && [ "$got" -le 25000 ]
	ok $? "$1: $got of 25000 lines before the damage are given"
	grep '"2026-01-02' "$OUT" >part
	head -n "$got" whole | cmp -s - part
	ok $? 'they are the first ones, whole'
	is "$(grep -c '"2026-01-03' "$OUT")" 5000 'the next file is read'
}
head -c $((size - 10)) good >"$file" && damaged torn 1
head -c 3 good >"$file" && damaged torn 0
{ head -c $((size - 500)) good && printf 'flipflop' && tail -c 492 good; } >"$file" && damaged flipped 1
{ cat good && printf '\0\0\0\0'; } >"$file" && damaged padded 25000
{ cat good && echo more; } >"$file" && damaged garbage 25000
: >"$file" && damaged empty 0
echo 'not gzip' >"$file" && damaged foreign 0
zcat good | head -n 20000 | gzip -n >"$file" && damaged 'not what was written' 20000
rm "$file" && damaged 'No such file or directory' 0
cp good "$file"
run tc-archive get
status 0 && same "$OUT" whole 'the file that was taken back' && err_is ''
head -n 1 "$root/manifest.ndjson" | head -c 20 >torn && mv torn "$root/manifest.ndjson"
run tc-archive get
status 3 && out_is '' && err_has 'cannot read'
done_testing
