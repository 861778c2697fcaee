#!/bin/sh
# Corners: none, one, equal, gaps, the ends of years, other profiles and rules, ties.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless jq

weeks='[.streak_weeks, .streak]'
score a 2026-10-01T10:00:00.000Z null 500 >one
rank one
answers '[.streak_weeks, .total, .delta, .delta_reason, .trend.scores, .trend.gain_per_month, .warning, .position]' \
	'[0,500,null,"no earlier score of profile v2",1,null,null,null]' 'one score'
"$TC_BIN/tc-score" --now $now </dev/null | rank
answers '.rank | [.name, .level]' '["Navigator",3]' 'a score of no session is ranked by its neutral points'
score a 2026-11-22T10:00:00.001Z null 500 | rank
out_is '' 'what is later than now is left out'

row() { # row BASE@DAY...: scores at noon
	for point; do
		score "${point#*@}" "${point#*@}T12:00:00.000Z" null "${point%@*}" ${combo:+"$combo"}
	done
}
row 500@2026-10-01 510@2026-10-08 510@2026-10-15 520@2026-10-22 | rank
answers "$weeks" '[1,0]' 'an equal base is no improvement'
row 500@2026-10-01 510@2026-10-08 520@2026-10-15 530@2026-10-29 | rank
answers "$weeks" '[0,0]' 'a week without a score ends the row'
row 500@2026-10-01 510@2026-10-08 900@2026-10-12 505@2026-10-16 520@2026-10-23 | rank
answers "$weeks" '[1,0]' 'the last score of a week stands for it'
row 500@2025-12-18 510@2025-12-25 520@2026-01-01 530@2026-01-08 540@2026-01-15 550@2026-01-22 560@2026-01-29 570@2026-02-05 | rank
answers "$weeks" '[7,50]' 'over the end of a year'
combo=190
row 500@2026-10-01 510@2026-10-08 520@2026-10-15 | rank
answers '[.streak, .bonus, .total]' '[10,200,720]' 'the bonus is at most 200'
combo=
# Summer time ends on 2026-10-25 in Berlin: midnight is 22:00Z before, 23:00Z after.
{
	score a 2026-10-17T21:59:59.999Z null 500
	score b 2026-10-17T22:00:00.000Z null 510
	score c 2026-10-24T22:00:00.000Z null 520
	score d 2026-10-31T22:59:59.999Z null 505
	score e 2026-10-31T23:00:00.000Z null 530
} >summer
rank -z Europe/Berlin --history summer
answers .streak_weeks '0
1
2
0
1' 'weeks start at midnight, in summer and in winter'
rank -z Europe/Berlin --week-start monday summer
answers .streak_weeks 2 'on Mondays they are others'

