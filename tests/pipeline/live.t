#!/bin/sh
# token-craft live: what it shows, and how it behaves on a terminal, which tmux is.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "one variant shows all there is to see"
skip_unless python3 jq
. "$(dirname "$0")/../terminal.sh"
sample=$TC_TOP/fixtures/sample
TC_NOW=2026-11-20T14:20:00Z TC_HOME=$PWD/store CLAUDE_CONFIG_DIR=$PWD/logs
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR TC_BIN TC_TOP
mkdir logs
cp -R "$sample/projects" logs
craft() { # craft NAME ARGUMENT...
	run "$TC_TOP/bin/token-craft" "$@"
}

# One call more, half a minute ago, in the session that has the latest.
cat >call.py <<'END'
import json, sys
calls = [json.loads(line) for line in open(sys.argv[1]) if '"type":"assistant"' in line]
call = calls[-1]
call["timestamp"] = "2026-11-20T14:19:30.000Z"
call["uuid"] = call["message"]["id"] = call["requestId"] = f"req_{sys.argv[2]}"
open(sys.argv[1], "a").write(json.dumps(call) + "\n")
END
session=$(grep -l 2026-11-20T14:0 logs/projects/*/*.jsonl)
another() { python3 call.py "$session" "$1"; }

# --- once ---------------------------------------------------------------------------------

# Every number, from the calls themselves.
cat >once.py <<'END'
import json, sys
from datetime import datetime
from decimal import Decimal as D
load = lambda text: json.loads(text, parse_float=D, parse_int=D)
shown = load(open(sys.argv[1]).read())
calls = [c for c in map(load, open("calls")) if c["kind"] == "call"]
instant = lambda ts: datetime.fromisoformat(ts.replace("Z", "+00:00")).timestamp()
now = instant("2026-11-20T14:20:00.000Z")
cost = lambda some: sum((c["cost_usd"] for c in some if c["cost_usd"] is not None), D(0))
read = lambda c: (c["input_tokens"] + c["cache_creation_input_tokens"]
                  + c["cache_read_input_tokens"])
tokens = lambda some: sum(read(c) + c["output_tokens"] for c in some)
minute = lambda c: instant(c["ts"]) // 60
hour = [c for c in calls if now // 60 - 60 < minute(c) <= now // 60]
today = [c for c in calls if c["ts"][:10] == "2026-11-20"]
block = [c for c in calls if sys.argv[2] <= c["ts"]]
for row, some in zip(shown["periods"]["rows"], (today, hour, block), strict=True):
    assert [row[k] for k in ("cost_usd", "tokens", "calls")] == [
        cost(some), tokens(some), len(some)], row
by_minute = {}
for c in hour:
    by_minute.setdefault(minute(c), []).append(c)
(row,) = shown["minutes"]["rows"]
assert row == {"since": "2026-11-20T13:21:00Z",
               "most_usd": max(map(cost, by_minute.values()))}, row
ids = sorted({c["session"] for c in hour})
assert sorted(r["session"] for r in shown["sessions"]["rows"]) == ids and ids
for row in shown["sessions"]["rows"]:
    all_of = [c for c in calls if c["session"] == row["session"]]
    of_hour = [c for c in hour if c["session"] == row["session"]]
    main = ([c for c in of_hour if c["agent"] == "main"] or of_hour)[-1]
    assert row["cost_usd"] == cost(all_of) and row["calls"] == len(all_of), row
    assert row["tokens"] == tokens(all_of) and row["context_tokens"] == read(main), row
    assert (row["model"], row["project"]) == (main["model"], main["project"]), row
    assert row["last_ts"] == max(c["ts"] for c in all_of), row
print("true")
END
"$TC_BIN/tc-extract" --kinds call 2>"$ERR" | "$TC_BIN/tc-price" >calls 2>"$ERR"
craft live --json
status 0
is "$(python3 once.py "$OUT" 2026-11-20T13 2>&1)" true 'every number is what the calls say'
craft live
status 0 'into a pipe it shows itself once'
cp "$OUT" once
is "$(head -n 1 once)" 'Token-Craft live · 2026-11-20 14:20' 'its title'
is "$(LC_ALL=C tr -d '\12\40-\176\200-\377' <once)" '' 'nothing raw in a pipe'
out_has '17 min ago'
craft live --once --columns 80
same "$OUT" once '--once is the same'
craft -n live --columns 80
cp "$OUT" shown.sh
mkdir path
ln -s "$TC_TOP/bin/token-craft" "$TC_BIN"/tc-* path
PATH=$PWD/path:$PATH run sh ./shown.sh
same "$OUT" once 'what -n shows gives the same'
for format in md csv; do
	craft live --$format
	status 0
done
for logs in '' logs; do
	# shellcheck disable=SC2086 # one word or none
	craft live --open $logs
	status 0
	check "--open: a page that is there ${logs:+(of logs that are named)}" \
		grep -q '<title>Token-Craft live' "$(cat "$OUT")"
done
craft live --interval 0
status 2
err_is "token-craft live: --interval wants seconds, got '0'"
TC_HOME=$PWD/none craft live --json logs
status 0
is "$(python3 once.py "$OUT" 2026-11-20T13 2>&1)" true 'of logs that are named'
check 'and the store has none of them' test ! -e none
TC_NOW=2026-12-24T12:00:00Z craft live
out_has 'no session ran in the last hour'
mkdir -p empty/projects
TC_HOME=$PWD/none CLAUDE_CONFIG_DIR=$PWD/empty craft live
status 0
out_has 'no calls found'

# Of many sessions with agents, calls without a price, and calls at the ends of the hour.
cat >many.py <<'END'
import random
rng = random.Random(20)
times = sorted([f"2026-11-20T1{rng.randrange(1, 4)}:{rng.randrange(20, 60)}:"
                f"{rng.randrange(60):02d}.{rng.randrange(1000):03d}Z" for _ in range(300)]
               + ["2026-11-20T13:20:59.999Z", "2026-11-20T13:21:00.000Z", "2026-11-20T14:20:00.000Z"])
for n, ts in enumerate(times):
    counts = ",".join(f'"{name}_tokens":{rng.randrange(10**5)}' for name in (
        "input", "output", "cache_creation_input", "cache_read_input"))
    cost = rng.choice(("null", f"0.{rng.randrange(1, 10**6):06d}1"))
    print(f'{{"kind":"call","id":"{n}","ts":"{ts}","session":"s{rng.randrange(7)}","project":'
          f'"/home/u/p{rng.randrange(3)}","agent":"{rng.choice(("main", "Explore"))}",'
          f'"model":"claude-m-{rng.randrange(3)}",{counts},"cost_usd":{cost}}}')
END
python3 many.py >calls
"$TC_BIN/tc-aggregate" --by day --by block --by session --by '' calls >rows
run tc-render --report live --to json calls rows
status 0
is "$(python3 once.py "$OUT" 2026-11-20T11 2>&1)" true 'every number is what many calls say'

# --- on a terminal --------------------------------------------------------------------------

# The programs, each noting that it was started.
mkdir noted
for program in "$TC_BIN"/tc-*; do
	printf '#!/bin/sh\necho >>"%s"\nexec "%s" "$@"\n' "$PWD/count.${program##*/}" \
		"$program" >"noted/${program##*/}"
done
chmod +x noted/*
count() { wc -l <"count.tc-$1"; }
for_a_while() { # for_a_while COMMAND...: until it is true, ten seconds at most
	for _ in $(seq 200); do
		! "$@" || return 0
		sleep 0.05
	done
	return 1
}
# shellcheck disable=SC2317 # they are for for_a_while to call
has_looked() { [ "$(count extract)" -ge "$1" ]; }
looks_again() { for_a_while has_looked $(($(count extract) + 3)); }
# shellcheck disable=SC2317
now_shown() { # now_shown REGEX
	on_screen capture-pane -p >seen && grep -q -e "$1" seen
}
sees() { # sees REGEX NAME
	for_a_while now_shown "$1"
	ok $? "$2" || diag <seen
}
start() { # start OPTIONS [VARIABLE=VALUE]: on a terminal of 80 by 24
	mkdir -p tmp
	terminal 80 24 "trap : INT
echo before
stty -g >stty.before
${2-} TC_BIN='$PWD/noted' TMPDIR='$PWD/tmp' '$TC_TOP/bin/token-craft' live $1 2>complaints
echo \"ended with \$?\"
stty -g >stty.after
exec sleep 60"
	sees ', q ends' "live $1"
}
state() { on_screen display-message -p "$1"; }
stop() { # stop CODE NAME: what it leaves behind
	sees "ended with $1" "$2 ends it with $1"
	check "$2: the screen is what it was" grep -q '^before$' seen
	is "$(state '#{alternate_on} #{cursor_flag} #{wrap_flag}')" '0 1 1' "$2: so is the cursor"
	same stty.after stty.before "$2: so is the terminal"
	is "$(find tmp -type f)" '' "$2: nothing is left"
	terminal_end
}

start '--interval 1'
tail -n +2 once | sed 's/ *$//' >wanted
tail -n +2 seen | head -n "$(wc -l <wanted)" >got
same got wanted 'it shows what it shows once'
is "$(state '#{alternate_on} #{cursor_flag}')" '1 0' 'on a screen of its own, without the cursor'
is "$(tail -n 1 seen)" "  $TC_NOW  looks every 1 s, q ends" 'the last line'
on_screen capture-pane -p -e >colored
check 'in color' has_escapes colored

# With nothing new it looks, and that is all.
others="$(count aggregate) $(count render) $(count archive)"
check 'it looks again and again' looks_again
is "$(count aggregate) $(count render) $(count archive)" "$others" 'with nothing new nothing else is started'

another new
sees '^  today  *\$0.80  1.6 M tokens, 8 calls' 'a call more is seen'
check 'and where it belongs' grep -q '^  dcb1a71f  .*  now$' seen
another newer
"$TC_TOP/bin/token-craft" sync --quiet 2>"$ERR"
sees '1.9 M tokens, 9 calls' 'so is what another one took in'
printf '{"type":"assist' >>"$session"
looks_again
sees '1.9 M tokens, 9 calls' 'a line that is not whole yet changes nothing'

on_screen resize-window -x 50 -y 16
sees '^  session   project   *cost  model$' 'narrow: the last columns are left out'
check 'a line as wide as the screen is whole' grep -q ' tokens a minute$' seen
sees "^  $TC_NOW  looks every 1 s, q ends\$" 'low: the last line stays'
is "$(wc -l <seen) $(tail -n 1 seen | sed 's/.*  //')" '16 looks every 1 s, q ends' 'at the bottom'
is "$(state '#{history_size}')" 0 'nothing scrolls'
on_screen resize-window -x 80 -y 24
sees 'last call' 'wide again'
on_screen send-keys x q
stop 0 q

start '--interval 3600'
on_screen resize-window -x 50 -y 20
sees '^  session   project   *cost  model$' 'a resize waits for no interval'
on_screen send-keys C-z
on_screen send-keys C-c
on_screen resize-window -x 80 -y 24
stop 130 'control C'
for signal in TERM:143 HUP:129; do
	start '--interval 30'
	kill -"${signal%:*}" "$(pgrep -P "$(state '#{pane_pid}')" -f pipelines/live)"
	stop "${signal#*:}" "SIG${signal%:*}"
done
for none in --no-color NO_COLOR=1; do
	case $none in -*) start $none ;; *) start '' $none ;; esac
	on_screen capture-pane -p -e >colored
	check "$none" eval '! has_escapes colored'
	on_screen send-keys q
	stop 0 'q again'
done
done_testing
