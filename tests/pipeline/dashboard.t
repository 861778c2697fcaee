#!/bin/sh
# The dashboard: each of its numbers is that of usage, efficiency, cost, daily,
# session and alerts.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3
TC_NOW=2026-11-25T12:00:00Z TC_HOME=$PWD/home CLAUDE_CONFIG_DIR=$PWD/logs
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR
craft() { run "$TC_TOP/bin/token-craft" "$@"; }
json() { # json NAME OPTION...: into NAME.json
	craft "$@" --json
	status 0
	cp "$OUT" "$1.json"
}
agree() { # agree OF-THE-DASHBOARD OF-THE-OTHER NAME WHAT
	is "$(jq -c "$1" dashboard.json)" "$(jq -c "$2" "$3.json")" "$4"
}

# 40 days of people, and of programs in three nights a week; one day of nothing.
mkdir -p logs/projects/p
python3 - <<'PY' >logs/projects/p/all.jsonl
import json
from datetime import datetime, timedelta
end = datetime(2026, 11, 25)
for ago in range(40, -1, -1):
    if ago == 20:
        continue
    day = end - timedelta(days=ago)
    calls = [(7, "cli", n, model) for n, model in enumerate(
        ["claude-haiku-4-5", "claude-sonnet-4-5", "claude-haiku-4-5"][:1 + ago % 3])]
    calls += [(2, "sdk-cli", 9, "claude-haiku-4-5")] * (day.weekday() in (6, 2, 4))
    for hour, entry, n, model in calls:
        ts = day.replace(hour=hour, minute=n).strftime("%Y-%m-%dT%H:%M:%SZ")
        common = {"sessionId": f"{ago:08d}-{n}", "timestamp": ts, "entrypoint": entry,
                  "cwd": f"/home/a/<b>{n % 2}"}
        if entry == "cli":
            print(json.dumps({**common, "type": "user", "uuid": f"u{ago}-{n}",
                              "message": {"role": "user", "content": "go on"}}))
        print(json.dumps({**common, "type": "assistant", "uuid": f"a{ago}-{n}", "message": {
            "id": f"msg_{ago}_{n}", "type": "message", "role": "assistant", "model": model,
            "content": [], "stop_reason": "end_turn" if ago % 2 else "tool_use", "usage": {
                "input_tokens": 1234567 + 7 * ago, "output_tokens": 3 * n,
                "cache_read_input_tokens": 1000003 * (ago % 5)}}}))
PY
task() { # task ID TS STATUS NAME
	jq -nc --arg id "$1" --arg ts "$2" --arg status "$3" --arg name "$4" \
		'{kind: "task", $id, $ts, end_ts: $ts, $name, $status, session: null, cost_usd: 1.5}'
}
{
	task t1 2026-11-25T05:00:00.000Z completed 'plain'
	task t2 2026-11-25T06:00:00.000Z failed '<script>alert(1)</script>'
	task t3 2026-11-23T11:00:00.000Z completed 'too long ago'
} | "$TC_BIN/tc-archive" put
craft config set plan_usd 20
craft config set weekly_quota_usd 20

# Of a day that is over.
date=2026-11-15 month=2026-10-17 week=2026-11-09
json dashboard --date $date
json daily --since $month --until $date -b
agree '.days.rows | map(select(.cost_usd > 0) | [.date, .cost_usd])' \
	'.rows | map([.day, .cost_usd])' daily 'days of daily'
agree '.models.rows | map([.day, .model, .cost_usd]) | sort' \
	'.rows | map(.day as $day | .rows[] | [$day, .model, .cost_usd]) | sort' daily 'and their models'
json efficiency --since $month --until $date
agree '.days.rows | map(select(.cost_usd > 0) | [.date, (.ratio * 1e6 | round)])' \
	'.efficiency_daily.rows | map([.date, (.efficiency_ratio * 1e6 | round)])' efficiency \
	'ratios of efficiency'
