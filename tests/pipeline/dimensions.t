#!/bin/sh
# The reports by where and why: whatever calls are grouped by, the rows make the total, and
# the total is that of all.
. "$(dirname "$0")/../extract/lib.sh"
[ "$V" = rel ] || skip_all "the reports are asked of the release variant"
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now") TC_HOME=$PWD/home
export TC_NOW TC_HOME
by='branches worktrees agents skills mcp versions configs prompts'
sums='[(.cost_usd // 0) * 1e9 | round] + [.calls, .input_tokens, .output_tokens,
	.cache_creation_input_tokens, .cache_read_input_tokens, .unpriced_calls]'

craft() { run "$TC_TOP/bin/token-craft" "$@"; }
rows() { jq -rc ".rows[] | $1" "$OUT"; }
agree() { # agree NAME TREE ...: each report has the total of daily, and its rows make it
	agree_name=$1
	shift
	craft daily --json "$@"
	jq -c ".totals | $sums" "$OUT" >wanted
	for report in $by; do
		craft "$report" --json -b "$@"
		status 0 "$agree_name: $report"
		is "$(jq -c ".totals | $sums" "$OUT")" "$(cat wanted)" "$agree_name: the total of $report"
		is "$(jq -c "[.rows[] | $sums] | transpose | map(add)" "$OUT")" "$(cat wanted)" \
			"$agree_name: the rows of $report make it"
		is "$(jq -c "[.rows[] | ([.rows[] | $sums] | transpose | map(add)) == ($sums)] | all" \
			"$OUT")" true "$agree_name: their models make the rows of $report"
	done
}
agree 'the sample' "$sample"
if [ -d "$TC_SHARED/corpus" ]; then
	agree 'the corpus' "$TC_SHARED"/corpus/a??
else
	skip 'the corpus' 'no corpus at ../shared'
fi

# Every report in every format; what -n shows is what runs; one that fails fails it.
mkdir programs
ln -s "$TC_BIN"/tc-* programs
rm programs/tc-extract
printf '#!/bin/sh\nexit 3\n' >programs/tc-extract
chmod +x programs/tc-extract
for report in $by prs; do
	for format in --csv --md --columns=60; do
		craft "$report" $format "$sample"
		status 0
	done
	craft "$report" -b -s 20261101 -p "it's" -o asc --top 2 "$sample"
	cp "$OUT" ran
	craft -n "$report" -b -s 20261101 -p "it's" -o asc --top 2 "$sample"
	cp "$OUT" shown
	PATH=$TC_BIN:$PATH sh ./shown >"$OUT" 2>"$ERR"
	same "$OUT" ran "$report: what -n shows gives the same"
	TC_BIN=$PWD/programs craft "$report" "$sample"
	status 3 "$report: tc-extract fails"
	craft help
	is "$(grep -c "^  $report  *[a-z].\{15,\}" "$OUT")" 1 "$report has a line of help"
done

# A tree of few calls, of 100,000 tokens and 1.50 dollars each.
mkdir -p "work/.claude-work/projects/$(slug /home/ada/app)" "home/.claude/projects/-tmp"
folder=work/.claude-work/projects/$(slug /home/ada/app)
calls() { # calls SESSION NAME ...: a call of each name
	calls_of=$1
	shift
	for letter; do
		echo "assistant | id(\"$letter\") | request(\"$letter\") | session($calls_of)
			| usage({input_tokens: 0, output_tokens: 100000})" | tr -d '\n' && echo
	done | lines
}
link() { # link SESSION NUMBER
	printf '{"type":"pr-link","sessionId":"%s","prNumber":%s,"prRepository":"ada/app",' \
		"00000000-0000-4000-8000-00000000000$1" "$2"
	printf '"timestamp":"2026-03-02T10:00:30.000Z"}\n'
}
{
	calls 1 A B
	link 1 7
	link 1 7
} >"$folder/$S1.jsonl"
{
	calls 2 C D E
	link 2 7
	link 2 8
} >"$folder/$S2.jsonl"
{
	echo 'user | session(3) | .promptId = "p1"' | lines
	calls 3 F | sed 's|"/home/ada/app"|"/home/ada/app/.claude/worktrees/fix"|'
	echo 'user | uuid(2) | session(3) | text("<command-name>/go</command-name><command-args>on</command-args>") | .promptId = "p2"' |
		lines
	calls 3 G H | jq -c '.attributionSkill = "pdf" | .attributionMcpServer = "db"'
	echo 'user | uuid(3) | session(3) | .isMeta = true | .promptId = "p3"' | lines
	calls 3 I | jq -c '.version = "2.1.121"'
} >"$folder/third.jsonl"
calls 4 J >home/.claude/projects/-tmp/fourth.jsonl
mkdir work/.claude-work/token-craft
echo job >work/.claude-work/token-craft/label
CLAUDE_CONFIG_DIR=$PWD/work/.claude-work,$PWD/home/.claude
export CLAUDE_CONFIG_DIR

