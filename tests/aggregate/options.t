#!/bin/sh
# What is refused, with which words and exit codes.
. "$(dirname "$0")/../lib.sh"

refused() { # refused MESSAGE ARGUMENTS...
	message=$1
	shift
	run tc-aggregate "$@"
	status 2 && out_is '' && err_is "$message"
}

refused "tc-aggregate: --by: no list of keys: 'day,'
tc-aggregate:   a key is a name, or jq in parentheses: day,model,team=(.project|split(\"/\")|last)" \
	--by 'day,'
refused "tc-aggregate: --by: no list of keys: 'a b'
tc-aggregate:   a key is a name, or jq in parentheses: day,model,team=(.project|split(\"/\")|last)" \
	--by 'a b'
refused "tc-aggregate: --by: 'day' is there twice in 'day,day'" --by day,day
refused "tc-aggregate: --by 'day' is given twice" --by day --by model --by day
refused "tc-aggregate: --by: two keys are called 'x'" --by 'x=(1)' --by 'x=(2)'
refused "tc-aggregate: --by: every row has a column 'cost_usd' of its own
tc-aggregate:   give the key another name: by_cost_usd=(.cost_usd)" --by cost_usd
refused "tc-aggregate: --quantile: no field with percents: 'cost_usd'
tc-aggregate:   write FIELD:PERCENT[,PERCENT ...], such as cost_usd:50,90" --quantile cost_usd
for bad in cost_usd: :50 'cost_usd:50,' cost_usd:101 cost_usd:-1 cost_usd:1.00001 cost_usd:x; do
	run tc-aggregate --quantile "$bad"
	status 2 "refused: --quantile $bad"
done
refused "tc-aggregate: --quantile: 'cost_usd' is given twice" \
	--quantile cost_usd:50 --quantile cost_usd:90
refused "tc-aggregate: --sort: no row has a column 'costs'" --sort costs
refused "tc-aggregate: --sort: 'up' is neither asc nor desc" --sort calls:up
refused "tc-aggregate: --of reject: rejects are always counted, by their reason" --of reject
refused "tc-aggregate: cannot read '--since soon': not a day
tc-aggregate:   days are written 2026-03-01, 7d, 2w, 2026-03 or 2026-W09" --since soon
refused "tc-aggregate: cannot read '--until late': not a day
tc-aggregate:   days are written 2026-03-01, 7d, 2w, 2026-03 or 2026-W09" --until late
refused "tc-aggregate: --since 2026-03-02 is after --until 2026-03-01" \
	--since 2026-03-02 --until 2026-03-01
refused "tc-aggregate: unknown time zone 'Mars/Base'
tc-aggregate:   zones are named as in Europe/Berlin or UTC" -z Mars/Base
refused "tc-aggregate: cannot read '--now then': not a time
tc-aggregate:   times are written 2026-11-22T10:11:12Z or 2026-11-22" --now 'then'
refused "tc-aggregate: --partial, --merge and --final exclude each other" --partial --final
refused "tc-aggregate: --merge and --final take the question from the partials
tc-aggregate:   only --sort and --top (of --final) can be asked now" --final --by day
refused "tc-aggregate: --merge and --final take the question from the partials
tc-aggregate:   only --sort and --top (of --final) can be asked now" --merge -z UTC
refused "tc-aggregate: --sort and --top are for rows, not for partials" --partial --top 3
refused "tc-aggregate: --partial with days needs --timezone" --partial --by day
refused "tc-aggregate: --partial with days needs --timezone" --partial --since 7d
run tc-aggregate --top 0
status 2
run tc-aggregate --week-start tuesday
status 2 && err_has 'sunday, monday'

echo '{"kind":"call"}' >calls
"$TC_BIN/tc-aggregate" calls >/dev/full 2>"$ERR"
is "$?" 3 'a full disk'
err_has 'cannot write standard output'
run tc-aggregate --help
status 0 && out_has '--by KEY[,KEY ...]'
done_testing
