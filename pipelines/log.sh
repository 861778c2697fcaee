# What happened when nobody looked, in $TC_HOME/log. To be sourced.
#
# `log NAME LINE [TEXT]` adds a line, with the time, and TEXT below it, to NAME.log; of one that
# has grown too long the last half is kept.
# shellcheck shell=sh
log() {
	(
		umask 077
		mkdir -p "$TC_HOME/log" && cd "$TC_HOME/log" || exit
		{
			printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$2"
			[ -z "${3-}" ] || printf '%s\n' "$3" | sed 's/^/  /'
		} >>"$1.log"
		[ "$(wc -c <"$1.log")" -gt 65536 ] || exit
		tail -c 32768 "$1.log" | sed 1d >"$1.log.$$" && mv "$1.log.$$" "$1.log"
	)
}
