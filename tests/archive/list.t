#!/bin/sh
# tc-archive list: which files, and one hash of what they hold.
. "$(dirname "$0")/../lib.sh"
skip_unless jq

TC_HOME=$PWD/home
export TC_HOME

# task ID TS
task() { printf '{"kind":"%s","id":"%s","ts":%s}\n' "$1" "$2" "$3"; }
{
	task task 1 '"2026-03-01T10:00:00.000Z"'
	task task 2 '"2026-03-02T23:30:00.000Z"'
	task goal 1 '"2026-03-01T10:00:00.000Z"'
	task goal 2 null
} >in
run tc-archive put in
status 0

listed() { # listed WANTED ARGUMENTS...: kind/date of each file
	wanted=$1
	shift
	run tc-archive list "$@"
	status 0
	err_is ''
	is "$(jq -r '.path | split("/") | map(split("=")[1] // empty) | join("/")' "$OUT" | xargs)" \
		"$wanted" "list $*"
}
none=goal/__HIVE_DEFAULT_PARTITION__
listed "goal/2026-03-01 $none task/2026-03-01 task/2026-03-02"
listed "goal/2026-03-01 $none" --kinds goal
listed "goal/2026-03-01 $none task/2026-03-01 task/2026-03-02" --kinds task,goal
listed '' --kinds other
listed 'task/2026-03-02' --since 2026-03-02
listed 'goal/2026-03-01 task/2026-03-01' --until 2026-03-01
listed 'task/2026-03-02' --since 2026-03-02 --until 2026-03-02
listed '' --since 2026-03-03 --timezone UTC
listed 'task/2026-03-02' --since 2026-03-03 --timezone Europe/Berlin
listed 'goal/2026-03-01 task/2026-03-01 task/2026-03-02' --since 2d --now 2026-03-02

run tc-archive list --digest
status 0
cp "$OUT" digest
check "--digest is one line of hex" grep -qxE '[0-9a-f]{64}' digest
# The same, made by others.
run tc-archive list
is "$(jq -r '[(.path | sub("/[^/]*$"; "")), .sha256] | join(" ")' "$OUT" | sha256sum |
	cut -d ' ' -f 1)" "$(cat digest)" "--digest: of folders and hashes"
run tc-archive compact
status 0
run tc-archive list --digest
same "$OUT" digest "other names, the same digest"
tc_other=$PWD/other
mkdir "$tc_other"
tac in | TC_HOME=$tc_other run tc-archive put --host elsewhere
TC_HOME=$tc_other run tc-archive list --digest
cmp -s "$OUT" digest
is $? 1 "other records, another digest"
tac in | TC_HOME=$PWD/third run tc-archive put
TC_HOME=$PWD/third run tc-archive list --digest
same "$OUT" digest "the same records elsewhere, the same digest"
run tc-archive list --digest --kinds task
cp "$OUT" tasks
task goal 3 null | run tc-archive put
run tc-archive list --digest --kinds task
same "$OUT" tasks "what is not chosen does not matter"
task task 3 '"2026-03-02T11:00:00.000Z"' | run tc-archive put
run tc-archive list --digest --kinds task
cmp -s "$OUT" tasks
is $? 1 "what is chosen does"

run tc-archive list --filter .records
is "$(sort -u "$OUT" | xargs)" '1 2' "--filter"
run tc-archive list in
status 2
err_is "tc-archive list: no file is read here: cannot use 'in'"
run tc-archive list --kinds Task
status 2
run tc-archive list --since 2026-03-02 --until 2026-03-01
status 2
err_is 'tc-archive list: --since 2026-03-02 is after --until 2026-03-01'
"$TC_BIN/tc-archive" list >/dev/full 2>"$ERR"
is $? 3 "a full disk ends with 3"
done_testing
