#!/bin/sh
# The golden vectors of the scoring rules that are about ranks.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless jq
day=2026-11-01T10:00:00.000Z

# G1, G2: what the base of the scores of tests/score/vectors.t comes to.
score g1 $day null 1035 50 | rank
status 0 && err_is ''
answers '[.total, .bonus, .rank.name, .rank.level, .rank.badge]' '[1085,50,"Captain",5,"token_craft_captain"]' G1
for table in v1 v2; do
	score g2 $day null 495 | rank --table $table
	answers '[.total, .rank.name]' '[495,"Navigator"]' "G2, by table $table"
done

# G9: the edges of every table, just below and on; whose ranks are reached.
edges() { # edges TABLE MIN...: the lower bounds of the ranks, from Pilot on
	table=$1
	shift
	for min; do
		score "$min" $day "\"a$min\"" "$((min - 1)).9"
		score "$min" $day "\"b$min\"" "$min"
	done | rank --table "$table"
	is "$(jq -c '.rank | [.name, .points_needed]' "$OUT" | grep -c '\["Galactic Legend",null\]')" 1 "$table: the top"
	answers 'select(.user | startswith("a")) | [.rank.level, .rank.points_needed]' \
		"$(for level in 1 2 3 4 5 6; do echo "$level"; done | sed 's/.*/[&,0.1]/' | sort_by_user "$@")" \
		"$table: a tenth below each bound"
	answers 'select(.user | startswith("b")) | [.rank.level, .rank.min]' \
		"$(level=1 && for min; do level=$((level + 1)) && echo "[$level,$min]"; done | sort_by_user "$@")" \
		"$table: on each"
}
sort_by_user() { # the lines of standard input, each for one argument, in the order of names
	for name; do
		read -r line && echo "$name $line"
	done | LC_ALL=C sort -k 1,1 | cut -d ' ' -f 2
}
edges v1 200 400 600 800 1000 1200
edges v2 225 450 675 900 1125 1350
edges x1.35 270 540 810 1080 1350 1620
score x $day null 1035 | rank --table x1.35
answers .rank.name '"Commander"' 'G9: by the preset 1035 is Commander'

# G10: 685 of v1 is Commander, Captain in 115; place 47 of 256 is in the top 18 %.
score g10 $day null 685 | rank --table v1
answers '.rank | [.name, .next, .points_needed, .progress]' '["Commander","Captain",115,0.425]' 'G10: the rank'
n=0
while [ $n -lt 256 ]; do
	n=$((n + 1))
	score $n $day "\"u$n\"" $((1000 - n))
done | rank
answers 'select(.user == "u47") | [.position, .of, .top_pct, .percentile]' '[47,256,18,81.6]' 'G10: the place'
done_testing
