#!/bin/sh
# tc-archive put: each record once, on the date of its joined ts, and nothing else touched.
. "$(dirname "$0")/../lib.sh"

export TC_HOME="$PWD/home"
root=$TC_HOME/archive/v=1

call() { # call ID TS [OUTPUT [MORE]]
	case $2 in null) ts=null ;; *) ts="\"$2\"" ;; esac
	printf '{"kind":"call","id":"%s","ts":%s,"output_tokens":%s,"stop_reason":"end_turn"%s}\n' \
		"$1" "$ts" "${3:-1}" "${4-}"
}
stats() { # stats NEW CHANGED PARTITIONS NAME: of the last put --stats
	is "$(jq -r 'select(.kind == "stats") | "\(.new) \(.changed) \(.partitions)"' "$ERR")" \
		"$1 $2 $3" "$4"
}
files() { (cd "$root" && find . -type f -exec stat -c '%n %i %s %y' {} + | sort); }
# What each partition holds, whatever its file is called.
contents() {
	for folder in "$root"/kind=*/date=*; do
		echo "${folder#"$root"/} $(cat "$folder"/*.gz | sha256sum)"
	done
}
where() { # where ID: the partitions that hold it
	for file in "$root"/kind=*/date=*/*.gz; do
		folder=${file#"$root"/} folder=${folder%/*}
		zcat "$file" | jq -r --arg folder "$folder" --arg id "$1" \
			'select(.id == $id) | "\($folder) \(.ts) \(.output_tokens)"'
	done
}

# --- first, and again -------------------------------------------------------------------
{
	call a 2026-01-02T03:04:05.000Z 5
	call b 2026-01-02T01:00:00.000Z 7
	call c 2026-01-03T00:00:00.000Z
	call d null
	echo '{"kind":"prompt","id":"a","ts":"2026-01-02T00:00:00Z","chars":3}'
	echo '{"kind":"task","id":"t1","ts":"2026-01-02T00:00:00Z","words":[1, 2]}'
} >first
run tc-archive put --stats first
status 0 && stats 6 0 5 'all are new, a file each kind and date'
out_is ''
is "$(cd "$root" && find kind=* -name '*.gz' | sed 's,/[^/]*$,,' | sort)" \
	'kind=call/date=2026-01-02
kind=call/date=2026-01-03
kind=call/date=__HIVE_DEFAULT_PARTITION__
kind=prompt/date=2026-01-02
kind=task/date=2026-01-02' 'a folder each kind and UTC date'
is "$(zcat "$root"/kind=call/date=2026-01-02/*.gz | jq -r .id | tr '\n' ' ')" 'b a ' \
	'in order of time'
is "$(zcat "$root"/kind=task/date=2026-01-02/*.gz)" \
	'{"kind":"task","id":"t1","ts":"2026-01-02T00:00:00.000Z","words":[1, 2]}' \
	'a kind that is nobody'\''s keeps its fields'
files >before
sleep 0.02
run tc-archive put --stats - <first
status 0 && stats 0 0 0 'twice is once'
files >after
same after before 'and no file is touched: inode, size, time'

# --- where a record belongs -------------------------------------------------------------
call a 2026-01-02T03:04:05.000Z 9 | run tc-archive put --stats
stats 0 1 1 'a later sighting on the same date changes one file'
is "$(where a)" 'kind=call/date=2026-01-02 2026-01-02T03:04:05.000Z 9
kind=prompt/date=2026-01-02 2026-01-02T00:00:00.000Z null' 'kinds do not mix'

call c 2026-01-02T23:59:59.000Z 4 | run tc-archive put --stats
stats 0 1 2 'an earlier sighting moves a record'
is "$(where c)" 'kind=call/date=2026-01-02 2026-01-02T23:59:59.000Z 4' 'to the date before'
[ ! -e "$root/kind=call/date=2026-01-03" ]
ok $? 'the date it was alone on is gone'
call c 2026-01-05T00:00:00.000Z 3 | run tc-archive put --stats
stats 0 0 0 'a later sighting on another date changes nothing'
is "$(where c)" 'kind=call/date=2026-01-02 2026-01-02T23:59:59.000Z 4' 'it stays'
{
	call c 2026-01-07T00:00:00.000Z 8
	call c 2026-01-01T00:00:00.000Z 2
	call c 2026-01-06T00:00:00.000Z 20
} | run tc-archive put --stats
stats 0 1 2 'sightings on three dates, stored on a fourth'
is "$(where c)" 'kind=call/date=2026-01-01 2026-01-01T00:00:00.000Z 20' \
	'meet on the earliest, with the greatest count'
call d 2026-01-04T00:00:00.000Z | run tc-archive put --stats
is "$(where d)" 'kind=call/date=2026-01-04 2026-01-04T00:00:00.000Z 1' \
	'a ts that becomes known takes it there'
call d null 6 | run tc-archive put
is "$(where d)" 'kind=call/date=2026-01-04 2026-01-04T00:00:00.000Z 6' \
	'and one that is not known does not take it back'
{
	call e 2026-01-09T00:00:00.000Z
	call e 2026-01-08T00:00:00.000Z
	call e null 2
} | run tc-archive put --stats
stats 1 0 1 'new, on three dates in one input'
is "$(where e)" 'kind=call/date=2026-01-08 2026-01-08T00:00:00.000Z 2' 'is one record'

# Ids with escapes are compared as they are meant.
call 'q\"\u0041' 2026-02-01T00:00:00.000Z | run tc-archive put
call 'q\"A' 2026-01-31T00:00:00.000Z 3 | run tc-archive put --stats
stats 0 1 2 'an id is its text, not its spelling'
is "$(where 'q"A')" 'kind=call/date=2026-01-31 2026-01-31T00:00:00.000Z 3' 'it moved'

# --- a month in one file ------------------------------------------------------------------
rm -rf "$TC_HOME"
{
	call m1 2024-01-05T00:00:00.000Z
	call m2 2024-01-20T00:00:00.000Z
	call m3 2024-02-03T00:00:00.000Z
} | run tc-archive put
run tc-archive compact --older 2024-03-01 --to monthly
status 0
{
	call m2 2024-01-02T00:00:00.000Z 2
	call m3 2024-01-31T00:00:00.000Z 3
	call m4 2024-01-15T00:00:00.000Z 4
	call m5 2024-02-29T00:00:00.000Z 5
} | run tc-archive put --stats
stats 2 2 2 'days of a month that is one file'
is "$(for id in m1 m2 m3 m4 m5; do where $id; done)" \
	'kind=call/date=2024-01-01 2024-01-05T00:00:00.000Z 1
kind=call/date=2024-01-01 2024-01-02T00:00:00.000Z 2
kind=call/date=2024-01-01 2024-01-31T00:00:00.000Z 3
kind=call/date=2024-01-01 2024-01-15T00:00:00.000Z 4
kind=call/date=2024-02-01 2024-02-29T00:00:00.000Z 5' 'records move within it and into it'
run tc-archive verify
status 0

# --- any order, any split, any number of times ----------------------------------------------
python3 "$TC_TOP/tests/archive/records.py" 7 900 --same 3 >records
rm -rf "$TC_HOME"
run tc-archive put records
status 0
contents >wanted
run tc-archive get
cp "$OUT" all
for seed in 1 2; do
	rm -rf "$TC_HOME"
	python3 -c 'import random, sys
r = random.Random(sys.argv[1])
lines = open("records").readlines()
lines += r.sample(lines, 300)
r.shuffle(lines)
for i in range(5):
    open("part%d" % i, "w").writelines(lines[i::5])' "$seed"
	for part in part?; do run tc-archive put "$part"; done
	contents >got
	same got wanted "shuffled, split and repeated ($seed): the same bytes"
done
run tc-archive get
same "$OUT" all 'and the same records in the same order'
run tc-archive put --stats all
stats 0 0 0 'what it gives is what it has'

# --- stamps -----------------------------------------------------------------------------
rm -rf "$TC_HOME"
{
	call s1 2026-01-02T00:00:00.000Z
	call s2 2026-01-02T00:00:00.000Z 1 ',"user":"bob","host":null'
	echo '{"kind":"task","id":"s3","ts":null,"host":"old"}'
} | run tc-archive put --user ann --host box
status 0
find "$TC_HOME" -path '*date=2026-01-02*' -name 'box-*.gz' >named
[ "$(wc -l <named)" -eq 1 ]
ok $? "and the file is named for it, lest two machines' files meet under one name"
run tc-archive get --filter '"\(.id) \(.user) \(.host)"'
out_is '"s1 ann box"
"s2 bob box"
"s3 ann old"' 'user and host are set where nobody is named'
run tc-archive put --user '' </dev/null
status 2
err_is "tc-archive put: cannot read '--user ': not a name"

# --- what cannot be kept ------------------------------------------------------------------
rm -rf "$TC_HOME"
{
	echo '{"kind":"rollup","of":"call","calls":3}'
	echo '{"kind":"reject","file":"a","line":1,"offset":0,"bytes":4,"reason":"not an object"}'
	echo '{"kind":"reject","file":"a","line":2,"offset":5,"bytes":4,"reason":"not an object"}'
	echo '{"kind":"call","id":"x","ts":"2026-01-02T00:00:00Z","output_tokens":-1}'
	call y 2026-01-02T00:00:00.000Z
} | run tc-archive put --stats
status 0
err_has 'tc-archive put: 3 lines could not be read: not an object (2), output_tokens is no count (1)'
is "$(jq -R 'fromjson? | select(.kind == "stats") | .records, .new, .rejects, .nameless' \
	"$ERR" | tr '\n' ' ')" '5 1 3 1 ' 'rejects and records without id are counted'
seq 1 20 | sed 's/.*/{"kind":"reject","reason":"r&"}/' | run tc-archive put
err_is "tc-archive put: 20 lines could not be read: other reasons (4), $(
	seq 1 16 | sed 's/.*/r& (1)/' | sort | paste -sd , | sed 's/,/, /g')" \
	'reasons without end are counted together'
