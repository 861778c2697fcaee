#!/bin/sh
# Which files are read: those of the layouts Claude Code has had, and no others.
. "$(dirname "$0")/lib.sh"

app=$(slug /home/ada/app)
put() { # put FILE NAME: a transcript of one call of this name
	mkdir -p "$(dirname "$1")"
	echo "assistant | id(\"$2\") | request(\"$2\")" | lines >"$1"
}
reads() { # reads NAMES TEST ARGUMENTS...: the calls that come, by the letter of their id
	wanted=$1 test=$2
	shift 2
	run tc-extract --kinds call "$@"
	status 0 "$test: exit code"
	err_is '' "$test: no message"
	is "$(out_jq '.id[6:7]' | tr -d '\n')" "$wanted" "$test"
}

# A is a session; B a flat agent; C to E agents of a session; X are no transcripts.
home=cfg/projects/$app
put "$home/$S1.jsonl" A
put "$home/agent-0a1b2c3d.jsonl" B
put "$home/$S1/subagents/agent-0123.jsonl" C
put "$home/$S1/subagents/workflows/run-1/agent-0456.jsonl" D
put "$home/$S2/subagents/agent-acompact-0a.jsonl" E
put "$home/$S1/resume-head.jsonl" X
put "$home/$S1/subagents/workflows/run-1/journal.jsonl" X
put "$home/$S1/subagents/notes.jsonl" X
put "$home/$S1/tool-results/toolu_01.jsonl" X
put "$home/$S1/tool-results/agent-0789.jsonl" X
put "$home/$S1/agent-0789.jsonl" X
put "$home/resume-head.jsonl" X
put "$home/journal.jsonl" X
put "$home/audit.jsonl" X
put "$home/$S1.jsonl.bak" X
put "$home/$S1.json" X
put "$home/deep/deeper/$S1.jsonl" X
put cfg/history.jsonl X
put cfg/projects/stray.jsonl X
put cfg/todos/$S1.jsonl X
echo '{"version":1,"entries":[]}' >"$home/sessions-index.json"

reads ABCDE 'a config folder' cfg
reads ABCDE 'a config folder with a slash' cfg/
reads ABCDE 'its projects' cfg/projects
reads ABCDE "one slug's folder" "$home"
reads CD "one session's subagents" "$home/$S1/subagents"
reads A 'one file' "$home/$S1.jsonl"
reads X 'any file that is named' "$home/$S1/resume-head.jsonl"
reads ABCDE 'an operand twice, one within the other' cfg cfg "$home" cfg/projects/
reads ABCDE 'an absolute path' "$PWD/cfg"
reads '' 'an empty folder' "$(mkdir -p empty && echo empty)"

(cd cfg/projects && run tc-extract --kinds call -- "$app" && cp "$OUT" "$TMPDIR/dashed")
is "$(jq -r '.id[6:7]' "$TMPDIR/dashed" | tr -d '\n')" ABCDE 'a name that begins with - after --'

# What is true of a file does not depend on how it was named.
run tc-extract cfg
cp "$OUT" relative
for operand in "$PWD/cfg" ./cfg/../cfg cfg/projects "$home"; do
	run tc-extract "$operand"
	same "$OUT" relative "the same records from $operand"
done

# Where to look.
CLAUDE_CONFIG_DIR=cfg
export CLAUDE_CONFIG_DIR
reads ABCDE 'CLAUDE_CONFIG_DIR'
reads A 'operands come before CLAUDE_CONFIG_DIR' "$home/$S1.jsonl"
put "other, one/projects/$app/$S2.jsonl" F
CLAUDE_CONFIG_DIR=cfg,other
put "other/projects/$app/$S2.jsonl" F
reads ABCDEF 'a list of config folders'
CLAUDE_CONFIG_DIR=cfg/projects,,other/
reads ABCDEF 'a list with a projects folder, an empty part and a slash'
CLAUDE_CONFIG_DIR=cfg,cfg,other,cfg/projects
reads ABCDEF 'a list that repeats itself'
CLAUDE_CONFIG_DIR=cfg,nowhere
run tc-extract --kinds call
status 3 'a config folder that is not there'
err_is 'tc-extract: cannot read nowhere: No such file or directory' 'it is named'
is "$(out_jq .id | wc -l)" 5 'the other folder was read'
unset CLAUDE_CONFIG_DIR

