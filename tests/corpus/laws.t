#!/bin/sh
# What holds for every record of the corpus, whatever its numbers are.
. "$(dirname "$0")/../lib.sh"

skip_unless_shared
"$TC_BIN/tc-extract" "$TC_SHARED"/corpus/a?? >records
check "there are thousands of records" test "$(wc -l <records)" -gt 2000

check "and hundreds of paths" test "$(jq -r '.path // empty' records | wc -l)" -gt 200

# none NAME FILTER: no record passes the filter
none() {
	is "$(jq -c "select($2)" records | head -n 3)" '' "$1"
}
none "cache writes are the 5-minute and the 1-hour ones" \
	'.kind == "call" and .cache_creation_input_tokens !=
		.ephemeral_5m_input_tokens + .ephemeral_1h_input_tokens'
none "a call begins before, or when, its owner and its counts were written" \
	'.kind == "call" and (.ts > .owner_ts or .ts > .counted_ts)'
none "a call that stopped is final" '.kind == "call" and .stop_reason and (.final | not)'
none "no synthetic call" '.kind == "call" and .model == "<synthetic>"'
none "a path is below its project" \
	'.kind == "tool" and .path and (.path | test("^/|^[A-Z]:|(^|/)\\.\\.(/|$)"))'
none "a path has its id" '.kind == "tool" and .path and (.path_id | not)'
none "text comes only when asked for" 'has("text")'

jq -c '[.ts == null, .ts // "", .kind, .id // ""]' records >order
jq -sc 'sort[]' order >sorted
same order sorted "records come by time, kind, id"
is "$(jq -r '.kind + " " + .id' records | sort | uniq -d)" '' "an id is there once"
"$TC_BIN/tc-extract" "$TC_SHARED"/corpus/a?? "$TC_SHARED"/corpus/a0? >again
same again records "twice is once"
for tree in "$TC_SHARED"/corpus/a??; do
	"$TC_BIN/tc-extract" "$tree"
done | sort >parts
sort records >whole
same parts whole "trees that share nothing: the parts are the whole"
TMPDIR=$PWD "$TC_BIN/tc-extract" --memory 1 "$TC_SHARED"/corpus/a?? >small
same small records "with little memory"

"$TC_BIN/tc-price" records >priced 2>"$ERR"
jq -c 'select(.kind == "call") | del(.cost_usd, .cost_input_usd, .cost_output_usd,
	.cost_cache_write_usd, .cost_cache_read_usd, .cost_search_usd, .cost_io_usd,
	.saved_usd, .price_id)' priced >stripped
jq -c 'select(.kind == "call")' records >calls
same stripped calls "tc-price adds and changes nothing"
"$TC_BIN/tc-price" priced >again 2>"$ERR"
same again priced "pricing what is priced gives the same"
jq -c 'select(.kind == "call" and .cost_usd) | (.cost_usd * 1e9 | round) -
	([.cost_input_usd, .cost_output_usd, .cost_cache_write_usd, .cost_cache_read_usd,
	.cost_search_usd] | map(. * 1e9 | round) | add) | select(. > 2 or . < -2)' priced >off
is "$(cat off)" '' "the parts of a cost add up, but for rounding"
done_testing
