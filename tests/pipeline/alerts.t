#!/bin/sh
# alerts and guard: what is too much is told once, and stops who asked.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
[ "$V" = rel ] || skip_all 'policy is the same in every variant'
TC_NOW=2026-11-25T12:00:00Z TC_HOME=$PWD/home CLAUDE_CONFIG_DIR=$PWD/logs
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR
craft() { run "$TC_TOP/bin/token-craft" "$@" --rates seed; }
config() { "$TC_TOP/bin/token-craft" config set "$1" "$2"; }
told() { jq -r '.alerts.rows[] | "\(.what) \(.level) \(.value)/\(.limit) \(.new)"' "$OUT"; }

# call TIME MICRODOLLARS [ENTRYPOINT [MODEL]]: input at 0.80 dollars a million
calls=0
mkdir logs
call() {
	mkdir -p logs/projects/p
	calls=$((calls + 1))
	[ "${3-cli}" != cli ] || printf '{"type":"user","uuid":"u%s","sessionId":"%s","timestamp":"%s","entrypoint":"cli","cwd":"/p","message":{"role":"user","content":"go on"}}\n' \
		$calls "${3-cli}" "$1" >>logs/projects/p/cli.jsonl
	printf '{"type":"assistant","uuid":"a%s","sessionId":"%s","timestamp":"%s","entrypoint":"%s","cwd":"/p","message":{"id":"msg_%s","type":"message","role":"assistant","model":"%s","content":[],"stop_reason":"end_turn","usage":{"input_tokens":%s,"output_tokens":0}}}\n' \
		$calls "${3-cli}" "$1" "${3-cli}" $calls "${4-claude-haiku-4-5}" $(($2 * 5 / 4)) \
		>>"logs/projects/p/${3-cli}.jsonl"
}

# --- a day's budget, level by level -------------------------------------------------------------

craft alerts --check
status 0 'nothing is nothing to be told of'
config floor_ratio 0
call 2026-11-25T01:00:00Z 3999000
craft alerts --new --check
status 0 && out_is '' && err_is ''
craft alerts --check
status 0 && out_is 'no alerts'
call 2026-11-25T02:00:00Z 1000
craft alerts --new --check
status 1
out_is '- info: today cost $4.00, 80% of the budget of $5.00; wait until tomorrow, or
  token-craft config set budget_day_usd'
err_is ''
craft alerts --new --check
status 0 && out_is '' 'once'
craft alerts --json
is "$(told)" 'day info 4/5 false' 'without --new it is told again'
"$TC_BIN/tc-archive" get --kinds alert >records
check 'what was told is a record' "$TC_TOP/tests/validate" --ours records
is "$(jq -c '[.id, .ts]' records)" '["day/2026-11-25/info","2026-11-25T12:00:00.000Z"]' 'of that time'
call 2026-11-25T03:00:00Z 999900
craft alerts --new --json
is "$(told)" 'day warning 4.9999/5 true' 'a higher level is new'
out_has '99.9% of the budget' 'and no budget is used up before it is'
call 2026-11-25T04:00:00Z 100
craft alerts --new --check
status 4 'critical'
craft alerts --new --check
status 0 && out_is ''
TC_NOW=2026-11-26T12:00:00Z craft alerts --check
out_is 'no alerts' 'the next day is another one'

# --- the week --------------------------------------------------------------------------------------

# 28: a Saturday. 2 of 10 dollars are for the first sprint.
call 2026-11-22T03:00:00Z 2500000 sdk-cli
call 2026-11-25T05:00:00Z 1600000
config weekly_quota_usd 9
config floor_ratio 0.5
config budget_month_usd 10
config sprints '[{"id":"sat","label":"Sat\u00e9 <b>","weekday":"sunday","from":2,"to":6,"share":0.2}]'
printf '{"kind":"task","id":"t","ts":"2026-11-28T05:00:00.000Z","end_ts":"2026-11-28T06:00:00.000Z","name":"n","status":"completed","session":null}\n' |
	"$TC_BIN/tc-archive" put
TC_NOW=2026-11-28T12:00:00Z
craft alerts --json
is "$(told)" 'hard_stop critical 101.111111111/95 true
month warning 9.1/10 true
efficiency warning 0.39/0.5 true
manual warning 73.333333333/45 true
sprint:sat warning 138.888888889/100 true
saturday warning 1/0 true' 'all there is'
craft alerts --new --columns 200
out_has 'hard stop: 101.1% of the week is used, above 95%; what is left is'
out_has 'manual use is 73.3% of the week, above 45%; the rest is for sprints: token-craft usage'
craft alerts --new --md
out_is '' 'all of it is told'
craft alerts --html
out_has 'Saté &lt;b&gt; used 138.8% of its allocation' 'a label stays a label'
craft usage --md
out_has '**Warning**: hard stop: 101.1% of the week is used, above 95%' 'the report has the same'
# What cannot be kept is told again; what cannot be known is no alert.
for wrong in '--new --open' '--check --since 7d'; do
	# shellcheck disable=SC2086 # two words
	craft alerts $wrong
	status 2 && out_is ''
done

# --- guard ------------------------------------------------------------------------------------------

TC_NOW=2026-11-25T12:00:00Z
stops() { # stops CODE SAID OPTION...
	stops_code=$1 stops_said=$2
	shift 2
	craft guard "$@"
	status "$stops_code" && out_is '' && 
		is "$(grep '^token-craft' "$ERR" | tail -n 1)" "${stops_said:+token-craft guard: $stops_said}" 'said'
}
stops 0 '' --max-day 6.61 --json
stops 4 'today cost $6.60, the limit is $6.60: wait, or allow more' --max-day 6.60
stops 4 'this month cost $9.10, the limit is $9.00: wait, or allow more' --max-month 9
stops 4 '101.1% of the week is used, the limit is 95%: wait until 2026-11-29 00:00' --hard-stop
stops 4 '101.1% of the week is used, the limit is 101%: wait until 2026-11-29 00:00' --max-week 101
stops 0 '' --max-week 102 --max-day 7 --max-month 10
stops 4 'today cost $6.60, the limit is $5.00: wait, or allow more'
config budget_day_usd 7
stops 4 '101.1% of the week is used, the limit is 95%: wait until 2026-11-29 00:00'
config weekly_quota_usd 90
stops 0 ''
for wrong in '--max-day 0' '--max-day x' '--max-week -1' '--max-month' '--since 7d' '--max-day 1 --hard-stop=x'; do
	# shellcheck disable=SC2086 # words
	run "$TC_TOP/bin/token-craft" guard $wrong
	status 2 && out_is ''
done

# What is not known stops, too.
"$TC_TOP/bin/token-craft" config unset weekly_quota_usd
stops 0 '' --max-day 7
stops 2 'what was used is not known: nothing may run' --hard-stop
err_has 'nobody knows what a week allows'
stops 4 'today cost $6.60, the limit is $1.00: wait, or allow more' --hard-stop --max-day 1
call 2026-11-24T05:00:00Z 1000000 cli nobodys-model
stops 0 '' --max-day 7
stops 2 'what was used is not known: nothing may run' --max-month 10
err_has 'calls without a price: 1: token-craft models names them'
TC_HOME=$PWD/elsewhere stops 2 '  token-craft sync makes one' --no-sync --max-day 1
stops 3 'what was used is not known: nothing may run' --max-day 9 nowhere
printf '{"plan_usd":"x"}' >"$TC_HOME/config.json"
stops 2 '  token-craft config edit' --max-day 9
done_testing
