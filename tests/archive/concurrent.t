#!/bin/sh
# Several at once: writers wait their turn or end with 5, and readers read on.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 mkfifo
TC_HOME=$PWD/home
export TC_HOME
archive=$TC_BIN/tc-archive

"$TC_TOP/tests/archive/records.py" 11 2000 --same 2 >records
"$archive" join records >joined
split -n l/4 records part.

for part in part.*; do
	{
		"$archive" put --wait 60 "$part" 2>"$part.err"
		echo $? >"$part.code"
	} &
done
wait
is "$(cat part.*.code | paste -s -d ' ')" '0 0 0 0' 'four writers wait for each other'
is "$(cat part.*.err)" '' 'and say nothing'
run tc-archive get
same "$OUT" joined 'all is there, once'
run tc-archive verify
status 0

# Without --wait each ends with 0 or 5, and 5 has changed nothing.
rm -rf home part.*.code
for part in part.??; do
	{
		"$archive" put "$part" 2>"$part.err"
		echo $? >"$part.code"
	} &
done
wait
for part in part.??; do
	case $(cat "$part.code"):$(wc -l <"$part.err") in
	0:0) pass "$part: written" ;;
	5:2) pass "$part: busy, and says so" ;;
	*) fail "$part: $(cat "$part.code" "$part.err")" ;;
	esac
	[ "$(cat "$part.code")" -eq 0 ] || cat "$part" >>again
done
[ ! -f again ] || "$archive" put again || fail 'put again'
run tc-archive get
same "$OUT" joined 'all is there after those that were busy came again'

# Somebody holds the lock.
mkfifo release held
python3 -c 'import fcntl, os
f = open("home/archive/lock", "r+")
fcntl.lockf(f, fcntl.LOCK_EX)
open("held", "w").write(str(os.getpid()))
open("release").read()' &
pid=$(cat held)
find home -type f -exec cksum {} + | sort >before
for command in put compact "import records" "forget --session x"; do
	# shellcheck disable=SC2086 # a command with its operands
	run tc-archive $command <records
	status 5
	err_is "tc-archive ${command%% *}: the store is busy: process $pid is writing to it
tc-archive ${command%% *}:   run this again, or let it wait: --wait SECONDS" "$command names who writes"
done
run tc-archive put --wait 1 <records
status 5 'put has waited a second'
find home -type f -exec cksum {} + | sort >after
same after before 'who was too late has changed nothing'
for command in get list join; do
	run tc-archive $command <records
	status 0 "$command needs no lock"
done
echo >release
wait

# A reader, while others write and remove what it has not read yet.
mkfifo stream
"$archive" get >stream 2>reader.err &
reader=$!
exec 3<stream
read -r line <&3
"$TC_TOP/tests/archive/records.py" 12 500 >others
run tc-archive put others
status 0
run tc-archive compact
status 0
{ printf '%s\n' "$line" && cat <&3; } >was_read
exec 3<&-
wait $reader
is $? 0 'a reader is not disturbed'
same was_read joined 'and reads the store as it was when it began'
is "$(cat reader.err)" '' 'and says nothing'
done_testing
