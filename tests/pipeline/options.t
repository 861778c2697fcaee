#!/bin/sh
# Options of the pipelines go to the program they concern; ccusage's names are understood.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now")
export TC_NOW

craft() { # craft NAME ARGUMENT...
	run "$TC_TOP/bin/token-craft" "$@"
}
# shows 'ARGUMENTS' LINE...: token-craft -n daily ARGUMENTS, one line a program
shows() {
	# shellcheck disable=SC2086 # a list of words
	craft -n daily $1
	shown_for=$1
	shift
	is "$(sed 's/ |$//; s/^	//' "$OUT")" "$(printf '%s\n' "$@")" "daily $shown_for"
}

sync='token-craft sync --quiet' get='tc-archive get --kinds call --rejects'
price=tc-price aggregate="tc-aggregate --by day --by ''" render='tc-render --report daily'
shows '--json' "$sync" "$get" "$price" "$aggregate" "$render --to json"
shows '--no-sync' "$get" "$price" "$aggregate" "$render"
shows '-j --no-color -O' "$sync" "$get" "$price" "$aggregate" \
	"$render --color never --to json"
shows '--since 7d --until=today' "$sync" "$get --since 7d --until today" "$price" \
	"$aggregate --since 7d --until today" "$render --set since=7d --set until=today"
shows '-s20261101 -zUTC -bj' "$sync" "$get --since 20261101 -z UTC" "$price" \
	"tc-aggregate --by day --by day,model --by '' --since 20261101 -z UTC" \
	"$render --set since=20261101 -z UTC --set breakdown=yes --to json"
shows '--html' "$sync" "$get" "$price" "tc-aggregate --by day --by day,model --by ''" \
	"$render --to html"
shows '-m display' "$sync" "$get" "$price --mode recorded" "$aggregate" "$render"
shows '-m auto --rates seed --deployment vertex' "$sync" "$get" \
	"$price --mode auto --rates seed --deployment vertex" "$aggregate" "$render"
shows '-w monday -o desc' "$sync" "$get" "$price" "$aggregate --week-start monday" \
	"$render --set order=desc"
shows '--start-of-week sunday --last 3' "$sync" "$get" "$price" \
	"$aggregate --week-start sunday" "$render --set top=3"
shows '--now 2026-11-22 --columns 60 --ascii --color' "$sync" "$get --now 2026-11-22" \
	"$price --now 2026-11-22" "$aggregate --now 2026-11-22" \
	"$render --now 2026-11-22 --columns 60 --ascii --color always"
shows '--offline --no-offline --compact' "$sync" "$get" "$price" "$aggregate" "$render"
shows '-r -a' "$sync" "$get --since 3d" "$price" "$aggregate --since 3d" \
	"$render --set active=yes"
shows '-i abc' "$sync" "$get --where '(.session // \"\" | startswith(\"abc\"))'" \
	"$price" "$aggregate" "$render"

# Logs that are named are read as they are, without the store.
extract='tc-extract --kinds call'
shows '--json x' "$extract x" "$price" "$aggregate" "$render --to json"
shows '--md a -- -b --json' "$extract a -b --json" "$price" "$aggregate" "$render --to md"
shows - "$extract -" "$price" "$aggregate" "$render"
shows '-i abc x' "$extract x --filter 'select(.kind == \"reject\" or (.session // \"\" | startswith(\"abc\")))'" \
	"$price" "$aggregate" "$render"

wrong() { # wrong CAUSE [CURE]: of token-craft daily "$@" kept in out and err
	status 2
	out_is ''
	err_is "token-craft daily: $1${2:+
token-craft daily:   $2}" "daily says: $1"
}
craft daily --sicne 3
wrong 'unknown option --sicne' 'did you mean --since?'
craft daily --brakdown
wrong 'unknown option --brakdown' 'did you mean --breakdown?'
craft daily --xyzzy
wrong 'unknown option --xyzzy' 'token-craft daily --help lists them'
craft daily -q
wrong 'unknown option -q' 'token-craft daily --help lists them'
craft daily --since
wrong '--since wants a value'
craft daily -s
wrong '-s wants a value'
craft daily --json=yes
wrong '--json takes no value'
craft daily --order up
wrong "--order wants asc or desc, got 'up'"
for top in 0 -1 x 1x '' 99999999; do
	craft daily --top "$top"
	wrong "--top wants a number, got '$top'"
done
craft daily -p "$(printf 'a\tb')"
wrong 'a control character in the value of -p'
craft daily "$(printf -- '--\033[31m')"
err_has 'unknown option --?[31m'

# What a program refuses is said once, instead of an answer.
for option in --since=never --until=x -zMars '-w friday' '-m free' --now=then --deployment=moon; do
	# shellcheck disable=SC2086 # two words
	craft daily $option "$sample"
	status 2 "daily $option"
	out_is ''
	is "$(sort "$ERR" | uniq -d)" '' "daily $option: said once"
done
craft daily --rates nowhere.json "$sample"
status 3
out_is ''
err_is 'tc-price: cannot open nowhere.json: No such file or directory'
craft daily --columns 0 "$sample"
status 2
out_is ''

# One project, one session, one span of time.
craft projects --json "$sample"
cp "$OUT" all
project=$(jq -r '.rows[0].project' all)
want=$(jq -c '.rows[0] | [.cost_usd, .calls]' all)
for name in "$project" "${project##*/}"; do
	craft models --json -p "$name" "$sample"
	is "$(jq -c '.totals | [.cost_usd, .calls]' "$OUT")" "$want" "--project $name"
done
craft models -p 'no such "project"' "$sample"
status 0
is "$(head -n 1 "$OUT")" 'no calls found in projects named no such "project"' \
	"--project that is not there"
craft branches --json "$sample"
cp "$OUT" all
branch=$(jq -r '.rows[1].branch' all)
craft models --json --branch "$branch" "$sample"
is "$(jq -c '.totals | [(.cost_usd * 1e9 | round), .calls]' "$OUT")" \
	"$(jq -c --arg branch "$branch" '[.rows[] | select(.branch == $branch)]
		| [(map(.cost_usd * 1e9 | round) | add), (map(.calls) | add)]' all)" "--branch $branch"
craft report --branch "$branch" "$sample"
out_has "on branch $branch" 'the report says of which branch it is'
craft models --branch 'no such "branch"' "$sample"
is "$(head -n 1 "$OUT")" 'no calls found on branch no such "branch"' "--branch that is not there"
craft session --json "$sample"
cp "$OUT" all
session=$(jq -r '.rows[3].session' all)
craft models --json --id "$session" "$sample"
is "$(jq .totals.calls "$OUT")" "$(jq '.rows[3].calls' all)" "--id"
craft daily -z UTC --json --since 2026-11-18 --until 20261119 "$sample"
is "$(jq -r '[.rows[].day] | join(" ")' "$OUT")" '2026-11-18 2026-11-19' "a closed range of days"
craft daily -z UTC --json --since 2026-11-18 --until 20261119 -o desc "$sample"
is "$(jq -r '[.rows[].day] | join(" ")' "$OUT")" '2026-11-19 2026-11-18' "--order desc"
craft daily -z UTC --json --last 2 "$sample"
is "$(jq -r '[.rows[].day] | join(" ")' "$OUT")" '2026-11-19 2026-11-20' "--last: the latest"
craft projects --json --top 1 "$sample"
is "$(jq -c '[.rows[].project]' "$OUT")" "[\"$project\"]" "--top: the most expensive"
done_testing