echo 'no record' | run tc-archive put
status 0
err_has 'tc-archive put: 1 line could not be read: not JSON (1)'
echo 'no record' | run tc-archive put --strict
status 1
echo '{"kind":"call","id":"x","ts":"never"}' | run tc-archive put --strict
status 1
{
	echo '{"kind":"forget","before":"2026-01-03"}'
	echo '{"kind":"forget","session":"secret"}'
} >"$root/_forget.ndjson"
{
	call z1 2026-01-02T00:00:00.000Z
	call z2 2026-01-03T00:00:00.000Z 1 ',"session":"secret"'
	call z3 2026-01-03T00:00:00.000Z 1 ',"session":"open"'
} | run tc-archive put --stats
is "$(jq '.new, .forgotten' "$ERR" | tr '\n' ' ')" '1 2 ' 'forgotten is forgotten'

# --- nothing came -------------------------------------------------------------------------
rm -rf "$TC_HOME"
run tc-archive put --stats </dev/null
status 0
[ ! -e "$TC_HOME" ]
ok $? 'empty input makes no store'
call a 2026-01-02T00:00:00.000Z | run tc-archive put
find "$TC_HOME" -exec stat -c '%n %i %y %z' {} + >before
run tc-archive put </dev/null
find "$TC_HOME" -exec stat -c '%n %i %y %z' {} + >after
same after before 'and touches none, not even the lock'

