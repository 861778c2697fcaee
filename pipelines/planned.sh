# What the reports of the plan are made of. To be sourced, behind options.sh.
#
# `planned` gives, in one stream: calls by the hour, since the first one; of the last five weeks
# by session (and as $besides says), and what was typed in twice as many, so that it is known who
# worked; tasks, or $records. A report needs all of it, so these pipelines have no --since.
# shellcheck shell=sh disable=SC2034,SC2154 # what it sets is for options.sh, which has $share
. "$share/config.sh"
[ -n "$whole" ] || die 'no part of the time can be asked for' "token-craft $name --help"
configured
besides=''

# Options that reach back from the day that the report is of.
back() { # back DAYS
	case $date in
	'') window="$get --since ${1}d" ;;
	yesterday) window="$get --since $(($1 + 1))d --until yesterday" ;;
	*) window="$get --since ${1}d --now $date --until $date" ;;
	esac
}

planned() {
	begin
	calls |
		run tc-price |
		run tc-aggregate
	back 35
	groups="--by hour,session,entrypoint,stop_reason $besides"
	more call "$window" |
		run tc-price 2>/dev/null | # it has been told
		run tc-aggregate
	back 70
	groups='--of prompt --by session '
	more prompt "$window" |
		run tc-aggregate
	[ -n "$folders${TC_SAMPLE-}" ] || more "${records:-task}" ''
	end
}
group --by hour --by ''
