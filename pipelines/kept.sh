# What is made now and shown later, at once. To be sourced, behind options.sh.
#
# `keep FILE` puts the answer into a file, all at once; where there is none, there is no file.
# shellcheck shell=sh disable=SC2154 # options.sh has the rest

# Not for the terminal that it is made at.
LC_ALL=C.UTF-8
export LC_ALL
add render --to term --columns 200 --color never

keep() { # keep FILE
	if [ -n "${TC_SHOW-}" ]; then answer; fi
	made=$(answer) || exit
	if [ -n "$made" ]; then
		(umask 077 && mkdir -p "${1%/*}") && new=$(mktemp "$1.XXXXXX") || exit 3
		printf '%s\n' "$made" >"$new" && mv "$new" "$1" || exit 3
	else
		rm -f "$1"
	fi
}
