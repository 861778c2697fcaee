#!/bin/sh
# Every published price, on both sides of every day on which one changed.
. "${0%/*}/../lib.sh"
skip_unless jq

# day, model, then USD per million tokens: input, output, write 5m, write 1h, read; the
# period's first day as the price_id must name it; "fast", "long" or nothing.
cat >prices <<'END'
2024-03-04 claude-3-opus      15   75   18.75 30   1.50  2024-03-04
2026-01-04 claude-3-opus      15   75   18.75 30   1.50  2024-03-04
2024-03-04 claude-3-sonnet    3    15   3.75  6    0.30  2024-03-04
2024-03-07 claude-3-haiku     0.25 1.25 0.30  0.50 0.03  2024-03-07
2026-04-19 claude-3-haiku     0.25 1.25 0.30  0.50 0.03  2024-03-07
2024-06-20 claude-3-5-sonnet  3    15   3.75  6    0.30  2024-06-20
2024-11-04 claude-3-5-haiku   0.80 4    1     1.60 0.08  2024-11-04
2025-02-24 claude-3-7-sonnet  3    15   3.75  6    0.30  2025-02-24
2025-05-22 claude-opus-4-0    15   75   18.75 30   1.50  2025-05-22
2026-06-14 claude-opus-4-0    15   75   18.75 30   1.50  2025-05-22
2025-08-05 claude-opus-4-1    15   75   18.75 30   1.50  2025-08-05
2025-11-24 claude-opus-4-5    5    25   6.25  10   0.50  2025-11-24
2026-02-05 claude-opus-4-6    5    25   6.25  10   0.50  2026-02-05
2026-02-05 claude-opus-4-6    10   37.5 12.5  20   1     2026-02-05 long
2026-03-12 claude-opus-4-6    10   37.5 12.5  20   1     2026-03-05 long
2026-02-07 claude-opus-4-6    30   150  37.5  60   3     2026-02-07 fast
2026-02-07 claude-opus-4-6    60   225  75    120  6     2026-02-07 fast long
2026-03-04 claude-opus-4-6    60   225  75    120  6     2026-02-07 fast long
2026-03-05 claude-opus-4-6    30   150  37.5  60   3     2026-03-05 fast
2026-06-28 claude-opus-4-6    30   150  37.5  60   3     2026-03-13 fast
2026-06-29 claude-opus-4-6    5    25   6.25  10   0.50  2026-06-29
2026-04-16 claude-opus-4-7    5    25   6.25  10   0.50  2026-04-16
2026-05-12 claude-opus-4-7    30   150  37.5  60   3     2026-05-12 fast
2026-07-23 claude-opus-4-7    30   150  37.5  60   3     2026-05-12 fast
2026-07-24 claude-opus-4-7    5    25   6.25  10   0.50  2026-07-24
2026-05-28 claude-opus-4-8    5    25   6.25  10   0.50  2026-05-28
2026-11-29 claude-opus-4-8    10   50   12.5  20   1     2026-05-28 fast
2026-11-30 claude-opus-4-8    5    25   6.25  10   0.50  2026-11-30
2026-07-24 claude-opus-5      5    25   6.25  10   0.50  2026-07-24
2026-07-24 claude-opus-5      10   50   12.5  20   1     2026-07-24 fast
2026-09-22 claude-opus-5-5    4    20   5     8    0.20  2026-09-22
2026-09-22 claude-opus-5-5    8    40   10    16   0.40  2026-09-22 fast
2025-05-22 claude-sonnet-4-0  3    15   3.75  6    0.30  2025-05-22
2025-08-12 claude-sonnet-4-0  6    22.5 7.5   12   0.60  2025-08-12 long
2026-04-29 claude-sonnet-4-0  6    22.5 7.5   12   0.60  2025-08-12 long
2026-06-14 claude-sonnet-4-0  3    15   3.75  6    0.30  2026-04-30
2025-09-29 claude-sonnet-4-5  3    15   3.75  6    0.30  2025-09-29
2025-09-29 claude-sonnet-4-5  6    22.5 7.5   12   0.60  2025-09-29 long
2026-04-29 claude-sonnet-4-5  6    22.5 7.5   12   0.60  2025-09-29 long
2026-02-17 claude-sonnet-4-6  3    15   3.75  6    0.30  2026-02-17
2026-03-12 claude-sonnet-4-6  6    22.5 7.5   12   0.60  2026-02-17 long
2026-04-30 claude-sonnet-4-5  3    15   3.75  6    0.30  2026-04-30
2026-03-13 claude-sonnet-4-6  3    15   3.75  6    0.30  2026-03-13
2026-06-30 claude-sonnet-5    2    10   2.50  4    0.20  2026-06-30
2026-09-28 claude-sonnet-5-5  2    10   2.50  4    0.20  2026-09-28
2026-10-06 claude-sonnet-5-5  2    10   2.50  4    0.20  2026-09-28
2026-10-07 claude-sonnet-5-5  2    10   2.50  4    0.10  2026-10-07
2025-10-15 claude-haiku-4-5   1    5    1.25  2    0.10  2025-10-15
2026-10-07 claude-haiku-5-5   0.10 0.50 0.125 0.20 0.01  2026-10-07
2026-10-07 claude-haiku-5-5   0.50 2.50 0.625 1    0.05  2026-10-07 long
2026-06-09 claude-fable-5     10   50   12.5  20   1     2026-06-09
2026-06-09 claude-mythos-5    10   50   12.5  20   1     2026-06-09
2026-09-01 claude-fable-5-1   10   50   12.5  20   0.25  2026-09-01
2026-09-01 claude-mythos-5-1  10   50   12.5  20   0.25  2026-09-01
2026-11-09 claude-fable-5-2   8    40   10    16   0.20  2026-11-09
2026-11-09 claude-mythos-5-2  8    40   10    16   0.20  2026-11-09
2026-11-09 claude-fable-5-2   16   80   20    32   0.40  2026-11-09 fast
2026-11-09 claude-mythos-5-2  16   80   20    32   0.40  2026-11-09 fast
END

