#!/bin/sh
# Keys: fields by their names, families, jq; how values are told apart and sorted.
. "$(dirname "$0")/../lib.sh"

models() { for m; do printf '{"kind":"call","model":%s}\n' "$m"; done; }
values() { # values KEY: its values, one a line, as they stand
	jq -c --arg k "$1" 'select(.of == "call") | .[$k]' <"$OUT"
}

models '"claude-opus-5"' '"us.anthropic.claude-opus-4-8-v1:0"' '"claude-3-5-haiku-20241022"' \
	'"claude-sonnet-5-5"' '"claude-fable-5"' '"claude-mythos-5@20260101"' '"glm-5.1"' \
	'"opusculum"' '"Claude-Opus"' null | run tc-aggregate --by family
status 0 && err_is ''
is "$(values family)" '"Claude-Opus"
"fable"
"glm-5.1"
"haiku"
"mythos"
"opus"
"opusculum"
"sonnet"
null' 'families'

# One value however it is spelled; what differs is not one.
models '"a/b"' '"a\/b"' '"\u0061/b"' '"ü"' '"\u00fc"' '"a"' '"a b"' '"a!"' '""' 1 10 2 1.5 -1 true false \
	'[2]' '{"a":1}' '"null"' null |
	run tc-aggregate --by model
is "$(jq -c '[.model, .calls]' <"$OUT")" '[false,1]
[true,1]
[-1,1]
[1,1]
[1.5,1]
[2,1]
[10,1]
["",1]
["a",1]
["a b",1]
["a!",1]
["a/b",3]
["null",1]
["ü",2]
[[2],1]
[{"a":1},1]
[null,1]' 'kinds of values'
printf '{"kind":"call","model":"\200x"}\n' | run tc-aggregate --by model
out_has '"model":"�x"' 'invalid UTF-8'

projects() { for p; do printf '{"kind":"call","project":%s}\n' "$p"; done; }
projects '"/home/u/web"' '"/srv/web"' '"/srv/api"' >three
run tc-aggregate --by '(.project|split("/")|last)' three
status 0 && err_is ''
is "$(jq -c '[.by, .["(.project|split(\"/\")|last)"], .calls]' <"$OUT")" \
	'[["(.project|split(\"/\")|last)"],"api",1]
[["(.project|split(\"/\")|last)"],"web",2]' 'jq, named by its text'
run tc-aggregate --by 'team=(.project|split("/")[1] | "\(.)),"),kind_of=(1,2)' three
is "$(jq -c '[.by, .team, .kind_of, .calls]' <"$OUT")" '[["team","kind_of"],"home),",1,1]
[["team","kind_of"],"srv),",1,2]' 'jq with a name; a comma and parentheses in it; first result'
projects null '"/a/b"' >some
run tc-aggregate --by 'team=(.project|split("/")[1])' some
status 0
is "$(jq -c '[.team, .calls]' <"$OUT")" '["a",1]
[null,1]' 'where jq fails it is null: nothing is lost'
err_has 'records on which it fails are grouped under null'
run tc-aggregate --strict --by 'team=(.project|split("/")[1])' some
status 1 '--strict: jq that fails'
run tc-aggregate --by 'x=(empty)' some
is "$(jq -c '[.x, .calls]' <"$OUT")" '[null,2]' 'no result'
run tc-aggregate --by 'reason=(1)' some
status 2 && err_is "tc-aggregate: --by: two keys are called 'reason'"
run tc-aggregate --by '(.a' some
status 2 && err_has "--by: no list of keys: '(.a'"
run tc-aggregate --by '(.a|)' some
status 2

# Sorted by another column, cut to the first.
amounts() {
	while read -r model cost; do
		printf '{"kind":"call","ts":"2026-03-0%s","model":"%s","cost_usd":%s,"answer_chars":%s}\n' \
			"${#model}T00:00:00Z" "$model" "$cost" "${#model}"
	done
}
amounts <<'EOF' >four
a 5
bb 70
ccc null
dddd 5
EOF
sorted() { jq -r .model <"$OUT" | tr '\n' ' '; }
run tc-aggregate --by model --sort cost_usd four
is "$(sorted)" 'bb a dddd ccc ' 'amounts descend; ties by the keys; null last'
run tc-aggregate --by model --sort cost_usd:asc four
is "$(sorted)" 'a dddd bb ccc ' 'ascending, null last'
run tc-aggregate --by model --sort model:desc four
is "$(sorted)" 'dddd ccc bb a ' 'a key, descending'
run tc-aggregate --by model --sort last_ts four
is "$(sorted)" 'a bb ccc dddd ' 'times ascend'
run tc-aggregate --by model --quantile answer_chars:50 --sort answer_chars_p50 four
is "$(sorted)" 'dddd ccc bb a ' 'a quantile'
run tc-aggregate --by '' --by model --sort cost_usd --top 2 four
is "$(sorted)" 'null bb a ' 'the first two of each set'
is "$(head -n 1 "$OUT" | jq .cost_usd)" 80 'the total is of all'
run tc-aggregate --by model --top 9 four
is "$(sorted)" 'a bb ccc dddd ' 'fewer than --top'
done_testing
