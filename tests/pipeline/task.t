#!/bin/sh
# token-craft task: events in, and tasks with what the calls between them come to.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "tasks are made in the release variant"
skip_unless jq python3
TC_HOME=$HOME/store CLAUDE_CONFIG_DIR=$PWD/logs
export TC_HOME CLAUDE_CONFIG_DIR
mkdir logs
cp -R "$TC_TOP/fixtures/sample/projects" logs
"$TC_TOP/bin/token-craft" sync --quiet 2>torn

task() { # task NOW ARGUMENT...
	TC_NOW=$1
	export TC_NOW
	shift
	run "$TC_TOP/bin/token-craft" task "$@"
}
stored() { "$TC_BIN/tc-archive" get --kinds "$1"; }
wrong() { # wrong CAUSE [CURE]
	status 2
	out_is ''
	err_is "token-craft task: $1
token-craft task:   ${2-token-craft help task}" "says: $1"
}
noon=2026-11-17T12:00:00Z
task $noon
wrong 'cannot : start, end or log'
task $noon stop
wrong 'cannot stop: start, end or log'
task $noon start
wrong 'start wants the name of the task'
task $noon start a b
wrong 'one task at a time: quote its name'
task $noon start a --status failed
wrong 'unknown option --status'
task $noon end --status won
wrong '--status wants completed, partial, failed or skipped'
task $noon end
wrong 'no such task is open' 'token-craft task start NAME'

# From its start to its end: what all calls came to meanwhile. A name is any text.
name="'); DROP TABLE x;--
.quit 🚀 مرحبا"
task $noon start "$name" --type=code --sprint sun_sprint1
status 0
first=$(cat "$OUT")
is "$(printf %s "$first" | grep -cE '^[0-9a-f]{16}$')" 1 'start prints the id'
task 2026-11-18T12:00:00Z start 'second one'
second=$(cat "$OUT")
task 2026-11-18T14:00:00Z end --id "$first" --notes "it's done"
status 0
err_is ''
out_has ': completed, '
came() { # came FROM TO SELECT: tokens and cost of these calls, by other hands
	"$TC_BIN/tc-archive" get --kinds call --where ".ts >= \"$1\" and .ts <= \"$2\"" |
		"$TC_BIN/tc-price" 2>torn | jq -c "select($3) | [.input_tokens + .output_tokens, .cost_usd]" |
		python3 -c 'import decimal, json, sys
rows = [json.loads(line, parse_float=decimal.Decimal) for line in sys.stdin]
print(sum(r[0] for r in rows), sum(r[1] for r in rows))'
}
told() { # told ID FIELD...: of a task
	stored task | jq -r --arg id "$1" 'select(.id == $id) | "\(.tokens) \(.cost_usd)"'
}
is "$(told "$first")" "$(came $noon 2026-11-18T14:00:00Z true)" 'tokens and cost are those of the calls'
is "$(told "$first" | grep -c '^0')" 0 'and there were some'
is "$(stored task | jq -c '[.ts, .end_ts, .name, .task_type, .sprint, .status, .notes, .session]')" \
	"[\"2026-11-17T12:00:00.000Z\",\"2026-11-18T14:00:00.000Z\",$(printf %s "$name" | jq -Rsc .),\"code\",\"sun_sprint1\",\"completed\",\"it's done\",null]" \
	'all that was said'
is "$(stored outcome | jq '.metadata.tokens_used')" "$(told "$first" | cut -d ' ' -f 1)" \
	'the outcome has its tokens'

# One session alone; a task is ended once.
session=$(stored call | jq -rs 'map(select(.ts > "2026-11-18T12" and .ts < "2026-11-18T17")) | .[0].session')
task 2026-11-18T17:00:00Z end --status partial --session "$session"
is "$(told "$second")" "$(came 2026-11-18T12:00:00Z 2026-11-18T17:00:00Z ".session == \"$session\"")" \
	'of a session its calls'
