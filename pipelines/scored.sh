# What scores are made of. To be sourced, behind options.sh.
#
# `records` gives the records that tc-score reads, calls with what they cost: those of the 90
# days that are scored, and 30 days more, so that a session that began before them is known to
# have; and what else tells, beside the store's records: whether it is kept, and what
# instructions the projects have. Those are looked for where prompts were typed. `scores` gives
# the score of now and, from the store, the earlier ones: what tc-rank reads.
# shellcheck shell=sh disable=SC2034 # what it sets is for options.sh

besides() { # besides PROGRAM ARGUMENT ...: what is wrong has been told
	behind
	first "$@" 2>/dev/null
}

records() {
	others=prompt,command,shell,tool,event
	rolled='' # no partial answers: scores cannot be summed
	get="--since 120d $get"
	if [ -n "$folders${TC_SAMPLE-}" ]; then
		kinds=call,$others
		calls | run tc-price
		return
	fi
	begin
	calls | run tc-price
	behind
	kinds=$others # by themselves: tc-price need not read them, nor tc-archive merge them
	calls
	besides tc-archive list
	[ -z "$previous" ] || besides tc-archive get --kinds score --where '.profile != "token-craft-1"'
	besides tc-extract --probe --kinds probe,prompt --filter 'select(.kind == "probe")'
	end
}

scores() {
	if [ -n "$folders${TC_SAMPLE-}" ]; then
		records | run tc-score
		return
	fi
	begin
	records | run tc-score
	besides tc-archive get --kinds score
	end
}

[ -n "${TC_SHOW-}" ] || [ -z "$score" ] || check "tc-score $score"
[ -n "${TC_SHOW-}" ] || [ -z "$rank" ] || check "tc-rank $rank"
