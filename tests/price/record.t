#!/bin/sh
# What a record looks like after pricing: nine fields, everything else as it was.
. "${0%/*}/../lib.sh"

price() { run tc-price --rates official --now 2026-11-22 "$@"; }
hash=$(sha256sum <"$TC_TOP/stages/price/official.json" | cut -c1-12)
head='{"kind":"call","id":"msg_01","ts":"2026-05-01T12:00:00.000Z"'
money='"cost_usd":0.00004965,"cost_input_usd":0.00003,"cost_output_usd":0.000015'
money=$money',"cost_cache_write_usd":0.00000375,"cost_cache_read_usd":0.0000009'
money=$money',"cost_search_usd":0,"cost_io_usd":0.000045,"saved_usd":0.00000735'
money=$money',"price_id":"official/2026-11-22/'$hash'/claude-sonnet-4-6@2026-03-13"'
nulls='"cost_usd":null,"cost_input_usd":null,"cost_output_usd":null'
nulls=$nulls',"cost_cache_write_usd":null,"cost_cache_read_usd":null,"cost_search_usd":null'
nulls=$nulls',"cost_io_usd":null,"saved_usd":null,"price_id":null'
counts='"model":"claude-sonnet-4-6","input_tokens":10,"output_tokens":1'
counts=$counts',"cache_creation_input_tokens":1,"cache_read_input_tokens":3'

printf '%s\n' "$head,$counts}" | price
status 0
out_is "$head,$counts,$money}"
err_is ''

# Priced again: replaced in place, whatever they were.
printf '%s\n' "$head,\"cost_usd\":7,\"saved_usd\":\"x\",$counts,\"price_id\":null,\"later\":[1,{}]}" | price
out_is "$head,\"cost_usd\":0.00004965,\"saved_usd\":0.00000735,$counts,\"price_id\":\"official/\
2026-11-22/$hash/claude-sonnet-4-6@2026-03-13\",\"later\":[1,{}],\"cost_input_usd\":0.00003,\
\"cost_output_usd\":0.000015,\"cost_cache_write_usd\":0.00000375,\
\"cost_cache_read_usd\":0.0000009,\"cost_search_usd\":0,\"cost_io_usd\":0.000045}"
cp "$OUT" once
price <once
same "$OUT" once 'twice is once'
price --rates seed <once
cp "$OUT" seeded
price <seeded
same "$OUT" once 'another table leaves nothing behind'

# Other kinds and unknown fields pass byte for byte.
printf '%s\n' '{"kind":"prompt", "chars" : 1e3,"model":"x","é":"\u00e9"}' '{}' '{"kind":1}' \
	'{"kind":"calls","cost_usd":1}' >others
price <others
status 0
same "$OUT" others 'other kinds'
err_is ''
printf '%s\n' "$head, \"x\" : 1.50 ,$counts }" | price
out_has "$head, \"x\" : 1.50 ,$counts"

# No price.
printf '%s\n' "$head,\"model\":\"glm-5.1\",\"input_tokens\":1}" | price
status 0
out_is "$head,\"model\":\"glm-5.1\",\"input_tokens\":1,$nulls}"
err_is 'tc-price: 1 model without a price: glm-5.1 (1 call)
tc-price:   give one with token-craft rates add FILE'
for n in 1 2 3; do printf '%s\n' "$head,\"model\":\"minimax\"}"; done >unknown
printf '%s\n' "$head,\"model\":\"glm-5.1\"}" "$head,\"model\":\"a\\u0062\"}" "$head,$counts}" \
	"$head,\"model\":null}" "$head}" >>unknown
price <unknown
status 0
err_is 'tc-price: 3 models without a price: minimax (3 calls), ab (1 call), glm-5.1 (1 call)
tc-price:   give one with token-craft rates add FILE
tc-price: 2 calls without a model, so without a price'
price --strict <unknown
status 1
price --strict <once
status 0
printf '%s\n' "$head,\"model\":\"a\\\\b\"}" "$head,\"model\":\"a\\b\"}" | price
err_has 'price: a\x08 (1 call), a\b (1 call)' 'a backslash is no escape'
for n in a b c d e f g h i j k l; do printf '%s\n' "$head,\"model\":\"$n\"}"; done | price
err_has 'tc-price: 12 models without a price: a (1 call), b (1 call),'
err_has 'j (1 call) and 2 more'
printf '%s\n' "$head,\"model\":\"\\u001b[31m\"}" | price
err_has 'price: \x1b[31m (1 call)' 'no name drives a terminal'

printf '%s\n' "$head,\"model\":\"<synthetic>\",\"input_tokens\":0}" | price
out_has '"cost_usd":0,"cost_input_usd":0,' 'synthetic costs nothing'
out_has '"saved_usd":0,"price_id":"synthetic"}'
err_is ''

