#!/bin/sh
# Rate files: what is wrong with one is said with file, line and cure.
. "${0%/*}/../lib.sh"

# A good table; `edit SED...` makes rates.json out of it.
cat >good <<'END'
{
"kind": "rates",
"schema": "token-craft/rates/1",
"name": "mine",
"version": "2026-11-20",
"currency": "USD",
"unit": "pico-USD per token",
"rules": {
 "web_search": 10000000000,
 "batch": {"percent": 50},
 "geo_us": {"percent": 110, "from": "2026-02-05", "released_from": "2026-02-05"},
 "regional": {"percent": 110, "released_from": "2025-09-29"}
},
"sources": {"offer": "an offer of 2026-11"},
"models": [
 {"id": "alpha-1", "aliases": ["a/alpha"], "released": "2026-01-01", "sources": ["offer"],
  "periods": [
   {"from": "2026-01-01", "to": "2026-02-01", "input": 5000000, "output": 25000000, "cache_write": 5000000, "cache_read": 500000},
   {"from": "2026-02-01", "to": null, "input": 5, "output": 25, "cache_write_5m": 5, "cache_write_1h": 6, "cache_read": 1}
  ]},
 {"id": "beta", "periods": [
   {"input": 1, "output": 2, "cache_write": 3, "cache_read": 4}
  ]}
]
}
END
judge() { run tc-price --check-rates rates.json; }
edit() { sed "$@" good >rates.json; }
refused() { # refused MESSAGE SED...: MESSAGE comes after "tc-price: rates.json:"
	wanted=$1
	shift
	edit "$@"
	judge
	status 1 "refused: $*"
	out_is ''
	err_is "tc-price: rates.json:$wanted"
}
pico='must be a whole number of pico-dollars, got'
cure='
tc-price:   rates are USD per million tokens times 1000000: 5 USD is 5000000'

cp good rates.json
judge
status 0
out_is "rates.json: good, 2 models, mine/2026-11-20/$(sha256sum <good | cut -c1-12)"
err_is ''
tr -d '\n' <good >rates.json
judge
status 0 'on one line'
edit 's/2026-11-20/2026\\u002d11-20/'
judge
out_has 'mine/2026-11-20/' 'with escapes'
edit 's/$/\r/'
judge
status 0 'with CR LF'

# Rates.
refused "18: 'input' of alpha-1 $pico \"5.00\"$cure" '18s/5000000/"5.00"/'
refused "18: 'output' of alpha-1 $pico 25.5$cure" '18s/25000000/25.5/'
refused "19: 'cache_read' of alpha-1 $pico -1$cure" '19s/1}/-1}/'
refused "19: 'cache_read' of alpha-1 $pico 1e3$cure" '19s/1}/1e3}/'
refused "19: 'cache_read' of alpha-1 $pico null$cure" '19s/1}/null}/'
refused "19: 'cache_read' of alpha-1 $pico an object$cure" '19s/1}/{}}/'
refused "19: 'input' of alpha-1 must lie between 0 and 1000000000000, got 1000000000001$cure" \
	'19s/"input": 5/"input": 1000000000001/'
refused "22: 'output' of beta is missing" '22s/"output": 2, //'
refused "19: 'cache_write_1h' of alpha-1 is missing" '19s/"cache_write_1h": 6, //'
refused "19: 'cache_write_5m' of alpha-1 is missing" \
	'19s/"cache_write_5m": 5, "cache_write_1h": 6, //'
refused "22: 'cache_write' of beta is one price for all writes: leave out the others" \
	'22s/{/{"cache_write_5m": 3, /'
refused "22: unknown key 'inputt' of beta
tc-price:   did you mean 'input'?" '22s/input/inputt/'
refused "22: unknown key 'colour' of beta" '22s/{/{"colour": 1, /'
refused "22: 'input' of beta is there twice" '22s/{/{"input": 1, /'
above='"above": {"prompt_tokens_gt": 200000, "input": 1, "output": 1, "cache_write": 1, "cache_read": 1}'
edit "22s/}/, $above, \"fast\": {\"input\": 1, \"output\": 1, \"cache_write\": 1, \"cache_read\": 1, $above}}/"
judge
status 0 'tiers and fast rates'
refused "22: 'prompt_tokens_gt' of beta is missing" \
	"22s/}/, $(echo "$above" | sed 's/"prompt_tokens_gt": 200000, //')}/"
refused "22: 'prompt_tokens_gt' of beta must lie between 1 and 9223372036854775807, got 0" \
	"22s/}/, $(echo "$above" | sed s/200000/0/)}/"
refused "22: 'cache_read' of beta is missing" '22s/}/, "fast": {"input": 1, "output": 1, "cache_write": 1}}/'

# Periods and names.
refused "19: a period of alpha-1 overlaps the one of line 18" '19s/2026-02-01/2026-01-31/'
refused "19: a period of alpha-1 overlaps the one of line 18" '18s/"2026-02-01"/null/'
refused "18: a period of alpha-1 goes from 2026-01-01 to 2026-01-01, which is not later" \
	'18s/2026-02-01/2026-01-01/'
refused "18: a period of alpha-1 goes from 2026-03-01 to 2026-02-01, which is not later" \
	'18s/2026-01-01/2026-03-01/'
refused "18: 'to' of alpha-1 must be a day such as \"2026-11-22\", got \"2026-02-30\"" \
	'18s/2026-02-01/2026-02-30/'
refused "18: 'to' of alpha-1 must be a day such as \"2026-11-22\", got \"2026-2-1\"" \
	'18s/2026-02-01/2026-2-1/'
