# Lists of words as the shell reads them, for POSIX sh has one list only. To be sourced.
# shellcheck shell=sh disable=SC2034 # `quoted` is for the caller, too

# A word as the shell reads it, in $quoted.
quote() {
	case $1 in
	*\'*) quoted="'$(printf %s "$1" | sed "s/'/'\\\\''/g")'" ;;
	'' | *[!A-Za-z0-9_./:,=@%+-]*) quoted="'$1'" ;;
	*) quoted=$1 ;;
	esac
}

add() { # add LIST WORD...
	list=$1
	shift
	for word; do
		quote "$word"
		eval "$list=\"\$$list \$quoted\""
	done
}
