#!/bin/sh
# Files, standard input, gzip, options before and after: the same for every program.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

for p; do
	line "$p" 1 >in
	line "$p" 2 >>in
	run "$p" in
	status 0
	err_is ''
	check "$p says something about its input" test -s "$OUT"
	cp "$OUT" wanted

	run "$p" - <in
	same "$OUT" wanted "$p -: standard input"
	run "$p" --now 2026-03-02 in
	same "$OUT" wanted "$p: an option before the operand"
	run "$p" in --now 2026-03-02
	same "$OUT" wanted "$p: an option after the operand"
	run "$p" in --now=2026-03-02
	same "$OUT" wanted "$p: an option with ="
	cp in ./-in
	run "$p" -- -in
	same "$OUT" wanted "$p --: a file named like an option"
	status 0

	gzip -nc in >in.jsonl.gz
	run "$p" in.jsonl.gz
	same "$OUT" wanted "$p: a gzip file"
	run "$p" - <in.jsonl.gz
	same "$OUT" wanted "$p: gzip on standard input"
	head -n 1 in | gzip -nc >two.jsonl.gz
	tail -n 1 in | gzip -nc >>two.jsonl.gz
	run "$p" two.jsonl.gz
	same "$OUT" wanted "$p: a gzip file of two members"

	lines "$p" 2000 | gzip -nc >whole.jsonl.gz
	size=$(wc -c <whole.jsonl.gz)
	head -c $((size - 9)) whole.jsonl.gz >torn.jsonl.gz
	run "$p" torn.jsonl.gz
	status 3 "$p: a torn gzip file is an error"
	err_has torn.jsonl.gz
	check "$p: what came before the tear is read" test -s "$OUT"
	{ cat in.jsonl.gz && echo rubbish; } >tail.jsonl.gz
	run "$p" tail.jsonl.gz
	status 3 "$p: rubbish behind a gzip member is an error"
	err_has tail.jsonl.gz

	run "$p" nowhere.jsonl
	status 3
	err_is "$p: cannot read nowhere.jsonl: No such file or directory"
	run "$p" nowhere.jsonl in
	status 3 "$p: a missing file is remembered"
	same "$OUT" wanted "$p: the other file is read all the same"
	run "$p" "$(printf 'no\033[31mwhere')"
	status 3
	err_is "$p: cannot read no\\x1b[31mwhere: No such file or directory"
	if [ "$(id -u)" -ne 0 ]; then
		cp in secret && chmod 0 secret
		run "$p" secret
		status 3
		err_is "$p: cannot read secret: Permission denied"
	fi
	case $p in
	tc-extract) ;;
	*)
		run "$p" .
		status 3
		err_is "$p: cannot read .: Is a directory"
		;;
	esac

	run "$p" - </dev/null
	status 0 "$p: no input at all"
	err_is ''
	printf '\n\n' | run "$p" -
	status 0 "$p: blank lines only"
	err_is ''
	{ printf '\357\273\277' && sed 's/$/\r/' in; } | run "$p" -
	same "$OUT" wanted "$p: a byte order mark and CR before LF are passed over"
	printf '%s' "$(cat in)" | run "$p" -
	same "$OUT" wanted "$p: a last line without LF is a line"
done
done_testing
