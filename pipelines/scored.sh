# What scores are made of. To be sourced, behind options.sh.
#
# `records` gives the records that tc-price and tc-score read: those of the 90 days that are
# scored, and 30 days more, so that a session that began before them is known to have; and
# what else tells, beside the store's records: whether it is kept, and what instructions the
# projects have. Those are looked for where prompts were typed.
# shellcheck shell=sh disable=SC2034 # what it sets is for options.sh

besides() { # besides PROGRAM ARGUMENT ...: what is wrong has been told
	[ -z "${TC_SHOW-}" ] || echo
	first "$@" 2>/dev/null
}

records() {
	kinds=call,prompt,command,shell,tool,event
	rolled='' # no partial answers: scores cannot be summed
	get="--since 120d $get"
	if [ -n "$folders${TC_SAMPLE-}" ]; then
		calls
		return
	fi
	begin
	calls
	besides tc-archive list
	besides tc-extract --probe --kinds probe,prompt --filter 'select(.kind == "probe")'
	[ -z "${TC_SHOW-}" ] || printf '\n}'
}

[ -n "${TC_SHOW-}" ] || [ -z "$score" ] || check "tc-score $score"
