#!/bin/sh
# `make lint`, as far as its tools are here; clang is the one that is promised to be silent. What
# gcc says fails the build of V=scalar.
. "$(dirname "$0")/../lib.sh"
skip_unless make

lint() { # lint GOAL TOOL [VERSION]
	if ! command -v "$2" >found; then
		skip "make lint-$1" "needs $2"
	elif [ -n "${3-}" ] && ! "$2" --version | head -n 1 | grep -q "[ )]$3\."; then
		skip "make lint-$1" "is for $2 $3"
	else
		run make --no-print-directory -C "$TC_TOP" "lint-$1"
		status 0 || tail -n 20 "$OUT" | diag
		is "$(grep -v '^make' "$ERR")" '' "make lint-$1 says nothing"
	fi
}
lint sh shellcheck
lint man mandoc
lint format clang-format 14
lint clang clang 14
done_testing
