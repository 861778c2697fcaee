#!/bin/sh
# A disk with less room than a sync needs, however much less: a clear message, exit code 3
# and the old store; and when there is room, what a clean sync makes.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 mount
mkdir small
mount -t tmpfs -o size=8m tmpfs small 2>"$ERR" || skip_all "cannot mount: $(head -n 1 "$ERR")"
trap 'umount small' EXIT
trap 'exit 130' INT TERM HUP

PYTHONPATH=$TC_TOP/tests/archive python3 -c 'import logs
logs.Machine(5, "old", 40).finish()
logs.Machine(6, "new", 60).finish()'
sync() { # sync HOME LOGS
	TC_HOME=$1 CLAUDE_CONFIG_DIR=$2 run "$TC_TOP/bin/token-craft" sync --quiet
}
get() { # get HOME
	TC_HOME=$1 "$TC_BIN/tc-archive" get
}
tree() { # tree HOME: every file of the store but the lock
	(cd "$1/archive" && find . -type f ! -name lock -exec cksum {} + | sort)
}

sync "$PWD/clean" "$PWD/old"
get clean >old_records
sync "$PWD/clean" "$PWD/old,$PWD/new"
status 0
get clean >new_records
check "there is much that is new" test "$(wc -l <new_records)" -gt \
	$((2 * $(wc -l <old_records)))

sync "$PWD/small/home" "$PWD/old"
status 0
full=0
for room in 0 4 12 20 40 64 100 200 400; do
	used=$(df -k --output=used small | tail -n 1)
	mount -o "remount,size=$((used + room))k" small
	sync "$PWD/small/home" "$PWD/old,$PWD/new"
	get small/home >records
	if [ "$(cut -d ' ' -f 1 "$TMPDIR/status")" -eq 0 ]; then
		same records new_records "$room KiB were enough"
		break
	fi
	full=$((full + 1))
	status 3 "$room KiB are not enough"
	err_has 'No space left on device'
	err_has 'make room there, then run this again'
	same records old_records "$room KiB: the old store"
done
check "the disk was too small several times ($full)" test "$full" -ge 4
mount -o remount,size=8m small
sync "$PWD/small/home" "$PWD/old,$PWD/new"
status 0 "there is room again"
for home in clean small/home; do
	TC_HOME=$home run tc-archive compact
	status 0
done
tree clean >wanted
tree small/home >got
same got wanted "and the store is as if there always had been"
done_testing
