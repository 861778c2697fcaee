#!/bin/sh
# The golden vectors of the scoring rules that are about a whole score.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless jq

# G1, G2: categories as given, added up by the profile.
fixed='def fixed($name; $points; $max): {name: $name, points: $points, max: $max, measured: true,
	measured_max: $max};'
{
	echo "$fixed" 'profile("v2"; [[4, 25], [6, 50], [8, 100], [10, 150]];'
	echo 'fixed("a"; 200; 300), fixed("b"; 225; 325), fixed("c"; 200; 200), fixed("d"; 50; 125),'
	echo 'fixed("e"; 50; 50), fixed("f"; 100; 100), fixed("g"; 60; 75), fixed("h"; 50; 50),'
	echo 'fixed("i"; 50; 75), fixed("j"; 50; 50))'
} >g1.jq
score --policy g1.jq /dev/null
answers '[.base, .measured_max, .combo]' '[1035,1350,50]' 'G1'
{
	echo "$fixed" 'profile("v1"; [[2, 25], [3, 50], [4, 100], [5, 150]];'
	echo 'fixed("a"; 0; 300), fixed("b"; 225; 325), fixed("c"; 200; 200), fixed("d"; 20; 125),'
	echo 'fixed("e"; 50; 50))'
} >g2.jq
score --policy g2.jq /dev/null
answers '[.base, .measured_max, .combo]' '[495,1000,25]' 'G2'

# G15: in 24 sessions every prompt is "show me git status", answered by one `git status`.
adversary() { # adversary PROMPTS: transcripts of the 24 sessions
	rm -rf logs && mkdir -p logs/projects/-p-a
	for s in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33; do
		for p in $1; do
			line="\"cwd\":\"/p/a\",\"sessionId\":\"s$s\",\"version\":\"2.1.100\""
			at="2026-11-$(((s - 10) % 20 + 1))T0$p"
			at=$(printf %s "$at" | sed 's/-\([0-9]\)T/-0\1T/')
			echo "{\"type\":\"user\",\"uuid\":\"u$s$p\",$line,\"timestamp\":\"$at:00:00.000Z\",$(
			)\"message\":{\"role\":\"user\",\"content\":\"show me git status\"}}"
			for n in 1 2; do
				content='{"type":"text","text":"clean"}'
				[ $n = 2 ] || content="{\"type\":\"tool_use\",\"id\":\"t$s$p\",$(
				)\"name\":\"Bash\",\"input\":{\"command\":\"git status\"}}"
				echo "{\"type\":\"assistant\",\"uuid\":\"a$s$p$n\",$line,$(
				)\"timestamp\":\"$at:00:0$n.000Z\",\"requestId\":\"r$s$p$n\",$(
				)\"message\":{\"id\":\"m$s$p$n\",\"type\":\"message\",$(
				)\"role\":\"assistant\",\"model\":\"claude-sonnet-4-6\",$(
				)\"content\":[$content],\"usage\":{\"input_tokens\":5,\"output_tokens\":9}}}"
			done
		done >"logs/projects/-p-a/s$s.jsonl"
	done
	"$TC_BIN/tc-extract" logs | "$TC_BIN/tc-price" >records
	score records
}
rate='.categories.self_sufficiency | [.points, .evidence.asked, .evidence.opportunities]'
adversary '1 2'
answers "$rate" '[0,48,48]' 'G15: two prompts a session'
answers '.sessions.scored' 24 'G15: in 24 sessions'
answers '.categories.optimization_adoption.checks.direct_commands | [.x, .points]' '[0,0]' \
	'G15: nor were commands given directly'
adversary '1 2 3'
answers "$rate" '[0,72,72]' 'G15: three'
adversary 1
answers "$rate" '[100,24,48]' 'G15: one'
done_testing
