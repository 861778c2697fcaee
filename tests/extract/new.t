#!/bin/sh
# tc-extract --new: what is opened, what is read again, and when cursors are believed.
. "$(dirname "$0")/lib.sh"

app=$(slug /home/ada/app)
home=$PWD/home
TC_HOME=$home
export TC_HOME
cursors=$home/cache/cursors.ndjson

new() { # new ARGUMENTS...: run with --new --stats; standard output is split in two
	run tc-extract --new --stats "$@"
	grep '^{"kind":"cursor"' "$OUT" >cursors
	sed -i '/^{"kind":"cursor"/d' "$OUT"
}
publish() { # publish [RECORDS]: what tc-archive put does after its commit
	mkdir -p "$home/cache"
	[ -s cursors ] || return
	printf '{"kind":"cursor","of":"store","version":2,"records":%d,"sha256":"%s"}\n' \
		"${1-0}" "$(sha256sum <cursors | cut -d' ' -f1)" >"$cursors"
	cat cursors >>"$cursors"
}
did() { jq -c 'select(.kind == "stats") | [.files, .bytes]' "$ERR"; }
of_files() { jq -c "select(.of == \"file\") | $1" cursors | tr '\n' ' '; }
ids() { jq -r 'select(.kind == "call") | .id[6:7]' "$OUT" | tr -d '\n'; }
reads() { # reads CALLS NAME ARGUMENTS...: which calls come; the cursors are published
	wanted=$1 name=$2
	shift 2
	new "$@"
	status 0 "$name: exit code"
	is "$(ids)" "$wanted" "$name"
	publish
}
add() { # add FILE NAME [EDIT]: a call, as a line at the end of a file
	mkdir -p "$(dirname "$1")"
	echo "assistant | id(\"$2\") | request(\"$2\")${3+ | $3}" | lines >>"$1"
}
fresh() { # fresh: a folder with two sessions, read
	rm -rf cfg home
	add "cfg/projects/$app/$S1.jsonl" A
	add "cfg/projects/$app/$S2.jsonl" B 'at("01")'
	one=cfg/projects/$app/$S1.jsonl two=cfg/projects/$app/$S2.jsonl
	new cfg
	publish
}

# What is new.
fresh
is "$(ids)" AB 'the first time all is read'
run "$TC_TOP/tests/validate" --ours cursors "$cursors"
status 0 'cursors are as their schema says'
is "$(of_files '[.offset == .size, .has_cwd, .rejects]')" '[true,true,{}] [true,true,{}] ' 'a cursor a file'
reads '' 'nothing new' cfg
is "$(cat "$OUT" cursors)" '' 'nothing is written then'
is "$(did)" '[0,0]' 'and nothing is read'
size=$(wc -c <"$one")
add "$one" C 'at("02")'
reads C 'a file that grew' cfg
is "$(did)" "[1,$(($(wc -c <"$one") - size + 1))]" 'its new lines are read, and the LF before'
is "$(grep -c '"of":"file"' cursors)" 2 'cursors tell of all files'
reads '' 'nothing new after that' cfg
add "cfg/projects/$app/third.jsonl" D 'at("03")'
reads D 'a new file' cfg
mv "cfg/projects/$app/third.jsonl" "cfg/projects/$app/fourth.jsonl"
reads D 'a file renamed' cfg
is "$(grep -c third cursors)" 0 'the old name is forgotten'
rm "cfg/projects/$app/fourth.jsonl"
reads '' 'a file deleted' cfg
is "$(did)" '[0,0]' 'nothing is read for that'

# What was read of a file says which prompt the rest of it is of.
prompts() { out_jq 'select(.kind == "call") | .prompt' | xargs; }
fresh
echo 'user | uuid(1) | at("02") | .promptId = "p1"' | lines >>"$one"
reads '' 'a prompt' cfg
is "$(of_files .prompt)" '"p1" null ' 'the cursor knows it'
add "$one" C 'at("03")'
reads C 'a call after it' cfg
is "$(prompts)" p1 'has its prompt'
add "$one" D 'at("04")'
reads D 'another one' cfg
is "$(prompts)" p1 'has it, too'
printf '%s\n' 'user | uuid(2) | at("05") | .promptId = "p2"' 'assistant | id("E") | at("06")' |
	lines >>"$one"
