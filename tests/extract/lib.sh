# What the tests of tc-extract share; source it instead of ../lib.sh.
# shellcheck shell=sh disable=SC2034
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
skip_unless jq

FIXTURES=$TC_TOP/fixtures/transcripts
S1=00000000-0000-4000-8000-000000000001
S2=00000000-0000-4000-8000-000000000002

# The columns of a call that say what was counted and whose it is; fixtures/transcripts
# holds one file `calls` of these a case.
calls_table() {
	jq -r '[.id, .ts, .session, .project, .agent, .input_tokens, .output_tokens,
		.cache_creation_input_tokens, .ephemeral_5m_input_tokens,
		.ephemeral_1h_input_tokens, .cache_read_input_tokens, .web_search_requests,
		.stop_reason, .final, .copy] | map(tostring) | join("\t")' "$OUT"
}

# jq over what came out, one line a record.
out_jq() { jq -rc "$1" "$OUT"; }

# slug CWD: the folder Claude Code keeps its transcripts in.
slug() { printf '%s' "$1" | tr -c 'A-Za-z0-9' '-'; }

# lines: each line of standard input is a usual line and its edits, as lines.jq has them:
#	assistant | id("B") | at("01")
lines() {
	{
		cat "$TC_TOP/tests/extract/lines.jq"
		sed -e '/^$/d' -e 's/^/(/' -e 's/$/),/' | sed -e '$s/,$//'
	} >"$TMPDIR/lines.jq"
	jq -nc -f "$TMPDIR/lines.jq"
}
