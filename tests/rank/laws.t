#!/bin/sh
# Order, repetition, other people, an earlier ranking and the zone change nothing that they
# must not; --history ends with what is said without it.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless python3 shuf jq

here=$TC_TOP/tests/rank
python3 "$here/random_scores.py" 33 80 >records
for options in '' --history --achievements; do
	# shellcheck disable=SC2086 # words
	rank $options records && cp "$OUT" "wanted$options"
	check "$options: there is something" test -s "wanted$options"
	shuf records >shuffled
	# shellcheck disable=SC2086
	rank $options shuffled records
	same "$OUT" "wanted$options" "$options: order and repetition do not matter"
done
run "$TC_TOP/tests/validate" --ours wanted wanted--history wanted--achievements
status 0 'all of it is as the schemas say'
is "$(jq -c '[.user // "", .ts]' wanted--history | LC_ALL=C sort -c && echo sorted)" sorted 'by name and time'

# The last of each person in the history is what comes without it.
jq -sc 'group_by(.user) | map(.[-1]) | .[]' wanted--history >last
jq -c . wanted >newest
same last newest 'the history ends with the newest'
# What was ranked is ranked again to the same.
rank wanted--history
jq -c . "$OUT" >again
same again newest 'what was ranked is ranked to the same'
rank --history wanted--history
same "$OUT" wanted--history 'so is a history'

# Nothing but places depends on others.
jq -c 'select(.user == "ada")' records >ada
rank ada
jq -c . "$OUT" >alone
jq -c 'select(.user == "ada") | del(.position, .of, .percentile, .top_pct)' wanted >among
same alone among 'a person alone is as among others, but for the place'

# Later scores are not known yet: each of the history was once the newest.
for ts in $(jq -r .ts ada | LC_ALL=C sort -u | sed -n '3p;9p;14p'); do
	rank --now "$ts" ada
	jq -c '{id, streak, streak_weeks, bonus, total, rank}' "$OUT" >once
	jq -c 'select(.user == "ada") | {id, streak, streak_weeks, bonus, total, rank}' wanted--history |
		grep -F "\"id\":$(jq -c .id "$OUT")," >known
	same once known "at $ts it was the same"
done

# The zone moves the edges of weeks, and nothing else.
rank -z Pacific/Kiritimati --history records
weeks='del(.streak, .streak_weeks, .bonus, .total, .rank, .delta, .trend, .warning, .recommendations, .to_next,
	.position, .of, .percentile, .top_pct)'
jq -c "$weeks" "$OUT" >zone
jq -c "$weeks" wanted--history >utc
same zone utc 'the zone changes no other field'
for day in 05 12 19; do score $day 2026-10-${day}T10:00:00.000Z null 5$day; done >mondays
rank mondays && cp "$OUT" utc
rank -z Pacific/Kiritimati mondays
same "$OUT" utc 'nor a thing where no week ends'
rank --policy "$TC_TOP/stages/rank/rank.jq" --table v2 mondays
same "$OUT" utc 'nor do the same rules from a file'
done_testing