reads E 'the next prompt' cfg
is "$(prompts) $(of_files .prompt)" 'p2 "p2" null ' 'and its call'
touch -d '2026-01-01' "$one"
reads ACDE 'all of it' cfg
is "$(prompts)" 'null p1 p1 p2' 'the same when it is read again'

# The end of a file: a line without LF counts when it is complete, and is read again.
fresh
echo 'assistant | id("C") | at("02")' | lines >line
head -c 300 line >>"$one"
reads '' 'half a line' cfg
tail -c +301 line | tr -d '\n' >>"$one"
reads C 'a line without LF' cfg
is "$(of_files '.size - .offset')" "$(($(wc -c <line) - 1)) 0 " 'the cursor is before it'
echo >>"$one"
reads C 'its LF: it is read again' cfg
printf '[]' >>"$one"
new cfg
is "$(jq -c '[.kind, .line, .reason]' "$OUT")" '["reject",3,"not an object"]' 'a reject knows its line'
is "$(of_files .rejects)" '{} {} ' 'a line without LF is not counted for good'
publish
printf '\n"x\n' >>"$one"
new cfg
is "$(jq -c '[.line, .offset == 0]' "$OUT" | tr '\n' ' ')" '[3,false] [4,false] ' 'rejects after a cursor'
is "$(of_files .rejects)" '{"line ends inside a value":1,"not an object":1} {} ' 'counts of rejects by reason'
publish
echo '{]' >>"$one"
reads '' 'more rejects' cfg
is "$(jq -c .line "$OUT")" 5 'rejects come once'
is "$(of_files '.rejects | add')" '3 null ' 'their counts add up'

# Read again whole.
again() { # again CALLS NAME: after a change of $one
	reads "$1" "$2" cfg
	reads '' "$2: then nothing is new" cfg
}
fresh
touch -d '2026-01-01' "$one"
again A 'the same size, another time'
sed 's/msg_01A/msg_01X/' "$one" >x && cat x >"$one"
again X 'rewritten in place'
add "$one" C 'at("02")'
sed 's/msg_01X/msg_01A/' "$one" >x && cat x >"$one"
again AC 'grown, but it begins otherwise'
add "$one" D 'at("03")' && again D 'grown'
cp "$one" x && add x E 'at("04")' && mv x "$one"
again ACDE 'grown, in a file of its own'
head -n 1 "$one" >x && cat x >"$one"
again A 'shrunk'
: >"$one"
again '' 'emptied'
fresh
gzip -c "$one" >"$one.gz" && rm "$one"
reads A 'a .gz in place of a file' cfg
gzip -c "$two" >>"$one.gz"
again AB 'a .gz that grew'

# What lines say of others holds from run to run, and comes late.
fresh
lines >>"$one" <<'END'
tool("Task"; {subagent_type: "Explore"}) | id("T") | at("01")
END
mkdir -p "cfg/projects/$app/$S1/subagents"
agent=cfg/projects/$app/$S1/subagents/agent-a1.jsonl
add "$agent" G '.agentId = "a1" | .isSidechain = true | at("02")'
new cfg && publish
is "$(jq -r 'select(.id[6:7] == "G") | .agent' "$OUT")" subagent 'nobody knows the type of an agent'
echo 'result("Task"; "x") | at("05") | .toolUseResult = {agentId: "a1"}' | lines >>"$one"
new cfg && publish
is "$(jq -r 'select(.id[6:7] == "G") | .agent' "$OUT")" Explore 'when it is known its calls come again'
is "$(did | jq '.[0]')" 2 'both files were read'
add "$agent" H '.agentId = "a1" | .isSidechain = true | at("03")'
new cfg && publish
is "$(jq -c '[.id[6:7], .agent]' "$OUT")" '["H","Explore"]' 'what launched it is remembered'
rm "$one" && add "$agent" I '.agentId = "a1" | .isSidechain = true | at("04")'
new cfg && publish
is "$(jq -c '[.id[6:7], .agent]' "$OUT")" '["I","subagent"]' 'as long as its file is there'
echo '{"agentType":"Plan"}' >"${agent%.jsonl}.meta.json"
new cfg && publish
is "$(jq -c '[.id[6:7], .agent]' "$OUT" | tr '\n' ' ')" '["G","Plan"] ["H","Plan"] ["I","Plan"] ' \
	'a meta file that comes later'
