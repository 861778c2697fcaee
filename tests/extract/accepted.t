#!/bin/sh
# What is odd but read, and what is neither a call nor a reject.
. "$(dirname "$0")/lib.sh"
skip_unless python3

# What comes of t.jsonl: kinds, ids' letters.
gives() { # gives NAME WANTED
	for kinds in call call,prompt,tool,event; do
		run tc-extract --kinds "$kinds" t.jsonl
		status 0 "$1: exit code" && err_is '' "$1: no message"
		is "$(out_jq '.kind + ":" + ((.id // "------" + .reason)[6:7])' | tr '\n' ' ')" "$2" \
			"$1 ($kinds)"
	done
}
lines >good <<'END'
assistant | id("A")
assistant | id("B") | at("01")
END
both='call:A call:B '

cp good t.jsonl
gives 'two plain lines' "$both"
sed 's/$/\r/' good >t.jsonl
gives 'CR before LF' "$both"
{ printf '\357\273\277' && cat good; } >t.jsonl
gives 'a BOM' "$both"
{ printf '\n \n\t\r\n' && sed G good; } >t.jsonl
gives 'blank lines' "$both"
{ sed q good && printf '\0\0\0\0' && sed 1d good; } >t.jsonl
gives 'leading NULs of a torn write' "$both"
{ printf '\0' && cat good && printf '\0\0'; } >t.jsonl
gives 'NULs at both ends' "$both"
: >t.jsonl
gives 'an empty file' ''
printf '\n' >t.jsonl
gives 'a blank file' ''
tr -d '\n' <good >t.jsonl
gives 'two objects on a line, the last without LF' "$both"
sed '$a {"type":"assistant","message":{"id":"x","usage":{"input_to' good | head -c -1 >t.jsonl
gives 'an unfinished last line' "$both"
{ cat good && printf '{'; } >t.jsonl
gives 'a last line that is hardly begun' "$both"
{ cat good && printf '\n\n'; } >t.jsonl
gives 'LF to spare' "$both"
sed 's/":/" :\t/g;s/,"/ ,\t"/g;s/^/ \t/;s/$/ /' good >t.jsonl
gives 'white space everywhere' "$both"

lines >t.jsonl <<'END'
assistant | id("A") | usage(null) | .message.usage = null
assistant | id("B") | del(.message.usage)
assistant | id("C") | .message = null
assistant | id("D") | del(.message)
assistant | id("E") | .message.usage = [1]
assistant | id("F") | .message.usage = "none"
assistant | id("G") | del(.type)
assistant | id("H") | .type = "novelty"
assistant | id("I") | .type = null
assistant | id("J") | .type = "user" | .toolUseResult = {usage: {output_tokens: 5}}
assistant | id("K") | {type: "novelty", data: ., usage: {output_tokens: 5}}
assistant | id("L") | .message.usage = null | del(.timestamp)
END
gives 'no usage, other types' ''

lines >t.jsonl <<'END'
assistant | id("A") | usage({speed: "warp", service_tier: "gold", inference_geo: "moon"})
assistant | id("B") | at("01") | .version = "v2-nightly" | .message.model = "tomorrow-9"
assistant | id("C") | at("02") | usage({input_tokens: 0, output_tokens: 0})
assistant | id("D") | at("03") | del(.version) | del(.cwd) | del(.gitBranch) | del(.uuid)
assistant | id("E") | at("04") | .message.usage = {}
assistant | id("F") | at("05") | usage({novelty: -1, iterations: null, cache_creation: null})
assistant | id("G") | at("06") | usage({server_tool_use: null, output_tokens_details: 7})
assistant | id("H") | at("07") | text(null)
assistant | id("I") | at("08") | text([1, null, "x", [], {}, {type: 5, text: {}}])
END
gives 'unknown values and missing fields' \
	'call:A call:B call:C call:D call:E call:F call:G call:H call:I '
is "$(out_jq 'select(.id[6:7] == "A") | [.speed, .service_tier, .inference_geo]')" \
	'["warp","gold","moon"]' 'unknown speed, tier and place are kept'
is "$(out_jq 'select(.id[6:7] == "D") | [.version, .project, .branch]')" '[null,null,null]' \
	'what is not there is null'
