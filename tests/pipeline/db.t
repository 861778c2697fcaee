#!/bin/sh
# token-craft db: a database with the days and the tasks, which is what the store has.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "databases are made by the release variant"
skip_unless sqlite3 jq
TC_HOME=$HOME/store CLAUDE_CONFIG_DIR=$PWD/logs TC_NOW=2026-11-20T12:00:00Z TZ=UTC
export TC_HOME CLAUDE_CONFIG_DIR TC_NOW TZ
mkdir logs
file=$TC_HOME/exports/usage_data.db
torn='tc-archive put: 1 line could not be read: line ends inside a value (1)'

db() { run "$TC_TOP/bin/token-craft" db "$@"; }
craft() { "$TC_TOP/bin/token-craft" "$@" 2>torn; }
dump() { sqlite3 -safe -batch "$file" .dump; }
wrong() { # wrong CAUSE [CURE]
	status 2
	out_is ''
	err_is "token-craft db: $1
token-craft db:   ${2-token-craft help db}" "says: $1"
}
db --wat
wrong 'unknown option --wat'
db a b
wrong 'one question at a time' 'the question is one word: quote it'
db .tables
wrong 'commands that begin with a dot are for the shell of sqlite3'
db --offline
status 0 'of nothing'
out_is "$file"
is "$(sqlite3 "$file" 'SELECT count(*) FROM efficiency_daily')" 0 'no day'

# The tables are those of the document, in its own words.
cat >wanted.sql <<'END'
CREATE TABLE IF NOT EXISTS efficiency_daily (
    date TEXT PRIMARY KEY,          -- YYYY-MM-DD
    api_cost_usd REAL,              -- API-equivalent cost
    plan_prorata_usd REAL,          -- $100/30 * 1 = 3.33/day
    efficiency_ratio REAL,          -- api_cost / plan_prorata
    input_tokens INTEGER,
    output_tokens INTEGER,
    cache_read_tokens INTEGER,
    cache_write_tokens INTEGER,
    models_used TEXT,               -- JSON array
    week_budget_pct REAL,           -- % of weekly quota used (estimated)
    recorded_at TEXT                -- ISO timestamp
);
CREATE TABLE IF NOT EXISTS automated_tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_date TEXT,                  -- YYYY-MM-DD
    sprint TEXT,                    -- 'sun_sprint1', 'wed_sprint2', 'fri_sprint3'
    task_name TEXT,
    task_type TEXT,                 -- 'content', 'code', 'data_collection', 'analysis'
    status TEXT,                    -- 'completed', 'partial', 'failed', 'skipped'
    tokens_used_estimate INTEGER,   -- read from JSONL delta before/after
    outcome_notes TEXT,
    recorded_at TEXT
);
END
form() {
	for table in efficiency_daily automated_tasks; do
		sqlite3 "$1" "SELECT * FROM pragma_table_info('$table');
			SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_schema WHERE name = '$table'"
	done
}
sqlite3 wanted.db <wanted.sql
form wanted.db >wanted
form "$file" >got
same got wanted 'columns, types and keys are those of the document'
is "$(sqlite3 "$file" 'SELECT * FROM schema_version')" 1 'the number of the form'

# A night of tasks, among them names that would rather be commands.
cp -R "$TC_TOP/fixtures/sample/projects" logs
cat >events <<'END'
{"decision_id":"1","decision_type":"automated_task","action_taken":"'); DROP TABLE efficiency_daily;--","ts":"2026-11-15T02:10:00Z","metadata":{"task_type":"content"}}
{"decision_id":"1","outcome":"success","ts":"2026-11-15T03:00:00Z"}
{"decision_id":"2","decision_type":"automated_task","action_taken":"line\n.quit\n.shell touch owned\n;","ts":"2026-11-18T11:00:00Z","metadata":{"sprint":"wed_sprint2"}}
{"decision_id":"2","outcome":"failure","ts":"2026-11-18T13:00:00Z","evidence":"\u001b]0;owned\u0007 🚀 مرحبا \u202eabc"}
END
craft task log events
db
status 0
grep -vxF "$torn" "$ERR" | grep -v '^tc-price: ' >said
is "$(cat said)" '' 'nothing else is said'
sqlite3 -safe "$file" "SELECT quote(task_name), run_date, sprint, task_type, status,
	tokens_used_estimate, quote(outcome_notes), recorded_at FROM automated_tasks ORDER BY run_date" >got
tokens=$("$TC_BIN/tc-archive" get --kinds call --since 2026-11-18T11:00:00Z --until 2026-11-18T13:00:00Z |
	jq -s 'map(.input_tokens + .output_tokens) | add')
is "$(cat got)" "'''); DROP TABLE efficiency_daily;--'|2026-11-15|sun_sprint1|content|completed|0|NULL|2026-11-15T03:00:00.000Z
'line
.quit
.shell touch owned
;'|2026-11-18|wed_sprint2||failed|$tokens|'\\x1b]0;owned\\x07 🚀 مرحبا \\u202eabc'|2026-11-18T13:00:00.000Z" \
	'tasks are data, and in their sprint'
check 'and nobody is owned' test ! -e owned

