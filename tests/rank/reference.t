#!/bin/sh
# Streaks, ranks, places, changes, warnings and what is reached, against an independent
# reference, on random histories.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless python3 jq

here=$TC_TOP/tests/rank
added='{id, user, streak, streak_weeks, bonus, total, rank}
	+ if has("trend") then {delta, trend, warning: (.warning | if . then .signals |= map(.id) else . end)} else {} end
	+ if has("of") then {position, of, percentile, top_pct} else {} end'
reached='{kind, ts, user} + if .kind == "achievement" then {name}
	elif .kind == "badge" then {badge_id, rank, score: .evidence.score, issued_date, revoked_ts, reason}
	else {rank, level, until} end'
compare() { # compare NAME SHOW FILTER OPTIONS_OF_THE_REFERENCE [OPTIONS]
	compare_name=$1 show=$2 filter=$3 asked=$4
	shift 4
	[ "$show" = newest ] || set -- "--$show" "$@"
	rank "$@" records
	status 0 "$compare_name" && jq -cS "$filter" "$OUT" | LC_ALL=C sort >got
	# shellcheck disable=SC2086 # words
	python3 "$here/reference.py" "$show" $asked <records | jq -cS . | LC_ALL=C sort >wanted
	same got wanted "$compare_name"
}
for seed in 1 2 3 5; do
	python3 "$here/random_scores.py" $seed 60 >records
	compare "seed $seed" newest "$added" '--against 2025-12-31T23:59:59.999Z --ties dense' --against 2025-12-31 --ties dense
	compare "seed $seed: history" history "$added" '-z Europe/Berlin --monday --ties modified' \
		-z Europe/Berlin --week-start monday --ties modified
	compare "seed $seed: achievements" achievements "$reached" ''
done
compare 'history, weeks of New York' history "$added" '-z America/New_York --ties ordinal' -z America/New_York --ties ordinal
done_testing
