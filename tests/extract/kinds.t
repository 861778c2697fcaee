#!/bin/sh
# The facts of each kind but calls.
. "$(dirname "$0")/lib.sh"

extract() { # extract KIND: what comes of the lines on standard input
	mkdir -p "cfg/projects/-home-ada-app"
	lines >"cfg/projects/-home-ada-app/$S1.jsonl"
	run tc-extract --kinds "$1" cfg
	status 0 "exit code"
}

# Prompts: who typed what.
extract prompt <<'END'
user | uuid(1) | text("show me git status")
user | uuid(2) | at("01") | text([{type: "text", text: "<ide_selection>a.c</ide_selection>"}, {type: "text", text: "for example: use <q>é</q> and think step by step"}, {type: "image", source: {}}])
user | uuid(3) | at("02") | text("résumé façade déjà") | .entrypoint = "sdk-py"
user | uuid(4) | at("03") | text("Привет, как дела") | .promptSource = "sdk" | .origin = {kind: "human"}
user | uuid(5) | at("04") | text([{type: "image", source: {}}])
user | uuid(6) | at("05") | text("fix it") | .isMeta = true
user | uuid(6) | at("05") | text("fix it") | .isSidechain = true
user | uuid(6) | at("05") | text("fix it") | .isCompactSummary = true
user | uuid(6) | at("05") | text("fix it") | .toolUseResult = "x"
user | uuid(6) | at("05") | text("fix it") | .origin = {kind: "task-notification"}
user | uuid(6) | at("05") | text("<system-reminder>x</system-reminder>")
user | uuid(6) | at("05") | text("Caveat: The messages below")
user | uuid(6) | at("05") | text("This session is being continued from a previous conversation")
user | uuid(6) | at("05") | text("<local-command-stdout>x</local-command-stdout>")
user | uuid(6) | at("05") | text("<ide_opened_file>x</ide_opened_file>")
user | uuid(6) | at("05") | text("")
user | uuid(6) | at("05") | text("<command-name>/x</command-name>")
result("Read"; "fix it") | uuid(6) | at("05")
END
out_jq '[.id[7:8], .ts[17:19], .chars, .images, .asks, .xml, .cot, .example, .language,
	.entrypoint, .automated, .agent, .copy, .text]' >got
cat >wanted <<'END'
["1","00",18,0,true,false,false,false,"en",null,false,"main",false,null]
["2","01",48,1,false,true,true,true,"en",null,false,"main",false,null]
["3","02",18,0,false,null,null,null,"other","sdk-py",true,"main",false,null]
["4","03",16,0,false,null,null,null,"other",null,true,"main",false,null]
["5","04",0,1,false,null,null,null,null,null,false,"main",false,null]
END
same got wanted 'prompts'
is "$(out_jq 'has("text")' | sort -u)" false 'no text without --summaries'
is "$(out_jq '[.session, .project]' | sort -u)" "[\"$S1\",\"/home/ada/app\"]" 'session and project'
run tc-extract --kinds prompt --summaries 7 cfg
is "$(out_jq .text | tr '\n' '|')" 'show me|for exa|résumé |Привет,||' '--summaries counts characters'

# A prompt seen twice is one, the earliest; a fork's is a copy.
extract prompt <<'END'
user | uuid(1) | at("05") | session(2) | .forkedFrom = {sessionId: "x"}
user | uuid(1) | at("09")
user | uuid(1) | at("08")
END
is "$(out_jq '[.session[35:], .ts[17:19], .copy]')" '["1","08",false]' 'one prompt of three lines'

# Slash commands, in both places they are written to.
extract command <<'END'
user | uuid(1) | text("<command-name>/clear</command-name>\n <command-message>clear</command-message>\n <command-args></command-args>")
user | uuid(2) | at("01") | text("<command-message>x</command-message><command-name>/x:y</command-name><command-args>a é</command-args>")
common | uuid(3) | at("02") | .type = "system" | .subtype = "local_command" | .content = "<command-name>/compact</command-name><command-args>keep it</command-args>"
common | uuid(4) | at("03") | .type = "system" | .subtype = "local_command" | .content = "<local-command-stdout>x</local-command-stdout>"
common | uuid(5) | at("04") | .type = "system" | .subtype = "informational" | .content = "<command-name>/no</command-name>"
user | uuid(6) | at("05") | text("<command-name>/track-start</command-name><command-args>app 1 \"parser\"</command-args>")
user | uuid(7) | at("06") | .isMeta = true | text("<command-name>/no</command-name>")
END
out_jq '[.id[7:8], .name, .args_chars, .track]' >got
cat >wanted <<'END'
["1","clear",0,null]
["2","x:y",3,null]
["3","compact",7,null]
["6","track-start",14,"app 1 \"parser\""]
END
same got wanted 'commands'

