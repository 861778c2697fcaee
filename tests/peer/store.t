#!/bin/sh
# Others read the store as it is: DuckDB and zcat | jq come to the sums of tc-aggregate.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "others read what the release variant wrote"
skip_unless jq python3 zcat
TC_HOME=$PWD/home
export TC_HOME

# What was put once, what was put twice, and what compact left are read alike.
"$TC_TOP/tests/archive/records.py" 3 3000 --same 2 >records
run tc-archive put records
status 0
head -n 500 records | run tc-archive put
status 0
calls=$TC_HOME/archive/v=1/kind=call
sums='input_tokens output_tokens cache_creation_input_tokens ephemeral_5m_input_tokens
	ephemeral_1h_input_tokens cache_read_input_tokens web_search_requests'
each() { # each TEXT: with each sum in the place of &
	printf %s "$sums" | tr -s ' \t\n' '\n' | sed "s/.*/$1/"
}
columns=$(each ', .&')
"$TC_BIN/tc-archive" get --kinds call |
	"$TC_BIN/tc-aggregate" -z UTC --by day,model,project |
	jq -r "[.day, .model, .project, .calls, .sessions$columns | tostring] | join(\"\t\")" |
	sort >ours
check "there are many sums" test "$(wc -l <ours)" -gt 100

find "$calls" -name '*.gz' -exec zcat {} + |
	jq -sr "group_by([.ts[:10], .model, .project])[]
		| [.[0].ts[:10], .[0].model, .[0].project, length, (map(.session) | unique | length)
		$(each ', (map(.&) | add)') | tostring] | join(\"\t\")" | sort >theirs
same theirs ours 'zcat | jq comes to the sums of tc-aggregate'

. "$TC_TOP/tests/duckdb.sh"
[ -n "$duckdb" ] || { skip 'DuckDB' "$no_duckdb" && done_testing; }
for state in put compact; do
	"$TC_BIN/tc-archive" $state </dev/null || fail "$state"
	run node "$TC_TOP/tests/duckdb.mjs" "$duckdb" "
		SELECT date::VARCHAR AS day, model, project, count(*) AS calls,
			count(DISTINCT session) AS sessions $(each ', sum(&)::BIGINT AS &')
		FROM read_ndjson_auto('$calls/*/*.ndjson.gz', hive_partitioning = true,
			union_by_name = true)
		GROUP BY ALL"
	status 0
	jq -r "[.day, .model, .project, .calls, .sessions$columns | tostring] | join(\"\t\")" \
		"$OUT" | sort >theirs
	same theirs ours "DuckDB comes to the sums of tc-aggregate after $state"
done
done_testing
