#!/bin/sh
# Parts of the corpus, joined, are the corpus: the join of tc-extract and of tc-archive are
# one.
. "$(dirname "$0")/../lib.sh"

skip_unless jq
skip_unless_shared
"$TC_BIN/tc-extract" "$TC_SHARED"/corpus/a?? >whole

run tc-archive join whole
err_is ''
same "$OUT" whole "what tc-extract wrote comes back as it was"
sort -R whole whole | run tc-archive join
same "$OUT" whole "from any order, and twice"
for tree in "$TC_SHARED"/corpus/a??; do
	"$TC_BIN/tc-extract" "$tree"
done | run tc-archive join
same "$OUT" whole "trees, one by one"

# Which folder is which project's, which agent is of which type, and whether an agent's own
# transcript is left, other files may tell. All else stands in the lines themselves.
untold() {
	jq -c 'select(.event != "agent_lost") | del(.project, .path, .agent)' "$1"
}
find "$TC_SHARED"/corpus/a?? -name '*.jsonl' -exec "$TC_BIN/tc-extract" {} \; |
	run tc-archive join
untold whole >wanted
untold "$OUT" >parts
same parts wanted "files, one by one"
is "$(jq -s 'any(.agent == "subagent")' "$OUT")" true "some do not say what an agent is"

# What one run has learned of agents, another one that knows less does not undo.
agents() {
	jq -r 'select(.event != "agent_lost") | "\(.kind) \(.id) \(.agent)"' "$1"
}
cp "$OUT" files
run tc-archive join files whole
agents whole >wanted
agents "$OUT" >got
same got wanted "an agent once known stays known"
done_testing
