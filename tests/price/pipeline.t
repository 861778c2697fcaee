#!/bin/sh
# token-craft rates: list, check, add.
. "${0%/*}/../lib.sh"

front() { # front ARGUMENT...: with the programs under test
	run env TC_HOME="$PWD/home" TC_BIN="$TC_BIN" "$TC_TOP/bin/token-craft" rates "$@"
}
rates=$TC_TOP/fixtures/records/rates/valid/one-model.json
seed=$(sha256sum <"$TC_TOP/stages/price/seed.json" | cut -c1-12)

front list --rates seed --csv
status 0
err_is ''
tr -d '\r' <"$OUT" >rows && mv rows "$OUT"
out_is "\"model\",\"from\",\"to\",\"speed\",\"prompt_tokens_gt\",\"input_usd_per_mtok\",\
\"output_usd_per_mtok\",\"cache_write_5m_usd_per_mtok\",\"cache_write_1h_usd_per_mtok\",\
\"cache_read_usd_per_mtok\",\"table\",\"version\",\"hash\",\"id\"
$(for row in sonnet-4-6,3,15,3.75,3.75,0.3 haiku-4-5,0.8,4,1,1,0.08 \
		opus-4-6,15,75,18.75,18.75,1.5 sonnet-4-5,3,15,3.75,3.75,0.3; do
		printf '"claude-%s",,,"standard",0,%s,"seed","2026-02-21","%s",' "${row%%,*}" \
			"${row#*,}" "$seed"
		printf '"seed/2026-02-21/%s/claude-%s"\n' "$seed" "${row%%,*}"
	done)"
front --rates=official --columns 120
status 0
tr -s ' ' <"$OUT" >rows && mv rows "$OUT"
out_has 'claude-opus-4-6 2026-02-07 2026-03-05 fast, > 200K 60.00 225.00 75.00 120.00 6.00'
out_has 'claude-haiku-5-5 2026-10-07 0.10 0.50 0.125 0.20 0.01'
front --rates seed --md
out_has '| claude-haiku-4-5 |'
front --rates nowhere
status 3
err_is 'tc-price: cannot open nowhere: No such file or directory'

front check "$rates"
status 0
out_has 'good, 1 model, mine/2026-11-20/'
front add "$rates"
status 0
out_is "$PWD/home/rates.json: added glm-5.1"
front
out_has 'glm-5.1 '
echo '{}' >bad
front check bad
status 1
err_is "tc-price: bad:1: 'kind' is missing"

for words in 'lsit' 'list --cvs' '--cvs' 'check' 'add a b'; do
	# shellcheck disable=SC2086 # words
	front $words
	status 2
	out_is ''
done
TC_SHOW=1 front list --rates seed --csv
out_is 'tc-price --list-rates --rates seed | tc-render --report rates --to csv'
done_testing
