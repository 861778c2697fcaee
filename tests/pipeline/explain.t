#!/bin/sh
# token-craft explain: the parts add up to the whole to the nano-dollar, the whole is what the
# reports say, and each step leads to the next.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "explanations are asked of the release variant"
skip_unless jq python3
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now") TC_HOME=$PWD/home CLAUDE_CONFIG_DIR=$sample
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR

craft() { # craft NAME ARGUMENT...
	run "$TC_TOP/bin/token-craft" "$@"
}
explain() {
	craft explain --json "$@"
	cp "$OUT" explained
	cat "$OUT" >>all
}
# adds_up NAME COST [CALLS]: parts, rates and models of what was explained shall make COST, and
# the arithmetic of each rate be right but for the rounding of its calls; added_up tells.
adds_up() {
	jq -c --arg name "$1" --arg cost "$2" --arg calls "${3-}" \
		'{$name, $cost, $calls, models, parts, rates}' explained >>sums || fail "$1 explains nothing"
	of_sums=$((of_sums + 1))
}
of_sums=0 : >sums
added_up() {
	python3 - <<-'END' >"$OUT" 2>&1
		import json
		from decimal import Decimal
		def wrong(d):
		    want, calls = Decimal(d["cost"]), d["models"]["totals"]["calls"]
		    for table in "parts", "rates", "models":
		        got = sum(row["cost_usd"] or 0 for row in d[table]["rows"])
		        if got != want:
		            yield "%s make %s, not %s" % (table, got, want)
		    if (d["parts"]["totals"]["cost_usd"] or 0) != want:
		        yield "the total is not %s" % want
		    if sum(row["calls"] for row in d["models"]["rows"]) != calls:
		        yield "the calls of the models"
		    if d["calls"] and int(d["calls"]) != calls:
		        yield "%s calls, not %s" % (calls, d["calls"])
		    for row in d["rates"]["rows"]:
		        if row["usd_per_mtok"] is not None:
		            cost = row["tokens"] * row["usd_per_mtok"] * row["percent"] / 10 ** 8
		            if abs(cost - row["cost_usd"]) * 10 ** 9 > calls / 2:
		                yield "%s" % row
		for line in open("sums"):
		    d = json.loads(line, parse_float=Decimal, parse_int=Decimal)
		    for cause in wrong(d):
		        print(d["name"] + ":", cause)
	END
	out_is '' 'all that was explained adds up'
	is "$(wc -l <sums | tr -d ' ')" "$of_sums" 'each was looked at'
}

# What each report says of each of its rows.
rows=0
report() { # report NAME WORDS: what explains a row, of jq
	"$TC_TOP/bin/token-craft" "$1" --json -z Europe/Berlin 2>"$ERR" |
		jq -r ".rows[] | select(.cost_usd) | [(.cost_usd | tostring), (.calls | tostring), ($2)] | join(\"\\t\")" >of
	check "$1 has rows" test -s of
	case $1 in session | daily) sed -n '1~9p' of >few && mv few of ;; esac # there are many
	while IFS='	' read -r cost calls words; do
		# shellcheck disable=SC2086 # a list of words
		explain --no-sync -z Europe/Berlin $words 2>"$ERR"
		adds_up "$1: $words" "$cost" "$calls"
		rows=$((rows + 1))
	done <of
}
report monthly .month
report weekly '"--since \(.week) --until \(.week | strptime("%Y-%m-%d") | mktime + 6 * 86400 | strftime("%Y-%m-%d"))"'
report projects '"project=\(.project | split("/") | last)"'
report models '"model=\(.model | ltrimstr("claude-"))"'
report agents '"agent=\(.agent)"'
report branches '"project=\(.project) branch=\(.branch)"'
report session '"session=\(.session[:8])"'
report daily .day
check "rows were explained ($rows)" test "$rows" -gt 20
craft blocks --json
jq -r '.rows[-1] | "\(.cost_usd) \(.calls) \(.block)"' "$OUT" >of
read -r cost calls block <of
explain "block=$block"
adds_up "blocks: $block" "$cost" "$calls"
craft report --json
total=$(jq '.periods.rows[2].cost_usd' "$OUT")
explain
adds_up 'everything' "$total" 101
is "$(jq -r .facts.cost explained)" '$12.97, exactly 12.973826770' 'as the report shows it, and exactly'
explain 30d
adds_up '30 days' "$total"
explain 2026-11-18 project=harbor-api model=opus-5-5
adds_up 'a day, a project and a model' "$(jq '.parts.totals.cost_usd' explained)" 1
is "$(jq -c '[.calls.rows[].project, .calls.rows[].model]' explained)" \
	'["/home/ada/harbor-api","claude-opus-5-5"]' 'of that project and model'
