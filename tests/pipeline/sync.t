#!/bin/sh
# token-craft sync, and the reports when it cannot be done.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now") TC_HOME=$HOME/store CLAUDE_CONFIG_DIR=$PWD/logs
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR
mkdir logs
cp -R "$sample/projects" logs
torn='tc-archive put: 1 line could not be read: line ends inside a value (1)'
craft() { # craft NAME ARGUMENT...
	run "$TC_TOP/bin/token-craft" "$@"
}
wrong() { # wrong CAUSE
	status 2
	out_is ''
	err_is "token-craft sync: $1
token-craft sync:   token-craft help sync" "sync says: $1"
}
craft sync --wat
wrong 'unknown option --wat'
craft sync --wait
wrong '--wait wants seconds'
craft sync --wait=soon
wrong '--wait wants seconds'
craft -n sync --wait 5 'a b'
out_is "tc-extract --new 'a b' |
	tc-archive put --user \"\$(id -un)\" --host \"\$(uname -n)\" --wait 5"

# On a terminal it says what came in.
said() { # said ARGUMENT...
	python3 -c 'import os, pty, sys
def read(fd):
    return os.read(fd, 4096).replace(b"\r", b"")
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read)))' \
		"$TC_TOP/bin/token-craft" "$@" >"$OUT" 2>"$ERR" </dev/null
	echo "$? $*" >"$TMPDIR/status"
}
if python3 -c 'import pty; pty.openpty()' 2>found; then
	said sync
	status 0
	out_has '200 new records'
	said sync
	out_is 'nothing new'
	rm -rf "$TC_HOME"
	said sync --quiet
	is "$(grep -c new "$OUT")" 0 '--quiet'
else
	skip 'what it says on a terminal' 'no terminal can be had'
fi
rm -rf "$TC_HOME"

craft sync
status 0
out_is ''
err_is "$torn"
"$TC_BIN/tc-archive" get >records
is "$(jq -r '.user + "@" + .host' records | sort -u)" "$(id -un)@$(uname -n)" 'whose, and where'
is "$(jq -r '.kind + " " + .id' records | sort)" \
	"$("$TC_BIN/tc-extract" | jq -r 'select(.id) | .kind + " " + .id' | sort)" 'every record'
find "$TC_HOME" -type f -exec cksum {} + | sort >before
craft sync
status 0
err_is ''
find "$TC_HOME" -type f -exec cksum {} + | sort >after
same after before 'nothing new: nothing is touched'

# A project that is left out.
rm -rf "$TC_HOME"
project=$(jq -r 'select(.kind == "call") | .project' records | sort -u | head -n 1)
run tc-archive forget --project "$project"
status 0
craft sync
is "$("$TC_BIN/tc-archive" get | jq -c "select(.project == \"$project\")" | wc -l)" 0 \
	'a project that is to be forgotten does not come in'
check 'the others do' test "$("$TC_BIN/tc-archive" get | wc -l)" -gt 20

# Exit codes: the greatest of its programs.
broken() { # broken NAME 'COMMANDS'
	rm -rf programs && mkdir programs
	ln -s "$TC_BIN"/tc-* programs
	rm "programs/$1"
	printf '#!/bin/sh\n%s\n' "$2" >"programs/$1"
	chmod +x "programs/$1"
}
broken tc-extract 'exit 4'
TC_BIN=$PWD/programs craft sync
status 4 'tc-extract fails'
broken tc-archive 'cat >/dev/null; exit 5'
TC_BIN=$PWD/programs craft sync
status 5 'tc-archive fails'

# A report is made, whatever the store says; the reason is told once.
rm -rf "$TC_HOME"
craft daily --json logs
cp "$OUT" wanted
all() { # all NAME REASON: the report is that of all logs
	status 0 "$1: exit code"
	same "$OUT" wanted "$1: the report"
	is "$(grep -c "$2" "$ERR")" 1 "$1: told once"
	is "$(grep -v "^tc-price: \|^tc-archive.*:   \|$2\|could not be read" "$ERR")" '' "$1: nothing else"
}
craft sync logs/projects/*atlas-web
cat >hold.py <<'EOF'
import fcntl, os, sys, time
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
open("held", "w")
while os.path.exists("held"):
    time.sleep(0.05)
EOF
python3 hold.py "$TC_HOME/archive/lock" &
while [ ! -e held ]; do sleep 0.05; done
craft daily --json
all 'a busy store' 'the store is busy'
craft models -p atlas-web
cp "$OUT" busy
rm held
wait
craft models -p atlas-web logs
same busy "$OUT" 'a busy store, one project'

if [ "$(id -u)" -ne 0 ]; then
	chmod -R a-w "$TC_HOME"
	craft daily --json
	all 'a store that cannot be written' 'Permission denied'
	chmod -R u+w "$TC_HOME"
else
	skip 'a store that cannot be written' 'root may write everywhere'
fi
if [ -d /proc/self ]; then
	TC_HOME=/proc/store craft daily --json
	all 'no place for a store' 'cannot make the folder'
else
	skip 'no place for a store' 'no /proc'
fi
craft daily --json
status 0
same "$OUT" wanted 'and then as ever'
is "$(grep -v '^tc-price: ' "$ERR")" '' 'and silent'
done_testing