# Below the tiers: 70,000 tokens of prompt; over them ten times as much.
awk '{
	n = / long/ ? 10 : 1
	printf "{\"kind\":\"call\",\"id\":\"%d\",\"ts\":\"%sT%s\",\"model\":\"%s\",", NR, $1, \
		NR % 2 ? "00:00:00.000Z" : "23:59:59.999Z", $2
	printf "\"input_tokens\":%d,\"output_tokens\":%d,", 20000 * n, 10000 * n
	printf "\"cache_creation_input_tokens\":%d,", 30000 * n
	printf "\"ephemeral_5m_input_tokens\":%d,", 10000 * n
	printf "\"ephemeral_1h_input_tokens\":%d,", 20000 * n
	printf "\"cache_read_input_tokens\":%d,\"speed\":\"%s\"}\n", 20000 * n, \
		/ fast/ ? "fast" : "standard"
}' prices >calls
awk 'function usd(x) { x = sprintf("%.9f", x); sub(/\.?0*$/, "", x); return x }
{
	n = / long/ ? 10 : 1
	i = $3 * .02 * n; o = $4 * .01 * n; w = ($5 * .01 + $6 * .02) * n; r = $7 * .02 * n
	s = ($3 - $7) * .02 * n - ($5 - $3) * .01 * n - ($6 - $3) * .02 * n
	print $1, usd(i), usd(o), usd(w), usd(r), usd(i + o + w + r), usd(i + o), usd(s), \
		$2 "@" $8 (/ fast/ ? "+fast" : "") (/ long/ ? "+long" : "")
}' prices >wanted

run tc-price --rates official --now 2026-11-22 <calls
status 0
err_is ''
jq -r '[.ts[:10], .cost_input_usd, .cost_output_usd, .cost_cache_write_usd,
	.cost_cache_read_usd, .cost_usd, .cost_io_usd, .saved_usd,
	(.price_id | split("/")[3])] | map(tostring) | join(" ")' "$OUT" >got
same got wanted 'all prices'
is "$(wc -l <got)" "$(wc -l <prices)" 'every row'
is "$(jq -r '.price_id | split("/")[:3] | join("/")' "$OUT" | sort -u)" \
	"official/2026-11-22/$(sha256sum <"$TC_TOP/stages/price/official.json" | cut -c1-12)" \
	'table, version and hash'

# Each model and each period of the table is in the list above.
jq -r '.models[] | .id as $id | .periods[] | "\($id)@\(.from)"' \
	"$TC_TOP/stages/price/official.json" | sort >periods
cut -d ' ' -f 9 got | sed 's/+.*//' | sort -u >tried
same tried periods 'no period is left untried'
done_testing