# A session of a program that began in a sprint is a task, but not one that a task began.
jq -c --arg user "$(id -un)" --arg host "$(uname -n)" '.entrypoint = "sdk-cli" | .user = $user | .host = $host
	| (["a", "02:30", "end_turn"], ["b", "03:30", "tool_use"], ["c", "05:59", "end_turn"], ["d", "06:00", "end_turn"])
		as [$id, $time, $stop]
	| .id = $id | .session = $id | .stop_reason = $stop | .ts = "2026-11-15T\($time):00.000Z" | .owner_ts = .ts' \
	"$TC_TOP/fixtures/records/call/valid/advisor.json" >sessions
"$TC_BIN/tc-archive" put sessions
db --no-sync "SELECT task_name, sprint, status FROM automated_tasks WHERE run_date = '2026-11-15' ORDER BY 1"
is "$(jq -c '[.[]]' "$OUT")" '["'"'"'); DROP TABLE efficiency_daily;--","sun_sprint1","completed"]
["session b","sun_sprint1","partial"]
["session c","sun_sprint1","completed"]' 'sessions in a sprint'

# Each day with calls, as another program counts them.
"$TC_BIN/tc-archive" get --kinds call --until 2026-11-20 -z UTC | "$TC_BIN/tc-price" 2>torn |
	"$TC_BIN/tc-aggregate" -z UTC --by day |
	jq -c '[.day, .cost_usd, .input_tokens, .output_tokens, .cache_read_input_tokens,
		.cache_creation_input_tokens, .last_ts]' >wanted
sqlite3 -json "$file" 'SELECT * FROM efficiency_daily ORDER BY date' | jq -c '.[] | [.date, .api_cost_usd,
	.input_tokens, .output_tokens, .cache_read_tokens, .cache_write_tokens, .recorded_at]' >got
same got wanted 'each day that has calls'
is "$(sqlite3 "$file" "SELECT date, plan_prorata_usd, round(api_cost_usd * 30 / 100 - efficiency_ratio, 8),
	json_type(models_used), week_budget_pct FROM efficiency_daily WHERE date = '2026-11-18'")" \
	'2026-11-18|3.333333333|0.0|array|' 'against the plan; without a quota no part of it'

# Twice is once; what came late, and what is gone, too, is as if it had been so ever since.
dump >once
db --no-sync
dump >twice
same twice once 'twice is once'
sqlite3 "$file" "DELETE FROM efficiency_daily WHERE date < '2026-11-10'; UPDATE automated_tasks SET status = 'x';
	INSERT INTO automated_tasks (task_name) VALUES ('stale'); CREATE TABLE mine (a); INSERT INTO mine VALUES (1)"
db --no-sync 'SELECT * FROM mine'
out_is '{"a":1}' "a table of one's own is left alone"
sqlite3 "$file" 'DROP TABLE mine'
dump >healed
same healed once 'days that are missing come back, tasks that are none go'
craft sync
echo garbage >"$file"
db --no-sync
status 3
err_has 'token-craft db:   token-craft db --rebuild' 'a damaged file has a cure'
echo garbage >"$file-journal"
db --no-sync --rebuild
status 0
dump >rebuilt
same rebuilt once 'rebuilt is equal'
is "$(ls "$TC_HOME/exports")" usage_data.db 'and nothing lies about'

# Others at the database: wait. A disk that is full: what was stays.
{
	echo 'BEGIN IMMEDIATE;'
	sleep 2
	echo 'ROLLBACK;'
} | sqlite3 "$file" &
sleep 0.5
db --no-sync
status 0 'waits while another writes'
wait
for how in --no-sync --rebuild; do
	run sh -c 'ulimit -f 24; trap "" XFSZ; exec "$0" db --no-sync "$1"' "$TC_TOP/bin/token-craft" $how
	status 3 "no room, $how"
	err_has "cannot write $file: "
done
dump >full
same full once 'and what was there stays'

# Questions.
db --no-sync "SELECT date, api_cost_usd, 0.1 AS x, NULL AS n FROM efficiency_daily ORDER BY 1 DESC LIMIT 1"
is "$(jq -c 'keys' "$OUT")" '["api_cost_usd","date","n","x"]' 'a row' && out_has '"x":0.1,"n":null'
db --no-sync --csv "SELECT task_name FROM automated_tasks WHERE task_name LIKE '%.quit%'"
is "$(cat "$OUT")" "$(printf '"task_name"\r\n"line\\x0a.quit\\x0a.shell touch owned\\x0a;"\r')" 'as CSV'
for reach in "ATTACH '$PWD/taken' AS t" 'DELETE FROM efficiency_daily' "SELECT writefile('taken', 1)" 'SELEC'; do
	db --no-sync "$reach"
	status 2 "refused: $reach" && out_is ''
done
check 'and nothing was taken' test ! -e taken
echo '{"output_dir":"'"$PWD"'/a folder"}' >"$TC_HOME/config.json"
db --no-sync
out_is "$PWD/a folder/usage_data.db" 'in the folder that is configured'
run "$TC_TOP/bin/token-craft" -n db -z UTC
out_is "token-craft efficiency --sql -z UTC |
	sqlite3 -init /dev/null -safe -bail -batch '$PWD/a folder/usage_data.db'"
mkdir bare
for tool in sh sed tr mktemp rm mkdir dirname awk; do ln -s "$(command -v $tool)" bare; done
PATH=$PWD/bare run "$TC_TOP/pipelines/db" --offline
status 3
err_is 'token-craft db: sqlite3 is not installed, and --offline forbids it'
done_testing
