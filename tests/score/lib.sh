# Records to score, a line each. Source it after lib.sh.
# shellcheck shell=sh

now=2026-11-22T10:00:00Z

# record KIND ID TS SESSION MEMBERS: MEMBERS is JSON, of the kind
record() {
	printf '{"kind":"%s","id":"%s","ts":"%s","session":"%s","project":"/p/a","agent":"main",' \
		"$1" "$2" "$3" "$4"
	printf '"agent_id":null,"copy":false%s}\n' "${5:+,$5}"
}
# call ID TS SESSION OUTPUT [COST]: 10 tokens in, so many out, none cached
call() {
	record call "$1" "$2" "$3" "\"input_tokens\":10,\"output_tokens\":$4,$(
	)\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"answer_chars\":5,$(
	)\"version\":\"2.1.100\",\"cost_usd\":${5:-0.5},\"cost_io_usd\":${5:-0.5},\"saved_usd\":0"
}
prompt() { # prompt ID TS SESSION [MEMBERS]
	record prompt "$1" "$2" "$3" "\"automated\":false,${4:-\"asks\":false,\"language\":\"en\"}"
}
tool() { # tool ID TS SESSION CALL NAME [MEMBERS]
	record tool "$1" "$2" "$3" "\"call\":\"$4\",\"name\":\"$5\",\"error\":false${6:+,$6}"
}
score() { run tc-score --now "$now" -z UTC "$@"; }
answers() { # answers JQ WANTED NAME: of what came out
	is "$(jq -c "$1" "$OUT")" "$2" "$3"
}
