#!/bin/sh
# token-craft mission, rank, delta, achievements: from logs that are named, and from the store
# with the scores that were kept.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now")
TC_HOME=$PWD/store
export TC_NOW TC_HOME
craft() { run "$TC_TOP/bin/token-craft" "$@"; }
of() { jq -c "$1" "$OUT"; }

# The labels of a mission report, in their order, are the same for everybody.
labels='========================================================
TOKEN-CRAFT: YOUR SPACE MISSION REPORT
========================================================
Current Rank:
Next Rank:
Token Efficiency:
Optimization Adoption:
Self-Sufficiency:
Improvement Trend:
Best Practices:
Your Mission Stats:
- Sessions this month:
- Avg tokens/session:
- Estimated cost:
- Rank achieved:'
has_labels() { # has_labels NAME
	sed 's/:.*/:/; /^$/d' "$OUT" | sed 's/^TOKEN-CRAFT:$/TOKEN-CRAFT: YOUR SPACE MISSION REPORT/' |
		grep -E '^(=|TOKEN|Current|Next|Token|Opt|Self|Improvement|Best|Your|- (Sess|Avg|Est|Rank))' >got
	is "$(cat got)" "$labels" "$1"
}
mkdir none
craft mission --profile v1 none
status 0
has_labels 'the labels with no session'
out_has '- Sessions this month: 0'
out_has '- Estimated cost: $0.00'
craft mission --ascii "$sample"
has_labels 'the labels with the sample'
is "$(LC_ALL=C grep -c '[^ -~]' "$OUT")" 0 'ASCII'
is "$(awk 'length > 80' "$OUT")" '' 'it fits into 80 columns'
is "$(grep -cv '^tc-price: ' "$ERR")" 0 'nothing but the note on prices'

# Its month is that of `monthly`, its points are those of tc-score.
month() { # month NAME ARGUMENT...: mission and monthly say the same
	month_name=$1
	shift
	craft monthly --json "$@"
	of '.rows[] | select(.month == "2026-11") | [.sessions, .cost_usd]' >wanted
	craft mission --json --budget-month 50 "$@"
	status 0
	is "$(of '.month.rows[] | [.sessions, .cost_usd]')" "$(cat wanted)" "$month_name: the month of monthly"
	is "$(of '.month.rows[].budget_usd')" 50 "$month_name: the budget"
}
month 'named logs' "$sample"
"$TC_BIN/tc-extract" "$sample" | "$TC_BIN/tc-price" 2>"$ERR" | "$TC_BIN/tc-score" >record
is "$(of '[.categories.rows[].points]')" "$(jq -c '[.categories[].points]' record)" 'the points are those of tc-score'
is "$(of '.summary.rows[] | .base + .bonus == .total')" true 'base and bonus'

# With two scores that were kept.
CLAUDE_CONFIG_DIR=$sample
export CLAUDE_CONFIG_DIR
month 'the store'
for points in '2026-10-20 700' '2026-11-13 800'; do
	jq -c --arg day "${points% *}" --argjson base "${points#* }" --arg user "$(id -un)" \
		'.user = $user | .ts = $day + "T16:00:00.000Z" | .id = "v2/\(.ts)/\(.user)" | .base = $base
		| .categories.self_sufficiency.points = 120' record
done | "$TC_BIN/tc-archive" put >"$ERR" 2>&1
craft mission --brief
check 'in brief: at most eight lines' test "$(wc -l <"$OUT")" -le 8
for what in '[CAPTAIN] ' 'Next: [ADMIRAL] in ' 'Since 2026-11-13: '; do out_has "$what"; done
craft delta --json
status 0
is "$(of '.changes.rows[] | select(.what == "self_sufficiency") | [.previous, .change > 0]')" '[120,true]' \
	'delta: a category since the last score'
is "$(of '.changes.rows[] | select(.what == "base") | .previous')" 800 'delta: against the last'
craft delta --json --against 2026-11-01
is "$(of '.changes.rows[] | select(.what == "base") | .previous')" 700 'delta: against the last one until then'
craft rank --json
is "$(of '[.scores.rows[] | .ts[:10]]')" '["2026-10-20","2026-11-13","2026-11-20"]' 'rank: all scores'
is "$(of '[.ranks.rows[] | select(.rank == "Commander" or .rank == "Captain") | .reached[:10]]')" \
	'["2026-10-20","2026-11-20"]' 'rank: when each was first reached'
is "$(of '.ranks.rows[] | select(.here) | .rank')" '"Captain"' 'rank: where one stands'
craft mission --html
status 0
out_has 'Points of 90 days'
check 'the evidence is behind each category' test "$(grep -c '<details><summary>' "$OUT")" -ge 10

# What -n shows gives the same.
[ "$V" != rel ] || for name in mission achievements; do
	craft $name --json
	status 0
	cp "$OUT" wanted
	craft -n $name --json
	is "$(grep -c 'token-craft sync' "$OUT")" 1 "-n $name: one sync"
	cp "$OUT" shown
	PATH=$TC_BIN:$TC_TOP/bin:$PATH sh ./shown >"$OUT" 2>"$ERR"
	same "$OUT" wanted "what -n $name shows gives the same"
done
craft -n rank --table v1 --against 30d -w monday -z UTC DIR
is "$(sed -n 's/^	\(tc-rank.*\) |$/\1/p' "$OUT")" \
	'tc-rank --history --table v1 --against 30d --week-start monday -z UTC' '-n: options go to the program they concern'

# Two people, each under a name.
jq -c '(.user = "ada" | .id += "ada"), (.user = "bob" | .id += "bob" | .base = 880.7
	| .categories.self_sufficiency |= (.points -= 97.6 | .checks.self_sufficiency.points -= 97.6))' record |
	"$TC_BIN/tc-rank" >both
run tc-render --report rank --to json both
is "$(of '[.comparison.rows[] | select(.difference != 0) | .category, .first, .second, .difference]')" \
	'["self_sufficiency","ada","bob",97.6]' 'two people: what makes the difference'
run tc-render --report rank both
out_has 'self sufficiency  ada +97.6: ada 1 asked for, 0 run with !' 'and why'

for wrong in - '--budget-month -5' '--budget-month x' '--against nowhen' '--table nowhere'; do
	# shellcheck disable=SC2086 # an option and its value
	craft mission $wrong "$sample"
	check "$wrong is refused" grep -qE '^[23] ' "$TMPDIR/status"
	out_is ''
done
done_testing
