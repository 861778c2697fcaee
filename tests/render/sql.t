#!/bin/sh
# SQL: sqlite3 reads the same rows from it as JSON holds, whatever stands in them.
. "$(dirname "$0")/../lib.sh"
skip_unless sqlite3 jq
here=$TC_TOP/tests/render

load() { # load NAME FILE: into the database db; FILE is asked of the own report, or of NAME
	run tc-render --now 2026-11-22T16:10:00Z -z UTC --report "$1" --set breakdown=yes --to sql "$2"
	status 0 "$1 as SQL"
	sqlite3 -safe -bail -batch db <"$OUT" >said 2>&1
	is "$? $(cat said)" '0 ' "$1: sqlite3 takes it"
}
db() { sqlite3 -safe -batch db "$@"; }

# Rows within rows follow their row. A line break is kept, what else could deceive is visible.
for case in tables.monthly report.projects report.models evil.projects; do
	name=${case#*.} rows=$here/${case%.*}.ndjson
	rm -f db
	load "$name" "$rows"
	load "$name" "$rows"
	run tc-render --now 2026-11-22T16:10:00Z -z UTC --report "$name" --set breakdown=yes --to json "$rows"
	jq -c '[.rows[] | recurse(.rows[]?) | del(.rows) | map_values(if type != "string" then . else
		reduce ("1b", "07", "9b", "09", "0d") as $c (.; gsub("\"\\u00\($c)\"" | fromjson; "\\x" + $c))
		| gsub("\u202e"; "\\u202e") | gsub("\u200b"; "\\u200b") | gsub("\udb40\udc41"; "\\ue0041")
		end)]' "$OUT" >wanted
	db -json "SELECT * FROM $name" | jq -c . >got
	check "$name: there are rows" grep -q cost_usd got
	same got wanted "$case: the same rows, and twice is once"
done

# What a report says of its tables.
cat >own.jq <<'END'
{kind: "document", blocks: [
	{block: "table", id: "days", key: "day", columns: [column("day"; ""; "text"),
		column("usd"; ""; "money"), column("n"; ""; "count"), column("models"; ""; "list"),
		{key: "well", for: "data"}, {key: "who", for: "people"}, column("bar"; ""; "bar")],
	 rows: .[:2]},
	{block: "beside", tables: [
		{id: "tasks", key: "id", whole: true,
		 columns: [column("id"; ""; "short"), column("na\"me"; ""; "code")],
		 rows: (.[2:] | map({"na\"me": .name}))}]},
	{block: "table", columns: [{key: "x"}], rows: [{x: ["cost ", {money: "1.5"}, " isn't"]}],
	 totals: {x: 1}},
	{block: "table", columns: [{key: "x"}], rows: []},
	{block: "chart", for: "page", shape: "bars", columns: [{key: "x"}], rows: [{x: 1}]}]}
END
cat >first.ndjson <<'END'
{"day":"2026-03-01","usd":0.10000000000000001,"n":12345678901234567890,"models":["a","it's"],"well":true}
{"day":"2026-03-02","usd":null,"n":7,"models":[],"well":false}
{"name":"'); DROP TABLE days;--"}
{"name":"\n.quit\n.print hi\n/\ngo\n;\n"}
{"name":"\u0000\u001b[2J\u009b\t\"\\ 🚀 \u202eabc\u202c مرحبا"}
END
rm -f db
load own.jq first.ndjson
is "$(db "SELECT group_concat(name || ' ' || type || pk, ', ') FROM pragma_table_info('days')")" \
	'day TEXT1, usd REAL0, n INTEGER0, models TEXT0, well 0' 'columns and types'
is "$(db "SELECT sql LIKE '%id\" INTEGER PRIMARY KEY AUTOINCREMENT%' FROM sqlite_schema WHERE name = 'tasks'")" \
	1 'a key of numbers counts up'
is "$(db 'SELECT day, usd, n, models, well, typeof(well) FROM days')" \
	'2026-03-01|0.1|1.23456789012346e+19|["a","it'"'"'s"]|1|integer
2026-03-02||7|[]|0|integer' 'values'
is "$(db 'SELECT quote("na""me") FROM tasks')" "'''); DROP TABLE days;--'
'
.quit
.print hi
/
go
;
'
'\\x00\\x1b[2J\\x9b\\x09\"\\ 🚀 \\u202eabc\\u202c مرحبا'" 'hostile texts are data'
is "$(db 'SELECT * FROM own UNION ALL SELECT * FROM own_2')" "cost \$1.50 isn't" \
	'tables without a name of their own'

# By its key a row takes the place of another; what is whole, or has no key, begins anew.
printf '%s\n' '{"day":"2026-03-02","usd":2.5}' '{"day":"2026-03-03"}' '{"name":"one"}' >second.ndjson
load own.jq second.ndjson
is "$(db 'SELECT day, usd, n FROM days')" '2026-03-01|0.1|1.23456789012346e+19
2026-03-02|2.5|
2026-03-03||' 'a row of each day'
is "$(db 'SELECT * FROM tasks')" '1|one' 'no task but those there are'

# All or nothing.
db .dump >before
db 'CREATE TABLE x AS SELECT 1; DROP TABLE own_2; CREATE VIEW own_2 AS SELECT 1'
db .dump >before
run tc-render --report own.jq --to sql first.ndjson
sqlite3 -safe -bail -batch db <"$OUT" >said 2>&1
check 'what cannot be stored is told' test $? -ne 0
head -n -1 "$OUT" | sqlite3 -safe -bail -batch db >said 2>&1
db .dump >after
same after before 'and nothing of it is, nor of half a document'
done_testing
