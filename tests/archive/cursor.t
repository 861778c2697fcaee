#!/bin/sh
# The cursors of tc-extract --new: tc-archive put publishes them when, and only when, what
# they stand for is stored.
. "$(dirname "$0")/../lib.sh"

export TC_HOME="$PWD/home"
root=$TC_HOME/archive/v=1
cursors=$TC_HOME/cache/cursors.ndjson

call() { printf '{"kind":"call","id":"%s","ts":"2026-01-02T00:00:00.000Z"}\n' "$1"; }
cursor() { printf '{"kind":"cursor","of":"file","path":"%s","offset":%s}\n' "$1" "$2"; }
end() { printf '{"kind":"cursor","of":"end","lines":%s}\n' "$1"; }
published() { # published RECORDS LINES NAME
	is "$(head -n 1 "$cursors")" \
		"{\"kind\":\"cursor\",\"of\":\"store\",\"version\":2,\"records\":$1,\"sha256\":\"$(
			tail -n +2 "$cursors" | sha256sum | cut -d ' ' -f 1)\"}" "$3: the first line"
	tail -n +2 "$cursors" >lines
	same lines "$2" "$3: the lines as they came"
	[ "$(ls -A "$TC_HOME/cache")" = cursors.ndjson ]
	ok $? "$3: nothing else is there"
}

{ cursor a 10 && cursor b 20 && end 2; } >two
{ call a && call b && cat two; } | run tc-archive put --stats
status 0
is "$(jq '.records' "$ERR")" 2 'cursors are no records'
published 2 two 'with records'
run tc-archive get --filter .kind
out_is '"call"
"call"' 'and never reach the store'

{ cursor a 30 && end 1; } >one
find "$root" -exec stat -c '%n %i %y' {} + >before
run tc-archive put <one
status 0
published 2 one 'without a record'
find "$root" -exec stat -c '%n %i %y' {} + >after
same after before 'the store is not touched'
{ call a && cat two; } | run tc-archive put
published 2 two 'with records that are known'
{ call c && cat one; } | run tc-archive put
published 3 one 'with a new one'

# --- when they are not to be believed ---------------------------------------------------------
cp "$cursors" kept
for case in 'no end:cursor a 1' 'an end of more:cursor a 1; end 2' 'an end of less:cursor a 1; end 0' \
	'lines behind the end:cursor a 1; end 1; cursor b 2' 'only an end that lies:end 7'; do
	{ call "${case%%:*}" && eval "${case#*:}"; } | run tc-archive put
	status 0
	same "$cursors" kept "${case%%:*}: the old ones stay"
done
run tc-archive get --filter .id
is "$(wc -l <"$OUT")" 8 'the records are stored all the same'
{ echo '{"kind":"call","id":' && cat two; } | run tc-archive put
status 0
same "$cursors" kept 'a line that was lost on the way: the old ones stay'

# The lock is somebody else's, or the disk is full: nothing is stored, so nothing was read.
python3 -c 'import fcntl, os, time
f = open(os.environ["TC_HOME"] + "/archive/lock", "r+")
fcntl.lockf(f, fcntl.LOCK_EX)
open("held", "w").close()
time.sleep(1)' &
while [ ! -e held ]; do sleep 0.01; done
run tc-archive put <two
status 5
same "$cursors" kept 'busy: the old ones stay'
wait

end 0 >none
run tc-archive put <none
published 8 none 'none at all'

# Many of them: more than memory keeps.
seq 1 20000 | jq -c '{kind: "cursor", of: "file", path: "/x/\(.)", offset: .}' >many
end 20000 >>many
run tc-archive put <many
published 8 many 'many'

# --- every write fails once -------------------------------------------------------------------
fault=$TC_BIN/../tests/fault.so
cp "$cursors" kept
n=0
while n=$((n + 1)) && [ $n -le 60 ]; do
	rm -f told
	{ call "n$n" && cat two; } >input
	(
		export LD_PRELOAD="$fault" TC_FAULT="any:$n:enospc" TC_FAULT_TOLD="$PWD/told"
		export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0"
		"$TC_BIN/tc-archive" put input >"$OUT" 2>"$ERR"
		echo $? >code
	)
	[ -e told ] || break
	head -n 1 "$cursors" | jq .records >believed
	jq -r 'select(.kind == "manifest").records' "$root/manifest.ndjson" >stored
	[ "$(cat believed)" -le "$(cat stored)" ]
	ok $? "a disk that is full at call $n: no cursor is ahead of the store"
	case $(cat code) in
	0 | 3) pass "a disk that is full at call $n: it ends with $(cat code)" ;;
	*) fail "a disk that is full at call $n: it ends with $(cat code)" ;;
	esac
	tail -n +2 "$cursors" | cmp -s - two && cp kept "$cursors"
done
[ $n -gt 8 ] && [ $n -lt 60 ]
ok $? "all calls that could fail did ($n)"
run tc-archive compact
run tc-archive verify
status 0 'and the store is well'

done_testing
