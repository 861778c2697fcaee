#!/bin/sh
# Model names and where a call ran: exactly as listed, never by a part of a name.
. "${0%/*}/../lib.sh"

price() { run tc-price --rates official --now 2026-11-22 "$@"; }
# named WANTED NAME [ID]: the model and flags of the price_id; null when there is none
named() {
	printf '{"kind":"call","id":"%s","ts":"2026-06-10T00:00:00.000Z","model":"%s",' \
		"${3:-msg_01}" "$2" >call
	printf '"input_tokens":1000}\n' >>call
	# shellcheck disable=SC2086 # options are words
	price $options <call
	is "$(sed 's/.*"price_id":"\{0,1\}\([^"}]*\).*/\1/; s/@[^+]*//; s/.*\///' "$OUT")" \
		"$1" "${options:+$options }$2${3+ $3} is $1"
}
options=

named claude-opus-4-6 claude-opus-4-6
named claude-opus-4-6 'claude-opus-4-6[1m]'
named claude-opus-4-6 anthropic/claude-opus-4-6
named claude-opus-4-6 openrouter/anthropic/claude-opus-4-6
named claude-opus-4-6 claude-opus-4-6-20260205
named claude-opus-4-6 claude-opus-4-6-v1
named claude-haiku-4-5 claude-haiku-4-5-20251001
named claude-haiku-4-5 claude-haiku-4-5@20251001
named claude-sonnet-4-0 claude-sonnet-4-20250514
named claude-sonnet-4-0 claude-sonnet-4
named claude-sonnet-4-0 'claude-sonnet-4-20250514[1m]'
named claude-sonnet-4-0 us.anthropic.claude-sonnet-4-20250514-v1:0
named claude-opus-4-0 claude-4-opus-20250514
named claude-3-5-sonnet+nearest claude-3-5-sonnet-v2@20241022
named claude-3-5-sonnet+nearest us.anthropic.claude-3-5-sonnet-20241022-v2:0

# Shapes that are not in the list have no price.
for name in claude opus sonnet claude-opus claude-opus-4 claude-opus-4-6-fast claude-opus-5-1 \
	claude-opus-4-66 claude-opus-4-6- xclaude-opus-4-6 claude-opus-4-6-2026020 \
	claude-opus-4-6-v3:0 Claude-Opus-4-6 ' claude-opus-4-6' claude-opus-4-6@2026 gpt-5 \
	'claude-opus-4-6[2m]' anthropic. us. / '[1m]' '' mx.anthropic.claude-opus-4-6; do
	case $name in claude-opus-4) named claude-opus-4-0 "$name" && continue ;; esac
	named null "$name"
done
named null "$(printf '%0300d' 0)"

# Where a call ran. Regional endpoints cost a tenth more from Sonnet 4.5 on.
named claude-opus-4-6 global.anthropic.claude-opus-4-6-v1
for region in us eu apac jp au us-gov; do
	named claude-opus-4-6+regional $region.anthropic.claude-opus-4-6-v1
done
named claude-opus-4-6+regional anthropic.claude-opus-4-6-v1
named claude-sonnet-4-5+regional anthropic.claude-sonnet-4-5-20250929-v1:0
named claude-haiku-4-5+regional anthropic.claude-haiku-4-5
named claude-opus-4-1 eu.anthropic.claude-opus-4-1-20250805-v1:0
named claude-opus-4-6 claude-opus-4-6 msg_bdrk_1
named claude-opus-4-6 claude-opus-4-6 msg_vrtx_1
options=--regional
named claude-opus-4-6 claude-opus-4-6
named claude-opus-4-6+regional claude-opus-4-6 msg_bdrk_1
named claude-opus-4-6+regional claude-opus-4-6 msg_vrtx_1
named claude-opus-4-6 global.anthropic.claude-opus-4-6-v1 msg_bdrk_1
named claude-haiku-4-5+regional claude-haiku-4-5@20251001
named claude-opus-4-1 claude-opus-4-1 msg_bdrk_1
options='--regional --deployment vertex'
named claude-opus-4-6+regional claude-opus-4-6
named claude-opus-4-6 global.anthropic.claude-opus-4-6-v1
options='--deployment bedrock'
named claude-opus-4-6 claude-opus-4-6
named claude-opus-4-6+regional anthropic.claude-opus-4-6-v1
options='--deployment direct --regional'
named claude-opus-4-6 claude-opus-4-6 msg_bdrk_1
named claude-opus-4-6 us.anthropic.claude-opus-4-6-v1
done_testing