is "$(told "$second" | grep -c '^0')" 0 'which has some'
task 2026-11-18T18:00:00Z end
wrong 'no such task is open' 'token-craft task start NAME'

# Events of others, in any order; what is no event is told, and the others count.
cat >events <<'END'
{"kind":"outcome","decision_id":"7","outcome":"failure","evidence":"no\nway","ts":"2026-11-19T15:00:00Z"}
{"decision_id":"7","decision_type":"automated_task","ts":"2026-11-19T12:00:00.5Z","action_taken":"x","metadata":{"task_type":"analysis"}}
{"kind":"decision","decision_id":"8","decision_type":"manual","action_taken":"y"}
{"decision_id":"8","outcome":"skipped","metadata":{"tokens_used":5}}
{"decision_id":"9","outcome":"success"}
{"decision_id":"7","outcome":"won"}
{"kind":"decision","decision_id":"10","decision_type":"automated_task","action_taken":"z","ts":"yesterday"}
{"kind":"decision","decision_id":11,"decision_type":"automated_task","action_taken":"z"}
{"kind":"decision","decision_id":"12","decision_type":"automated_task"}
no JSON
{"kind":"decision","decision_id":"13","decision_type":"automated_task","action_taken":"far away","user":"eve","host":"mars","ts":"2026-11-19T12:00:00Z"}
{"kind":"outcome","decision_id":"13","outcome":"success","ts":"2026-11-19T15:00:00Z","metadata":{"tokens_used":77}}
END
task 2026-11-20T00:00:00Z log <events
status 1
grep -v '^tc-render: .*: no record: not JSON$' "$ERR" >told
is "$(cat told)" 'token-craft task: event 5: no decision has its decision_id: log that first
token-craft task: event 6: outcome is none of success, partial, failure, skipped
token-craft task: event 7: ts is no UTC time such as 2026-11-20T00:00:00.000Z
token-craft task: event 8: no decision_id
token-craft task: event 9: no action_taken' 'each that is none, and why'
is "$(stored task | jq -c 'select(.id == ("7", "8", "13")) | [.id, .status, .notes, .tokens, .cost_usd]')" \
	"[\"13\",\"completed\",null,77,null]
[\"7\",\"failed\",\"no\\nway\",$(came 2026-11-19T12:00:00.500Z 2026-11-19T15:00:00Z true | tr ' ' ,)]" \
	'tasks of them'
"$TC_BIN/tc-archive" get >before
task 2026-11-21T00:00:00Z log events events
"$TC_BIN/tc-archive" get >after
same after before 'twice is once'
"$TC_TOP/tests/validate" --ours before >"$OUT" 2>"$ERR"
is "$? $(cat "$OUT")" '0 ' 'as the schemas have it'

# A crash before the task was stored is made good.
"$TC_BIN/tc-archive" get --kinds call,decision,outcome >events
rm -r "$TC_HOME"
"$TC_BIN/tc-archive" put events
task 2026-11-22T00:00:00Z log </dev/null
status 0
stored task >after
grep '"kind":"task"' before >wanted
same after wanted 'tasks are made of what is stored'

# Under the name that sync gives, and in a store that is not yet there.
task 2026-11-22T00:00:00Z start later --session=s
is "$(stored decision | jq -r 'select(.session == "s") | "\(.user) \(.host)"')" \
	"$(stored call | jq -r '"\(.user) \(.host)"' | sort -u)" 'whose it is'

# Where calls cannot be read no number is better than a wrong one.
task $noon start hurt
id=$(cat "$OUT")
find "$TC_HOME/archive" -path '*kind=call*' -name '*.gz' | while read -r part; do echo garbage >"$part"; done
task 2026-11-18T12:00:00Z end --id "$id"
status 3
is "$(stored task,outcome | grep -c "$id")" 0 'nothing is stored'

task $noon --help
out_has 'usage: token-craft task start NAME'
run "$TC_TOP/bin/token-craft" -n task start "it's"
out_has "--set 'name=it'\\''s'"
done_testing
