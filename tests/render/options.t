#!/bin/sh
# What tc-render is asked for, and what it says when it cannot.
. "$(dirname "$0")/../lib.sh"
rows=$TC_TOP/tests/render/report.ndjson

run tc-render --list
status 0
out_has 'daily         what each day cost'
is "$(wc -l <"$OUT")" "$(find "$TC_TOP/stages/render" -name '*.jq' ! -name 'prelude*.jq' | wc -l)" \
	"every report is listed"
cut -d ' ' -f 1 "$OUT" >names
while read -r name; do
	for format in html json; do # a page has more; the others have no more than these
		run tc-render --report "$name" --to $format </dev/null
		status 0 "$name of nothing, as $format"
		err_is ''
	done
	run tc-render --report "$name" --filter '[.kind, (.blocks | type)]' </dev/null
	out_is '["document","array"]' "$name of nothing makes a document"
	run tc-render --report "$name" </dev/null
	case $name in
	rates | snapshots | statusline) continue ;; # they are of no calls
	session_check | guard) out_is '' "$name of nothing is silent" ;;
	*) out_has 'no calls found' "$name of nothing says so" ;;
	esac
	run tc-render --report "$name" --filter . --set breakdown=yes --set top=2 --set order=desc \
		"$rows"
	status 0 "$name with every option"
done <names

run tc-render --to json </dev/null
out_is '{"rows":[],"totals":null}' "nothing as JSON"
run tc-render --set since=2026-11-01 --set project=web </dev/null
out_is 'no calls found since 2026-11-01 in projects named web' "nothing of what was asked"

run tc-render --report dialy </dev/null
status 2
err_is "tc-render: no report is called 'dialy'
tc-render:   did you mean daily?"
run tc-render --report nowhere.jq </dev/null
status 3
err_is "tc-render: cannot open the report 'nowhere.jq': No such file or directory"
run tc-render --to pdf </dev/null
status 2
run tc-render --columns 0 </dev/null
status 2
run tc-render --set top </dev/null
status 2
err_is "tc-render: --set wants NAME=VALUE, got 'top'"

# Reports of one's own.
report() { # report JQ: as a file
	printf '%s\n' "$1" >own.jq
	run tc-render --report own.jq "$rows"
}
page='{kind: "document", blocks: [.]}'
report 'map(select(.by == ["agent"])) | {block: "table",
	columns: [column("agent"; "who"; "text"), column("cost_usd"; "usd"; "money")],
	rows: by_cost(.agent)[:2]} | '"$page"
status 0
out_is 'who         usd
───────────────
main     $58.34
Explore  $14.76' "a table"
report '{block: "paragraph", text: ["now ", {time: $options.now}, ", ", $options.timezone]} | '"$page"
status 0
report '{block: "paragraph", text: [{money: "1234567.005"}, " ", {count: "9007199254740993"}, " ",
	{percent: 0.415}, " ", {share: 0.99999}, " ", {ratio: 1.25}, " ", {change: -0.081}, " ",
	{gain: 0.5}, " ", {short: 1949999}, " ", {short: 999950}, " ", {short: 999}, " ", {bar: 0.5}, " ",
	{spark: [0, 1, 2, 7, 8]}, " ", null, " ", true, " ", {code: "x"}, 5]} | '"$page"
status 0
out_is '$1,234,567.01 9,007,199,254,740,993 42 % 99.9 % 1.3x ▼  8 % ▲ 50 % 1.9 M 1.0 M
999 ██████████ ▁▁▂▇█ n/a yes x5' "every kind of value"
report '[range(65)] | map({bar: (. / 160)}, "|") | {block: "paragraph", text: .[-10:]} | '"$page"
out_is '███████▌|███████▋|███████▊|███████▉|████████|' "eighths of a cell"
report '{block: "paragraph", text: [{exact: "1234567.000000001"}, " ", {exact: "-0.5"}, " ", {exact: 0}, " ", {exact: null}]} | '"$page"
out_is '1,234,567.000000001 -0.500000000 0.000000000 n/a' "amounts to the last place"
report '{block: "list", items: ["a", {strong: "b"}]} | '"$page"
out_is '- a
- b' "a list"
report '{block: "table", columns: [{key: "a", right: true}, {key: "b", type: "count"}],
	rows: [{a: "x", b: 10}, {a: "long", b: 2}], plain: true} | '"$page"
out_is '   x  10
long   2' "text that stands to the right"
report '{block: "code", text: "a\n\tb\u001b[0m"} | '"$page"
out_is 'a
\x09b\x1b[0m' "code"
report '{block: "figure", label: "of all", text: {money: "9.5"}, note: [{change: -0.5}, " less"]} | '"$page"
out_is '$9.50  of all · ▼ 50 % less' "a figure"
chart='{block: "chart", shape: "bars", title: "Cost by day", columns: [{key: "day"},
	column("a"; "web"; "money"), column("b"; "infrastructure"; "money")],
	rows: [{day: "1 Nov", a: "1", b: "8"}, {day: "2 Nov", a: "2"}, {day: "3 Nov", a: "2.5", b: null}]}'
report "$chart | $page"
out_is 'Cost by day
web             ▄▇█
infrastructure  █▁▁' "a chart is a sparkline a series"

