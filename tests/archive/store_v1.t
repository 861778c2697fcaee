#!/bin/sh
# A store of version 1 is read for ever: fixtures/store/v1 is never made anew.
. "$(dirname "$0")/../lib.sh"
skip_unless jq

store=$TC_TOP/fixtures/store
is "$(cd "$store/v1" && find . -type f -exec cat {} + | wc -c | tr -d ' ')" 6027 \
	'the fixture is the one it was'
export TC_HOME="$store/v1"
run tc-archive get
status 0 && err_is '' && same "$OUT" "$store/v1.ndjson" 'its records'
run tc-archive verify
status 0 && out_is '' && err_is ''
run tc-archive list --filter '[.path, .records]'
out_is '["kind=achievement/date=2026-01-01/part-0.ndjson.gz",1]
["kind=achievement/date=__HIVE_DEFAULT_PARTITION__/part-0.ndjson.gz",1]
["kind=call/date=2026-03-01/part-0.ndjson.gz",1]
["kind=call/date=2026-03-02/part-0.ndjson.gz",14]
["kind=event/date=2026-03-02/part-0.ndjson.gz",1]
["kind=probe/date=__HIVE_DEFAULT_PARTITION__/part-0.ndjson.gz",1]
["kind=prompt/date=2026-03-02/part-0.ndjson.gz",1]
["kind=score/date=2026-02-12/part-0.ndjson.gz",2]
["kind=score/date=2026-07-19/part-0.ndjson.gz",1]'
run tc-archive forget --list
out_is '{"kind":"forget","project":"/home/ada/secret"}' 'its rule'
run tc-archive get --kinds call --since 2026-03-02 --until 2026-03-02 -z UTC --filter .id
is "$(wc -l <"$OUT" | tr -d ' ')" 14 'a day of it'

# It may be written to.
cp -R "$store/v1" copy
chmod -R u+w copy
TC_HOME=$PWD/copy
run tc-archive put --stats "$store/v1.ndjson"
status 0
is "$(jq -c '[.records, .new, .changed, .partitions]' "$ERR")" '[23,0,0,0]' 'it has what it has'
echo '{"kind":"call","id":"msg_01A000000000000000000000","ts":"2026-01-05T00:00:00.000Z"}' |
	run tc-archive put --stats
is "$(jq -c '[.new, .changed, .partitions]' "$ERR")" '[0,1,2]' 'its index is understood'
echo '{"kind":"call","id":"x","ts":null,"project":"/home/ada/secret/a"}' | run tc-archive put --stats
is "$(jq .forgotten "$ERR")" 1 'its rule holds'
run tc-archive verify
status 0 && out_is ''
TC_HOME=$PWD/other
run tc-archive import "$store/v1"
status 0
run tc-archive get
same "$OUT" "$store/v1.ndjson" 'import takes it'
done_testing