for words in today 2026-11-20 20261120 '--since today' '--since 2026-11-20 --until 2026-11-20'; do
	# shellcheck disable=SC2086 # a list of words
	explain -z UTC $words
	is "$(jq .parts.totals.cost_usd explained)" 0.7114694 "$words"
done
explain --top 3
is "$(jq -c '[.calls.rows[].cost_usd]' explained)" '[0.370607,0.366284,0.2987764]' 'the dearest calls'
explain agent=main branch=none
status 1 'no branch is called none'

# Down to one call: what tc-price says of it.
id=$(jq -r '.calls.rows[0].id' all | sed -n 1p)
"$TC_BIN/tc-extract" --kinds call | "$TC_BIN/tc-price" --explain "$id" >arithmetic
craft explain "$(printf %s "$id" | cut -c 1-24)"
status 0
sed -n "/^$id, /,/saved_usd/p" "$OUT" >got
same got arithmetic 'one call, by how its id begins'
craft explain "id=$id"
sed -n "/^$id, /,/saved_usd/p" "$OUT" >got
same got arithmetic 'one call, by its id'
craft explain "$id" "$sample"
sed -n "/^$id, /,/saved_usd/p" "$OUT" >got
same got arithmetic 'one call, of logs that are named'

# The next command leads deeper, as it stands, and keeps what was asked.
craft explain 30d -z UTC --no-sync --columns 200
status 0
sed -n 's/^- token-craft //p' "$OUT" >next
is "$(wc -l <next)" 3 'three steps'
sed -n 's/^cost .*exactly //p' "$OUT" >costs
while read -r step; do
	eval "craft $step"
	status 0 "$step"
	sed -n 's/^cost .*exactly //p' "$OUT" >>costs
done <next
is "$(sort -rnu costs | wc -l)" 4 'each is of less'
is "$(head -n 2 next | cut -d ' ' -f 1-5)" 'explain 30d -z UTC --no-sync
explain 30d -z UTC --no-sync' 'they keep what was asked'

# An amount: where it stands, with and without $.
for amount in '$0.71' 0.71 0.711469400 '$0.7115'; do
	craft explain -z UTC --json "$amount"
	status 0 "$amount is found"
	is "$(jq -c '[.rows[] | [.report, .row, .explained_by]]' "$OUT")" \
		'[["report","today","token-craft explain -z UTC today"],["daily","2026-11-20","token-craft explain -z UTC 2026-11-20"]]' \
		"$amount: its rows"
	is "$(jq '[.rows[] | .cost_usd * 1e9 - ([.cost_input_usd, .cost_output_usd, .cost_cache_write_usd,
		.cost_cache_read_usd, .cost_search_usd] | add) * 1e9 | round] | add' "$OUT")" 0 'and their parts'
done
for amount in 0.72 0.70 0.712 0.7114 0.7114693; do
	craft explain --columns 120 "$amount"
	status 1 "$amount is shown nowhere"
	out_has "no row of a report shows \$$amount; the nearest is \$0.71: token-craft report, today"
done
craft explain 12.97 --columns 120
out_has 'token-craft report  total    12.973826770    101'
out_has 'token-craft report  30 days  12.973826770    101'
craft explain 25.28
out_has 'saved by the cache'
craft explain 0.75 --json -z UTC
jq -r '.rows[] | select(.explained_by) | [(.cost_usd | tostring), (.calls | tostring), .explained_by] | join("\t")' "$OUT" >of
check 'an amount of many rows' test "$(wc -l <of)" -ge 6
while IFS='	' read -r cost calls words; do
	eval "explain ${words#token-craft explain}"
	adds_up "$words" "$cost" "$calls"