json session --since $week --until $date
agree '.sessions.rows | map([.session, .project, .cost_usd, .calls])' \
	'.rows | sort_by(-.cost_usd, .session)[:5] | map([.session, .project, .cost_usd, .calls])' \
	session 'the dearest of session'
agree '.cache.rows[0] | [(.cached * 1e9 | round), .saved_usd]' \
	'.totals | [(.cached * 1e9 | round), .saved_usd]' session 'what they read from the cache'
json usage --date $date
agree 'del(.title, .days, .models, .cache, .sessions)' 'del(.title)' usage 'all of usage'

json dashboard
agree ".days.rows[] | select(.date == \"$date\").rolling_ratio" '.rolling.rows[0].ratio' usage \
	'the line of the chart is what usage said then'
json cost
agree '[(.days.rows | map(.cost_usd * 1e9) | add | round), .month.rows[0].projected_usd]' \
	'[(.month.rows[0].total_usd * 1e9 | round), .now.rows[0].projected_usd]' cost 'cost of 30 days'

# What stands on the page is what is data.
craft dashboard
status 0
err_is ''
cp "$OUT" page.html
check 'not on a terminal: a page' grep -q '^<!DOCTYPE html>' page.html
craft -n dashboard --no-sync
cp "$OUT" shown
PATH=$TC_BIN:$TC_TOP/bin:$PATH sh ./shown >"$OUT"
same "$OUT" page.html 'what -n shows gives the same'
json alerts
python3 - page.html dashboard.json alerts.json <<'PY' >got 2>&1
import json, sys
import xml.etree.ElementTree as tree
page, data = tree.parse(sys.argv[1]).getroot(), json.load(open(sys.argv[2]))
text = lambda e: "".join(e.itertext()).strip()
(number,) = [e for e in page.iter("p") if e.get("class") == "number"]
assert text(number) == f"{data['rolling']['rows'][0]['ratio']:.1f}x", text(number)
ratio, cost = page.iter("figure")
cells = lambda figure: [[text(c) for c in row] for row in figure.iter("tr")][1:]
rows = {row["date"]: row for row in data["days"]["rows"]}
assert len(rows) == 30 == len(cells(ratio)) == len(cells(cost))
for line, stack, row in zip(cells(ratio), cells(cost), data["days"]["rows"]):
    assert line[1:] == [f"{row['rolling_ratio']:.1f}x", "12.0x", "15.0x"], (line, row)
    assert abs(sum(float(c[1:]) for c in stack[1:] if c) - row["cost_usd"]) < .011, (stack, row)
told = {text(d[0]): text(d[1]) for d in page.iter("div") if len(d) == 2 and d[0].tag == "dt"}
week = data["week"]["rows"][0]
assert told["used"] == f"{week['budget_pct']:.0f}% of $20.00", told
assert told["completed"].startswith(f"{100 * data['completion']['rows'][0]['rate']:.0f} % "), told
alerts = json.load(open(sys.argv[3]))["alerts"]["rows"]
said = [text(item) for item in page.iterfind("body/main/ul/li")]
assert said == [f"{a['level']}: {a['text']}; {a['advice']}" for a in alerts] and said, said
assert "<script>alert(1)</script>" in [text(c) for c in page.iter("th")]
print("the same")
PY
is "$(cat got)" 'the same' 'the page shows these numbers'
for format in md csv sql; do
	craft dashboard --$format
	status 0
done

# What nobody knows is not there.
unset TC_HOME
craft dashboard --md logs
status 0
out_has '- **used** n/a: say what a week allows' 'without a quota'
out_has '| Sun Sprint 1 | n/a |' 'its sprints neither'
out_has 'until it is said: `token-craft config set plan_usd 200`' 'without a plan'
mkdir none
craft dashboard none
status 0
out_has 'no calls found' 'of nothing'
craft dashboard --since 7d logs
status 2
done_testing
