#!/bin/sh
# token-craft score: from logs that are named, and from the store with all that it knows.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now")
TC_HOME=$PWD/store
export TC_NOW TC_HOME
craft() { run "$TC_TOP/bin/token-craft" "$@"; }
points() { jq -c '[.categories.rows[].points]' "$1"; }

craft score "$sample"
status 0
is "$(grep -cv '^tc-price: ' "$ERR")" 0 'nothing but the note on prices'
out_has 'Token-Craft score'
craft score --ascii "$sample"
is "$(awk 'length > 80' "$OUT")" '' 'it fits into 80 columns'
for format in json csv md html; do
	craft score --$format "$sample"
	status 0
	cp "$OUT" "named.$format"
done
"$TC_BIN/tc-extract" "$sample" | "$TC_BIN/tc-price" 2>"$ERR" | "$TC_BIN/tc-score" >record
is "$(points named.json)" "$(jq -c '[.categories[].points]' record)" 'the points are those of tc-score'
is "$(jq -c '.categories.totals | [.points, .measured_max]' named.json)" \
	"$(jq -c '[.base, .measured_max]' record)" 'and so is their sum'
is "$(jq '[.gains.rows[], .unmeasured.rows[] | .gain] | all(. > 0)' named.json)" true \
	'more is to be had'
is "$(jq -c '.gains.rows | [.[].gain] | . == (sort | reverse)' named.json)" true 'the most first'

# The store knows more: that it is kept, and what the projects have.
CLAUDE_CONFIG_DIR=$sample
export CLAUDE_CONFIG_DIR
craft score --json
status 0
is "$(jq -c '[.categories.rows[] | select(.category != "best_practices"
	and .category != "optimization_adoption") | .points]' "$OUT")" \
	"$(jq -c '[.categories.rows[] | select(.category != "best_practices"
	and .category != "optimization_adoption") | .points]' named.json)" 'the store, the same points'
is "$(jq '.categories.rows[] | select(.category == "best_practices") | .measured_max' "$OUT")" 50 \
	'all of best practices is measured'
cp "$OUT" stored
craft score --json --no-sync
same "$OUT" stored '--no-sync'
craft -n score --json
cp "$OUT" shown
PATH=$TC_BIN:$TC_TOP/bin:$PATH sh ./shown >"$OUT" 2>"$ERR"
same "$OUT" stored 'what -n shows gives the same'
craft -n score --profile v1 --budget-day 5 -z UTC --explain all DIR
is "$(sed 's/ |$//; s/^	//' "$OUT")" 'tc-extract --kinds call,prompt,command,shell,tool,event DIR
tc-price
tc-score --profile v1 --budget-day 5 -z UTC --explain all' '-n: options go to the program they concern'

craft score --explain self_sufficiency "$sample"
status 0 && out_has '  yours    rate = 1 - 1 / '
craft score --explain nothing "$sample"
status 2 && out_is '' && err_has "no category is called 'nothing'"
craft score --policy nowhere.jq "$sample"
status 3 && out_is ''
craft score --profile v3 "$sample"
status 2 && out_is '' && err_has 'not one of v2, v1'

# Two people's scores, each under its name; none at all.
for user in ada bob; do
	sed "s/\"user\":null/\"user\":\"$user\"/" record
done >both
run tc-render --report score both
status 0 && is "$(grep -cxE '  (ada|bob)' "$OUT")" 2 'a heading for each'
run tc-render --report score /dev/null
status 0 && out_has 'Token-Craft score · none'
run tc-render --report score --to json "$TC_TOP/fixtures/records/score/valid/of-token-craft-1.json"
status 0 && err_is ''
rm -rf "$TC_HOME" && CLAUDE_CONFIG_DIR=$PWD
craft score "$PWD"
status 0 && out_has 'there are no records'
done_testing
