#!/bin/sh
# What can be asked for, and what is said to what cannot.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless jq python3

many() { # many SESSIONS [MEMBERS]: a prompt and two calls each, an hour apart
	n=0
	while [ $n -lt "$1" ]; do
		at=$(printf '2026-11-%02dT%02d' $((n / 20 + 20)) $((n % 20)))
		prompt "p$n" "$at:00:00.000Z" "s$n"
		call "c$n" "$at:00:01.000Z" "s$n" 1000 0.1
		tool "t$n" "$at:00:02.000Z" "s$n" "c$n" Read "\"path\":\"a.c\",\"path_id\":\"00000000000000a$((n % 10))\""
		call "d$n" "$at:00:03.000Z" "s$n" 500 0.2
		n=$((n + 1))
	done
}
# Nothing at all.
score </dev/null
status 0 && err_is ''
answers '[.kind, .user, .ts, .profile, .base, .measured_max, (.categories | length)]' \
	'["score",null,"2026-11-22T10:00:00.000Z","v2",636.3,0,10]' 'a score of nothing'
score --profile v1 </dev/null
answers '[.profile, .base, .measured_max, (.categories | length)]' '["v1",450,0,5]' 'and of v1'
score --by user </dev/null
answers '[.user, .base]' '[null,636.3]' 'and by user'

for n in 1 9 10; do
	many $n >records
	score records
	answers '[.sessions.all, .sessions.scored, .categories.token_efficiency.status]' \
		"[$n,$n,\"$([ $n -lt 10 ] && echo warming_up || echo measured)\"]" "$n sessions"
	answers '.categories.token_efficiency.evidence | [.median, .baseline, .baseline_type]' \
		"[1520,$([ $n -lt 10 ] && echo '30000,"fixed"' || echo '15000,"dynamic"')]" "$n sessions: its baseline"
done

# Money is exact, and a number.
answers '.categories.cost_efficiency.evidence | [.cost_usd, .cost_io_usd]' '[3,3]' 'ten times 0.3'
sed 's/0\.1,/0.100000001,/g' records >nano
score nano
out_has '"cost_usd":3.00000001,' 'a nano-dollar is not lost'
call dear 2026-11-21T10:00:01.000Z s1 1 12345678901234567.123456789 >big
score big
out_has '"cost_usd":12345678901234567.123456789,' 'nor in a great sum'
score --metrics big
out_has '"cost_usd":12345678901234567.123456789,' 'nor among the metrics'

# Days have a zone: calls at 00:00 to 19:00 of one day, in UTC.
within='.categories.cost_efficiency.evidence | [.days, .days_within]'
score --budget-day 3 records
answers "$within" '[1,1]' 'within the budget'
score --budget-day 2.999999999 records
answers "$within" '[1,0]' 'over it by a nano-dollar'
score --budget-day 2 -z America/New_York records
answers "$within" '[2,2]' 'in two days of New York'

# Rules of one's own, a baseline, an earlier score.
echo 'profile("mine"; []; category("session_focus"; 40; 20; prompts_per_session; [[0, 0], [2, 1]]))' >mine.jq
score --policy mine.jq records
answers '[.profile, .base, .measured_max, .id]' \
	'["mine",20,40,"mine/2026-11-22T10:00:00.000Z/"]' '--policy'
score records
jq -r .policy "$OUT" >official
score --policy "$TC_TOP/stages/score/v2.jq" records
is "$(jq -r .policy "$OUT")" "$(cat official)" 'the same rules have the same hash'
check 'of 16 digits' grep -qxE '[0-9a-f]{16}' official
score --policy mine.jq records
check 'others have another' test "$(jq -r .policy "$OUT")" != "$(cat official)"
printf '{\n"tokens_per_session": 760,\n"why": "agreed"}\n' >baseline.json
score --baseline baseline.json records
answers '.categories.token_efficiency | [.points, .evidence.baseline, .evidence.baseline_type]' \
	'[100,760,"company"]' '--baseline'
score --now 2026-11-01 records && sed 's/"mean":null/"mean":1600/' "$OUT" >earlier
score --previous records earlier
answers '.categories.improvement_trend | [.points, .status, .evidence.previous, .evidence.against]' \
	'[83.3,"good",1600,"snapshot"]' '--previous'
score records earlier
answers '.categories.improvement_trend | [.points, .measured]' '[50,false]' 'only when asked for'

# To read.
score --explain session_focus records
status 0
out_is 'session_focus: 20 of 50, measured
  rule     50 x pl(0:0 1:0.4 3:0.8 5:1 15:1 20:0.8 30:0.4 40:0), a = prompts / sessions
  yours    a = 10 / 10 = 1, 50 x 0.4 = 20
  numbers  mean 1
           median 1
           max 1
           focused_share 0'
score --explain all records
is "$(grep -c '^[a-z]' "$OUT")" 10 '--explain all'
score --explain focus records
status 2 && out_is ''
err_has "no category is called 'focus'; there are: token_efficiency,"

