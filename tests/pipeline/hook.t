#!/bin/sh
# token-craft hook: at once, silent, never in the way; what goes wrong is in its log.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3
. "$TC_TOP/tests/installed.sh"
log=$TC_HOME/log/hook.log
idle() { # waits until the syncs behind the hook's back are done
	for second in 1 2 3 4 5 6 7 8 9; do
		pgrep -f "$prefix/" >"$TMPDIR/pids" || return 0
		sleep 0.$second
	done
	return 1
}
command -v pgrep >found || idle() { sleep 2; }

echo '{}' | craft hook
status 0
out_is ''
err_is ''
idle
captured 'it fills the store'

# Whatever stands behind its input and output.
craft hook <&-
status 0 'no standard input'
craft hook </dev/null
status 0 'empty standard input'
sleep 3 | craft hook
status 0 'a pipe that nobody closes'
head -c 3000000 /dev/zero | craft hook
status 0 'more than it reads'
(unset TC_BIN && echo '{}' | "$door" hook >&- 2>&-)
is $? 0 'no standard output'
craft hook --nonsense surplus
status 0 'arguments that it has not'
out_is ''
err_is ''
idle

# Time: a part of it is the machine's, so the best of some, or of more on a busy one.
cat >timed.py <<'EOF'
import subprocess, sys, time
best, hung = 9, 0
for i in range(40):
    if i >= 5 and best <= 0.010:
        break
    began = time.monotonic()
    hook = subprocess.Popen([sys.argv[1], "hook"], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    hook.wait()
    best = min(best, time.monotonic() - began)
    hook.stdin.write(b"{}")  # whoever writes late meets no closed pipe
    hook.stdin.close()
    hook.stdout.read()  # nobody holds its output open
    hung = max(hung, time.monotonic() - began)
    time.sleep(0.15)
print(f"{best * 1000:.1f} ms at best, {hung * 1000:.0f} ms until all is closed")
sys.exit(best > 0.010 or hung > 1)
EOF
(unset TC_BIN && python3 timed.py "$door") >"$OUT" 2>&1
ok $? "it returns within 10 ms: $(tail -n 1 "$OUT")"
idle

# Several at once.
for _ in 1 2 3 4 5 6; do echo '{}' | (unset TC_BIN && "$door" hook); done
idle
ok $? 'several at once come to an end'
captured 'and the store is whole'
check 'nothing went wrong so far' test ! -e "$log"

# What goes wrong: no word to the caller, but to the log.
fails() {
	rm "$prefix/bin/tc-archive"
	printf '#!/bin/sh\ncat >/dev/null\n%s\n' "$1" >"$prefix/bin/tc-archive"
	chmod +x "$prefix/bin/tc-archive"
	echo '{}' | craft hook
	idle
}
fails 'echo "tc-archive: no room" >&2; exit 3'
status 0
out_is ''
err_is ''
is "$(sed 's/^20..-..-..T..:..:..Z/TIME/' "$log")" 'TIME sync ended with 3
  tc-archive: no room' 'the log has the time, the code and the cause'
is "$(stat -c %a "$TC_HOME/log" "$log" | tr '\n' ' ')" '700 600 ' 'the log is for its owner'
fails 'exit 5'
is "$(wc -l <"$log")" 2 'a busy store is no failure'
yes '2026-01-01T00:00:00Z sync ended with 3' | head -n 3000 >>"$log"
fails 'echo last >&2; exit 3'
check 'a long log is cut' test "$(wc -c <"$log")" -lt 40000
is "$(tail -n 1 "$log")" '  last' 'what came last is kept'
is "$(head -n 1 "$log")" '2026-01-01T00:00:00Z sync ended with 3' 'cut between lines'
rm -rf "$TC_HOME" && : >"$TC_HOME"
fails 'exit 3'
status 0 'no place for a log'
err_is ''
done_testing