reads '' 'a home without transcripts'
put "$HOME/.claude/projects/$app/$S1.jsonl" G
put "$HOME/.config/claude/projects/$app/$S2.jsonl" H
reads GH '.claude and .config/claude at home'
put "xdg/claude/projects/$app/$S2.jsonl" I
XDG_CONFIG_HOME=$PWD/xdg
export XDG_CONFIG_HOME
reads GI '.claude at home and claude in XDG_CONFIG_HOME'
unset XDG_CONFIG_HOME

# Standard input, gzip and links.
run tc-extract --kinds call - <"$home/$S1.jsonl"
is "$(out_jq '[.id[6:7], .project]')" '["A","/home/ada/app"]' 'standard input'
run tc-extract --kinds call - cfg/projects/stray.jsonl <"$home/$S1.jsonl"
is "$(out_jq '.id[6:7]' | tr -d '\n')" AX 'standard input among operands'
gzip -c "$home/$S1.jsonl" | run tc-extract --kinds call -
is "$(out_jq '.id[6:7]')" A 'gzip on standard input'
mkdir -p "zipped/projects/$app"
gzip -nc "$home/$S1.jsonl" >"zipped/projects/$app/$S1.jsonl.gz"
gzip -nc "$home/agent-0a1b2c3d.jsonl" >>"zipped/projects/$app/$S1.jsonl.gz"
reads AB 'a .gz of two members' zipped
cp "zipped/projects/$app/$S1.jsonl.gz" "zipped/projects/$app/$S2.jsonl"
reads AB 'gzip under a plain name, the same calls' zipped
head -c 200 "zipped/projects/$app/$S2.jsonl" >torn.jsonl.gz
run tc-extract --kinds call torn.jsonl.gz
status 3 'a torn .gz'
err_has torn.jsonl.gz 'the torn .gz is named'

mkdir -p "linked/projects/$app"
ln -s "$PWD/$home/$S1.jsonl" "linked/projects/$app/$S1.jsonl"
ln -s "$PWD/$home/$S1" "linked/projects/$app/$S1"
ln -s nowhere "linked/projects/$app/$S2.jsonl"
reads ACD 'links to a file and a folder, one that dangles' linked
ln -s .. "linked/projects/$app/up"
ln -s . linked/projects/loop
ln -s "$PWD/$home/$S1/subagents" "$home/$S1/subagents/again"
reads ABCDE 'links that go round' cfg linked
ln "$home/$S1.jsonl" "$home/$S2.jsonl"
reads ABCDE 'a hard link' cfg
run tc-extract --stats --kinds call cfg linked
is "$(jq -c 'select(.kind == "stats") | .files' "$ERR")" 5 'each file is read once'

run tc-extract --kinds call nowhere "$home/$S1.jsonl"
status 3 'an operand that is not there'
err_is 'tc-extract: cannot read nowhere: No such file or directory' 'it is named'
is "$(out_jq '.id[6:7]')" A 'the other operand was read'
if [ "$(id -u)" -ne 0 ]; then
	chmod 000 "$home/agent-0a1b2c3d.jsonl"
	run tc-extract --kinds call cfg
	status 3 'a file that may not be read'
	err_has agent-0a1b2c3d.jsonl 'it is named'
fi

# A home below a folder that is itself called projects.
put "projects/home/.claude/projects/$app/$S1.jsonl" A
reads A 'a config folder below projects' projects/home/.claude
is "$(out_jq .project)" /home/ada/app 'the project is the cwd'

# An odd name cannot drive a terminal.
odd=$(printf 'odd\033[31m')
run tc-extract --kinds call "$odd"
status 3 'a name with an escape'
is "$(grep -c "$(printf '\033')" "$ERR")" 0 'the escape is made visible'

done_testing
