#!/bin/sh
# Times: days of a zone, weeks, ranges.
. "$(dirname "$0")/../lib.sh"

calls() { # calls TIME...: a call at each
	for ts; do
		printf '{"kind":"call","ts":"%s","input_tokens":1}\n' "$ts"
	done
}
told() { # told KEY...: the values of keys and the calls of each row
	jq -r --args '[.[$ARGS.positional[]], .calls] | join(" ")' "$@" <"$OUT"
}
groups() { # groups WANTED NAME ARGUMENTS...: of the file in, by one key
	wanted=$1 name=$2
	shift 2
	run tc-aggregate "$@" in
	status 0 && err_is ''
	is "$(told "$key")" "$wanted" "$name"
}

key=day
calls 2026-03-01T23:59:59.999Z 2026-03-02T00:00:00.000Z >in
groups '2026-03-01 1
2026-03-02 1' 'UTC' --by day -z UTC
calls 2026-03-01T23:59:59.999Z 2026-03-02T00:00:00.000Z >in
groups '2026-03-02 2' 'Kolkata is half an hour off' --by day -z Asia/Kolkata
calls 2026-03-01T18:29:59.999Z 2026-03-01T18:30:00.000Z >in
groups '2026-03-01 1
2026-03-02 1' 'Kolkata, its midnight' --by day -z Asia/Kolkata

# Days of 23 and of 25 hours: every half hour of two local days.
halves() { # halves FIRST COUNT
	jq -rn --arg first "$1" --argjson n "$2" '$first | fromdateiso8601 as $t |
		range($n) | $t + . * 1800 | todateiso8601'
}
# shellcheck disable=SC2046 # times have no blanks
calls $(halves 2026-03-28T23:00:00Z 94) >in
groups '2026-03-29 46
2026-03-30 48' 'Berlin, 23 hours' --by day -z Europe/Berlin
# shellcheck disable=SC2046
calls $(halves 2026-10-24T22:00:00Z 98) >in
groups '2026-10-25 50
2026-10-26 48' 'Berlin, 25 hours' --by day -z Europe/Berlin
# shellcheck disable=SC2046
calls $(halves 2026-03-08T05:00:00Z 94) >in
groups '2026-03-08 46
2026-03-09 48' 'New York, 23 hours' --by day -z America/New_York

key=hour
calls 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z >in
groups '2026-10-25T02 2
2026-10-25T03 1' 'the hour a fold repeats is one' --by hour -z Europe/Berlin

key=week
calls 2026-02-28T12:00:00Z 2026-03-01T00:00:00Z 2026-03-02T12:00:00Z 2026-03-07T23:59:59Z >in
groups '2026-02-22 1
2026-03-01 3' 'weeks start on Sunday' --by week -z UTC
calls 2026-02-28T12:00:00Z 2026-03-01T00:00:00Z 2026-03-02T12:00:00Z 2026-03-08T23:59:59Z >in
groups '2026-02-23 2
2026-03-02 2' 'or on Monday' --by week --week-start monday -z UTC
calls 1969-12-31T00:00:00Z 1970-01-01T00:00:00Z 1970-01-04T00:00:00Z >in
groups '1969-12-28 2
1970-01-04 1' 'before 1970' --by week -z UTC

key=month
calls 2026-02-28T23:00:00Z 2026-03-01T00:00:00Z >in
groups '2026-03 2' 'months are local' --by month -z Europe/Berlin

key=weekday
calls 2026-03-01T00:00:00Z 2026-03-02T00:00:00Z 2026-03-09T00:00:00Z >in
groups '1 2
7 1' 'weekdays by ISO 8601' --by weekday -z UTC

# Ranges are closed: --until is all of that local day.
# shellcheck disable=SC2046
calls $(halves 2026-02-27T00:00:00Z 500) >in
key=day
groups '2026-03-03 48' 'one day' --by day -z UTC --since 2026-03-03 --until 2026-03-03
groups '2026-03-07 48
2026-03-08 46' 'a range over a change of the clock' \
	--by day -z America/New_York --since 20260307 --until 20260308
groups '2026-03-04 48
2026-03-05 48' 'the last two days' --by day -z UTC --since 2d --until today --now 2026-03-05
key=week
groups '2026-03-02 336' 'an ISO week' \
	--by week --week-start monday -z UTC --since 2026-W10 --until 2026-W10
calls 2026-03-02T23:59:59.999Z 2026-03-03T00:00:00.000Z 2026-03-03T23:59:59.999Z 2026-03-04T00:00:00.000Z |
	run tc-aggregate --since 2026-03-03 --until 2026-03-03 -z UTC
out_has '"calls":2,' 'to the millisecond'

# A session whose last call is on the last day is there.
calls 2026-03-03T10:00:00Z 2026-03-03T22:00:00Z | sed 's/}$/,"session":"s"}/' |
	run tc-aggregate --by session --since 2026-03-03 --until 2026-03-03 -z UTC
out_has '"session":"s"' 'session 03-03, range 03-03 to 03-03'
out_has '"calls":2,'

# Without --timezone it is the system's.
calls 2026-03-01T23:00:00Z | TZ=Europe/Berlin run tc-aggregate --by day
out_has '"day":"2026-03-02"' 'the zone of TZ'
done_testing
