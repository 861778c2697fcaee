#!/bin/sh
# The store, opened: where it is, who writes, what is told when it cannot be read.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"
skip_unless python3 jq

TC_HOME=$PWD/home
export TC_HOME
root=home/archive/v=1
manifest=$root/manifest.ndjson

# held SECONDS COMMAND...: while another process holds the lock
held() {
	python3 - "$@" <<'PY'
import fcntl, os, subprocess, sys, time
fd = os.open("home/archive/lock", os.O_RDWR)
fcntl.lockf(fd, fcntl.LOCK_EX)
open("holder", "w").write(str(os.getpid()))
child = subprocess.Popen(sys.argv[2:], stdin=open("in"))
time.sleep(float(sys.argv[1]))
fcntl.lockf(fd, fcntl.LOCK_UN)
sys.exit(child.wait())
PY
}

call 1 >in
run tc-archive list
status 0 "a store that is not there is empty"
out_is ''
check "and is not made by reading" test ! -e home

run tc-archive put in
status 0
run tc-archive list
is "$(jq -c '[.kind, .records, .members, .version, .first_ts]' "$OUT")" \
	'["file",1,1,1,"2026-03-01T10:00:00.001Z"]' "it has one file"
is "$(jq -r .path "$OUT" | sed 's/[^/]*-1\.ndjson/HOST-1.ndjson/')" \
	'kind=call/date=2026-03-01/HOST-1.ndjson.gz' "with a kind, a date and a host"
path=$root/$(jq -r .path "$OUT")
is "$(zcat "$path" | jq -r .id)" "$(jq -r .id in)" "which zcat and jq read"
is "$(jq -r '[.bytes, .sha256] | @tsv' "$OUT")" \
	"$(stat -c %s "$path")	$(sha256sum "$path" | cut -d ' ' -f 1)" "and sha256sum knows"
is "$(find home -type d ! -perm 700)$(find "$root" -type f ! -perm 600)" '' \
	"nobody else may look into it"
grep -v '"kind":"manifest"' "$manifest" | grep '"kind":"file"' >listed
same "$OUT" listed "list shows lines of the manifest"
python3 -c 'import jsonschema' 2>"$ERR" && {
	check "which its schema accepts" "$TC_TOP/tests/validate" --ours "$manifest"
}

# One writes, others wait or go.
call 2 >in
held 0.3 "$TC_BIN/tc-archive" put 2>"$ERR"
is $? 5 "a busy store ends with 5"
err_is "tc-archive put: the store is busy: process $(cat holder) is writing to it
tc-archive put:   run this again, or let it wait: --wait SECONDS"
held 0.3 "$TC_BIN/tc-archive" put --wait 20 2>"$ERR"
is $? 0 "--wait: it waits for the other"
err_is ''
held 1.5 "$TC_BIN/tc-archive" put --wait 1 2>"$ERR" <in
is $? 5 "--wait 1: no longer than that"
held 0.3 "$TC_BIN/tc-archive" list >"$OUT"
is "$(jq .records "$OUT")" 2 "reading waits for nobody"

# Leavings of a killed writer.
: >"$root/.tmp-desk-1-1"
call 3 | run tc-archive put
status 0
check "the next writer removes what a killed one left" test ! -e "$root/.tmp-desk-1-1"

# A manifest that is no manifest is not believed, nor written over.
cp "$manifest" good
refused() { # refused REASON
	for command in list put; do
		run tc-archive $command <in
		status 3
		err_is "tc-archive $command: cannot read $PWD/$manifest: $1
tc-archive $command:   see what is damaged: tc-archive verify
tc-archive $command:   make it anew of what is whole: tc-archive compact --salvage"
	done
}
head -c 100 good >"$manifest"
refused 'it ends inside a line'
sed '$d' good >"$manifest"
refused 'its lines do not come to its totals'
sed '1s/"version":1/"version":9/' good >"$manifest"
refused 'its version is newer than this program'
sed 's|kind=call/|kind=call/../|' good >"$manifest"
refused 'its path is none of the store'
cp good "$manifest"

# Where it is.
(unset TC_HOME HOME CLAUDE_CONFIG_DIR && run tc-archive list)
status 3
err_is "tc-archive list: cannot tell where the store is
tc-archive list:   set TC_HOME to a folder, or HOME to yours"
: >file
TC_HOME=$PWD/file run tc-archive put in
status 3
err_is "tc-archive put: cannot make the folder $PWD/file/archive/v=1: Not a directory
tc-archive put:   nothing can be kept there: set TC_HOME to a folder elsewhere"
ln -s home linked
TC_HOME=$PWD/linked run tc-archive list
is "$(jq -s 'map(.records) | add' "$OUT")" 3 "through a link, too"

# A disk that refuses, by the name of its trouble.
case $V in san) ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 && export ASAN_OPTIONS ;; esac
call 4 >in
refuses() { # refuses FAULT MESSAGE HINT
	LD_PRELOAD=$TC_REAL/../tests/fault.so TC_FAULT=$1 run tc-archive put in
	status 3 "put under $1: exit code 3"
	is "$(sed -n 1p "$ERR" | sed "s|$PWD/||; s|[^/]*-[0-9]*\.ndjson|HOST-4.ndjson|")" "tc-archive put: cannot $2" "$1: the cause"
	is "$(sed -n 2p "$ERR")" "tc-archive put:   $3" "$1: the cure"
	same "$manifest" good "$1: the store is as it was"
	is "$(find "$root" -name '.tmp*' | wc -l)" 0 "$1: nothing is left behind"
}
refuses open:1:erofs 'open home/archive/lock: Read-only file system' \
	'its file system is read-only: mount it for writing, or set TC_HOME to a folder elsewhere'
refuses write:1:enospc "write $root/kind=call/date=2026-03-01: No space left on device" \
	'its disk is full: make room there, then run this again'
refuses write:1:edquot "write $root/kind=call/date=2026-03-01: Disk quota exceeded" \
	'your quota there is used up: make room, then run this again'
refuses fsync:1:eio "write $(dirname "$path")/HOST-4.ndjson.gz: Input/output error" 'the store is as it was'

# Many files go to the disk in one go, and that may fail, too.
for day in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18; do
	for kind in call prompt; do
		echo "{\"kind\":\"$kind\",\"id\":\"many$day\",\"ts\":\"2026-04-${day}T00:00:00.000Z\"}"
	done
done >many
for nth in 1 2; do
	LD_PRELOAD=$TC_REAL/../tests/fault.so TC_FAULT=fsync:$nth:eio run tc-archive put many
	status 3 "36 files, sync $nth fails: exit code 3"
	same "$manifest" good 'the store is as it was'
	is "$(find "$root" -path '*2026-04*' | wc -l)" 0 'nothing is left behind'
done
run tc-archive put --stats many
status 0
is "$(jq .partitions "$ERR")" 36 'and then all of it is there'

# Where no folder can be made it says so, instead of trying for ever.
for place in /proc/store /dev/null/store; do
	TC_HOME=$place run timeout 10 "$TC_REAL/tc-archive" put in
	status 3 "a store at $place: exit code 3"
	err_has 'nothing can be kept there: set TC_HOME to a folder elsewhere'
done
done_testing
