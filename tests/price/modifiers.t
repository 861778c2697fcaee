#!/bin/sh
# Tiers, writes, fast, batch, residency, searches: each alone and on both sides of its edge.
. "${0%/*}/../lib.sh"
skip_unless jq

price() { run tc-price --rates official --now 2026-11-22; }
# costs WANTED NAME CALL: WANTED is cost_usd, then the flags of the price_id
costs() {
	printf '{"kind":"call","id":"msg_01",%s}\n' "$3" | price
	is "$(sed 's/.*"cost_usd":\([^,]*\),.*"price_id":"[^+"]*\([^"]*\)".*/\1\2/
		s/+/ /g' "$OUT")" "$1" "$2"
}
call() { # call DAY MODEL IN OUT WRITE READ [MORE]
	printf '"ts":"%sT12:00:00.000Z","model":"%s","input_tokens":%s,"output_tokens":%s,' \
		"$1" "$2" "$3" "$4"
	printf '"cache_creation_input_tokens":%s,"cache_read_input_tokens":%s%s' "$5" "$6" \
		"${7+,$7}"
}

s=claude-sonnet-4-5
costs '1.5225 long' 'over 200K the whole request' "$(call 2026-03-01 $s 250000 1000 0 0)"
costs '0.765' 'after the tier ended' "$(call 2026-04-30 $s 250000 1000 0 0)"
costs '0.51756 long' 'cache counts for the tier' "$(call 2026-04-29 $s 10 1000 50000 200000)"
costs '0.26253' 'the same call a day later' "$(call 2026-04-30 $s 10 1000 50000 200000)"
costs '0.6' '200,000 is not over 200,000' "$(call 2026-03-01 $s 200000 0 0 0)"
costs '1.200006 long' '200,001 is' "$(call 2026-03-01 $s 200001 0 0 0)"
costs '15' 'output is no prompt' "$(call 2026-03-01 $s 0 1000000 0 0)"
costs '0.01' 'haiku 5.5 at 100,000' "$(call 2026-10-07 claude-haiku-5-5 100000 0 0 0)"
costs '0.0500005 long' 'haiku 5.5 over it' "$(call 2026-10-07 claude-haiku-5-5 100001 0 0 0)"

# Cache creation: the total and its split.
for split in '"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0' \
	'"ephemeral_5m_input_tokens":3000,"ephemeral_1h_input_tokens":0' \
	'"ephemeral_5m_input_tokens":1000' '"ephemeral_1h_input_tokens":null'; do
	costs '0.01125' "3000 written, $split" "$(call 2026-05-01 $s 0 0 3000 0 "$split")"
done
costs '0.018' 'all for one hour' \
	"$(call 2026-05-01 $s 0 0 3000 0 '"ephemeral_1h_input_tokens":3000')"
costs '0.01575' 'what the split leaves is for five minutes' \
	"$(call 2026-05-01 $s 0 0 3000 0 '"ephemeral_1h_input_tokens":2000')"
costs '0.018' 'a split without a total' \
	"$(call 2026-05-01 $s 0 0 0 0 '"ephemeral_1h_input_tokens":3000')"
costs '0.02175' 'a split over its total' "$(call 2026-05-01 $s 0 0 2000 0 \
	'"ephemeral_1h_input_tokens":3000,"ephemeral_5m_input_tokens":1000')"

o=claude-opus-4-6 fast='"speed":"fast"' batch='"service_tier":"batch"' us='"inference_geo":"us"'
costs '0.55 base_for_fast' 'fast before it began' "$(call 2026-02-06 $o 10000 20000 0 0 "$fast")"
costs '3.3 fast' 'fast' "$(call 2026-02-07 $o 10000 20000 0 0 "$fast")"
costs '3.3 fast' 'batch is not with fast' "$(call 2026-02-07 $o 10000 20000 0 0 "$fast,$batch")"
costs '0.55' 'another speed' "$(call 2026-02-07 $o 10000 20000 0 0 '"speed":"faster"')"
costs '0.275 batch' 'batch' "$(call 2026-02-07 $o 10000 20000 0 0 "$batch")"
costs '0.55' 'priority' "$(call 2026-02-07 $o 10000 20000 0 0 '"service_tier":"priority"')"
costs '0.605 geo_us' 'inference in the US' "$(call 2026-02-07 $o 10000 20000 0 0 "$us")"
costs '0.55' 'elsewhere' "$(call 2026-02-07 $o 10000 20000 0 0 '"inference_geo":"global"')"
costs '0.09' 'not before 4.6' "$(call 2026-02-07 $s 10000 4000 0 0 "$us")"
costs '0.55 nearest' 'nor before 2026-02-05' "$(call 2026-02-04 $o 10000 20000 0 0 "$us")"
costs '0.3025 batch geo_us' 'both' "$(call 2026-02-07 $o 10000 20000 0 0 "$us,$batch")"
costs '3.63 fast geo_us' 'with fast' "$(call 2026-02-07 $o 10000 20000 0 0 "$us,$fast")"
h=claude-haiku-5-5
costs '0.000000062 batch' 'half to even' "$(call 2026-10-07 $h 0 0 1 0 "$batch")"
costs '0.000000188 batch' 'and up to even' "$(call 2026-10-07 $h 0 0 3 0 "$batch")"
costs '0.000000069 batch geo_us' 'no rounding in between' \
	"$(call 2026-10-07 $h 0 0 1 0 "$us,$batch")"

