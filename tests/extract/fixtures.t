#!/bin/sh
# Every case of fixtures/transcripts gives the calls its file `calls` lists; whole, a file at
# a time in either order, and with all kinds as with calls alone.
. "$(dirname "$0")/lib.sh"

for case in "$FIXTURES"/*; do
	name=${case##*/}
	run tc-extract --kinds call "$case"
	status 0 "$name: exit code"
	calls_table >calls
	same calls "$case/calls" "$name: calls"
	cp "$OUT" whole
	run tc-extract "$case"
	grep '"kind":"call"' "$OUT" >all
	same all whole "$name: the same calls among all kinds"
	find "$case/projects" -name '*.jsonl' | sort -r >files
	# shellcheck disable=SC2046 # names without blanks, ours
	run tc-extract --kinds call --threads 1 $(cat files)
	same "$OUT" whole "$name: the same from its files, last first"
done

done_testing