done <of
craft explain 0.75 --since 2026-11-18 --json
is "$(jq -r '.rows[].row' "$OUT" | head -n 1)" 2026-11-18 'an amount of certain days'

# Calls of every sort: batch, US, fast, long, two kinds of writes, searches, iterations.
python3 - >records <<'END'
import json, random
r = random.Random(4)
models = ["claude-haiku-5-5", "claude-opus-4-6", "claude-sonnet-4-5", "claude-fable-5-2", "claude-3-haiku", "glm-5.1", None]
for n in range(400):
    five, hour = r.choice([(0, 0), (r.randrange(9999), 0), (0, r.randrange(9999)), (r.randrange(99999), r.randrange(9999))])
    call = {"kind": "call", "id": "msg_%024d" % n, "ts": "2026-03-%02dT10:00:00.000Z" % (1 + n % 28),
        "session": "s%d" % (n % 5), "project": "/p/%d" % (n % 3), "model": r.choice(models),
        "input_tokens": r.choice([r.randrange(999), 250000]), "output_tokens": r.randrange(9999),
        "cache_creation_input_tokens": five + hour, "ephemeral_5m_input_tokens": five,
        "ephemeral_1h_input_tokens": hour, "cache_read_input_tokens": r.randrange(99999),
        "web_search_requests": r.choice([0, 0, 3]), "speed": r.choice([None, "fast"]),
        "service_tier": r.choice([None, "batch"]), "inference_geo": r.choice([None, "us"]),
        "owner_ts": "2026-03-01T10:00:00.000Z", "final": True}
    if n % 7 == 0:
        half = call["input_tokens"] // 2
        call["iterations"] = [[half, 0, five, 0, 0], [call["input_tokens"] - half, call["output_tokens"], 0, hour, call["cache_read_input_tokens"]]]
    if n % 11 == 0:
        call["recorded_cost_usd"] = n / 8
    print(json.dumps(call, separators=(",", ":")))
END
TC_HOME=$PWD/odd run tc-archive put records
status 0
for words in '' 2026-03-07 session=s2 project=1 model=haiku-5-5 model=unknown '-m auto' '-m auto model=glm-5.1' \
	'-m recorded' service_tier=batch inference_geo=us '--deployment bedrock' '--rates seed'; do
	# shellcheck disable=SC2086 # a list of words
	TC_HOME=$PWD/odd explain --no-sync $words
	status 0 "calls of every sort: ${words:-all}"
	adds_up "calls of every sort: ${words:-all}" "$(jq '.parts.totals.cost_usd // 0' explained)"
done
TC_HOME=$PWD/odd explain --no-sync
is "$(jq -r '[.parts.rows[].kind] | join(" ")' explained)" \
	'input output cache_write_5m cache_write_1h cache_write cache_read search rounding' 'every part there is'
for flag in batch geo_us fast long; do
	is "$(jq -c "[.rates.rows[] | select(.price_id // \"\" | contains(\"+$flag\")) | .kind | select(test(\"_[15]\"))] | unique" \
		explained)" '["cache_write_1h","cache_write_5m"]' "writes of both kinds are told apart: $flag"
done
"$TC_BIN/tc-price" records 2>"$ERR" | "$TC_BIN/tc-aggregate" --filter .cost_usd >cost
adds_up 'calls of every sort' "$(cat cost)" 400
is "$(jq -r '.facts["no price"]' explained | sed 's/ .*//')" "$(jq -n '[inputs | select(.model == null or .model == "glm-5.1")] | length' records)" \
	'calls without a price are counted'
TC_HOME=$PWD/odd explain --no-sync -m auto
is "$(jq '.parts.rows[] | select(.kind == "recorded") | .cost_usd' explained)" \
	"$(jq -n '[inputs | .recorded_cost_usd // 0] | add' records)" 'what was recorded has no parts'

# Half a cent is shown as a cent.
jq -c 'select(.model == "claude-fable-5-2") | . + {input_tokens: 500, output_tokens: 0, cache_read_input_tokens: 0,
	cache_creation_input_tokens: 0, ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0, web_search_requests: 0,
	model: "claude-fable-5", ts: "2026-07-01T00:00:00.000Z", speed: null, service_tier: null, inference_geo: null}
	| del(.iterations)' records | head -n 1 >one
