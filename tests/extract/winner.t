#!/bin/sh
# Whose counts hold when output, stop_reason and time are the same: those of the line with the
# greater count, in the contract's order, whatever the counts behind it and whichever line
# comes first.
. "$(dirname "$0")/lib.sh"

# greater COUNT LATER [MORE]: the pair differs in COUNT; LATER is greater in the line whose
# COUNT is not. MORE is said of the line whose COUNT is.
greater() {
	lines >pair <<END
assistant | id("A") | usage({$1: 700${3:+, $3}})
assistant | id("A") | usage({$1: 300, $2})
END
	for first in 1 2; do
		mkdir -p "cfg/projects/-$first"
		{ sed -n "${first}p" pair && sed -n "$((3 - first))p" pair; } \
			>"cfg/projects/-$first/$S1.jsonl"
		run tc-extract --kinds call "cfg/projects/-$first"
		is "$(out_jq ".$1")" 700 "the greater $1, line $first first"
	done
}
greater input_tokens 'cache_creation_input_tokens: 9'
greater cache_creation_input_tokens 'cache_creation: {ephemeral_5m_input_tokens: 300}' \
	'cache_creation: {ephemeral_1h_input_tokens: 700}'
greater cache_read_input_tokens 'server_tool_use: {web_search_requests: 9}'
done_testing
