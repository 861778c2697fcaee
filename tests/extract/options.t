#!/bin/sh
# --kinds, --summaries, --probe, --stats, and that no text leaves.
. "$(dirname "$0")/lib.sh"

mkdir -p "cfg/projects/-home-ada-app"
lines >"cfg/projects/-home-ada-app/$S1.jsonl" <<'END'
user | uuid(1) | text("CANARY show me git status")
user | uuid(2) | at("01") | text("<command-name>/x</command-name><command-args>CANARY</command-args>")
user | uuid(3) | at("02") | text("<bash-input>ls CANARY</bash-input>")
assistant | id("A") | at("03") | text([{type: "text", text: "CANARY"}, {type: "thinking", thinking: "CANARY", signature: "CANARY"}])
tool("Bash"; {command: "ls CANARY", description: "CANARY"}) | id("B") | at("04")
result("Bash"; "CANARY") | at("05") | .toolUseResult = {stdout: "CANARY"}
tool("Task"; {subagent_type: "Explore", prompt: "CANARY", description: "CANARY"}) | id("C") | at("06")
{type: "ai-title", aiTitle: "CANARY", sessionId: "S"}
{type: "custom-title", customTitle: "CANARY", sessionId: "S"}
{type: "summary", summary: "CANARY", leafUuid: "L"}
{type: "cost-state", sessionId: "S", timestamp: "2026-03-02T10:00:01.000Z", totalCostUSD: 1, modelUsage: {m: {note: "CANARY"}}}
{type: "last-prompt", lastPrompt: "CANARY", sessionId: "S"}
{type: "queue-operation", content: "CANARY", sessionId: "S"}
common | .type = "system" | .subtype = "away_summary" | .content = "CANARY"
common | .type = "attachment" | .attachment = {type: "file", filename: "x", content: "CANARY"}
END
echo '{"message":{"usage":CANARY' >>"cfg/projects/-home-ada-app/$S1.jsonl"
echo '{"message":{"usage":"CANARY"]' >>"cfg/projects/-home-ada-app/$S1.jsonl"
run tc-extract --stats cfg
status 0 'all kinds'
is "$(cat "$OUT" "$ERR" | grep -c CANARY)" 0 'no text leaves'
is "$(out_jq .kind | sort | uniq -c | tr -s ' \n' ' ')" \
	' 3 call 1 command 1 cost_state 3 event 1 prompt 2 reject 1 shell 2 tool ' 'kinds'
cp "$OUT" all
run tc-extract --summaries 6 cfg
is "$(grep -c CANARY "$OUT")" 1 'a summary leaves when it is asked for'
is "$(out_jq 'select(.text) | [.kind, .text]')" '["prompt","CANARY"]' 'the prompt, its first characters'

# Each kind alone is what it is among all.
for kind in call command cost_state event prompt shell tool; do
	run tc-extract --kinds "$kind" cfg
	status 0 "--kinds $kind: exit code"
	grep -e "\"kind\":\"$kind\"" -e '"kind":"reject"' all >wanted
	same "$OUT" wanted "--kinds $kind, and rejects"
done
run tc-extract --kinds prompt,call cfg
grep -e '"kind":"call"' -e '"kind":"prompt"' -e '"kind":"reject"' all >wanted
same "$OUT" wanted '--kinds prompt,call'
run tc-extract --kinds calls cfg
status 2 'an unknown kind'
err_has calls 'it is named'
run tc-extract --kinds '' cfg
status 2 'no kind'
for option in '--threads 0' '--threads x' '--memory 0' '--summaries -1'; do
	# shellcheck disable=SC2086 # an option and its value
	run tc-extract $option cfg
	status 2 "$option"
done
run tc-extract --strict cfg
status 1 'rejects under --strict'
same "$OUT" all 'the same records under --strict'

# Sorted by time, kind and id; records without time after all others, rejects last.
jq -c '[(.kind == "reject"), (.ts == null), .ts, .kind, .id]' all >keys
jq -sc 'sort[]' keys >sorted
same keys sorted 'order of output'

# Counts.
run tc-extract --stats cfg
cp "$ERR" stats
is "$(wc -l <stats | tr -d ' ')" 1 'stats are one line'
jq -r '[.kind, .files, .lines, .bytes] | map(tostring) | join(" ")' stats >got
echo "stats 1 $(wc -l <"cfg/projects/-home-ada-app/$S1.jsonl" | tr -d ' ') $(wc -c <"cfg/projects/-home-ada-app/$S1.jsonl" | tr -d ' ')" >wanted
same got wanted 'files, lines, bytes'

# Probe: what a project's memory says about itself, when asked.
app=$PWD/app
mkdir -p "$app" "probe/projects/$(slug "$app")" "probe/projects/$(slug "$app-none")"
printf 'Build with make. CANARY\n' >"$app/CLAUDE.md"
printf '# Memory\nDefer docs, be concise. Efficiency: count tokens. CANARY\n' >"$app/MEMORY.md"
printf 'assistant | id("A") | .cwd = "%s"\n' "$app" | lines >"probe/projects/$(slug "$app")/$S1.jsonl"
printf 'assistant | id("B") | .cwd = "%s-none"\n' "$app" | lines >"probe/projects/$(slug "$app-none")/$S2.jsonl"
run tc-extract --kinds call probe
is "$(out_jq 'select(.kind == "probe")')" '' 'no probe unless it is asked for'
run tc-extract --probe --kinds call probe
is "$(out_jq 'select(.kind == "probe") | [.project, .claude_md, .claude_md_bytes]' | sort)" \
	"[\"$app\",true,$(wc -c <"$app/CLAUDE.md" | tr -d ' ')]
[\"$app-none\",false,0]" 'CLAUDE.md'
is "$(out_jq "select(.kind == \"probe\" and .project == \"$app\") | [.memory_concise, (.memory_keywords | sort)]")" \
	'[true,["concise","defer","efficiency","token"]]' 'keywords of the memory'
is "$(grep -c CANARY "$OUT")" 0 'no text of the memory leaves'

done_testing