TC_HOME=$PWD/cent run tc-archive put one
TC_HOME=$PWD/cent craft explain --no-sync 0.01
status 0
out_has '0.005000000'
TC_HOME=$PWD/cent craft explain --no-sync 0.00
status 1 'and not as none'

# Real ones.
if [ -d "$TC_SHARED/corpus" ]; then
	for tree in a02 a05 a08 a12 a15 a20; do
		craft models --json "$TC_SHARED/corpus/$tree"
		jq -r '.totals | "\(.cost_usd // 0) \(.calls)"' "$OUT" >of
		read -r cost calls <of
		explain "$TC_SHARED/corpus/$tree"
		adds_up "$tree of the corpus" "$cost" "$calls"
	done
else
	skip 'the corpus' 'no corpus at ../shared'
fi
added_up

# The points of a category: the arithmetic of tc-score.
for word in session_focus session-focus 'session focus'; do
	craft explain "$word" "$sample"
	status 0
	cp "$OUT" got
	craft score --explain session_focus "$sample"
	same got "$OUT" "explain $word"
done
craft explain score "$sample"
out_has 'learning_growth: '
craft explain 7d session_focus "$sample"
status 2
err_has 'points and costs are explained one at a time'

# What cannot be explained.
wrong() { # wrong WORD CAUSE
	craft explain "$1"
	status 2
	out_is ''
	err_is "token-craft explain: cannot explain '$1': $2
token-craft explain:   token-craft help explain"
}
wrong tomorow 'no day, no FIELD=VALUE, no amount, no id of a call, no category, no folder'
wrong modle=opus-5 'a call has no such field'
wrong m-x=1 'not so a field is named'
craft explain 2026-11-18 7d
status 2
err_has 'one time at a time, or --since and --until'
craft explain 1.00 2.00
status 2
err_has 'one amount at a time'
craft explain 'project=a
b'
status 2
err_has 'a control character in the value of project='
craft explain 'branch=") | halt_error #'
status 1
out_has 'no calls found: branch=") | halt_error #'
for words in 2020-01-01 project=nowhere msg_x id=x; do
	craft explain "$words"
	status 1
	out_has "no calls found: $words"
	craft explain --json "$words"
	status 1 "$words, as JSON"
done
mkdir 'a b=1'
cp -R "$sample/projects" 'a b=1'
craft explain today './a b=1'
status 0 'a folder with an odd name'
out_has "- token-craft explain today './a b=1' session="

# Every form, and what -n shows.
for form in --md --csv --html '--columns 40 --ascii --no-color'; do
	# shellcheck disable=SC2086 # a list of options
	craft explain 7d $form
	status 0 "explain $form"
done
is "$(awk 'length > 40' "$OUT")" '' 'it fits 40 columns'
for words in '2026-11-18 project=harbor-api' "$id" 0.75; do
	# shellcheck disable=SC2086 # a list of words
	craft explain --no-sync $words
	cp "$OUT" ran
	# shellcheck disable=SC2086
	craft -n explain --no-sync $words
	cp "$OUT" shown
	PATH=$TC_BIN:$PATH sh ./shown >"$OUT" 2>"$ERR"
	case $words in msg_*) same "$OUT" arithmetic "-n $words" ;; *) same "$OUT" ran "-n $words" ;; esac
done
run "$TC_TOP/pipelines/explain" 2026-11-18 "$sample"
status 0 'without the front door'
TC_HOME=$PWD/fresh craft explain
check 'no partial sums are kept by call' test -d fresh/archive -a ! -e fresh/cache/rolled
done_testing