# --- somebody else writes -------------------------------------------------------------------
python3 -c 'import fcntl, os, sys, time
f = open(os.environ["TC_HOME"] + "/archive/lock", "r+")
fcntl.lockf(f, fcntl.LOCK_EX)
open("held", "w").close()
time.sleep(float(sys.argv[1]))' 1.5 &
holder=$!
while [ ! -e held ]; do sleep 0.01; done
run tc-archive put </dev/null
status 0 'empty input waits for nobody'
call b 2026-01-02T00:00:00.000Z | run tc-archive put
status 5
err_is "tc-archive put: the store is busy: process $holder is writing to it
tc-archive put:   run this again, or let it wait: --wait SECONDS"
call b 2026-01-02T00:00:00.000Z | run tc-archive put --wait 20
status 0 'it waits'
wait
run tc-archive get --filter .id
out_is '"a"
"b"' 'and writes'

# A pipe that is still being written holds no lock.
mkfifo pipe
"$TC_BIN/tc-archive" put pipe &
exec 3>pipe
call c 2026-01-02T00:00:00.000Z >&3
call d 2026-01-02T00:00:00.000Z | run tc-archive put
status 0 'a live pipe does not hold the store'
exec 3>&-
wait
run tc-archive get --filter .id
out_is '"a"
"b"
"c"
"d"' 'and comes in when it ends'

# --- damage -----------------------------------------------------------------------------
set -- "$root"/kind=call/date=2026-01-02/*.gz
cp "$1" whole
printf 'x' | dd of="$1" bs=1 seek=40 conv=notrunc 2>dd.err
files >before
call e 2026-01-02T00:00:00.000Z | run tc-archive put
status 3
err_is "tc-archive put: ${1#"$root"/} is damaged: flipped
tc-archive put:   nothing was changed; see tc-archive verify, then tc-archive compact --salvage"
files >after
same after before 'a damaged partition stops it before anything changes'
call f 2026-01-03T00:00:00.000Z | run tc-archive put
status 0 'one that is not needed does not'
cp whole "$1"
printf '{"kind":"call","id":"zz","ts":"2026-01-02T00:00:00.000Z"}\n' | gzip -n >"$1"
call e 2026-01-02T00:00:00.000Z | run tc-archive put
status 3
err_has 'is damaged: not the file the manifest knows'
rm "$1"
call e 2026-01-02T00:00:00.000Z | run tc-archive put
status 3
err_has 'is damaged: No such file or directory'
cp whole "$1"
call e 2026-01-02T00:00:00.000Z | run tc-archive put
status 0 'and it goes on when it is mended'

# --- a disk that refuses ------------------------------------------------------------------
failing() { # failing FAULT: put of what is on standard input
	(
		export LD_PRELOAD="$TC_BIN/../tests/fault.so" TC_FAULT="$1"
		export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0"
		"$TC_BIN/tc-archive" put >"$OUT" 2>"$ERR"
		echo "$? tc-archive put, $1" >"$TMPDIR/status"
	)
}
files >before
for fault in write:1:enospc write:2:edquot fsync:1:eio rename:1:erofs open:2:erofs; do
	call g 2026-01-02T00:00:00.000Z | failing "$fault"
	status 3
	err_has 'the store is as it was'
	files >after
	same after before "$fault: it is"
done
call g 2026-01-02T00:00:00.000Z | run tc-archive put --stats
stats 1 0 1 'and the next one puts it'

done_testing
