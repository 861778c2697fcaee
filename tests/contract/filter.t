#!/bin/sh
# --filter is the last thing before the pipe, in every program, and sees nothing else.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

echo '"leaked"' >leak.json
echo 'def leak: "leaked";' >leak.jq

for p; do
	line "$p" 1 >in
	line "$p" 2 >>in
	run "$p" in
	cp "$OUT" plain

	run "$p" --filter . in
	status 0
	err_is ''
	same "$OUT" plain "$p --filter .: the same bytes"
	run "$p" --filter empty in
	status 0
	out_is ''
	run "$p" --filter '{a: 1}, {b: "é"}' in
	is "$(sort -u "$OUT")" '{"a":1}
{"b":"é"}' "$p --filter: many results of one record"
	run "$p" in --filter 'type'
	is "$(sort -u "$OUT")" '"object"' "$p --filter: any JSON comes out"
	run "$p" --filter 'now | floor' --now 2026-03-02T00:00:00Z in
	is "$(sort -u "$OUT")" 1772409600 "$p --filter: now is --now"

	TZ=Europe/Berlin run "$p" --filter '("2026-07-01T02:03:04Z", "2024-02-29T00:00:00Z") | fromdate' in
	is "$(sort -u "$OUT")" '1709164800
1782871384' "$p --filter: summer time is none of UTC"

	# It cannot look around.
	SECRET=leaked run "$p" --filter '[env, $ENV]' in
	is "$(sort -u "$OUT")" '[{},{}]' "$p --filter: no environment"
	for program in 'import "leak" as l; l::leak' 'include "leak"; leak' \
		'import "leak" as $l; $l' input inputs input_filename debug stderr \
		'input_line_number' 'get_search_list' 'halt' '"x" | halt_error' \
		'$__prog_args'; do
		run "$p" --filter "$program" in
		read -r code _ <"$TMPDIR/status"
		check "$p --filter '$program' does not crash" test "$code" -lt 4
		is "$(cat "$OUT" "$ERR" | grep -c leaked)" 0 "$p --filter '$program': no leak"
	done

	run "$p" --filter 'error("boom")' in
	status 0 "$p --filter: a failing record is no failure"
	out_is ''
	err_has boom
	is "$(grep -c boom "$ERR")" 1 "$p --filter: each message once"
	run "$p" --strict --filter 'error("boom")' in
	status 1 "$p --filter --strict: it is"
	run "$p" --filter '.a b' in
	status 2 "$p --filter: what does not compile is wrong usage"
done

# One endless expression is enough: the limit is ten seconds of the processor.
call 1 >in
timeout 120 "$TC_BIN/tc-price" --filter 'def f: f; f' in >"$OUT" 2>"$ERR"
is $? 4 "an endless expression is ended, as a limit"
err_has --filter
done_testing