agree 'few calls'
craft prs --json
cp "$OUT" stored
is "$(rows '[.pr_repository, .pr_number, .calls, .sessions, .cost_usd]' | tr '\n' ' ')" \
	'["ada/app",7,5,2,7.5] [null,null,5,2,7.5] ["ada/app",8,3,1,4.5] ' \
	'a session counts for all that it spoke of'
is "$(jq -c '.totals | [.calls, .cost_usd]' "$OUT")" '[10,15]' 'and once in the total'
craft prs --json --no-sync
same "$OUT" stored 'the same from the store alone'
craft prs --json work/.claude-work home/.claude
same "$OUT" stored 'and from the logs'
rm programs/tc-extract programs/tc-archive
ln -s "$TC_BIN/tc-extract" programs/tc-extract
printf '#!/bin/sh\n[ "$1" != put ] || exit 3\nexec "%s/tc-archive" "$@"\n' "$TC_BIN" \
	>programs/tc-archive
chmod +x programs/tc-archive
TC_HOME=$PWD/other TC_BIN=$PWD/programs craft prs --json
same "$OUT" stored 'and when nothing can be stored'
craft prs --columns 100
out_has '1 session spoke of more than one, and counts for each: the rows come to'
# shellcheck disable=SC2016 # dollars
out_has '$4.50 more than the total'
out_has 'ada/app#7'
craft prs -b --json
is "$(rows '.rows[].calls' | tr '\n' ' ')" '5 5 3 ' 'and by model'
craft prs --json -i "$S1"
is "$(rows '[.pr_number, .calls]')" '[7,2]' 'of one session'

craft prompts --json
is "$(rows '[.prompt, .calls, .chars, .command, .project]' | tr '\n' ' ')" \
	'["p2",2,2,"go","/home/ada/app"] ["p1",1,14,null,"/home/ada/app"] ["p3",1,null,null,"/home/ada/app"] [null,6,null,null,null] ' \
	'prompts, typed or not'
craft prompts --json --top 1
is "$(rows '[.prompt, .others, .calls]' | tr '\n' ' ')" '["p2",null,2] [null,2,2] [null,null,6] ' \
	'the dearest, the others, and the calls of none'
craft worktrees --json
is "$(rows '[.project, .worktree, .calls]' | sort | tr '\n' ' ')" \
	'["/home/ada/app","fix",1] ["/home/ada/app",null,9] ' 'worktrees'
craft skills --json
is "$(rows '[.skill, .calls]' | tr '\n' ' ')" '[null,8] ["pdf",2] ' 'skills'
craft mcp --json
is "$(rows '[.mcp_server, .calls]' | tr '\n' ' ')" '[null,8] ["db",2] ' 'MCP servers'
craft versions --json
is "$(rows '[.version, .calls]' | tr '\n' ' ')" '["2.1.120",9] ["2.1.121",1] ' 'versions'
craft configs --json
is "$(rows '[.config, .calls]' | tr '\n' ' ')" '["job",9] ["claude",1] ' 'configs'
done_testing
