#!/bin/sh
# One bad line costs one line: it is reported with file, line, offset, bytes and reason, and
# the lines around it count.
. "$(dirname "$0")/lib.sh"

lines >good <<'END'
assistant | id("A")
assistant | id("B") | at("01")
END
head -n 1 good >first
tail -n 1 good >last
offset=$(wc -c <first)

# rejected NAME REASON: `bad` holds the line, without LF.
rejected() {
	{
		cat first bad
		echo
		cat last
	} >t.jsonl
	for kinds in call,prompt,tool call; do
		run tc-extract --kinds "$kinds" t.jsonl
		status 0 "$1: exit code"
		is "$(out_jq 'select(.kind == "call") | .id[6:7]' | tr -d '\n')" AB \
			"$1: the lines around it count"
		is "$(out_jq 'select(.kind == "reject") | [.line, .offset, .bytes, .reason]')" \
			"[2,$offset,$(wc -c <bad),\"$2\"]" "$1: the reject ($kinds)"
		is "$(out_jq 'select(.kind == "reject") | .file')" "$(pwd -P)/t.jsonl" "$1: its file"
	done
}
# spoilt NAME REASON SED-SCRIPT: a good line after the script.
spoilt() {
	head -n 1 good | sed -e "$3" | tr -d '\n' >bad
	rejected "$1" "$2"
}
literally() { # literally NAME REASON LINE
	printf '%b' "$3" >bad
	rejected "$1" "$2"
}

syntax='not JSON'
spoilt 'a trailing comma' "$syntax" 's/}$/,}/'
spoilt 'single quotes' "$syntax" "s/\"output_tokens\"/'output_tokens'/"
spoilt 'NaN' 'malformed number' 's/"input_tokens":10/"input_tokens":NaN/'
spoilt 'a leading zero' 'malformed number' 's/"input_tokens":10/"input_tokens":010/'
spoilt 'a plus' 'malformed number' 's/"input_tokens":10/"input_tokens":+10/'
spoilt 'a bare point' 'malformed number' 's/"input_tokens":10/"input_tokens":10./'
spoilt 'a control character' 'control character in a string' "s/Done/Do$(printf '\001')ne/"
spoilt 'a tab in a string' 'control character in a string' "s/Done/Do$(printf '\t')ne/"
spoilt 'an unknown escape' 'unknown escape in a string' 's/Done/Do\\xne/'
spoilt 'a short \u' 'unknown escape in a string' 's/Done/Do\\u12ne/'
spoilt 'a comment' "$syntax" 's/"usage":/"usage":\/**\//'
spoilt 'no colon' "$syntax" 's/"usage":/"usage"/'
spoilt 'two commas' "$syntax" 's/"usage"/,"usage"/'
spoilt 'a closing bracket of the other sort' "$syntax" 's/}$/]/'
spoilt 'an end inside an object' 'line ends inside a value' 's/}$//'
spoilt 'an end inside a string' 'line ends inside a value' 's/req_011.*//'

whole='usage has a count that is no whole number below 2^63'
spoilt 'a negative count' "$whole" 's/"input_tokens":10/"input_tokens":-5/'
spoilt 'minus nought' "$whole" 's/"input_tokens":10/"input_tokens":-0.0/'
spoilt 'a fraction' "$whole" 's/"output_tokens":100/"output_tokens":100.5/'
spoilt 'an exponent' "$whole" 's/"output_tokens":100/"output_tokens":1e2/'
spoilt 'text for a count' "$whole" 's/"output_tokens":100/"output_tokens":"100"/'
spoilt 'true for a count' "$whole" 's/"output_tokens":100/"output_tokens":true/'
spoilt '2^63' "$whole" 's/"output_tokens":100/"output_tokens":9223372036854775808/'
spoilt '2^64 + 100' "$whole" 's/"output_tokens":100/"output_tokens":18446744073709551716/'
spoilt 'a negative cache read' "$whole" 's/"usage":{/&"cache_read_input_tokens":-1,/'
spoilt 'a negative part of the split' "$whole" \
	's/"usage":{/&"cache_creation":{"ephemeral_1h_input_tokens":-1},/'
