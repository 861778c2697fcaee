#!/bin/sh
# Order, repetition, other people and what lies outside the period change nothing.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless python3 shuf jq

here=$TC_TOP/tests/score
for seed in 11 12; do
	python3 "$here/random_records.py" $seed 60 $now >records
	for options in '' '--profile v1' '--by user' '--metrics --by user' '--explain all'; do
		# shellcheck disable=SC2086 # words
		score $options records && cp "$OUT" wanted
		check "$seed $options: there is a score" test -s wanted
		for _ in 1 2; do
			shuf records >shuffled
			# shellcheck disable=SC2086
			score $options shuffled
			same "$OUT" wanted "$seed $options: the order of records does not matter"
		done
		# shellcheck disable=SC2086
		score $options shuffled records
		same "$OUT" wanted "$seed $options: nor does reading them twice"
		# shellcheck disable=SC2086
		score $options -z Pacific/Kiritimati records
		same "$OUT" wanted "$seed $options: nor the zone, without a budget"
	done
	score --by user records && cp "$OUT" wanted
	jq -c 'select(.user == "ada" or .kind == "file")' records >ada
	score --by user ada
	sed -n 2p wanted >second
	same "$OUT" second "$seed: nor do other people"
	sed 's/"user": "[a-z]*"/"user": "eve"/' ada >eve
	score eve
	is "$(sed 's/"eve"/"ada"/; s|Z/eve"|Z/ada"|' "$OUT")" "$(cat second)" "$seed: one person is one with --by user or without"
done

# Neither do pauses, nor does a clock that goes wrong for all. Only where a session ends, and
# so whether another follows it, pauses say.
timeless='del(.period, .ts, .id, .signs.follow_on_sessions, .categories.token_efficiency.evidence.follow_on_sessions)'
python3 "$here/random_records.py" 14 60 $now >records
python3 "$here/bend.py" idle $now <records >paused
python3 "$here/bend.py" clock 12345678901 <records >later
check "there are pauses" sh -c '! cmp -s records paused'
for options in "" "--metrics --by user"; do
	# shellcheck disable=SC2086
	score $options --filter "$timeless" records && cp "$OUT" wanted
	# shellcheck disable=SC2086
	score $options --filter "$timeless" paused
	same "$OUT" wanted "$options: idle time does not matter"
	# shellcheck disable=SC2086
	run tc-score $options --filter "$timeless" --now 2027-04-14T07:21:18.901Z later
	same "$OUT" wanted "$options: nor what the clock says"
done

# Many records: facts go to disk, and come back the same.
python3 "$here/random_records.py" 13 60 $now >records
score records && cp "$OUT" wanted
awk -v n=3 '{ for (i = 0; i < n; i++) print }' records >thrice
score thrice
same "$OUT" wanted 'three times is once'

# A session of another time is no part of the score, whatever the record says.
{
	prompt p1 2026-11-21T10:00:00.000Z s1
	call c1 2026-11-21T10:00:01.000Z s1 100
} >inside
score inside && cp "$OUT" wanted
{
	cat inside
	prompt p2 2026-11-22T10:00:00.000Z s1 # now is no part of the period
	call c2 2026-12-01T10:00:00.000Z s2 7
	prompt p3 2026-12-01T10:00:00.000Z s2
	echo '{"kind":"call","id":"c4","ts":null,"session":"s1","output_tokens":7}'
	echo '{"kind":"call","id":"c5","ts":"2026-11-21T10:00:02.000Z","session":null,"output_tokens":7}'
	echo '{"kind":"cost_state","id":"x","ts":"2026-11-21T10:00:02.000Z","session":"s1"}'
	echo '{"kind":"coffee"}'
} >outside
score outside
same "$OUT" wanted 'what is later, or has no time or session, is left out'
{
	cat inside
	prompt p8 2026-08-24T09:59:59.999Z s3 # 90 days and a millisecond ago
	call c8 2026-11-21T10:00:01.000Z s3 9
} >earlier
score earlier
answers '[.sessions.all, .period.covered]' '[1,true]' 'a session that began before is none of the period'
sed 's/T09:59:59.999Z/T10:00:00.000Z/' earlier >edge
score edge
answers '[.sessions.all, .period.covered]' '[2,false]' 'one that begins with it is'
done_testing
