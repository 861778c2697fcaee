#!/bin/sh
# Pages as a stranger sees them, in a real browser: at two widths, in both schemes, on paper.
# `tests/render/browse --pictures FOLDER PAGE...` keeps what it saw.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "a browser is no program of ours"
skip_unless python3 chromium
here=$TC_TOP/tests/render
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now")
export TC_NOW

"$TC_BIN/tc-extract" --kinds call "$sample" | "$TC_BIN/tc-price" 2>"$ERR" >priced
page() { # page REPORT INPUT [OPTION...]: NAME.html
	page_report=$1 page_input=$2
	shift 2
	page_name=${page_report##*/}
	"$TC_BIN/tc-render" --report "$page_report" --to html "$@" "$page_input" \
		>"${page_name%.jq}.html" 2>>"$ERR"
	ok $? "a page: $page_name"
}
"$TC_BIN/tc-aggregate" --by day --by day,model --by day,project --by project --by model \
	--by agent --by session --by session,project --by session,model --by '' priced >rows
page report rows
page daily rows --set breakdown=yes
page session rows --set breakdown=yes
page projects "$here/evil.ndjson"
page "$here/hostile.jq" "$here/report.ndjson"
page mission "$here/ranked.ndjson"
page rank "$here/two.ndjson"
page dashboard "$here/planned.ndjson" --now 2026-11-22T16:10:00Z -z UTC --set weekly_quota_usd=60
python3 "$here/browse" --sheet mission.html ./*.html >told 2>&1
ok $? "the browser came to an end" || diag <told
is "$(cat told)" '' "nothing is wrong with them"

# It must be able to say so.
cat >bad.html <<'END'
<!DOCTYPE html><title>bad</title><style>@media print { body { background: black } }</style>
<main><p style="color: #999; background: #fff">pale</p><p style="width: 2000px; height: 4000px">wide</p>
<script>stolen = 1; console.log("a message")</script><img src="nowhere.png">
<table><caption>a table</caption><tr><td style="min-width: 900px">x</td></tr></table></main>
END
python3 "$here/browse" --sheet bad.html bad.html >told 2>&1
for what in '1280 light: contrast 2.8' '360 dark: 2008 px wide' '360 light: sticks out: P wide' \
	'a SCRIPT is in the page' 'a script ran' 'console: ' 'asked for file://' 'not one h1' \
	'A4: a table: ' 'Letter: printed on rgb(0, 0, 0)' ' sheets'; do
	check "it says: $what" grep -qF "$what" told
done
done_testing
