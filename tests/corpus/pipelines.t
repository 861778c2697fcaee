#!/bin/sh
# Pipelines cut at each `|`: every record that flows is one its schema knows.
. "$(dirname "$0")/../lib.sh"

skip_unless_shared
skip_unless python3
corpus=$TC_SHARED/corpus
python3 -c 'import jsonschema' 2>"$ERR" || skip_all "needs python3-jsonschema"

valid() { # valid FILE NAME: its records, many or few
	"$TC_TOP/tests/validate" --ours "$1" >"$OUT" 2>"$ERR"
	ok $? "$2: $(tail -n 1 "$ERR")" || diag <"$OUT"
}

"$TC_BIN/tc-extract" "$corpus"/a?? >extracted
valid extracted "tc-extract"
is "$(jq -r .kind extracted | sort -u | grep -cx 'call\|prompt\|tool\|event')" 4 \
	"the common kinds are there"
"$TC_BIN/tc-extract" --summaries 40 --probe "$corpus"/a1? >extra
valid extra "tc-extract --summaries 40 --probe"
"$TC_BIN/tc-extract" --stats "$corpus"/a?? 2>stats >"$OUT"
valid stats "tc-extract --stats"
"$TC_BIN/tc-price" extracted >priced 2>"$ERR"
grep '"kind":"call"' priced >calls
valid calls "tc-price"
is "$(jq -c 'select(.kind == "call" and (has("cost_usd") | not))' priced | wc -l)" 0 \
	"every call has its price, or null"
is "$(grep -v '"kind":"call"' priced | cksum)" "$(grep -v '"kind":"call"' extracted | cksum)" \
	"the other kinds are as they were"

for by in day day,model month week session project branch model agent hour block,model \
	'skill,mcp_server' 'worktree,config' prompt version user ''; do
	"$TC_BIN/tc-aggregate" -z UTC --by "$by" priced >rollups
	valid rollups "tc-aggregate --by '$by'"
done
for of in prompt command shell tool event cost_state; do
	"$TC_BIN/tc-aggregate" -z UTC --of $of --by session extracted >rollups
	valid rollups "tc-aggregate --of $of"
done
"$TC_BIN/tc-aggregate" -z UTC --partial --by day priced >rollups
valid rollups "tc-aggregate --partial"

# The pipelines a user has, cut at each |: every program keeps a copy of what it writes.
mkdir cut
for program in "$TC_BIN"/tc-*; do
	name=${program##*/}
	case $name in # writes a document; writes the store
	tc-render | tc-archive) ln -s "$program" cut/ && continue ;;
	esac
	printf '#!/bin/sh\n"%s" "$@" | tee -a "%s/flow-%s"\n' "$program" "$PWD" "$name" \
		>"cut/$name"
	chmod +x "cut/$name"
done
export CLAUDE_CONFIG_DIR="$corpus/a15,$corpus/a02,$corpus/a12" TC_NOW=2026-04-13T00:00:00Z
answers=0
for pipeline in $(cd "$TC_TOP/pipelines" && grep -lsE '(^|^.*[|&]{2} )answer$' ./*); do
	name=${pipeline#./}
	case $name in doctor | session-check | statusline | guard) continue ;; esac # tables are not what they show
	TC_HOME=$PWD/home-$name
	export TC_HOME
	[ "$name" != snapshots ] || "$TC_TOP/bin/token-craft" score --save >saved 2>"$ERR"
	TC_BIN=$PWD/cut "$TC_TOP/bin/token-craft" "$name" -z UTC --json >answer 2>"$ERR"
	is $? 0 "token-craft $name --json"
	jq -e '[.. | objects | select(has("rows"))] | length > 0 and all(has("totals"))' \
		answer >"$OUT"
	ok $? "token-craft $name --json answers with rows and totals"
	for flow in flow-*; do
		cat "$flow" >>"all-${flow#flow-}"
	done
	rm -f flow-*
	answers=$((answers + 1))
done
# Most of what flows in one of them flows in the next.
for program in tc-extract tc-price tc-aggregate tc-score tc-rank; do
	check "$program wrote records" test -s "all-$program"
	sort -u "all-$program" >flow
	valid flow "the pipelines' $program"
done
"$TC_BIN/tc-archive" get --rejects >flow
valid flow 'tc-archive get --rejects'
check "there are pipelines to cut ($answers)" test "$answers" -ge 9
done_testing