is "$(out_jq 'select(.id[6:7] == "C") | [.input_tokens, .output_tokens]')" '[0,0]' 'nought counts'
is "$(out_jq 'select(.id[6:7] == "E") | [.input_tokens, .output_tokens]')" '[null,null]' \
	'absent counts are not known'

lines >t.jsonl <<'END'
assistant | id("A") | usage({input_tokens: 1})
END
sed -i 's/"input_tokens":1,/"input_tokens":9223372036854775807,/' t.jsonl
gives 'the greatest count' 'call:A '
grep -q '"input_tokens":9223372036854775807,' "$OUT"
ok $? 'all its digits'

# Of a duplicate key the last wins, wherever it lies.
sed -e 's/"input_tokens":10/"input_tokens":7,&/' -e 's/"type":"assistant"/"type":"user",&/' \
	-e 's/"message":{/"message":{"usage":{"output_tokens":5}},&/' \
	-e 's/"requestId"/"timestamp":"2020-01-01T00:00:00Z","requestId"/' \
	-e 's/,"message"/,"timestamp":"2026-03-02T10:00:09.000Z"&/' good >t.jsonl
gives 'duplicate keys' "$both"
is "$(out_jq '[.input_tokens, .output_tokens, .ts[:10]]' | sort -u)" '[10,100,"2020-01-01"]' \
	'the last of each'
sed 's/}$/,"type":"user"}/' good >t.jsonl
run tc-extract --kinds call t.jsonl
out_is '' 'a line whose last type is user is no call'
sed 's/"usage":{[^}]*}/&,"usage":null/' good >t.jsonl
run tc-extract --kinds call t.jsonl
out_is '' 'a line whose last usage is null is no call'

# Keys may be escaped, and a needle inside a string fools nobody.
sed -e 's/"usage"/"\\u0075sa\\u0067e"/' -e 's/"message"/"m\\u0065ssage"/' good >t.jsonl
gives 'escaped keys' "$both"
sed -e 's/"type":"assistant"/"type":"\\u0061ssistant"/' -e 's/"usage"/"us\\u0061ge"/' good >t.jsonl
gives 'an escaped type' "$both"
lines >t.jsonl <<'END'
user | text("{\"type\":\"assistant\",\"message\":{\"usage\":{\"output_tokens\":9}}}")
assistant | id("A") | text([{type: "text", text: "\"usage\":{\"output_tokens\":900}"}])
assistant | id("B") | at("01") | .note = {usage: {output_tokens: 900}, message: {id: "x"}}
assistant | id("B") | at("01") | .message.note = {usage: {output_tokens: 900}, id: "x"}
END
run tc-extract --kinds call t.jsonl
is "$(out_jq '[.id[6:7], .output_tokens]' | tr '\n' ' ')" '["A",100] ["B",100] ' \
	'usage in strings and deeper objects'

# What is no UTF-8 comes out as U+FFFD.
sed -e "1s/\"main\"/\"a$(printf '\377')b\"/" -e '2s/"main"/"a\\ud83db"/' good >t.jsonl
gives 'invalid UTF-8 and a lone surrogate' "$both"
is "$(out_jq .branch | tr '\n' ' ')" 'a�b a�b ' 'both come out as U+FFFD'
sed -e 's/"main"/"\\ud83d\\ude00\\u00e9\\n\\u0000"/' good >t.jsonl
gives 'a pair of surrogates' "$both"
is "$(out_jq '.branch | explode' | sort -u)" '[128512,233,10,0]' 'a pair of surrogates is read'

printf '{"x":%s%s}\n' "$(printf '[%.0s' $(seq 1023))" "$(printf ']%.0s' $(seq 1023))" |
	cat - good >t.jsonl
gives 'nesting of 1,024 levels' "$both"

# A line of 5 MB, in the middle of a string and in the number of its members.
python3 - <<'END' >t.jsonl
import json
line = json.loads(open("good").readline())
line["message"]["content"][0]["text"] = "\u00e9\"\\" * 1300000
print(json.dumps(line))
line["message"]["id"] = line["message"]["id"].replace("A", "B")
line["message"]["content"] = [{"type": "text", "text": "x" * 40}] * 80000
print(json.dumps(line, ensure_ascii=False))
END
gives 'lines of 5 MB' "$both"
is "$(out_jq .answer_chars | tr '\n' ' ')" '3900000 40 ' 'their longest texts'

done_testing
