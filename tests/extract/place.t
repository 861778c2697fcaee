#!/bin/sh
# Whose a record is: project, session, agent.
. "$(dirname "$0")/lib.sh"

projects() { out_jq '[.id[6:7], .project]' | tr '\n' ' '; }
fresh() { rm -rf cfg && mkdir -p "cfg/projects/$(slug "$1")" && cd "cfg/projects/$(slug "$1")" || exit 3; }
back() { cd ../../.. || exit 3; }

# The project is the cwd whose slug is the folder's name, else the line's own.
fresh /home/ada/app
lines >"$S1.jsonl" <<'END'
assistant | id("A") | .cwd = "/home/ada/app/src/deep"
assistant | id("B") | at("01") | .cwd = "/home/ada/app"
assistant | id("C") | at("02") | del(.cwd)
END
lines >"$S2.jsonl" <<'END'
assistant | id("D") | at("03") | session(2) | .cwd = "/somewhere/else"
END
back
run tc-extract --kinds call cfg
is "$(projects)" '["A","/home/ada/app"] ["B","/home/ada/app"] ["C","/home/ada/app"] ["D","/home/ada/app"] ' \
	'the cwd that made the slug'
run tc-extract cfg
cp "$OUT" whole
run tc-extract --kinds call --threads 1 "cfg/projects/-home-ada-app/$S1.jsonl" \
	"cfg/projects/-home-ada-app/$S2.jsonl"
same "$OUT" whole 'named file by file'

fresh /copied/by/a/tool
lines >"$S1.jsonl" <<'END'
assistant | id("A") | .cwd = "/home/ada/one"
assistant | id("B") | at("01") | .cwd = "/home/ada/two"
assistant | id("C") | at("02") | del(.cwd)
END
back
run tc-extract --kinds call cfg
is "$(projects)" '["A","/home/ada/one"] ["B","/home/ada/two"] ["C",null] ' \
	'no cwd makes the slug: its own'

# Slugs are ambiguous: the line's own cwd comes first, then the smallest.
fresh /home/ada/a-b
lines >"$S1.jsonl" <<'END'
assistant | id("A") | .cwd = "/home/ada/a_b"
assistant | id("B") | at("01") | .cwd = "/home/ada/a-b"
assistant | id("C") | at("02") | .cwd = "/tmp"
END
back
run tc-extract --kinds call cfg
is "$(projects)" '["A","/home/ada/a_b"] ["B","/home/ada/a-b"] ["C","/home/ada/a-b"] ' 'two cwds of one slug'

# Worktrees belong to their repository.
fresh /home/ada/app/.claude/worktrees/fix
lines >"$S1.jsonl" <<'END'
assistant | id("A") | .cwd = "/home/ada/app/.claude/worktrees/fix"
assistant | id("B") | at("01") | .cwd = "/home/ada/app/.claude/worktrees/fix/src"
END
back
mkdir -p "cfg/projects/$(slug /home/ada/app/.worktrees/x)" "cfg/projects/$(slug 'C:\ada\app')"
lines >"cfg/projects/$(slug /home/ada/app/.worktrees/x)/$S2.jsonl" <<'END'
assistant | id("C") | at("02") | .cwd = "/home/ada/app/.worktrees/x"
END
lines >"cfg/projects/$(slug 'C:\ada\app')/$S2.jsonl" <<'END'
assistant | id("D") | at("03") | .cwd = "C:\\ada\\app"
assistant | id("E") | at("04") | .cwd = "C:\\ada\\app\\.claude\\worktrees\\y"
END
run tc-extract --kinds call cfg
is "$(projects)" \
	'["A","/home/ada/app"] ["B","/home/ada/app"] ["C","/home/ada/app"] ["D","C:\\ada\\app"] ["E","C:\\ada\\app"] ' \
	'worktrees, also on Windows'
is "$(out_jq .worktree | tr '\n' ' ')" 'fix fix x null y ' 'and have names'

