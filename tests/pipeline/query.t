#!/bin/sh
# token-craft query: what goes where, what is refused, and that SQL can reach no file.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "questions are asked of the release variant"
skip_unless jq python3
TC_HOME=$PWD/home TC_SHARE=$TC_TOP
export TC_HOME TC_SHARE

ask() { # ask ARGUMENT...
	run "$TC_TOP/bin/token-craft" query "$@"
}
shows() { # shows NAME WORDS LINE...: what -n prints
	run "$TC_TOP/bin/token-craft" -n query --no-sync "$2" ${3:+"$3"} ${4:+"$4"} ${5:+"$5"}
	is "$(sed 's/ |$//; s/^	//; s|/[^ ]*/||g' "$OUT")" "$6" "shows $1"
}
shows 'jq' .model '' '' '' 'tc-archive get
tc-price --filter .model'
run "$TC_TOP/bin/token-craft" -n query .
is "$(head -n 1 "$OUT")" 'token-craft sync --quiet' 'shows the sync'
shows 'options' --since=7d -kcall .model -zUTC 'tc-archive get --since 7d -z UTC --kinds call
tc-price -z UTC --filter .model'
shows 'a table' -m auto --csv . 'tc-archive get
tc-price --mode auto --filter .
tc-render --report query.jq --to csv'
shows 'SQL' --sql 'SELECT 1 FROM calls, Tools' '' '' "tc-archive get --kinds call,tool
tc-price
node query.mjs npm schemas '' 'SELECT 1 FROM calls, Tools'"
shows 'SQL of fewer kinds' --sql 'FROM calls' -k tool ":
tc-price
node query.mjs npm schemas '' 'FROM calls'"

wrong() { # wrong 'MESSAGE'
	status 2
	out_is ''
	err_is "$1" "says: $1"
}
ask
wrong "token-craft query: no question
token-craft query:   token-craft query 'select(.kind == \"call\") | .model'"
ask a b
wrong 'token-craft query: one question at a time
token-craft query:   the question is one word: quote it'
ask --since
wrong 'token-craft query: --since wants a value'
ask --xyz .
wrong 'token-craft query: unknown option --xyz
token-craft query:   token-craft help query'
ask --no-sync '.a
	| select(.b ='
wrong 'tc-price: --filter:2: syntax error, unexpected $end'
ask --no-sync -z Nowhere .
wrong "tc-price: unknown time zone 'Nowhere'
tc-price:   zones are named as in Europe/Berlin or UTC"

"$TC_TOP/tests/archive/records.py" 7 400 --plain |
	jq -c 'if .kind == "call" then .model = "claude-opus-5" else . end' >records
run tc-archive put records
status 0
ask .kind
status 0
err_is ''
check "every record is asked" test "$(wc -l <"$OUT")" -eq 400
ask --no-sync --kinds prompt,shell --since 2025-06-03 --until 2025-06-04 -z UTC '[.kind, .ts[:10]]'
jq -c 'select(.kind == "prompt" or .kind == "shell") | [.kind, .ts[:10]]
	| select(.[1] == "2025-06-03" or .[1] == "2025-06-04")' records | sort >wanted
sort "$OUT" >got
same got wanted "kinds and days that were asked for"
ask --no-sync --kinds prompt '.chars | explode'
status 0
err_is 'tc-price: --filter: explode input must be a string' 'a failing question is told once'
ask --no-sync --kinds call --csv 'select(.cost_usd) | {id, cost_usd}'
status 0
is "$(head -n 1 "$OUT" | tr -d '\r')" '"id","cost_usd"' "CSV has a header"
ask --no-sync --kinds shell --table 'empty'
out_is 'no rows'
ask --no-sync --kinds shell --md '{rows: 1, "": 2.5, text: "a|b"}'
out_has '| 1 | 2.5 | a\|b |'

. "$TC_TOP/tests/duckdb.sh"
run env TC_HOME="$PWD/bare" "$TC_TOP/bin/token-craft" query --offline --sql 'SELECT 1'
status 3
err_is "token-craft query: DuckDB is not installed, and --offline forbids it
token-craft query:   npm install --prefix $PWD/bare/cache/npm @duckdb/node-api@1.5.6-r.1"
check "nothing was made" test ! -e bare
if [ -z "$duckdb" ]; then
	skip 'SQL' "$no_duckdb"
	done_testing
fi

sql() { # sql ARGUMENT...
	ask --no-sync --offline --sql "$@"
}
says() { # says WANTED SQL: the only row
	sql "$2"
	status 0 "$2" && out_is "$1" "$2 is $1"
}
says '{"n":400}' "SELECT (SELECT count(*) FROM calls) + (SELECT count(*) FROM prompts)
	+ (SELECT count(*) FROM tools) + (SELECT count(*) FROM events)
	+ (SELECT count(*) FROM commands) + (SELECT count(*) FROM shells) AS n"
"$TC_BIN/tc-price" records 2>unpriced | "$TC_BIN/tc-aggregate" --filter '.cost_usd' >cost
says "{\"usd\":$(cat cost)}" 'SELECT sum(cost_usd) AS usd FROM calls'
says '{"a":"2025-06-01T00:00:00.000Z","b":null,"c":12345678901234567890.123456789,"d":[1,2]}' \
	"SELECT '2025-06-01T00:00:00Z'::TIMESTAMPTZ AS a, 'nan'::DOUBLE AS b,
	12345678901234567890.123456789 AS c, [1, 2] AS d"
sql --kinds tool 'SELECT count(*) AS n FROM calls'
out_is '{"n":0}' 'a table of a kind that was not read is empty'
sql -z Asia/Tokyo "SELECT '2025-06-01T20:00:00Z'::TIMESTAMPTZ::DATE AS day"
out_is '{"day":"2025-06-02"}' 'days are those of the zone'
sql --csv "SELECT '=1+1' AS a, 1.50 AS b"
out_has '"a","b"'
sql 'SELECT 1; SELECT 2'
wrong 'token-craft query: Invalid Input Error: Cannot prepare multiple statements at once!'
sql 'SELEC 1'
wrong 'token-craft query: Parser Error: syntax error at or near "SELEC"
token-craft query:   LINE 1: SELEC 1
token-craft query:           ^'

if [ -e /dev/full ]; then
	for question in . "--sql
FROM calls"; do
		IFS='
'
		# shellcheck disable=SC2086 # an option and its question
		"$TC_TOP/bin/token-craft" query --no-sync --offline $question >/dev/full 2>"$ERR"
		code=$?
		unset IFS
		is $code 3 'a full disk is told' && err_has 'cannot write standard output'
	done
fi

echo secret >secret
for reach in "SELECT * FROM read_text('$PWD/secret')" "SELECT * FROM read_csv('$PWD/secret')" \
	"FROM glob('$PWD/*')" "COPY calls TO '$PWD/taken'" "ATTACH '$PWD/taken'" \
	"COPY (SELECT 1) TO '/dev/stdout'" "INSTALL httpfs" "LOAD '$PWD/secret'" \
	"SELECT * FROM read_json('https://localhost/')" "SET enable_external_access = true" \
	"SET allowed_directories = ['/']" "EXPORT DATABASE '$PWD/taken'"; do
	sql "$reach"
	status 2 "refused: $reach" && out_is '' "nothing comes of: $reach"
done
check "nothing was written" test ! -e taken
done_testing