# What the user ran with !.
extract shell <<'END'
user | uuid(1) | text("<bash-input>ls -l</bash-input>")
user | uuid(2) | at("01") | text("<bash-input>git log | tee x</bash-input>")
user | uuid(3) | at("02") | text("<bash-input>make secret</bash-input>")
user | uuid(4) | at("03") | text("<bash-stdout>ls</bash-stdout><bash-stderr></bash-stderr>")
END
out_jq '[.id[7:8], .class, .simple]' >got
printf '%s\n' '["1","ls",true]' '["2","git log",false]' '["3","other",false]' >wanted
same got wanted 'shell commands'

# Tools: a use and its result are one record.
extract tool <<'END'
tool("Read"; {file_path: "/home/ada/app/src/a.c"})
result("Read"; "12é45") | at("01")
tool("Write"; {file_path: "/home/ada/app/docs/a.txt", content: "x"}) | at("02")
result("Write"; [{type: "text", text: "abc"}, {type: "text", text: "d"}]) | at("03") | .message.content[0].is_error = false
tool("Edit"; {file_path: "/etc/hosts"}) | at("04")
result("Edit"; "<tool_use_error>File has not been read yet.</tool_use_error>") | at("05") | .message.content[0].is_error = true
tool("Bash"; {command: "git status && ls"}) | at("06")
result("Bash"; "exit 1") | at("07") | .message.content[0].is_error = true
tool("Bash"; {command: "grep x y > z; git commit"}) | at("08") | .message.content[0].id = "toolu_01Bash2"
tool("Glob"; {pattern: "*", path: "/home/ada/app"}) | at("09")
tool("mcp__db__ask"; {command: "ls", sql: "x"}) | at("10")
tool("NotebookEdit"; {notebook_path: "/home/ada/app/n.ipynb"}) | at("11")
tool("Read"; {file_path: "/home/ada/app/.worktrees/w/README.md"}) | at("12") | .message.content[0].id = "toolu_01Read2"
result("Lost"; "xy") | at("13")
END
out_jq '[.id[8:], .ts[17:19], .call[6:7], .name, .path, .doc, .code, .simple, .search, .commit,
	.result_ts[17:19], .error, .refused, .result_chars]' >got
cat >wanted <<'END'
["Read","00","A","Read","src/a.c",false,true,null,null,null,"01",false,false,5]
["Write","02","A","Write","docs/a.txt",true,false,null,null,null,"03",false,false,4]
["Edit","04","A","Edit",null,false,true,null,null,null,"05",true,true,60]
["Bash","06","A","Bash",null,null,null,true,false,false,"07",true,false,6]
["Bash2","08","A","Bash",null,null,null,false,true,true,null,null,null,null]
["Glob","09","A","Glob",".",false,true,null,null,null,null,null,null,null]
["mcp__db__ask","10","A","mcp__db__ask",null,null,null,null,null,null,null,null,null,null]
["NotebookEdit","11","A","NotebookEdit","n.ipynb",false,true,null,null,null,null,null,null,null]
["Read2","12","A","Read","README.md",true,false,null,null,null,null,null,null,null]
["Lost","13",null,null,null,null,null,null,null,null,"13",false,false,2]
END
same got wanted 'tools'
is "$(out_jq 'select(.name == "Edit") | .path_id')" \
	"$(printf /etc/hosts | sha256sum | cut -c1-16)" 'path_id is of the absolute path'

# What a file is depends on its place in the project, not on where the project lies.
lines >t.jsonl <<'END'
tool("Read"; {file_path: "/home/docs/app/src/a.c"}) | .cwd = "/home/docs/app"
END
run tc-extract --kinds tool t.jsonl
is "$(out_jq '[.path, .doc, .code]')" '["src/a.c",false,true]' 'a project below docs/'

# The use in one file, its result in another.
cp "cfg/projects/-home-ada-app/$S1.jsonl" all.jsonl
run tc-extract --kinds tool cfg
cp "$OUT" whole
sed -n 'p;n' all.jsonl >uses.jsonl
sed -n 'n;p' all.jsonl >results.jsonl
mv uses.jsonl "cfg/projects/-home-ada-app/$S1.jsonl"
mv results.jsonl "cfg/projects/-home-ada-app/$S2.jsonl"
run tc-extract --kinds tool cfg
same "$OUT" whole 'uses and results in two files'
rm "cfg/projects/-home-ada-app/$S2.jsonl"