echo '{"agentType":"Plot"}' >"${agent%.jsonl}.meta.json"
new cfg && publish
is "$(jq -r .agent "$OUT" | sort -u)" Plot 'one that changes'

fresh
add "$agent" G '.agentId = "a1" | .isSidechain = true | at("02")'
reads G 'an agent' cfg
lines >>"$one" <<'END'
tool("Task"; {subagent_type: "Explore"}) | id("T") | at("01")
result("Task"; "x") | at("05") | .toolUseResult = {agentId: "a1"}
END
reads T 'its type comes to light where its file is not looked at' "$one"
reads G 'where it is, its calls come again' cfg
is "$(jq -r .agent "$OUT")" Explore 'with their type'
reads '' 'once' cfg

rm -rf cfg home
one=cfg/projects/$app/$S1.jsonl two=cfg/projects/$app/$S2.jsonl
add "$one" A '.cwd = "/home/ada/app/src"'
new cfg && publish
is "$(jq -r .project "$OUT")" /home/ada/app/src 'a project is guessed by the cwd'
add "$two" B 'at("01")'
new cfg && publish
is "$(jq -c '[.id[6:7], .project]' "$OUT" | tr '\n' ' ')" \
	'["A","/home/ada/app"] ["B","/home/ada/app"] ' 'until the folder tells it'
add "$one" C '.cwd = "/tmp" | at("02")'
new cfg && publish
is "$(jq -c '[.id[6:7], .project]' "$OUT" | tr '\n' ' ')" '["C","/home/ada/app"] ' 'which is remembered'

# What was guessed is not taken back: joined, the bytewise smaller stays.
known() { "$TC_BIN/tc-archive" join "$@" | jq -rc '[.project, .agent]'; }
rm -rf cfg home
add "$one" A '.cwd = "/a"'
new cfg && publish && cp "$OUT" before
add "$two" B 'at("01")'
new cfg && publish && jq -c 'select(.id[6:7] == "A")' "$OUT" >after
is "$(known after)" '["/home/ada/app","main"]' 'a better project'
is "$(known before after)" '["/a","main"]' 'does not take the place of a smaller guess'
rm -rf cfg home
add "$agent" G '.agentId = "a1" | .isSidechain = true | .attributionAgent = "a"'
new cfg && publish && cp "$OUT" before
echo '{"agentType":"b"}' >"${agent%.jsonl}.meta.json"
new cfg && publish && cp "$OUT" after
is "$(known after)" '["/home/ada/app","b"]' 'a better type'
is "$(known before after)" '["/home/ada/app","a"]' 'neither'
rm -rf cfg home
echo '{type: "progress", sessionId: "s", cwd: "/home/ada/app", timestamp: "2026-03-02T10:00:00Z",
	data: {type: "agent_progress", agentId: "a1"}}' | tr -d '\n' | lines >x
mkdir -p "${agent%/*}" && cp x "$one"
new cfg && publish
is "$(jq -c '[.event, .agent_id]' "$OUT")" '["agent_lost","a1"]' 'an agent without its file'
add "$two" B
new cfg && publish
is "$(jq -r .kind "$OUT")" call 'it is told once'
add "$agent" G '.agentId = "a1" | .sessionId = "s" | .isSidechain = true'
new cfg && publish
is "$(jq -r .kind "$OUT")" call 'that comes later: the event stays'
cat x >>"$one"
new cfg && publish
is "$(cat "$OUT")" '' 'it is not lost again'