search='"web_search_requests":100'
costs '1.55' 'searches' "$(call 2026-02-07 $o 10000 20000 0 0 "$search")"
costs '1.3025 batch geo_us' 'searches are never multiplied' \
	"$(call 2026-02-07 $o 10000 20000 0 0 "$search,$us,$batch")"
costs '0.07' 'only searches' "$(call 2026-02-07 $o 0 0 0 0 '"web_search_requests":7')"

costs '0.55 nearest' 'before the first period' "$(call 2025-01-01 $o 10000 20000 0 0)"
costs '0.9 nearest' 'after the last' "$(call 2026-11-01 claude-opus-4-1 10000 10000 0 0)"
costs '0.9' 'on its last day' "$(call 2026-08-04 claude-opus-4-1 10000 10000 0 0)"
costs '0.55 base_for_fast' 'the day is the UTC day of ts' \
	'"ts":"2026-02-07T00:30:00+02:00","model":"'$o'","speed":"fast","input_tokens":110000'

# Iterations: each goes by its own tier, when they sum up.
i='"iterations":[[150000,1000,0,0,0],[150000,1000,0,0,0]]'
costs '0.93 iterations' 'each below the tier' "$(call 2026-03-01 $s 300000 2000 0 0 "$i")"
i='"iterations":[[250000,1000,0,0,0],[50000,1000,0,0,0]]'
costs '1.6875 long iterations' 'one over it' "$(call 2026-03-01 $s 300000 2000 0 0 "$i")"
i='"iterations":[[150000,1000,0,0,0],[150000,999,0,0,0]]'
costs '1.845 long' 'they do not sum up' "$(call 2026-03-01 $s 300000 2000 0 0 "$i")"
for i in '[]' '[[300000,2000,0,0,0]]' 'null' '{}' '[[1,2],[3,4]]' '[300000,0]' \
	'[[150000,1000,0,0,0],[150000,1000,0,0,-1]]' '[[-1,0,0,0,0],[300001,2000,0,0,0]]'; do
	costs '1.845 long' "no iterations: $i" \
		"$(call 2026-03-01 $s 300000 2000 0 0 "\"iterations\":$i")"
done
i='"iterations":[[1,2,3,4,5],[6,7,0,0,8]]'
costs '1.00019515 iterations' 'all kinds of tokens, and a search' \
	"$(call 2026-05-01 $s 7 9 7 13 "$i,\"ephemeral_1h_input_tokens\":4,$search")"

# The project's own examples.
a=claude-sonnet-4-6
costs '0.171' '4,500 in and 10,500 out' "$(call 2026-05-01 $a 4500 10500 0 0)"
costs '13.68' '360K and 840K' "$(call 2026-05-01 $a 360000 840000 0 0)"
costs '9.12' '240K and 560K' "$(call 2026-05-01 $a 240000 560000 0 0)"
costs '0.384882' '33,762 tokens, 30 % in' "$(call 2026-05-01 $a 10129 23633 0 0)"
printf '{"kind":"call","id":"msg_01",%s}\n' \
	"$(call 2026-05-01 $a 44249 0 59290310 172132166)" | price
is "$(jq -c '[.cost_cache_read_usd, .cost_cache_write_usd, .saved_usd]' "$OUT")" \
	'[51.6396498,222.3386625,420.2891157]' 'what the cache costs and saves'

# 2^63 - 1 of everything does not overflow.
n=9223372036854775807
printf '{"kind":"call","id":"msg_01",%s}\n' "$(call 2026-02-07 claude-3-opus $n $n $n $n \
	"\"ephemeral_1h_input_tokens\":$n,\"web_search_requests\":$n,$batch")" | price
# (15 + 75 + 30 + 1.5) / 2 per million, and 0.01 a search
out_has '"cost_usd":92794040219786685.70027525,' 'exact to the end'
done_testing
