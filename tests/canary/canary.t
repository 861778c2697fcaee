#!/bin/sh
# Text stays home: no word of a transcript comes out of any program or pipeline.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

skip_unless python3
config=$PWD/config
project=$PWD/home/shop
"$TC_TOP/tests/canary/tree" "$config" "$project" >words || skip_all "no canary tree"
check "the tree has hundreds of words" test "$(wc -l <words)" -ge 200
export CLAUDE_CONFIG_DIR="$config"
kinds=call,command,cost_state,event,probe,prompt,reject,shell,tool

# silent NAME FILE...: no canary in the files, and tells which if there are
silent() {
	silent_name=$1
	shift
	grep -aoihE 'kanarie[0-9]*' "$@" | sort -u >heard
	is "$(grep -f heard words || cat heard)" '' "$silent_name"
}

# What this test looks for is there to be found.
find config home -type f -exec cat {} + >everything
is "$(grep -aoE 'kanarie[0-9]{4}' everything | sort -u | wc -l)" "$(wc -l <words)" \
	"every word is in the tree"
grep -aoihE 'kanarie[0-9]*' everything | sort -u >heard
is "$(grep -cf heard words)" "$(wc -l <words)" "and would be heard"

run tc-extract --threads 2
cp "$OUT" records
status 0
silent "tc-extract" "$OUT" "$ERR"
is "$(jq -r .kind records | sort -u | xargs)" \
	'call command cost_state event prompt reject shell tool' "every kind was made"
check "bad lines became rejects" test "$(grep -c '"kind":"reject"' records)" -ge 10

run tc-extract --stats
silent "tc-extract --stats" "$OUT" "$ERR"
run tc-extract --new
check "--new writes cursors" grep -q '"kind":"cursor"' "$OUT"
silent "tc-extract --new" "$OUT" "$ERR"
run tc-extract --probe --kinds "$kinds"
status 0
silent "tc-extract --probe" "$OUT" "$ERR"
cp "$OUT" records
run tc-extract --strict "$config/projects" "$config/CLAUDE.md"
silent "tc-extract with any file" "$OUT" "$ERR"
for kind in call command event prompt shell tool reject; do
	run tc-extract --kinds $kind
	silent "tc-extract --kinds $kind" "$OUT" "$ERR"
done
run tc-extract --summaries 40
check "only --summaries gives text" grep -q kanarie "$OUT"
grep -v '"kind":"prompt"' "$OUT" >others
silent "and only to prompts" others "$ERR"
jq -r 'select(.kind == "prompt") | .text // empty' "$OUT" | grep -aoE 'kanarie[0-9]+' |
	sort -u >heard
is "$(grep -f heard words | grep -cv 'prompt\|user text\|queued\|todos')" 0 \
	"and only what somebody typed"

# Every other program, on the records and on lines that are none.
grep -avE '^ *[{]"(type|parentUuid)' "$config/projects/"*/*.jsonl >broken
cat records broken >mixed
for p; do
	[ "$p" = tc-extract ] && continue
	run "$p" mixed
	silent "$p" "$OUT" "$ERR"
	run "$p" --strict everything
	case $p in tc-price | *join) : >"$OUT" ;; esac # unknown kinds pass byte for byte
	silent "$p with transcripts for records" "$OUT" "$ERR"
done
for of in call command cost_state event probe prompt reject shell tool; do
	[ -x "$TC_BIN/tc-aggregate" ] || break
	run tc-aggregate --of $of --by session mixed
	silent "tc-aggregate --of $of" "$OUT" "$ERR"
done

# Every answer a user can ask for; that shells tell no word is tried once.
forms='--json --html' # csv, sql, md have the rows of json
[ "$V" = rel ] || forms=--html
for pipeline in $(cd "$TC_TOP/pipelines" && grep -ls '^pipeline()' ./*); do
	name=${pipeline#./}
	case $name in query | session-check) continue ;; esac # below
	for form in '' $forms; do
		run "$TC_TOP/bin/token-craft" "$name" -z UTC ${form:+$form}
		[ "$name" = doctor ] || status 0 # who says so when a line cannot be read
		silent "token-craft $name $form" "$OUT" "$ERR"
	done
done
for question in . '.. | strings'; do
	run "$TC_TOP/bin/token-craft" query -z UTC "$question"
	status 0
	check "token-craft query '$question' answers" test -s "$OUT"
	silent "token-craft query '$question'" "$OUT" "$ERR"
done
run "$TC_TOP/bin/token-craft" session-check --refresh -z UTC
status 0
run "$TC_TOP/bin/token-craft" session-check
check "token-craft session-check says how the week stands" test -s "$OUT"
silent "token-craft session-check" "$OUT" "$ERR"
silent "the store" "$(find "$HOME" "$config" -name manifest.ndjson | head -n 1)"
find "$HOME" "$config" -name '*.ndjson.gz' -exec zcat {} + >stored
check "which holds records" test -s stored
silent "the records in it" stored
done_testing
