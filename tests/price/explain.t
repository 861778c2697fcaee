#!/bin/sh
# One call's arithmetic, to read.
. "${0%/*}/../lib.sh"

explain() { run tc-price --rates official --now 2026-11-22 --explain "$@"; }
hash=$(sha256sum <"$TC_TOP/stages/price/official.json" | cut -c1-12)
cat >calls <<'END'
{"kind":"prompt","id":"msg_01"}
{"kind":"call","id":"msg_00","ts":"2026-03-01T12:00:00.000Z","model":"x"}
{"kind":"call","id":"msg_01","ts":"2026-03-01T12:00:00.000Z","model":"claude-sonnet-4-5","input_tokens":250000,"output_tokens":1000,"web_search_requests":3}
{"kind":"call","id":"msg_02","ts":"2026-10-07T12:00:00.000Z","model":"claude-haiku-5-5","cache_creation_input_tokens":7,"ephemeral_1h_input_tokens":4,"cache_read_input_tokens":9,"service_tier":"batch","inference_geo":"us","speed":"fast"}
{"kind":"call","id":"msg_03","ts":"2026-03-01T12:00:00.000Z","model":"claude-sonnet-4-5","input_tokens":300000,"iterations":[[250000,0,0,0,0],[50000,0,0,0,0]]}
{"kind":"call","id":"msg_04","ts":"2026-03-01T12:00:00.000Z","model":"<synthetic>"}
END

explain msg_01 calls
status 0
err_is ''
out_is "msg_01, 2026-03-01T12:00:00.000Z, claude-sonnet-4-5
  official/2026-11-22/$hash/claude-sonnet-4-5@2025-09-29+long
  over 200000 tokens of prompt: the whole request goes by the upper tier
  input                        250000 x 6/M = 1.5
  output                         1000 x 22.5/M = 0.0225
  web search                        3 x 0.01 = 0.03
  exact sum              1.5525
  cost_usd               1.5525
  cost_io_usd            1.5225
  saved_usd              0"
explain msg_02 calls
out_is "msg_02, 2026-10-07T12:00:00.000Z, claude-haiku-5-5
  official/2026-11-22/$hash/claude-haiku-5-5@2026-10-07+base_for_fast+batch+geo_us
  fast, but no fast rate is known for that day: base rates
  batch: a part of the price
  inference in the US: a premium on every token
  cache write, 5 minutes            3 x 0.125/M x 0.5 x 1.1 = 0.00000020625
  cache write, 1 hour               4 x 0.2/M x 0.5 x 1.1 = 0.00000044
  cache read                        9 x 0.01/M x 0.5 x 1.1 = 0.0000000495
  exact sum              0.00000069575
  cost_usd               0.000000696
  cost_io_usd            0
  saved_usd              0.000000184"
explain msg_03 calls
out_has '  iteration 1 of 2, priced alone'
out_has '  iteration 2 of 2, priced alone'
out_has '  input                         50000 x 3/M = 0.15'
explain msg_04 calls
out_has '  made by Claude Code itself, not by a model: costs nothing'
explain msg_00 calls
out_has '  no price: no table knows this model'
explain msg_01 --mode recorded calls
out_has '  no price: the record has none (recorded_cost_usd)'
explain msg_06 calls
status 1
out_is ''
err_is 'tc-price: no call has the id msg_06'
done_testing