# Events.
extract event <<'END'
common | uuid(1) | .type = "system" | .subtype = "compact_boundary" | .compactMetadata = {trigger: "auto", preTokens: 155000}
user | uuid(2) | at("01") | text([{type: "text", text: "[Request interrupted by user for tool use]"}])
assistant | uuid(3) | at("02") | .message.model = "<synthetic>" | .isApiErrorMessage = true | .error = "rate_limit" | .apiErrorStatus = 429
common | uuid(4) | at("03") | .type = "attachment" | .attachment = {type: "nested_memory", path: "/home/ada/app/src/CLAUDE.md", content: {}}
tool("Read"; {file_path: "/home/ada/app/CLAUDE.md"}) | at("04")
tool("Read"; {file_path: "/home/ada/app/NOTCLAUDE.md"}) | at("05") | .message.content[0].id = "toolu_01other"
common | uuid(5) | at("06") | .type = "progress" | .data = {type: "agent_progress", agentId: "lost1", message: {type: "assistant", message: {usage: {output_tokens: 5}}}}
{type: "ai-title", aiTitle: "Fix the secret parser", sessionId: "S"}
{type: "custom-title", customTitle: "Mine", sessionId: "S"}
{type: "summary", summary: "Older work", leafUuid: "L"}
{type: "pr-link", prNumber: 17, prUrl: "https://example.org/17", prRepository: "ada/app", sessionId: "S", timestamp: "2026-03-02T10:00:30.000Z"}
END
out_jq '[.event, .ts[17:19], .trigger, .pre_tokens, .reason, .status, .title_chars, .custom,
	.pr_number, .pr_repository, .name]' >got
cat >wanted <<'END'
["compact","00","auto",155000,null,null,null,null,null,null,null]
["interrupt","01",null,null,null,null,null,null,null,null,null]
["api_error","02",null,null,"rate_limit",429,null,null,null,null,null]
["memory","03",null,null,null,null,null,null,null,null,"CLAUDE.md"]
["memory","04",null,null,null,null,null,null,null,null,"CLAUDE.md"]
["agent_lost","06",null,null,null,null,null,null,null,null,null]
["pr_link","30",null,null,null,null,null,null,17,"ada/app",null]
["title",null,null,null,null,null,10,null,null,null,null]
["title",null,null,null,null,null,21,false,null,null,null]
["title",null,null,null,null,null,4,true,null,null,null]
END
same got wanted 'events'
is "$(out_jq 'select(.event == "agent_lost") | [.agent_id, .session, .project]')" \
	"[\"lost1\",\"$S1\",\"/home/ada/app\"]" 'whose agent was lost'
is "$(out_jq .id | sort | uniq -d)" '' 'every event has an id of its own'

# An agent whose transcript is there is not lost.
mkdir -p "cfg/projects/-home-ada-app/$S1/subagents"
lines >"cfg/projects/-home-ada-app/$S1/subagents/agent-lost1.jsonl" <<'END'
assistant | id("Z") | .isSidechain = true | .agentId = "lost1"
END
run tc-extract --kinds event cfg
is "$(out_jq 'select(.event == "agent_lost")')" '' 'an agent that was found'
rm -r "cfg/projects/-home-ada-app/$S1"

# Claude Code's own reckoning: the newest of a session, numbers alone.
extract cost_state <<'END'
{type: "cost-state", sessionId: "S", timestamp: "2026-03-02T10:00:01.000Z", totalCostUSD: 1.5, modelUsage: {}}
{type: "cost-state", sessionId: "S", timestamp: "2026-03-02T10:00:03.000Z", totalCostUSD: 2.25, modelUsage: {"claude-opus-4-6": {inputTokens: 5, costUSD: 2.25, note: "text"}}}
{type: "cost-state", sessionId: "S", timestamp: "2026-03-02T10:00:02.000Z", totalCostUSD: 9, modelUsage: {}}
{type: "cost-state", sessionId: "T", timestamp: "2026-03-02T10:00:02.000Z", totalCostUSD: 7, modelUsage: {}}
END
is "$(out_jq '[.id, .total_cost_usd, .model_usage]' | tr '\n' ' ')" \
	'["T",7,{}] ["S",2.25,{"claude-opus-4-6":{"inputTokens":5,"costUSD":2.25}}] ' 'cost states'

# Errors are events, not calls, and tools of a synthetic line are nobody's.
lines >t.jsonl <<'END'
assistant | .message.model = "<synthetic>" | usage({input_tokens: 0, output_tokens: 0})
END
run tc-extract t.jsonl
is "$(out_jq '[.kind, .event]')" '["event","api_error"]' 'a synthetic line'

done_testing
