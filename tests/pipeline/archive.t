#!/bin/sh
# The law of the reports: through the store, with and without what is kept of earlier
# answers, they are what the logs themselves give, to the byte.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now") TC_HOME=$HOME/store
export TC_NOW TC_HOME
[ "$V" = rel ] || skip_all 'hundreds of pipelines, for the release variant'
reports='daily weekly monthly session blocks projects models agents branches report'

mkdir logs
cp -R "$sample/projects" logs
CLAUDE_CONFIG_DIR=$PWD/logs
export CLAUDE_CONFIG_DIR
# A block that begins the day before, and one that would begin elsewhere without it.
line=$(grep -h '"type":"assistant"' logs/projects/*/*.jsonl | grep -v '<synthetic>' | head -n 1)
mkdir logs/projects/nights
for ts in 2026-11-02T21:30 2026-11-02T23:30 2026-11-03T01:30 2026-11-03T03:30 2026-11-03T07:10; do
	printf '%s\n' "$line" | jq -c --arg ts "$ts" '.timestamp = $ts + ":00.000Z" | .uuid = $ts |
		.message.id = "msg_01" + ($ts | gsub("[^0-9]"; "")) + "AAAAAAAAAA" | .requestId = null'
done >logs/projects/nights/33333333-2222-4333-8444-555555555555.jsonl
craft() { # craft NAME ARGUMENT...
	run "$TC_TOP/bin/token-craft" "$@"
}
law() { # law NAME REPORT ARGUMENT...: by the store == by the logs
	law_name=$1
	shift
	craft "$@" "$PWD/logs"
	cp "$OUT" wanted
	cp "$TMPDIR/status" wanted_status
	craft "$@"
	is "$(cut -d ' ' -f 1 "$TMPDIR/status")" "$(cut -d ' ' -f 1 wanted_status)" \
		"$law_name: $*: exit code" && same "$OUT" wanted "$law_name: $*"
}

craft blocks -z UTC --json --since 2026-11-03 --until 2026-11-03
is "$(jq -c '[.rows[].block[11:13]]' "$OUT")" '["21","03","09"]' 'blocks go on over midnight'
rm -rf "$TC_HOME"
craft daily
status 0
is "$(grep -v '^tc-price: ' "$ERR" | sed 's/: .*//')" 'tc-archive put' 'a first report'
session=$("$TC_BIN/tc-archive" get --kinds call | jq -r .session | sort | sed -n 30p)
for report in $reports; do
	law 'first' "$report"
	law 'kept' "$report"
	law 'options' "$report" --json -b -o desc
	law 'elsewhere' "$report" -z America/Los_Angeles --md
	law 'elsewhere, kept' "$report" -z America/Los_Angeles --md
	law 'other prices' "$report" --rates seed --mode auto --csv
	law 'one project' "$report" --project atlas-web
	law 'one session' "$report" --json --id "${session%-*}"
	# A day begins when it does there; weeks, sessions and blocks begin before.
	law 'a span' "$report" -z Pacific/Auckland --since 2026-11-03 --until 20261119
	law 'from midnight' "$report" -z UTC --json --since 2026-11-03
	law 'recent' "$report" --json -r -w monday
	law 'long ago' "$report" --until 2026-10-30
done
kept=$(find "$TC_HOME/cache/rolled" -name '*.ndjson' | wc -l)
check "answers are kept ($kept)" test "$kept" -ge 30
rm -r "$TC_HOME/cache"
for report in $reports; do
	law 'no cache' "$report"
done

# A kept answer does not outlive what it depends on: rates of one's own, new calls.
rates=$TC_HOME/rates.json
"$TC_BIN/tc-price" --list-rates --rates seed | head -n 1 | jq -c '{kind: "rates",
	schema: "token-craft/rates/1", name: "mine", version: "2026-11-20", currency: "USD",
	unit: "pico-USD per token", sources: {page: "none"},
	rules: {web_search: 10000000000, batch: {percent: 50},
		geo_us: {percent: 110, from: "2026-02-05", released_from: "2026-02-05"},
		regional: {percent: 110, released_from: "2025-09-29"}},
	models: [{id: "claude-opus-4-8", released: "2026-01-01", sources: ["page"], periods:
		[{input: 1, output: 2, cache_write: 3, cache_read: 4}]}]}' >"$rates"
law 'own rates' models --json
rm "$rates"
law 'without them' models --json
old=$(find logs -name '*.jsonl' | sort | head -n 1)
head -n 3 "$old" | sed 's/msg_01/msg_09/g; s/"uuid":"./"uuid":"f/; s/2026-1.-../2026-09-09/g'  >late
cp late "$(dirname "$old")/11111111-2222-4333-8444-555555555555.jsonl"
law 'old calls come late' daily --json
law 'and are kept' daily --json
is "$(jq -r '.rows[0].day' "$OUT")" 2026-09-09 'they are there'

# A program that dies while partial answers are made, after the answer was right.
rm -r "$TC_HOME/cache/rolled"
mkdir killed
cp "$TC_BIN"/tc-* killed
mv killed/tc-archive killed/whole
printf '%s\n' '#!/bin/sh' 'case "$*" in *--until*)' \
	'	"${0%/*}/whole" "$@" | head -n 20; kill -9 $$ ;;' 'esac' \
	'exec "${0%/*}/whole" "$@"' >killed/tc-archive
chmod +x killed/tc-archive
built=$TC_BIN TC_BIN=$PWD/killed
law 'killed while keeping' daily
is "$(find "$TC_HOME/cache/rolled" -name '*.ndjson' 2>"$ERR" | wc -l | tr -d ' ')" 0 \
	'nothing is kept of what was cut short'
law 'after that' daily
TC_BIN=$built

# What -n shows is what runs.
for report in $reports; do
	craft "$report" -b --since 20261101 -p atlas-web -o desc
	cp "$OUT" ran
	craft -n "$report" -b --since 20261101 -p atlas-web -o desc
	cp "$OUT" shown
	(PATH=$TC_BIN:$TC_TOP/bin:$PATH && run sh ./shown)
	same "$OUT" ran "$report: what -n shows gives the same"
done

# Logs that are gone are still answered for.
craft weekly --json
cp "$OUT" weekly
mv logs/projects away
craft weekly --json
same "$OUT" weekly 'transcripts are deleted'
mkdir logs/projects
craft report
is "$(grep -c ample "$OUT")" 0 'the report is no sample while there is a store'
mv away/* logs/projects

# --no-sync is of the store alone.
cp -R "$sample/projects" more-projects
sed -i 's/msg_01/msg_08/g; s/"uuid":"./"uuid":"e/' more-projects/*/*.jsonl
mkdir logs/projects/new
cp more-projects/*/6826ae36*.jsonl logs/projects/new/22222222-2222-4333-8444-555555555555.jsonl
craft weekly --json --no-sync
same "$OUT" weekly '--no-sync looks for nothing new'
law 'and then' weekly --json
check 'there was something' test -n "$(cmp "$OUT" weekly)"

# The sample enters no store.
HOME=$PWD/nobody TC_HOME=$PWD/nobody/store CLAUDE_CONFIG_DIR='' craft report
out_has 'Token-Craft sample'
check 'the sample enters no store' test ! -e nobody
done_testing
