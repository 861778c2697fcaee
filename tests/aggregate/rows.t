#!/bin/sh
# Rows: what is summed, what is null, what is counted, in which order.
. "$(dirname "$0")/../lib.sh"

cat >calls.ndjson <<'EOF'
{"kind":"call","id":"a","ts":"2026-03-01T10:00:00.000Z","session":"s1","project":"/p","model":"claude-opus-5","input_tokens":1,"output_tokens":2,"cache_creation_input_tokens":7,"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4,"cache_read_input_tokens":5,"web_search_requests":1,"final":true,"cost_usd":0.1,"cost_input_usd":0.01,"cost_output_usd":0.02,"cost_cache_write_usd":0.03,"cost_cache_read_usd":0.04,"cost_search_usd":0,"cost_io_usd":0.03,"saved_usd":-0.5}
{"kind":"call","id":"b","ts":"2026-03-01T09:00:00.000Z","session":"s2","project":"/p","model":"claude-opus-5","input_tokens":10,"output_tokens":20,"cache_creation_input_tokens":70,"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":40,"cache_read_input_tokens":50,"web_search_requests":0,"final":false,"cost_usd":0.2,"cost_input_usd":0,"cost_output_usd":0,"cost_cache_write_usd":0,"cost_cache_read_usd":0,"cost_search_usd":0,"cost_io_usd":0,"saved_usd":0.25}
{"kind":"call","id":"c","ts":"2026-03-02T00:00:00.000Z","session":"s1","project":null,"model":null,"input_tokens":100,"output_tokens":200,"cache_creation_input_tokens":0,"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0,"cache_read_input_tokens":0,"web_search_requests":0,"final":true,"cost_usd":null}
{"kind":"tool","id":"t","ts":"2026-03-02T00:00:00.000Z","session":"s9","name":"Bash","error":true,"result_chars":12}
{"kind":"unheard-of","ts":"never"}
{"kind":"reject","file":"f","line":1,"offset":0,"bytes":3,"reason":"not JSON"}
EOF

opus='"input_tokens":11,"output_tokens":22,"cache_creation_input_tokens":77,"ephemeral_5m_input_tokens":33,"ephemeral_1h_input_tokens":44,"cache_read_input_tokens":55,"web_search_requests":1,"cost_usd":0.3,"cost_input_usd":0.01,"cost_output_usd":0.02,"cost_cache_write_usd":0.03,"cost_cache_read_usd":0.04,"cost_search_usd":0,"cost_io_usd":0.03,"saved_usd":-0.25,"calls":2,"sessions":2,"unpriced_calls":0,"incomplete_calls":1,"first_ts":"2026-03-01T09:00:00.000Z","last_ts":"2026-03-01T10:00:00.000Z"'
unpriced='"input_tokens":100,"output_tokens":200,"cache_creation_input_tokens":0,"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0,"cache_read_input_tokens":0,"web_search_requests":0,"cost_usd":null,"cost_input_usd":null,"cost_output_usd":null,"cost_cache_write_usd":null,"cost_cache_read_usd":null,"cost_search_usd":null,"cost_io_usd":null,"saved_usd":null,"calls":1,"sessions":1,"unpriced_calls":1,"incomplete_calls":0,"first_ts":"2026-03-02T00:00:00.000Z","last_ts":"2026-03-02T00:00:00.000Z"'
total='"input_tokens":111,"output_tokens":222,"cache_creation_input_tokens":77,"ephemeral_5m_input_tokens":33,"ephemeral_1h_input_tokens":44,"cache_read_input_tokens":55,"web_search_requests":1,"cost_usd":0.3,"cost_input_usd":0.01,"cost_output_usd":0.02,"cost_cache_write_usd":0.03,"cost_cache_read_usd":0.04,"cost_search_usd":0,"cost_io_usd":0.03,"saved_usd":-0.25,"calls":3,"sessions":2,"unpriced_calls":1,"incomplete_calls":1,"first_ts":"2026-03-01T09:00:00.000Z","last_ts":"2026-03-02T00:00:00.000Z"'
nothing='"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":0,"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0,"cache_read_input_tokens":0,"web_search_requests":0,"cost_usd":null,"cost_input_usd":null,"cost_output_usd":null,"cost_cache_write_usd":null,"cost_cache_read_usd":null,"cost_search_usd":null,"cost_io_usd":null,"saved_usd":null,"calls":0,"sessions":0,"unpriced_calls":0,"incomplete_calls":0,"first_ts":null,"last_ts":null'
rejects='{"kind":"rollup","of":"reject","by":["reason"],"reason":"not JSON","count":1}'

run tc-aggregate --by day,model -z UTC calls.ndjson
status 0 && err_is ''
out_is '{"kind":"rollup","of":"call","by":["day","model"],"day":"2026-03-01","model":"claude-opus-5",'"$opus"'}
{"kind":"rollup","of":"call","by":["day","model"],"day":"2026-03-02","model":null,'"$unpriced"'}
'"$rejects" 'by day and model'

run tc-aggregate --by project --by '' calls.ndjson
status 0 && err_is ''
out_is '{"kind":"rollup","of":"call","by":["project"],"project":"/p",'"$opus"'}
{"kind":"rollup","of":"call","by":["project"],"project":null,'"$unpriced"'}
{"kind":"rollup","of":"call","by":[],'"$total"'}
'"$rejects" 'two sets in the order asked for, null last'

run tc-aggregate calls.ndjson
out_is '{"kind":"rollup","of":"call","by":[],'"$total"'}
'"$rejects" 'without --by: the total'

run tc-aggregate --by day --by '' </dev/null
status 0 && out_is '{"kind":"rollup","of":"call","by":[],'"$nothing"'}' \
	'nothing: the total is a row of zeros, costs null'
run tc-aggregate --by day </dev/null
status 0 && out_is '' 'nothing: no groups'

run tc-aggregate --of tool --by name calls.ndjson
out_is '{"kind":"rollup","of":"tool","by":["name"],"name":"Bash","result_chars":12,"doc":0,"code":0,"simple":0,"search":0,"commit":0,"error":1,"refused":0,"count":1,"sessions":1,"first_ts":"2026-03-02T00:00:00.000Z","last_ts":"2026-03-02T00:00:00.000Z"}
'"$rejects" 'another kind'

printf '%s\n' '{"kind":"event","ts":null,"session":null,"event":"compact"}' \
	'{"kind":"event","ts":"2026-03-02T00:00:00Z","session":"s","event":"compact"}' |
	run tc-aggregate --of event --by event,day -z UTC
out_is '{"kind":"rollup","of":"event","by":["event","day"],"event":"compact","day":"2026-03-02","count":1,"sessions":1,"first_ts":"2026-03-02T00:00:00.000Z","last_ts":"2026-03-02T00:00:00.000Z"}
{"kind":"rollup","of":"event","by":["event","day"],"event":"compact","day":null,"count":1,"sessions":0,"first_ts":null,"last_ts":null}' \
	'a record without a time'

# Prompts: flags are counted.
printf '%s\n' '{"kind":"prompt","chars":5,"images":1,"asks":true,"xml":false,"automated":true}' \
	'{"kind":"prompt","chars":7,"images":0,"asks":true,"xml":null,"automated":false}' |
	run tc-aggregate --of prompt
out_is '{"kind":"rollup","of":"prompt","by":[],"chars":12,"images":1,"asks":2,"xml":0,"cot":0,"example":0,"automated":1,"count":2,"sessions":0,"first_ts":null,"last_ts":null}' \
	'prompts'

# A call whose numbers are none is left out, counted and told once.
for bad in '"input_tokens":-1' '"input_tokens":1.5' '"input_tokens":"1"' \
	'"input_tokens":9223372036854775808' '"input_tokens":1e3'; do
	for _ in 1 2; do
		printf '{"kind":"call",%s}\n' "$bad"
	done | run tc-aggregate
	status 0
	err_is "tc-aggregate: -:1: a call is left out: 'input_tokens' is no number that can be summed"
	out_is '{"kind":"rollup","of":"call","by":[],'"$nothing"'}
{"kind":"rollup","of":"reject","by":["reason"],"reason":"'"'input_tokens'"' is no number that can be summed","count":2}' \
		"left out: $bad"
done
printf '{"kind":"call","cost_usd":0.0000000001}\n' | run tc-aggregate --strict
status 1 '--strict: a call left out'
err_has "'cost_usd' is no number that can be summed"
printf '{"kind":"call","ts":"2026-02-30T00:00:00Z"}\n' | run tc-aggregate
out_has '"reason":"'"'ts' is no time"'","count":1}'
printf '{"kind":"call","ts":null}\n' | run tc-aggregate --since 2026-01-01 -z UTC
out_has '"reason":"'"'ts' is not known, and a range is asked for"'","count":1}'

# Lines that are no records become rejects, too.
printf '%s\n' '{"kind":"call"' '[]' 'x' '' | run tc-aggregate
status 0
is "$(grep -c '"of":"reject"' "$OUT")" 3 'three reasons'
printf '[]\n' | run tc-aggregate --strict
status 1

# Sums beyond 64 bits.
for _ in 1 2 3 4; do
	echo '{"kind":"call","output_tokens":9223372036854775807,"cost_usd":9223372036854775807.999999999}'
done | run tc-aggregate
out_has '"output_tokens":36893488147419103228,'
out_has '"cost_usd":36893488147419103231.999999996,'

run tc-aggregate --by model --filter 'select(.of == "call") | .calls' calls.ndjson
out_is '2
1' '--filter is the last thing'

cp calls.ndjson again.ndjson
run tc-aggregate - again.ndjson <calls.ndjson
out_has '"calls":6,' 'standard input and a file'
run tc-aggregate nowhere.ndjson calls.ndjson
status 3 && out_has '"calls":3,' 'what could be read is counted'
done_testing
