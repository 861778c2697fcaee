#!/bin/sh
# Quantiles: nearest rank, within 1/64, of money and of whole numbers.
. "$(dirname "$0")/../lib.sh"

calls() { for n; do printf '{"kind":"call","answer_chars":%s,"cost_usd":%s}\n' "$n" "$n"; done; }

# shellcheck disable=SC2046
calls $(seq 1 60) null | run tc-aggregate --quantile answer_chars:0,1,50,98.3333,98.3334,100
status 0 && err_is ''
is "$(sed 's/.*"last_ts":null,//' "$OUT")" \
	'"answer_chars_p0":1,"answer_chars_p1":1,"answer_chars_p50":30,"answer_chars_p98.3333":59,"answer_chars_p98.3334":60,"answer_chars_p100":60}' \
	'small whole numbers are exact'
calls 0.25 | run tc-aggregate --quantile cost_usd:50,90
is "$(sed 's/.*"last_ts":null,//' "$OUT")" '"cost_usd_p50":0.25,"cost_usd_p90":0.25}' \
	'one amount is itself'
calls null | run tc-aggregate --quantile cost_usd:50 --quantile answer_chars:50
is "$(sed 's/.*"last_ts":null,//' "$OUT")" '"cost_usd_p50":null,"answer_chars_p50":null}' \
	'of nothing: null'
calls 99999999999999 | run tc-aggregate --quantile cost_usd:50
out_has '"cost_usd_p50":9223372036.854775807}' 'beyond nine thousand million: the greatest there is'
calls 1.5 | run tc-aggregate --quantile answer_chars:50
out_has '"reason":"'"'answer_chars' is no number that can be summed"'"'
printf '{"kind":"reject","reason":"x"}\n' | run tc-aggregate --quantile cost_usd:50
out_has '"reason":"x","count":1}' 'none for rejects'
done_testing
