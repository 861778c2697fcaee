#!/bin/sh
# usage, efficiency, cost and session-check: what they print, to the byte, of logs and of a store.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
TC_NOW=2026-11-25T12:00:00Z TC_HOME=$PWD/home CLAUDE_CONFIG_DIR=$PWD/logs
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR
craft() { run "$TC_TOP/bin/token-craft" "$@"; }

# call FOLDER TIME SESSION ENTRYPOINT STOP TOKENS: input at 0.80 dollars a million in the seed
calls=0
call() {
	mkdir -p "$1/projects/p"
	calls=$((calls + 1))
	if [ "$4" = cli ]; then
		printf '{"type":"user","uuid":"u%s","sessionId":"%s","timestamp":"%s","entrypoint":"cli","cwd":"/p","message":{"role":"user","content":"go on"}}\n' \
			$calls "$3" "$2"
	fi >>"$1/projects/p/$3.jsonl"
	printf '{"type":"assistant","uuid":"a%s","sessionId":"%s","timestamp":"%s","entrypoint":"%s","cwd":"/p","message":{"id":"msg_%s","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[],"stop_reason":"%s","usage":{"input_tokens":%s,"output_tokens":0}}}\n' \
		$calls "$3" "$2" "$4" $calls "$5" "$6" >>"$1/projects/p/$3.jsonl"
}

# --- the document's own window: 774.38 dollars in 15 days of a 100-dollar plan --------------

for day in 07 08 09 10 11 12 13 14 15 16 17 18 19 20; do
	call window "2026-02-${day}T12:00:00Z" "s$day" cli end_turn 64000000
done
call window 2026-02-21T12:00:00Z s21 cli end_turn 71975000
craft efficiency --json --rates seed --since 2026-02-07 --until 2026-02-21 window
status 0
is "$(jq -c '.efficiency_daily.totals | [.api_cost_usd, .plan_prorata_usd, .efficiency_ratio]' "$OUT")" \
	'[774.38,50,15.4876]' 'the ratio of the document: 15.4876'
craft efficiency --rates seed window
out_has ' 15.5x' 'as it prints it'

# --- usage ------------------------------------------------------------------------------------

call logs 2026-11-12T10:00:00Z aaaaaaaa-1 cli end_turn 5000000
call logs 2026-11-22T03:00:00Z bbbbbbbb-2 sdk-cli end_turn 10000000
call logs 2026-11-25T02:30:00Z cccccccc-3 sdk-cli tool_use 5000000
call logs 2026-11-25T09:00:00Z dddddddd-4 cli end_turn 5000000
craft usage --md --rates seed
status 0
err_is ''
cat >wanted <<'END'
# Usage Report — 2026-11-25

**Week budget**: n/a (4d remaining)
**Today**: $8.00 API-equivalent | efficiency 2.4x
**7-day rolling**: $16.00 | efficiency 0.7x
**Trend**: ↑ vs prior 7 days
**Alert**: efficiency below 12x

## Sprint Status
- Sun Sprint 1: n/a
- Wed Sprint 2: n/a
- Fri Sprint 3: not yet run

## Automated Tasks (last 24h)
- session cccccccc: partial
END
same "$OUT" wanted 'without a quota'
craft usage --rates seed
sed 's/\*\*//g; s/^#* //; /^\(Sprint Status\|Automated Tasks.*\)$/{
	G
	}' wanted >plain
same "$OUT" plain 'on a terminal'
craft usage --json --rates seed
cp "$OUT" stored
is "$(jq -c '.week.rows[0].quota_usd' stored)" null 'n/a is null'
craft usage --json --rates seed logs
same "$OUT" stored 'logs that are named'
craft -n usage --json --rates seed
cp "$OUT" shown
PATH=$TC_BIN:$TC_TOP/bin:$PATH sh ./shown >"$OUT"
same "$OUT" stored 'what -n shows gives the same'
craft usage --html --rates seed
status 0
craft usage --csv --rates seed
status 0

craft config set weekly_quota_usd 40
craft config set floor_ratio 0.5
status 0
task() { # task ID TS STATUS NAME
	jq -nc --arg id "$1" --arg ts "$2" --arg status "$3" --arg name "$4" \
		'{kind: "task", $id, $ts, end_ts: $ts, $name, $status, session: null}'
}
{
	task t1 2026-11-25T05:00:00.000Z completed 'plain'
	task t2 2026-11-25T06:00:00.000Z failed "$(printf '[x](javascript:alert(1)) **b** `c` | <i>\n# h \033[2J')"
	task t3 2026-11-24T11:00:00.000Z skipped 'too long ago'
} | "$TC_BIN/tc-archive" put
craft usage --md --rates seed
cat >wanted <<'END'
# Usage Report — 2026-11-25

**Week budget**: 40% used (4d remaining)
**Today**: $8.00 API-equivalent | efficiency 2.4x
**7-day rolling**: $16.00 | efficiency 0.7x
**Trend**: ↑ vs prior 7 days

## Sprint Status
- Sun Sprint 1: 100% of 20% allocation used
- Wed Sprint 2: 50% of 20% allocation used
- Fri Sprint 3: not yet run