# Agents: by the file beside the transcript, by the launching tool, by what the lines say.
fresh /home/ada/app
lines >"$S1.jsonl" <<'END'
assistant | id("M") | at("00")
tool("Task"; {subagent_type: "Explore", prompt: "x"}) | id("N") | at("01")
result("Task"; "x") | at("02") | .toolUseResult = {agentId: "a2", totalTokens: 5}
tool("Agent"; {subagent_type: "Wrong"}) | id("O") | at("03") | .message.content[0].id = "toolu_01Agent1"
result("Agent1"; "x") | at("04") | .toolUseResult = {agentId: "a1"}
assistant | id("P") | at("05") | .isSidechain = true
END
mkdir -p "$S1/subagents/workflows/w1"
agent() { # agent ID FILE EDIT
	echo "assistant | id(\"$1\") | request(\"$1\") | .isSidechain = true | $3" | lines >"$2"
}
agent A "$S1/subagents/agent-a1.jsonl" '.agentId = "a1" | at("11")'
echo '{"agentType":"Plan","description":"secret words"}' >"$S1/subagents/agent-a1.meta.json"
agent B "$S1/subagents/agent-a2.jsonl" '.agentId = "a2" | at("12")'
agent C "$S1/subagents/agent-a3.jsonl" '.agentId = "a3" | at("13") | .attributionAgent = "reviewer"'
agent D "$S1/subagents/agent-a4.jsonl" '.agentId = "a4" | at("14")'
agent E "agent-a5.jsonl" '.agentId = "a5" | at("15")'
agent F "$S1/subagents/workflows/w1/agent-a6.jsonl" 'at("16")'
printf '{\n  "description": "x",\n  "agentType": "w\\u00f6rker"\n}\n' \
	>"$S1/subagents/workflows/w1/agent-a6.meta.json"
agent G "$S1/subagents/agent-a7.jsonl" '.agentId = "a7" | at("17")'
echo 'no JSON' >"$S1/subagents/agent-a7.meta.json"
agent H "$S1/subagents/agent-a2b.jsonl" '.agentId = "a2" | at("18") | session(2)'
back
run tc-extract --kinds call cfg
out_jq '[.id[6:7], .agent, .agent_id, .copy]' >got
cat >wanted <<'END'
["M","main",null,false]
["N","main",null,false]
["O","main",null,false]
["P","subagent",null,true]
["A","Plan","a1",true]
["B","Explore","a2",true]
["C","reviewer","a3",true]
["D","subagent","a4",true]
["E","subagent","a5",true]
["F","wörker","a6",true]
["G","subagent","a7",true]
["H","subagent","a2",true]
END
same got wanted 'agents'
cp "$OUT" calls
run tc-extract cfg
grep '"kind":"call"' "$OUT" >all
same all calls 'the same agents when all kinds are asked for'

# Which prompt: that of the last line before it in its file that has one; a subagent has its
# parent's, as Claude Code gives it.
fresh /home/ada/app
lines >start <<'END'
assistant | id("A")
user | uuid(1) | at("01") | .promptId = "p1"
assistant | id("B") | at("02")
result("Read"; "\"promptId\": x") | at("03") | .promptId = "p1"
assistant | id("C") | at("04")
user | uuid(2) | at("05") | text("<command-name>/x</command-name>") | .promptId = "p2"
user | uuid(3) | at("06") | text("Caveat: harness") | .isMeta = true
assistant | id("D") | at("07")
result("Read"; "x") | at("08") | .toolUseResult = {promptId: "p2", deep: {promptId: "p9"}}
assistant | id("E") | at("09")
user | uuid(4) | at("10") | .toolUseResult = {promptId: "p2"} | .promptId = "p3"
assistant | id("F") | at("11")
user | uuid(5) | at("12") | .promptId = null
user | uuid(6) | at("13") | .promptId = ""
user | uuid(7) | at("14") | .promptId = 7
assistant | id("G") | at("15")
END
{
	cat start
	printf '%s' '{"type":"user","prompt\u0049d" : "p4"}'
	echo 'assistant | id("H") | at("16")' | lines
	printf '%s\n' '{"type":"user", "promptId" : "p5"}' '{"type":"user","promptId":"p6",}'
	echo 'assistant | id("I") | at("17")' | lines
} >"$S1.jsonl"
rm start
mkdir -p "$S1/subagents"
lines >"$S1/subagents/agent-a1.jsonl" <<'END'
user | .isSidechain = true | .agentId = "a1" | .promptId = "p2"
assistant | id("J") | .isSidechain = true | .agentId = "a1" | at("18")
END
back
run tc-extract cfg
is "$(out_jq 'select(.kind == "call") | [.id[6:7], .prompt] | join(":")' | tr '\n' ' ')" \
	'A: B:p1 C:p1 D:p2 E:p2 F:p3 G:p3 H:p4 I:p5 J:p2 ' 'prompts of calls'
