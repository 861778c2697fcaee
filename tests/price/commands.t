#!/bin/sh
# Listing rates, checking a file, adding models of one's own without a release.
. "${0%/*}/../lib.sh"
skip_unless jq

TC_HOME=$PWD/home/token-craft
export TC_HOME
mine=$TC_HOME/rates.json
table() { # table NAME VERSION MODEL...: a MODEL is its members
	printf '{"kind":"rates","schema":"token-craft/rates/1","name":"%s","version":"%s",' "$1" "$2"
	printf '"currency":"USD","unit":"pico-USD per token","rules":{"web_search":0,'
	printf '"batch":{"percent":50},"geo_us":{"percent":110,"from":"2026-02-05",'
	printf '"released_from":"2026-02-05"},"regional":{"percent":110,"released_from":"2025-09-29"}},'
	printf '"sources":{"%s":"the list of %s"},\n"models":[' "$1" "$1"
	shift 2
	printf '%s' "$1"
	shift
	for model; do printf ',\n%s' "$model"; done
	printf ']}\n'
}
rate='"periods":[{"input":1000000,"output":2000000,"cache_write":0,"cache_read":0}]'
calls='{"kind":"call","id":"1","ts":"2026-11-01T00:00:00Z","model":"glm-5.1","output_tokens":1000}
{"kind":"call","id":"2","ts":"2026-11-01T00:00:00Z","model":"claude-opus-5","output_tokens":1000}'
costs() { # costs WANTED [OPTION...]: of the two calls
	wanted=$1
	shift
	printf '%s\n' "$calls" | run tc-price --now 2026-11-22 "$@"
	is "$(jq -r '"\(.cost_usd) \(.price_id // "-" | split("/")[0])"' "$OUT" | tr '\n' ' ')" \
		"$wanted " "costs $*"
}

# The list: every row of the official table, its id what a call's price_id is.
run tc-price --list-rates --rates official
status 0
err_is ''
cp "$OUT" rows
is "$(jq -c 'select(.model == "claude-opus-4-6" and .from == "2026-02-07") |
	[(.id | split("@")[1]), .speed, .prompt_tokens_gt, .input_usd_per_mtok,
	.output_usd_per_mtok, .cache_write_5m_usd_per_mtok, .cache_write_1h_usd_per_mtok,
	.cache_read_usd_per_mtok, .to]' rows)" \
	'["2026-02-07","standard",0,5,25,6.25,10,0.5,"2026-03-05"]
["2026-02-07+long","standard",200000,10,37.5,12.5,20,1,"2026-03-05"]
["2026-02-07+fast","fast",0,30,150,37.5,60,3,"2026-03-05"]
["2026-02-07+fast+long","fast",200000,60,225,75,120,6,"2026-03-05"]' 'rows of one period'
is "$(jq -c '[.web_search_usd, .batch_percent, .geo_us_percent, .regional_percent]' rows | sort -u)" \
	'[0.01,50,110,110]' 'and the rules that hold for all'
is "$(jq -r .model rows | uniq | wc -l)" "$(jq '.models | length' "$TC_TOP/stages/price/official.json")" \
	'all models'
if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours rows
	status 0 'rows are as their schema says'
	for name in official seed; do
		tr -d '\n' <"$TC_TOP/stages/price/$name.json" >"$name"
		echo >>"$name"
		run "$TC_TOP/tests/validate" --ours "$name"
		status 0 "the $name table is as its schema says"
	done
else
	skip 'schemas' 'needs python3-jsonschema'
fi
run tc-price --list-rates --rates seed --filter 'select(.model == "claude-opus-4-6") | .input_usd_per_mtok'
out_is 15 'the list goes through --filter'
run tc-price --list-rates x
status 2
err_is "tc-price: no records are read here: cannot use 'x'"

# Adding: the folder comes into being, the file is replaced at once.
costs 'null - 0.025 official'
table mine 2026-11-20 '{"id":"glm-5.1","sources":["mine"],'"$rate"'}' >glm.json
run tc-price --add-rates glm.json
status 0
out_is "$mine: added glm-5.1"
err_is ''
costs '0.002 mine 0.025 official'
costs 'null - 0.025 official' --rates official
costs 'null - null -' --rates seed
table more 2026-11-21 '{"id":"claude-opus-5",'"$rate"'}' '{"id":"m2","aliases":["m"],'"$rate"'}' >more.json
run tc-price --add-rates more.json
out_is "$mine: added claude-opus-5
$mine: added m2"
costs '0.002 more 0.002 more'
run tc-price --list-rates
is "$(jq -r 'select(.table == "official" and .model == "claude-opus-5") | .id' "$OUT")" '' \
	'a model stands in for the official one'
is "$(jq -r 'select(.table == "more") | .model' "$OUT" | tr '\n' ' ')" 'glm-5.1 claude-opus-5 m2 ' \
	'own models are listed'
is "$(jq -c '[.version, .sources, [.models[].id]]' "$mine")" \
	'["2026-11-21",{"mine":"the list of mine","more":"the list of more"},["glm-5.1","claude-opus-5","m2"]]' \
	'both tables in one'
table older 2026-01-01 '{"id":"glm-5.1","periods":[{"input":1,"output":3000000,"cache_write":0,"cache_read":0}]}' >older.json
run tc-price --add-rates older.json
out_is "$mine: replaced glm-5.1"
costs '0.003 older 0.002 older'
is "$(jq -r .version "$mine")" 2026-11-21 'the later version'
cp "$mine" before
run tc-price --check-rates "$mine"
status 0

# What is no good table leaves everything as it was.
table bad 2026-11-21 '{"id":"x","aliases":["m"],'"$rate"'}' >bad.json
run tc-price --add-rates bad.json
status 1
err_is "tc-price: cannot add to $mine: 'm' of x already names m2"
sed 's/1000000/-1/' glm.json >bad.json
run tc-price --add-rates bad.json
status 1
err_has "tc-price: bad.json:2: 'input' of glm-5.1 must be a whole number"
run tc-price --add-rates nowhere
status 3
same "$mine" before 'the file is as it was'
is "$(ls "$TC_HOME")" rates.json 'no temporary file is left'
if [ "$(id -u)" -ne 0 ]; then
	chmod a-w "$TC_HOME"
	run tc-price --add-rates glm.json
	status 3
fi
echo '{' >"$mine"
printf '%s\n' "$calls" | run tc-price
status 2 'a broken file of your own is not passed over'
err_has "tc-price: $mine:2: "
run env -u TC_HOME -u HOME "$TC_BIN/tc-price" --add-rates glm.json
status 2
err_is 'tc-price: cannot tell where rates are kept: set TC_HOME'

# Where the file is kept.
run env -u TC_HOME CLAUDE_CONFIG_DIR="$PWD/a,$PWD/b" "$TC_BIN/tc-price" --add-rates glm.json
out_is "$PWD/a/token-craft/rates.json: added glm-5.1"
run env -u TC_HOME HOME="$PWD/h" "$TC_BIN/tc-price" --add-rates glm.json
out_is "$PWD/h/.claude/token-craft/rates.json: added glm-5.1"
done_testing
