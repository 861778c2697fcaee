#!/bin/sh
# The harness itself: it counts truly, and what should fail does.
. "$(dirname "$0")/../lib.sh"

# A copy of the harness with one test in it.
mkdir -p 'a copy/tests/room' 'a copy/build/rel/bin'
cp "$TC_TOP/tests/run" "$TC_TOP/tests/lib.sh" 'a copy/tests/'
suite() { # suite TEXT: its last line, and the exit code in $TMPDIR/status
	{
		echo '#!/bin/sh'
		echo '. "$(dirname "$0")/../lib.sh"'
		echo "$1"
	} >'a copy/tests/room/a.t'
	chmod +x 'a copy/tests/room/a.t'
	V=rel run 'a copy/tests/run'
	tail -n 1 "$OUT"
}

is "$(suite 'pass one; pass two; done_testing')" '2 passed, 0 failed' 'two good points'
status 0
is "$(suite 'pass one; fail two; done_testing')" '1 passed, 1 failed' 'one bad point'
status 1
is "$(suite 'pass one; skip two "no reason"; done_testing')" \
	'1 passed, 0 failed, 1 skipped' 'a skipped point'
status 0
is "$(suite 'pass one; exit 0')" '1 passed, 1 failed' 'no plan'
status 1
is "$(suite 'pass one; kill -9 $$')" '1 passed, 1 failed' 'killed'
status 1
is "$(TC_TEST_SECONDS=1 suite 'pass one; sleep 60; pass two; done_testing')" \
	'1 passed, 1 failed' 'one that does not come to its end'
status 1
err_has 'a.t has not ended after 1 seconds'
err_has 'sleep 60' 'it says what it was at'
began=$(date +%s)
is "$(suite 'pass one; sleep 60 & done_testing')" '1 passed, 0 failed' 'one that leaves something behind'
check 'nobody waits for what was left' test $(($(date +%s) - began)) -lt 30
is "$(suite 'exit 0')" '0 passed, 1 failed' 'a file without a test'
status 1
is "$(suite 'skip_all "not here"')" '0 passed, 1 failed, 1 skipped' 'nothing but skips'
status 1
is "$(suite 'run sh -c "exit 3"; status 2; done_testing')" '0 passed, 1 failed' \
	'the exact exit code'
is "$(suite 'run sh -c "kill -11 \$\$"; status 139; done_testing')" '0 passed, 1 failed' \
	'a death by signal is never expected'
is "$(suite 'run tc-nothing; status 127; done_testing')" '0 passed, 1 failed' \
	'a program that is not there'
is "$(suite 'out_is x; done_testing' 2>&1)" '0 passed, 1 failed' 'no output to compare'
is "$(TC_HOME=/x CLAUDE_CONFIG_DIR=/y HOME=/z \
	suite 'is "${TC_HOME-}${CLAUDE_CONFIG_DIR-}" "" env
	is "$HOME" "$TMPDIR/home" home; is "$(ls)" "" "empty folder"; done_testing')" \
	'3 passed, 0 failed' 'a clean environment'
is "$(find "$TMPDIR"/* -name 'tc-test.*')" '' 'what a test had for itself is gone with it'
rm 'a copy/tests/room/a.t'
run 'a copy/tests/run'
status 1 'no test at all is a failure'
is "$(tail -n 1 "$OUT")" '0 passed, 1 failed' 'no test at all'
done_testing