# A filter drops nothing: what cannot be read has no price.
for bad in '"input_tokens":-1' '"output_tokens":1.5' '"cache_read_input_tokens":"3"' \
	'"web_search_requests":9223372036854775808' '"ephemeral_1h_input_tokens":{}' \
	'"ephemeral_5m_input_tokens":1e3' '"cache_creation_input_tokens":true' \
	'"ts":"2026-02-30T00:00:00.000Z"' '"ts":null'; do
	key=${bad#\"}
	printf '%s\n' "$head,\"model\":\"claude-opus-4-6\",$bad}" | price --strict
	status 1
	out_is "$head,\"model\":\"claude-opus-4-6\",$bad,$nulls}" "$bad"
	err_is "tc-price: 1 call without a price: cannot read '${key%%\"*}' of msg_01"
done
printf '%s\n' '{"kind":"call","model":"x"}' "$head,\"model\":\"x\",\"input_tokens\":-1}" | price
err_is "tc-price: 2 calls without a price: cannot read 'ts' of a call without an id and more"

# Recorded costs.
modes() { # modes MODE WANTED RECORDED: cost_usd, cost_io_usd and price_id
	printf '%s\n' "$head,$counts,\"recorded_cost_usd\":$3}" | price --mode "$1"
	is "$(sed "s/.*\"cost_usd\":\([^,]*\),.*\"cost_io_usd\":\([^,]*\),.*\"price_id\":\(.*\)}/\1 \2 \3/
		s/official[^\"]*@/@/" "$OUT")" "$2" "$1 of $3"
}
modes calculate '0.00004965 0.000045 "@2026-03-13"' 0.5
modes auto '0.5 null "recorded"' 0.5
modes auto '0.00004965 0.000045 "@2026-03-13"' null
modes recorded '0.5 null "recorded"' 0.5
modes recorded '0 null "recorded"' 0
modes recorded '0.003494251 null "recorded"' 0.0034942505000000003
modes recorded '0.00349425 null "recorded"' 0.0034942500000000003
modes recorded '0.000000002 null "recorded"' 0.0000000025
modes recorded '0.000000004 null "recorded"' 0.0000000035
modes recorded '0.0000125 null "recorded"' 1.25e-5
modes recorded '12500 null "recorded"' 1.25E+4
modes recorded '0 null "recorded"' 1e-400
modes recorded '123456789.123456789 null "recorded"' 123456789.1234567890123456789
modes recorded 'null null null' null
err_is 'tc-price: 1 call without a recorded cost'
modes recorded 'null null null' -0.5
err_is "tc-price: 1 call without a price: cannot read 'recorded_cost_usd' of msg_01"
modes auto 'null null null' '"0.5"'
modes auto 'null null null' 1e99

# The seed table: four models, no dates, one price for every cache write.
seed() { # seed MODEL WANTED
	printf '%s\n' "{\"kind\":\"call\",\"id\":\"m\",\"ts\":\"2020-01-01T00:00:00Z\",\
\"model\":\"$1\",\"input_tokens\":1000000,\"output_tokens\":1000000,\
\"cache_creation_input_tokens\":2000000,\"ephemeral_1h_input_tokens\":1000000,\
\"cache_read_input_tokens\":1000000}" | price --rates seed
	is "$(sed 's/.*"cost_usd":\([^,]*\),"cost_input_usd":\([^,]*\),"cost_output_usd":\([^,]*\),"cost_cache_write_usd":\([^,]*\),"cost_cache_read_usd":\([^,]*\),.*/\2 \3 \4 \5 \1/' "$OUT")" \
		"$2" "seed: $1"
}
seed claude-sonnet-4-6 '3 15 7.5 0.3 25.8'
seed claude-sonnet-4-5-20250929 '3 15 7.5 0.3 25.8'
seed claude-haiku-4-5-20251001 '0.8 4 2 0.08 6.88'
seed claude-opus-4-6 '15 75 37.5 1.5 129'
out_has "\"price_id\":\"seed/2026-02-21/$(sha256sum <"$TC_TOP/stages/price/seed.json" |
	cut -c1-12)/claude-opus-4-6\""
err_is ''
seed claude-opus-4-5 'null null null null null'

# An old table says so, when later calls were priced by it.
printf '%s\n' "$head,$counts}" '{"kind":"call","id":"l","ts":"2026-11-23T00:00:00Z","model":"claude-opus-5"}' >later
run tc-price --rates official --now 2027-01-21 <later
err_is ''
run tc-price --rates official --now 2027-01-22 <later
err_is 'tc-price: the rate table official is of 2026-11-22, 61 days old; later calls were priced by it
tc-price:   look for a newer release, or use token-craft rates add FILE'
status 0
run tc-price --rates official --now 2027-01-22 <once
err_is ''
done_testing