# Whom it is for.
for whom in people data page; do
	printf '%s\n' '{kind: "document", blocks: [{block: "fact", label: "x", text: "canary"}, '"$chart"'
		| .for = "'$whom'"]}' >own.jq
	for format in term md html json csv sql; do
		run tc-render --report own.jq --to $format "$rows"
		printf '%s ' "$(grep -cE 'canary|[$:,]2\.5' "$OUT")"
	done
done >told
is "$(cat told)" '1 2 3 0 0 0 0 0 0 1 1 1 0 0 3 0 0 0 ' "people, data and page"

# A document may say that not all is well: the exit code says so, in every format.
printf '{kind: "document", well: false, blocks: [{block: "paragraph", text: "bad"}]}' >own.jq
for format in term md json csv sql; do
	run tc-render --report own.jq --to $format </dev/null
	status 1 "not well, as $format"
	err_is ''
done
report '{kind: "document", well: true, blocks: []}'
status 0
report '{block: "table", for: "data", columns: [{key: "a"}], rows: [{a: 1}]} | '"$page"
status 0
out_is '' "a table for data alone is none for people"
for format in md json csv sql; do
	run tc-render --report own.jq --to $format "$rows"
	is "$(grep -c 1 "$OUT")" "$([ $format = md ]; echo $?)" "a table for data alone, as $format"
done

refused() { # refused JQ CAUSE
	report "$1"
	status 2
	err_is "tc-render: report own.jq: $2"
	out_is ''
}
refused '{blocks: []}' "no document: ''"
refused '{kind: "document"}' "no list: 'blocks'"
refused '1' "no list: 'blocks'"
refused '{block: "picture"} | '"$page" "no such block: 'picture'"
refused '{block: "table", columns: []} | '"$page" "no list: 'rows'"
refused '{block: "table", columns: [{}], rows: []} | '"$page" "a column without a key: ''"
refused '{block: "table", columns: [{key: "a", type: "euro"}], rows: []} | '"$page" \
	"no such type: 'euro'"
refused '{block: "table", columns: [{key: "a", type: "bar", width: 999}], rows: []} | '"$page" \
	"no width of a column: '999'"
refused '{block: "table", columns: [{key: "a", type: "money"}], rows: [{a: "1,5"}]} | '"$page" \
	"no number: '1,5'"
refused '{block: "table", columns: [{key: "a"}], rows: [5]} | '"$page" "a row is no object: '5'"
refused '{block: "table", key: "a", columns: [{key: "a", for: "people"}], rows: []} | '"$page" \
	"no column for data is the key: 'a'"
refused '{block: "note", for: "nobody", text: "a"} | '"$page" "for nobody: 'nobody'"
refused '{block: "chart", shape: "pie", columns: [], rows: []} | '"$page" "no such shape: 'pie'"
refused '{block: "note", text: {a: 1, b: 2}} | '"$page" "a value has one type: 'a'"
refused 'error("boom")' boom
report '.a b'
status 2
err_is 'tc-render: own.jq:1: syntax error, unexpected IDENT, expecting $end'
report '# first
$nothing'
err_is 'tc-render: own.jq:2: $nothing is not defined'

# The sum of amounts is exact where doubles are not.
report '{block: "paragraph", text: ([["0.1", "0.2"], ["9007199254740.993", "0.000000001"],
	["-0.5", "0.25"], ["-1.5", "0.5"], ["1", "-1"], ["0.999999999", "0.000000001"], ["-7"],
	[null, "3"], [null], []] | map(total | tojson) | join(" "))} | '"$page"
out_is '"0.3" "9007199254740.993000001" "-0.25" "-1" "0" "1" "-7" "3" null null' "exact sums"

# Color only where it is wanted.
escape=$(printf '\033')
run tc-render --now 2026-11-22T16:10:00Z --report report "$rows"
is "$(grep -c "$escape" "$OUT")" 0 "no color into a file"
run tc-render --now 2026-11-22T16:10:00Z --report report --color always "$rows"
check "color when asked for" grep -q "$escape" "$OUT"
for format in md html json csv sql; do
	run tc-render --report report --color always --to $format "$rows"
	is "$(grep -c "$escape" "$OUT")" 0 "no color in $format"
done
# A machine may have the program and no terminal to give (a chroot without /dev/pts).
if script -qec true /dev/null </dev/null >"$TMPDIR/found" 2>&1; then
	terminal() { # terminal VARIABLE=VALUE: on a terminal of 60 columns
		script -qec "stty cols 60; env $1 '$TC_BIN/tc-render' --report projects '$rows'" \
			/dev/null </dev/null >"$OUT" 2>"$ERR"
	}
	TERM=xterm terminal A=b
	check "color on a terminal" grep -q "$escape" "$OUT"
	is "$(sed "s/$escape\[[0-9;]*m//g" "$OUT" | tr -d '\r' | awk 'length > 180')" '' \
		"as wide as the terminal"
	TERM=xterm terminal NO_COLOR=1
	is "$(grep -c "$escape" "$OUT")" 0 "NO_COLOR"
	TERM=dumb terminal A=b
	is "$(grep -c "$escape" "$OUT")" 0 "no color on a dumb terminal"
else
	skip "a terminal" "script(1) has none to give"
fi
for locale in C POSIX en_US.ISO-8859-1 ''; do
	LC_ALL=$locale LANG='' run tc-render --now 2026-11-22T16:10:00Z --report report "$rows"
	is "$(LC_ALL=C tr -d '\12\40-\176' <"$OUT")" '' "ASCII under '$locale'"
done
done_testing
