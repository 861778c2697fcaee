# The vocabulary of the tests: source it first, end with done_testing.
#
#	. "$(dirname "$0")/../lib.sh"
#	printf '{"kind":"call"}\n' | run tc-price
#	status 0 && out_is '{"kind":"call","cost_usd":null}' && err_is ''
#	done_testing
#
# A test runs in an empty folder of its own. A program named tc-* comes from $TC_BIN, the
# variant under test. `run` keeps what the program wrote in the files out and err of
# $TMPDIR; a death by signal fails the test whatever is expected.
# shellcheck shell=sh

# Started by hand, not by the harness? Then through the harness.
case ${TC_BIN-}:$0 in
:/*) exec "$(dirname "$0")/../run" --one "$0" ;;
:*) exec "$(dirname "$0")/../run" --one "$PWD/$0" ;;
esac

tests=0 failures=0
OUT=$TMPDIR/out ERR=$TMPDIR/err

ok() { # ok STATUS NAME: the TAP line of one test point
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $2"
		echo "# failed: ${0##*/}: $2" >&2
	fi
	return "$1"
}
pass() { ok 0 "$1"; }
fail() { ok 1 "$1"; }
diag() { sed 's/^/# /' >&2; }
check() { # check NAME COMMAND...: the command must end with 0
	check_name=$1
	shift
	"$@"
	ok $? "$check_name"
}
is() { # is GOT WANTED NAME
	[ "$1" = "$2" ] && ok 0 "$3" && return
	ok 1 "$3"
	printf 'got:\n%s\nwanted:\n%s\n' "$1" "$2" | diag
	return 1
}
same() { # same FILE FILE NAME: byte for byte
	cmp -s "$1" "$2" && ok 0 "$3" && return
	ok 1 "$3"
	diff "$2" "$1" | head -n 40 | diag
	return 1
}
skip() { ok 0 "$1 # SKIP $2"; }
skip_all() {
	echo "1..0 # SKIP $1"
	echo "# skipped: ${0##*/}: $1" >&2
	exit 0
}
skip_unless_shared() { [ -d "$TC_SHARED/corpus" ] || skip_all "no corpus at ../shared"; }
skip_unless() { # skip_unless PROGRAM...: skips the file unless all are installed
	for program; do
		command -v "$program" >"$TMPDIR/found" || skip_all "needs $program"
	done
}

run() { # run PROGRAM ARGUMENTS...: standard input is the caller's
	run_program=$1
	shift
	case $run_program in tc-*) run_program=$TC_BIN/$run_program ;; esac
	"$run_program" "$@" >"$OUT" 2>"$ERR"
	echo "$? ${run_program##*/}${1+ $*}" >"$TMPDIR/status"
}
status() { # status N [NAME]
	read -r status_got status_of <"$TMPDIR/status"
	[ "$status_got" -eq "$1" ] && [ "$1" -lt 99 ] &&
		ok 0 "${2:-$status_of: exit code $1}" && return
	ok 1 "${2:-$status_of: exit code $1}"
	echo "exit code $status_got, wanted $1" | diag
	diag <"$ERR"
	return 1
}
out_is() { is "$(cat "$OUT")" "$1" "${2:-standard output}"; }
err_is() { is "$(cat "$ERR")" "$1" "${2:-standard error}"; }
out_has() { # out_has TEXT [NAME]
	grep -qF -e "$1" "$OUT" && ok 0 "${2:-standard output holds $1}" && return
	ok 1 "${2:-standard output holds $1}"
	head -n 40 "$OUT" | diag
	return 1
}
err_has() {
	grep -qF -e "$1" "$ERR" && ok 0 "${2:-standard error holds $1}" && return
	ok 1 "${2:-standard error holds $1}"
	head -n 40 "$ERR" | diag
	return 1
}

done_testing() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit
}