# People.
sed 's/"copy":false/"copy":false,"user":"ada"/' records >ada
sed 's/"copy":false/"copy":false,"user":"bob"/' records >bob
score ada
answers .user '"ada"' 'a score says whose it is'
score ada bob
status 0 && answers '[.user, .sessions.all]' '[null,10]' 'of several people it does not'
err_has 'the records are of several users' 'and says so'
score --by user ada bob records
answers '[.user, .sessions.all, .id]' '[null,10,"v2/2026-11-22T10:00:00.000Z/"]
["ada",10,"v2/2026-11-22T10:00:00.000Z/ada"]
["bob",10,"v2/2026-11-22T10:00:00.000Z/bob"]' '--by user'
err_is ''

# Automated sessions count by what they cost, not by what they do.
sed 's/"automated":false/"automated":true/' records >robot
score robot
answers '[.sessions.all, .sessions.scored, .categories.self_sufficiency.measured,
	.categories.tool_efficiency.measured, .categories.cost_efficiency.evidence.cost_usd,
	.categories.token_efficiency.measured]' '[10,0,false,false,3,true]' 'automated sessions'

# Docs last: with code behind them they must be among the last fifth of the uses.
docs() { # docs USES: the first doc is the last but one of so many, code is the last
	prompt p 2026-11-21T10:00:00.000Z s
	call c 2026-11-21T10:00:00.500Z s 1
	i=1
	while [ $i -le "$1" ]; do
		case $(($1 - i)) in
		0) what='Write "code":true' ;;
		1) what='Write "doc":true' ;;
		*) what='Read "doc":false' ;;
		esac
		tool "t$i" "2026-11-21T10:00:0$i.000Z" s c "${what% *}" "${what#* }"
		i=$((i + 1))
	done
}
for uses in 5 6; do
	docs $uses >records5
	score --metrics records5
	answers .defer_docs "{\"used\":$((uses - 5)),\"all\":1}" "docs before code, the last but one of $uses"
done

# Weeks end now, each with its first instant.
store() { printf '{"kind":"file","first_ts":"%s","last_ts":"%s"}\n' "$1" "$2" | score --metrics; }
store 2026-11-15T10:00:00.000Z 2026-11-15T10:00:00.000Z
answers .archive '{"known":true,"weeks":1}' 'a week to the millisecond'
store 2026-11-15T09:59:59.999Z 2026-11-15T10:00:00.000Z
answers .archive.weeks 2 'and one before it'
store 2026-11-22T10:00:00.000Z 2026-11-22T10:00:00.000Z
answers .archive.weeks 0 'now is no part of any'
store 2026-10-25T09:59:59.999Z 2026-11-22T09:00:00.000Z
answers .archive.weeks 4 'four weeks of one file'

# Names that run together are two.
{
	prompt p1 2026-11-21T10:00:00.000Z bs
	call c1 2026-11-21T10:00:01.000Z bs 7
} | sed 's/"copy":false/"user":"a"/' >run
{
	prompt p2 2026-11-21T10:00:00.000Z s
	call c2 2026-11-21T10:00:01.000Z s 7
} | sed 's/"copy":false/"user":"ab"/' >>run
score --by user run
answers '[.user, .sessions.all]' '["a",1]
["ab",1]' 'a and bs are not ab and s'

# What is no number.
{
	call x 2026-11-21T10:00:01.000Z s1 '"many"'
	call y 2026-11-21T10:00:01.000Z s1 -1
	call z 2026-11-21T10:00:01.000Z s1 1 '"dear"'
	cat records
} >bad
score --filter .base records && cp "$OUT" wanted
score --filter .base bad
status 0 && same "$OUT" wanted 'a record with a number that is none is left out'
err_is "tc-score: bad:1: a record is left out: 'output_tokens' is no number that counts"
score --strict bad
status 1

# Wrong usage.
wrong() { # wrong MESSAGE OPTION...: status 2, nothing written
	message=$1
	shift
	score "$@" records
	status 2 && out_is '' && err_has "$message"
}
wrong '--policy takes the place of --profile' --policy mine.jq --profile v1
wrong "cannot read '--budget-day much': not an amount" --budget-day much
wrong "cannot read '--budget-day -1': not an amount" --budget-day -1
wrong '--metrics and --explain exclude each other' --metrics --explain all
wrong 'not one of v2, v1' --profile v3
wrong 'user' --by project
echo 'profile("x"; []; nonsense)' >bad.jq
wrong 'bad.jq:1: nonsense/0 is not defined' --policy bad.jq
echo 'error("no")' >bad.jq
wrong 'bad.jq: no' --policy bad.jq
echo '{"tokens":1}' >bad.json
wrong 'tokens_per_session must be a whole number above 0' --baseline bad.json
echo '{' >bad.json
wrong 'bad.json: no baseline: line ends inside a value' --baseline bad.json
score --policy nowhere.jq records
status 3 && err_is "tc-score: cannot open the policy 'nowhere.jq': No such file or directory"

# Records a schema knows, fields in its order.
if python3 -c 'import jsonschema' 2>"$ERR"; then
	for options in '' '--profile v1' '--metrics' '--by user --budget-day 1 --previous' '--now 2026-10-01'; do
		# shellcheck disable=SC2086 # words
		score $options ada earlier && cp "$OUT" lines
		run "$TC_TOP/tests/validate" --ours lines
		status 0 "valid: tc-score $options" || diag <"$OUT"
	done
else
	skip 'schemas' 'needs python3-jsonschema'
fi
done_testing
