#!/bin/sh
# 5-hour blocks: the rule, and that a range does not move them.
. "$(dirname "$0")/../lib.sh"

calls() {
	for ts; do
		printf '{"kind":"call","ts":"%s","project":"%s","input_tokens":1}\n' \
			"${ts%,*}" "${ts#*,}"
	done
}
told() { jq -r '[.block, .project // "-", .calls, .first_ts, .last_ts] | join(" ")' <"$OUT"; }

# The start is the first call's hour; five hours after it is in, a millisecond later not.
calls 2026-03-01T10:59:00.000Z 2026-03-01T15:00:00.000Z 2026-03-01T15:00:00.001Z \
	2026-03-01T19:00:00.000Z 2026-03-01T20:00:00.001Z >day
run tc-aggregate --by block day
is "$(told)" '2026-03-01T10:00:00.000Z - 2 2026-03-01T10:59:00.000Z 2026-03-01T15:00:00.000Z
2026-03-01T15:00:00.000Z - 2 2026-03-01T15:00:00.001Z 2026-03-01T19:00:00.000Z
2026-03-01T20:00:00.000Z - 1 2026-03-01T20:00:00.001Z 2026-03-01T20:00:00.001Z' 'chained'

# A pause of five hours ends a block, too; blocks never overlap.
calls 2026-03-01T10:00:00.000Z 2026-03-01T10:00:00.001Z 2026-03-01T15:00:00.002Z |
	run tc-aggregate --by block
is "$(told)" '2026-03-01T10:00:00.000Z - 2 2026-03-01T10:00:00.000Z 2026-03-01T10:00:00.001Z
2026-03-01T15:00:00.000Z - 1 2026-03-01T15:00:00.002Z 2026-03-01T15:00:00.002Z' 'a pause'

# Blocks are of all calls, whatever else they are grouped by.
calls 2026-03-01T10:59:00.000Z,a 2026-03-01T14:00:00.000Z,b 2026-03-01T15:30:00.000Z,b |
	run tc-aggregate --by block,project
is "$(told)" '2026-03-01T10:00:00.000Z a 1 2026-03-01T10:59:00.000Z 2026-03-01T10:59:00.000Z
2026-03-01T10:00:00.000Z b 1 2026-03-01T14:00:00.000Z 2026-03-01T14:00:00.000Z
2026-03-01T15:00:00.000Z b 1 2026-03-01T15:30:00.000Z 2026-03-01T15:30:00.000Z' 'by project'

# A range takes calls out of a block and leaves it where it is.
calls 2026-03-01T22:10:00.000Z 2026-03-02T00:10:00.000Z 2026-03-02T04:00:00.000Z \
	>night
run tc-aggregate --by block --since 2026-03-02 -z UTC night
is "$(told)" '2026-03-01T22:00:00.000Z - 1 2026-03-02T00:10:00.000Z 2026-03-02T00:10:00.000Z
2026-03-02T04:00:00.000Z - 1 2026-03-02T04:00:00.000Z 2026-03-02T04:00:00.000Z' 'a range'
run tc-aggregate --by block --since 2026-03-02 -z UTC --partial night
cp "$OUT" night.partial
run tc-aggregate --by block --since 2026-03-02 -z UTC night
cp "$OUT" night.rows
run tc-aggregate --final night.partial
same "$OUT" night.rows 'a range, by way of a partial'

# Their order in the input does not matter, nor the time zone.
run tc-aggregate --by block day
cp "$OUT" sorted
tac day | run tc-aggregate --by block -z Asia/Kolkata
same "$OUT" sorted 'backwards'

printf '{"kind":"call","ts":null}\n' | run tc-aggregate --by block
out_has '"block":null'
done_testing
