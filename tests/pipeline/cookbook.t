#!/bin/sh
# The questions of pipelines/README.md: each runs as it stands there, in jq and in SQL, and
# both answer the same.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "the questions are asked of the release variant"
skip_unless jq python3
TC_HOME=$PWD/home TC_SHARE=$TC_TOP
PATH=$TC_TOP/bin:$TC_BIN:$PATH
export TC_HOME TC_SHARE
cookbook=$TC_TOP/tests/pipeline/cookbook.py

"$TC_TOP/tests/archive/records.py" 4 1500 --plain >records
run tc-archive put records
status 0
mkdir questions
python3 "$cookbook" "$TC_TOP/pipelines/README.md" questions
check "there are twelve questions or more" test -f questions/12.sql
. "$TC_TOP/tests/duckdb.sh"

# Nothing to sync: there are no logs.
for file in questions/*.sh; do
	name=$(cat "${file%.sh}.name")
	run sh "$file"
	status 0 "$name"
	check "$name: has an answer" test -s "$OUT"
	cp "$OUT" by_jq
	if [ -n "$duckdb" ]; then
		run token-craft query --offline --sql "$(cat "${file%.sh}.sql")"
		status 0 "$name, in SQL"
		cp "$OUT" by_sql
		python3 "$cookbook" --same by_jq by_sql >differences
		ok $? "$name: SQL answers the same" || diag <differences
	else
		skip "$name, in SQL" "$no_duckdb"
	fi
done
done_testing