## Automated Tasks (last 24h)
- session cccccccc: partial
- plain: completed
END
head -n 15 "$OUT" >first
tail -n 1 "$OUT" >last
same first wanted 'with a quota and tasks'
is "$(cat last)" '- \[x\](javascript:alert(1)) \*\*b\*\* \`c\` \| \<i\>\\x0a# h \\x1b\[2J: failed' \
	'a hostile name stays a name'

# A past day is as it was, whenever it is asked for.
craft usage --md --rates seed --date 2026-11-22
cat >wanted <<'END'
# Usage Report — 2026-11-22

**Week budget**: 20% used (6d remaining)
**Today**: $8.00 API-equivalent | efficiency 2.4x
**7-day rolling**: $8.00 | efficiency 0.3x
**Trend**: ↑ vs prior 7 days
**Alert**: efficiency below 0.5x

## Sprint Status
- Sun Sprint 1: 100% of 20% allocation used
- Wed Sprint 2: not yet run
- Fri Sprint 3: not yet run

## Automated Tasks (last 24h)
- session bbbbbbbb: completed
END
same "$OUT" wanted 'a day that is over'
for year in 2026 2027; do
	TC_NOW=$year-11-30T01:00:00Z craft usage --md --rates seed --date 2026-11-22
	same "$OUT" wanted "the same, asked later"
done
craft usage --json --rates seed --date 2026-11-24
cp "$OUT" wanted
craft usage --json --rates seed --date yesterday
same "$OUT" wanted 'yesterday has a date'
craft usage --md --rates seed --date 2026-11-01
out_has '**Today**: $0.00 API-equivalent | efficiency 0.0x' 'a day before the first'
for wrong in '--date 2026-11-26' '--date 2026-02-30' '--date 7d' '--since 7d'; do
	# shellcheck disable=SC2086 # two words
	craft usage $wrong
	status 2 "usage $wrong"
	out_is ''
done

# --- efficiency ---------------------------------------------------------------------------------

craft efficiency --json --rates seed
is "$(jq -c '.efficiency_daily.rows[] | [.date, .api_cost_usd, .week_budget_pct, .models_used, .recorded_at]' "$OUT")" \
	'["2026-11-12",4,10,["claude-haiku-4-5"],"2026-11-12T10:00:00.000Z"]
["2026-11-22",8,20,["claude-haiku-4-5"],"2026-11-22T03:00:00.000Z"]
["2026-11-25",8,40,["claude-haiku-4-5"],"2026-11-25T09:00:00.000Z"]' 'a row for each day with calls'
craft efficiency --json --rates seed --since 2026-11-25
is "$(jq -c '[.efficiency_daily.rows[] | .week_budget_pct]' "$OUT")" '[null]' \
	'a week that was not looked at is not known'

# --- session-check ---------------------------------------------------------------------------

craft session-check
status 0 && out_is '' 'silent without data' && err_is ''
craft session-check --refresh --rates seed
status 0 && out_is '' && err_is ''
craft session-check
out_is '━━━ EFFICIENCY STATUS ━━━
Week budget: 40% used (4 days remaining until Sunday reset)
7-day efficiency ratio: 0.7x  [baseline: 15.5x]
Last overnight run: 2026-11-25 02:30 — 1 tasks, partial
━━━━━━━━━━━━━━━━━━━━━━━━' 'session-check'
TC_NOW=2026-11-26T12:00:00Z craft session-check
is "$(tail -n 1 "$OUT")" 'as of 2026-11-25' 'what is not of today says so'
craft session-check --refresh --timezone Pacific/Auckland
head -n 1 "$TC_HOME/cache/session-check" >"$OUT"
out_is '2026-11-26 Pacific/Auckland' 'whose day it is'

# --- cost -------------------------------------------------------------------------------------

craft cost --rates seed
out_is 'Current Session: $4.00 (5000K tokens)
Daily Budget: $5.00 (0% remaining)
Monthly Projection: $27.69

Cost Analysis (30 days):
───────────────────────────
Total: $20.00
Daily avg: $0.67
Trend: n/a
Savings from optimization: n/a' 'cost'
for day in 01 02 03 04 05 06 07 08 09 10; do
	call logs 2026-10-${day}T10:00:00Z old-$day cli end_turn 11250000
done
call logs 2026-09-20T10:00:00Z oldest cli end_turn 1250000
craft config set budget_day_usd 40
craft cost --rates seed
out_is 'Current Session: $4.00 (5000K tokens)
Daily Budget: $40.00 (80% remaining)
Monthly Projection: $12.00

Cost Analysis (30 days):
───────────────────────────
Total: $20.00
Daily avg: $0.67
Trend: ↓ -78% (improving!)
Savings from optimization: $16.00' 'cost, with days before'

# --- nothing, and what is not well -----------------------------------------------------------------

mkdir none
for name in usage efficiency cost; do
	craft $name none
	status 0
	out_has 'no calls found' "$name of nothing"
done
printf '{"plan_usd":\n"x"}\n' >"$TC_HOME/config.json"
for name in usage efficiency cost 'session-check --refresh'; do
	# shellcheck disable=SC2086 # two words
	craft $name
	status 2
	err_is "token-craft ${name%% *}: $TC_HOME/config.json:2: plan_usd: must be a number from 0.01 to 1000000, got \"x\"
token-craft ${name%% *}:   token-craft config edit"
done
craft daily
status 0 'what needs no configuration is well without'
done_testing