edit '19s/2026-02-01/2026-03-01/'
judge
status 0 'a gap between periods'
edit '18{h;d};19{s/,$//;s/$/,/;G;s/,$//}'
judge
status 0 'periods in another order'
refused "21: beta has no periods" -e 22d
refused "21: 'alpha-1' of alpha-1 already names alpha-1" '21s/beta/alpha-1/'
refused "21: 'a/alpha' of beta already names alpha-1" \
	'21s/"beta"/"beta", "aliases": ["a\/alpha"]/'
refused "16: 'alpha-1' of alpha-1 already names alpha-1" 's/a\/alpha/alpha-1/'
refused "21: 'id' of model 2 must be made of letters, digits and ._:-, got \"be+ta\"" \
	'21s/beta/be+ta/'
refused "21: 'id' of model 2 is missing" '21s/"id": "beta", //'
refused "16: source 'order' of alpha-1 is not among 'sources', which come before 'models'" \
	'16s/offer/order/'

# The table around them.
refused "1: 'rules' is missing" 8,13d
refused "12: 'percent' of 'regional' is missing" '12s/"percent": 110, //'
refused "10: 'from' of 'batch' must be left out: this rule has none, got \"2026-01-01\"" \
	'10s/50/50, "from": "2026-01-01"/'
refused "10: 'percent' of 'batch' must lie between 1 and 1000, got 0" '10s/50/0/'
refused "8: 'geo_us' of 'rules' is missing" 11d
refused "3: 'schema' must be \"token-craft/rates/1\", got \"token-craft/rates/2\"" '3s/1"/2"/'
refused "6: 'currency' must be \"USD\", got \"EUR\"" 6s/USD/EUR/
refused "5: 'version' must be a day such as \"2026-11-22\", got \"1.0\"" 5s/2026-11-20/1.0/
refused "4: 'name' must be made of letters, digits and ._:-, got \"m/e\"" 4s/mine/m\\/e/
refused "4: 'name' must be text of 1 to 200 bytes, no control character, got \"\"" 4s/mine//
refused "15: 'models' must be an array, got \"x\"" -e '15s/\[/"x"/' -e 16,24d

# Not JSON at all.
refused "18: not JSON" '18s/"output"/output/'
edit 20q
judge
status 1 'cut off'
err_is 'tc-price: rates.json:21: the file ends too early'
refused "26: something follows the table" '$a {}'
printf '[]' >rates.json
judge
err_is "tc-price: rates.json:1: 'the file' must be an object, got an array"
: >rates.json
judge
status 1 'an empty file'
err_is 'tc-price: rates.json:1: the file ends too early'
sed '4s/mine/mi\nne/' good >rates.json
judge
status 1
err_is 'tc-price: rates.json:4: not JSON: control character in a string'
printf '{"kind": "rates", "name": "a\\u0000b"}' >rates.json
judge
err_has "'name' must be text of 1 to 200 bytes, no control character"

# Pricing by a bad table, or by none, is wrong usage or a failed reading.
edit '18s/5000000/"5.00"/'
run tc-price --rates rates.json </dev/null
status 2
err_is "tc-price: rates.json:18: 'input' of alpha-1 $pico \"5.00\"$cure"
run tc-price --rates nowhere.json </dev/null
status 3
err_is 'tc-price: cannot open nowhere.json: No such file or directory'

# A table of one's own prices what it knows, and nothing else.
cat >calls <<'END'
{"kind":"call","id":"1","ts":"2026-01-31T23:59:59.999Z","model":"alpha-1","input_tokens":1000000}
{"kind":"call","id":"2","ts":"2026-02-01T00:00:00.000Z","model":"a/alpha","input_tokens":1000000}
{"kind":"call","id":"3","ts":"2026-02-01T00:00:00.000Z","model":"x/beta[1m]","input_tokens":1000000}
{"kind":"call","id":"4","ts":"2026-02-01T00:00:00.000Z","model":"claude-opus-4-6"}
END
run tc-price --rates good <calls
hash=$(sha256sum <good | cut -c1-12)
is "$(sed 's/.*"cost_usd":\([^,]*\).*"price_id":/\1 /; s/}//' "$OUT")" \
	"5 \"mine/2026-11-20/$hash/alpha-1@2026-01-01\"
0.000005 \"mine/2026-11-20/$hash/alpha-1@2026-02-01\"
0.000001 \"mine/2026-11-20/$hash/beta\"
null null" 'own rates'
# In a gap between periods the nearer one holds, of two as near the earlier.
edit '19s/2026-02-01/2026-02-12/'
for day in 01 05 06 07 11 12; do
	printf '{"kind":"call","id":"1","ts":"2026-02-%sT00:00:00Z","model":"alpha-1"}\n' $day
done | run tc-price --rates rates.json
is "$(sed 's/.*@//; s/"}//' "$OUT" | tr '\n' ' ')" '2026-01-01+nearest 2026-01-01+nearest 2026-01-01+nearest 2026-02-12+nearest 2026-02-12+nearest 2026-02-12 ' 'a gap'
# The project's flat rates: 65,000 tokens at 30 USD, 40,000 at 15 USD.
edit '22s/.*/{"input": 30000000, "output": 15000000, "cache_write": 1, "cache_read": 1}/'
printf '{"kind":"call","id":"1","ts":"2026-02-01T00:00:00Z","model":"beta",%s}\n' \
	'"input_tokens":65000,"output_tokens":40000' | run tc-price --rates rates.json
out_has '"cost_input_usd":1.95,"cost_output_usd":0.6,' 'flat rates'
done_testing