is "$(out_jq 'select(.kind == "call" and .prompt == null) | has("prompt")')" false 'null is left out'
is "$(out_jq 'select(.kind == "prompt" or .kind == "command")
	| [.kind, .id[7:8], .prompt] | join(":")' | tr '\n' ' ')" \
	'prompt:1:p1 command:2:p2 prompt:5: prompt:6: prompt:7: ' 'their own'
grep '"kind":"call"' "$OUT" >all
run tc-extract --kinds call cfg
grep -v '"kind":"reject"' "$OUT" >got
same got all 'the same prompts when calls alone are asked for'

# What the folder of configuration is called.
config() { out_jq 'select(.kind == "call") | .config' | sort -u | xargs; }
labels() { # labels PATH NAME: of a tree moved there
	mkdir -p "$(dirname "$1")" && mv cfg "$1"
	run tc-extract --kinds call "$1"
	status 0 "$1"
	is "$(config)" "$2" "$1 is $2"
	mv "$1" cfg
}
labels cfg2 cfg2
labels .claude claude
labels ..claude-work claude-work
labels 'a/b c' 'b c'
ln -s cfg .link
run tc-extract --kinds call .link cfg/projects
is "$(config)" cfg 'links resolved, and named by its projects'
run tc-extract --kinds call cfg/projects/*/"$S1.jsonl"
is "$(config)" cfg 'of a file named alone'
cp cfg/projects/*/"$S1.jsonl" .
run tc-extract --kinds call "$S1.jsonl"
is "$(config)" null 'of a file that lies elsewhere it is not known'
run tc-extract --kinds call - <"$S1.jsonl"
is "$(config)" null 'nor of standard input'
mkdir cfg/token-craft
printf '  w\303\266rk \r\nmore\n' >cfg/token-craft/label
cp -R cfg .personal && printf home >.personal/token-craft/label
mkdir both && CLAUDE_CONFIG_DIR=$PWD/cfg,$PWD/.personal run tc-extract --kinds call
err_is ''
is "$(config)" home 'of two copies, the bytewise smaller'
run tc-extract --kinds call cfg
is "$(config)" wörk 'the first line of its label'
for bad in '' '\n\nx' 'a\033b' '\377' "$(printf %065d 1)"; do
	# shellcheck disable=SC2059 # a format is what is asked for
	printf "$bad" >cfg/token-craft/label
	run tc-extract --kinds call cfg
	status 0
	is "$(config)" cfg "no label: $bad"
	err_is "tc-extract: $PWD/cfg/token-craft/label: a label is a line of at most 64 bytes"
done

# Skill, MCP server, entrypoint, branch, version.
lines >t.jsonl <<'END'
assistant | .attributionSkill = "pdf" | .attributionMcpServer = "db" | .entrypoint = "cli" | .gitBranch = "ünder/x"
END
run tc-extract --kinds call t.jsonl
is "$(out_jq '[.skill, .mcp_server, .entrypoint, .branch, .version, .source]')" \
	'["pdf","db","cli","ünder/x","2.1.120","claude-code"]' 'the small facts of a call'

done_testing