spoilt 'half a web search' "$whole" \
	's/"usage":{/&"server_tool_use":{"web_search_requests":0.5},/'
spoilt 'a split beyond 2^63' "$whole" 's/"usage":{/&"cache_creation":{"ephemeral_1h_input_tokens":9223372036854775807,"ephemeral_5m_input_tokens":1},/'

time='timestamp is missing or impossible'
spoilt 'no timestamp' "$time" 's/"timestamp"/"time"/'
spoilt 'a null timestamp' "$time" 's/"2026-03-02T10:00:00.000Z"/null/'
spoilt 'a number for a timestamp' "$time" 's/"2026-03-02T10:00:00.000Z"/1772445600/'
spoilt 'the 30th of February' "$time" 's/2026-03-02/2026-02-30/'
spoilt 'a month 13' "$time" 's/2026-03-02/2026-13-02/'
spoilt 'an hour 24' "$time" 's/T10:00/T24:00/'
spoilt 'no zone' "$time" 's/000Z/000/'
spoilt 'ten fraction digits' "$time" 's/000Z/0000000000Z/'
spoilt 'a date alone' "$time" 's/T10:00:00.000Z//'

object='not an object'
literally 'an array' "$object" '["usage"]'
literally 'a string' "$object" '"usage"'
printf '{"usage":%s%s}' "$(printf '[%.0s' $(seq 1024))" "$(printf ']%.0s' $(seq 1024))" >bad
rejected 'nesting of 1,025 levels' 'nested too deep'
literally 'a torn line' 'line ends inside a value' '{"type":"assistant","message":{"usage":{"inp'

# Only with all kinds: without "usage" and \u a line provably holds no call.
literally_all() {
	printf '%b' "$3" >bad
	{
		cat first bad
		echo
		cat last
	} >t.jsonl
	run tc-extract t.jsonl
	is "$(out_jq 'select(.kind == "reject") | [.line, .bytes, .reason]')" \
		"[2,$(wc -c <bad),\"$2\"]" "$1: the reject"
}
literally_all 'a number' "$object" '17'
literally_all 'null' "$object" 'null'
literally_all 'words' "$syntax" 'hello'
literally_all 'an empty object spoilt' "$syntax" '{,}'

# Objects before the bad piece count, and only the piece is a reject.
{
	cat first
	head -n 1 good | sed -e 's/msg_01A/msg_01C/' -e 's/$/ 17 {} tail/'
	head -n 1 good | sed -e 's/msg_01A/msg_01D/' -e "s/\$/$(printf '\001')/"
	cat last
} >t.jsonl
run tc-extract --kinds call t.jsonl
is "$(out_jq 'select(.kind == "call") | .id[6:7]' | tr -d '\n')" ACDB 'objects before a bad piece'
is "$(out_jq 'select(.kind == "reject") | [.line, .offset, .bytes, .reason]' | tr '\n' ' ')" \
	"[2,$((2 * offset)),2,\"not an object\"] [2,$((2 * offset + 6)),4,\"not JSON\"] [3,$((3 * offset + 10)),1,\"not JSON\"] " \
	'bad pieces'

# A line of 64 MiB is read, one longer is a reject; memory holds neither.
long() { # long BYTES: a good line of so many bytes, LF aside, and the last line
	head -n 1 good | sed 's/Done.*//' | tr -d '\n' >front
	head -n 1 good | sed 's/.*Done/Done/' | tr -d '\n' >back
	cat front
	head -c $(($1 - $(wc -c <front) - $(wc -c <back))) /dev/zero | tr '\0' x
	cat back
	echo
	cat last
}
long 67108864 >t.jsonl
run tc-extract --kinds call t.jsonl
is "$(out_jq '.kind' | tr '\n' ' ')" 'call call ' 'a line of 64 MiB is read'
long 67108865 >t.jsonl
run tc-extract --kinds call t.jsonl
is "$(out_jq '[.kind, .line, .bytes, .reason]' | tr '\n' ' ')" \
	'["call",null,null,null] ["reject",1,67108865,"line too long"] ' 'a longer one is not'
rm t.jsonl

done_testing