# What is looked at.
fresh
add "$one" C 'at("02")' && add "$two" D 'at("03")'
reads C 'an operand' "$one"
is "$(grep -c '"of":"file"' cursors)" 2 'cursors of other files are kept'
reads '' 'nothing new there' "$one"
reads D 'nor lost elsewhere' cfg
reads '' 'all is read' cfg
reads '' 'an operand with nothing new' "$two"
run tc-extract --new - <"$one"
is "$(ids)" AC 'standard input is always new'
is "$(grep -c '"of":"file"' "$OUT")" 2 'and has no cursor'
for wrong in '--kinds call' '--filter .'; do
	# shellcheck disable=SC2086 # two words
	run tc-extract --new $wrong cfg
	status 2 "$wrong: refused"
	err_is "tc-extract: --new does not go with ${wrong% *}: what is left out would never come
tc-extract:   choose from what the store gives: tc-archive get"
done
add "$one" E 'at("04")'
run tc-extract --new --probe cfg
is "$(jq -r 'select(.kind == "probe") | .project' "$OUT")" /home/ada/app '--probe: of what is new'
publish
printf '\037\213garbage' >"cfg/projects/$app/torn.jsonl.gz"
new cfg
status 3 'a file that cannot be read'
publish
is "$(grep -c torn cursors)" 0 'has no cursor'
new cfg
status 3 'and is read again'
rm "cfg/projects/$app/torn.jsonl.gz"

# --list: what there is, and whether all of it has been read.
listed() { jq -c '[(.file | split("/")[-1][:-6] | .[-1:]), .bytes, .read]' "$OUT" | tr -d '\n'; }
fresh
sizes() { wc -c <"$1" | tr -d ' '; }
run tc-extract --list cfg
status 0
err_is ''
is "$(listed)" "[\"1\",$(sizes "$one"),true][\"2\",$(sizes "$two"),true]" 'all has been read'
is "$(jq -r .ts "$OUT" | head -n 1)" "$(date -u -r "$one" +%Y-%m-%dT%H:%M:%S).$(date -r "$one" +%3N)Z" \
	'since its last change'
add "$one" C
touch -d '2026-01-01' "$two"
run tc-extract --list "cfg/projects/$app"
is "$(listed)" "[\"1\",$(sizes "$one"),false][\"2\",$(sizes "$two"),false]" \
	'not what was written since, nor what was touched'
cp "$OUT" listed
run tc-extract --list --filter .read cfg
out_is 'false
false' '--list takes a filter'
run tc-extract --list - </dev/null
out_is '' 'a pipe is no file'
TC_HOME=$PWD/nowhere run tc-extract --list "$one"
is "$(listed)" "[\"1\",$(sizes "$one"),false]" 'nothing has been read without a store'
check 'and none is made' test ! -e nowhere
run tc-extract --list nowhere
status 3
if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours listed
	status 0 'what --list writes is as its schema says'
else
	skip 'what --list writes is as its schema says' 'needs python3-jsonschema'
fi

# Cursors that are not believed.
told="tc-extract: $cursors is damaged: everything is read anew"
anew() { # anew NAME [MESSAGE]
	new cfg
	status 0 "$1: exit code"
	is "$(ids)" AB "$1: everything is read"
	is "$(grep -v '"kind":"stats"' "$ERR")" "${2-}" "$1: standard error"
}
fresh
cp "$cursors" good
: >"$cursors" && anew 'an empty file' "$told"
head -n 1 good >"$cursors" && anew 'a header alone' "$told"
printf 'kind,of\n1,2\n' >"$cursors" && anew 'a foreign file' "$told"
sed 's/"version":2/"version":3/' good >"$cursors" && anew 'a later version' "$told"
sed 's/"version":2/"version":1/' good >"$cursors" && anew 'an earlier version'
touch -d '2026-01-01' "$two"
sed '$d' good >"$cursors" && anew 'without its end, when something is new' "$told"
rm "$cursors" && anew 'a missing file'
publish 1 && anew 'more records than the store has'
mkdir -p "$home/archive/v=1"
echo '{"kind":"manifest","version":1,"files":1,"records":1}' >"$home/archive/v=1/manifest.ndjson"
reads '' 'as many as the store has' cfg

done_testing