# Other profiles and rules.
{
	row 500@2026-10-01 600@2026-10-15
	score v1 2026-10-08T12:00:00.000Z null 300 0 '"profile":"v1"'
} >two
rank two
answers '[.delta.against, .trend.scores, .rank.achieved_at]' '["2026-10-01",2,"2026-10-01T12:00:00.000Z"]' 'another profile in between'
rank --history two
answers '[.id, .total, .rank.name]' '["2026-10-01",500,"Navigator"]
["v1",300,"Pilot"]
["2026-10-15",600,"Navigator"]' 'it has a rank of its own'
{
	row 500@2026-10-01
	score q 2026-10-15T12:00:00.000Z null 600 0 '"policy":"q"'
} | rank
answers '[.delta, .delta_reason, .trend.scores]' '[null,"the score before was made by other rules",2]' 'other rules'
row 500@2026-10-01 600@2026-10-08 700@2026-10-15 >three
rank --against 2026-10-07 three
answers '.delta | [.against, .days, .summary, .total.change]' '["2026-10-01",14,"promoted to Commander",210]' '--against'
rank --against 2026-09-01 three
answers .delta_reason '"no earlier score of profile v2 until then"' 'against nothing'
for change in '50.1 great_progress' '50 steady_progress' '0.1 steady_progress' '0 maintaining' \
	'-49.9 slight_decline' '-50 significant_decline'; do
	row 600@2026-10-01 "$(awk -v c="${change% *}" 'BEGIN { printf "%.1f", 600 + c }')@2026-10-08" | rank --table x1.35
	answers .delta.summary "\"$(echo "${change#* }" | tr _ ' ')\"" "a change of ${change% *}"
done
row 660@2026-10-01 690@2026-10-05 670@2026-10-08 | rank
answers '[.delta.summary, .delta.rank.promoted, .rank.achieved_at]' '["back to Navigator",false,"2026-10-08T12:00:00.000Z"]' 'a fall'
row 1340@2026-10-01 1350@2026-10-08 1349@2026-10-09 1400@2026-10-10 | rank
answers '.rank | [.next, .points_needed, .progress, .achieved_at]' '[null,null,1,"2026-10-10T12:00:00.000Z"]' 'the top'
score n 2026-10-01T10:00:00.000Z null -3.5 | rank
answers '[.total, .rank.name, .rank.points_needed, .rank.progress]' '[-3.5,"Cadet",228.5,0]' 'below all bounds'
cat >short.json <<'END'
{"ranks": [{"name": "Learner", "min": 100}, {"name": "Master", "badge": "m", "min": 200.5}]}
END
row 200.4@2026-10-01 | rank --table short.json
answers '.rank | [.name, .next, .points_needed, .badge]' '["Learner","Master",0.1,null]' 'a table of its own'
for table in '{"ranks":[]}' '{"ranks":[{"name":"a","min":1},{"name":"b","min":1}]}' '{"ranks":[{"name":"a","min":"1"}]}'; do
	echo "$table" >wrong.json
	rank --table wrong.json one
	status 2
	err_has 'no table of ranks'
done
echo '[1]' >wrong.json
rank --table wrong.json </dev/null
status 2 'a table is an object'
rank --against later one
status 2
err_is "tc-rank: cannot read '--against later': not a time"

# About to drop: on within 5 % of the band, off only beyond 10 %. Commander is 675 to 900.
row 690@2026-10-01 686@2026-10-02 690@2026-10-03 697.5@2026-10-04 697.6@2026-10-05 690@2026-10-06 >edge
for day in 1 2 3 4 5 6; do
	rank --now "2026-10-0${day}T13:00:00Z" edge
	jq -c '.warning | . and [.severity, .drops_to, (.signals | map(.id) | join(" "))]' "$OUT"
done >got
printf '%s\n' false true true true false false >wanted
same got wanted 'once on, a warning goes off by a margin'
rank --now 2026-10-02T13:00:00Z edge
answers .warning '{"severity":1,"signals":[{"id":"edge","text":"11 points above the lower bound of Commander"}],"drops_to":"Navigator"}' 'a warning'
row 1@2026-10-01 | rank
answers .warning null 'from the lowest nobody drops'

# Ties of every kind.
for person in a:900:1 b:900:2 c:1000:3 d:800:3 e:900:1; do
	base=${person#*:}
	score "$person" 2026-10-01T10:00:00.000Z "\"${person%%:*}\"" "${base%:*}" 0 "\"measured_max\":${base#*:}"
done >ties
for kind in 'competition 2 2 1 5 2' 'dense 2 2 1 3 2' 'modified 4 4 1 5 4' 'ordinal 3 2 1 5 4'; do
	rank --ties "${kind%% *}" ties
	is "$(jq .position "$OUT" | xargs)" "${kind#* }" "$kind"
done
{
	cat ties
	score v1 2026-10-01T10:00:00.000Z '"x"' 950 0 '"profile":"v1"'
} | rank
answers 'select(.user == "x" or .user == "c") | [.user, .position, .of]' '["c",1,5]
["x",null,null]' 'profiles are not compared'

# Sessions of nobody are of the one there is; each counts once, at its earliest.
n=0
while [ $n -lt 11 ]; do
	n=$((n + 1))
	at=$(printf '2026-09-%02dT08:00:00.000Z' $n)
	echo "{\"kind\":\"rollup\",\"of\":\"call\",\"session\":\"s$n\",\"first_ts\":\"$at\"}"
	echo "{\"kind\":\"rollup\",\"of\":\"call\",\"session\":\"s1\",\"first_ts\":\"$at\"}"
done >sessions
score a 2026-10-01T10:00:00.000Z '"ada"' 400 | rank --achievements - sessions
answers 'select(.name == "sessions_10") | [.id, .ts, .title]' '["ada/sessions_10","2026-09-10T08:00:00.000Z","10 sessions"]' 'ten sessions'
rank --achievements sessions
answers '[.id, .user]' '["/sessions_10",null]' 'of nobody'
# A certificate is renewed when it has ended.
row 300@2025-01-01 310@2025-03-31 320@2025-04-01 330@2025-09-01 | rank --achievements
answers 'select(.kind == "certification") | [.from[:10], .until[:10], .level]' \
	'["2025-01-01","2025-04-01","participation"]
["2025-04-01","2025-06-30","participation"]
["2025-09-01","2025-11-30","participation"]' 'three months, and again'
done_testing
