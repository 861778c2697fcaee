# What install and uninstall share. To be sourced.
#
# A trigger NAME is NAME.sh beside this file, with these functions. They are about $job, sync or
# nightly, which $does says in a word, and $job_words run:
#
#	missing         says why this machine cannot have it; false when it can
#	installed       says where it is installed; false when it is not
#	content         what is written, for people
#	add_trigger     writes it; twice is once
#	remove_trigger  takes away exactly that
#
# shellcheck shell=sh disable=SC2034,SC2154,SC1090,SC1091 # for the triggers, of sourced files
set -u

name=${0##*/}
die() { # die CODE CAUSE [CURE]
	printf 'token-craft %s: %s\n' "$name" "$2" >&2
	[ $# -lt 3 ] || printf 'token-craft %s:   %s\n' "$name" "$3" >&2
	exit "$1"
}
say() { printf '%s\n' "${*-}"; } # echo would read backslashes
has() { command -v "$1" >/dev/null 2>&1; }

timers='cron systemd launchd schtasks'
triggers="$timers hook statusline skill"
here=${TC_SHARE:=$(CDPATH='' cd -- "${0%/*}/.." && pwd -P)}/pipelines
. "$here/quote.sh"
. "$here/need.sh"

load() {
	case " $triggers " in
	*" $1 "*) . "$here/install.d/$1.sh" ;;
	*) die 2 "no trigger is named '$(printf %s "$1" | tr '[:cntrl:]' '?')'" "there are $triggers" ;;
	esac
}

is_timer() { case " $timers " in *" $1 "*) ;; *) return 1 ;; esac; }

list() {
	for trigger in $triggers; do
		(
			load "$trigger"
			state=$(installed) && state="installed: $state" || state=$(missing) ||
				state='not installed'
			printf '%-10s %s\n' "$trigger" "$state"
		)
		! is_timer "$trigger" || (
			job=nightly
			load "$trigger"
			! state=$(installed) || printf '%-10s nightly: %s\n' '' "$state"
		)
	done
}

# --- options ------------------------------------------------------------------------

trigger='' every='' at='' dry='' job=sync replace=''
while [ $# -gt 0 ]; do
	case $1 in
	--every | --at)
		[ $# -gt 1 ] || die 2 "$1 wants a value"
		case $1 in --at) at=${2:--} ;; *) every=${2:--} ;; esac
		shift
		;;
	--every=*) every=${1#*=} ;;
	--at=*) at=${1#*=} ;;
	--dry-run) dry=yes ;;
	--nightly) job=nightly ;;
	--replace) replace=yes ;;
	-h | --help) sed -n '2,$ { /^#/!q; s/^# \{0,1\}//; p; }' "$0" && exit ;;
	-*) die 2 "unknown option $(printf %s "$1" | tr '[:cntrl:]' '?')" "token-craft help $name" ;;
	*)
		[ -z "$trigger" ] || die 2 'one trigger at a time'
		trigger=$1
		;;
	esac
	shift
done
[ -z "$every$at$replace" ] || [ "$name" = install ] ||
	die 2 '--at, --every and --replace are for install' "token-craft help $name"
[ -z "$every" ] || [ -z "$at" ] || die 2 '--every and --at exclude each other'
case $job in
sync)
	does=syncs
	about='what is new in the logs goes into the store'
	job_words='sync --quiet --wait 300'
	;;
nightly)
	is_timer "$trigger" || die 2 '--nightly wants a timer' "there are $timers"
	does=reports
	about='what is to be there in the morning'
	job_words='nightly --quiet --date yesterday'
	[ -z "$every" ] || die 2 '--nightly is done once a day' 'when: --at HH:MM'
	at=${at:-02:30}
	;;
esac
if [ -z "$at" ]; then
	every=${every:-60}
	case $every in 0* | *[!0-9]* | ?????*) die 2 "--every wants minutes, got '$every'" ;; esac
	if [ $((60 % every)) -ne 0 ] && [ $((every % 60 + 1440 % every)) -ne 0 ]; then
		die 2 "--every wants a part of an hour or of a day, got $every minutes" \
			'as in 15, 30, 60, 360'
	fi
	[ "$every" -lt 1440 ] || at=00:00
fi
case $at in
'') ;;
[01][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9])
	hour=${at%:*} minute=${at#*:}
	hour=${hour#0} minute=${minute#0} # a leading 0 is no number everywhere
	;;
*) die 2 "--at wants HH:MM, got '$at'" ;;
esac
often() { # in words
	if [ -n "$at" ]; then say "daily at $at"; else say "every $every minutes"; fi
}

# --- the command --------------------------------------------------------------------

absolute() { case $1 in /*) printf %s "$1" ;; *) printf %s "$PWD/$1" ;; esac }

# NAME=VALUE words in $environment: what makes a run find the same places as this one.
# TC_BIN keeps a checkout from building itself behind its owner's back.
surroundings() {
	environment=''
	add environment "TC_HOME=$(absolute "$TC_HOME")"
	value=''
	for variable in CLAUDE_CONFIG_DIR XDG_CONFIG_HOME; do
		eval "value=\${$variable-}"
		case $value in
		'') ;;
		/*) add environment "$variable=$value" ;;
		*) die 2 "$variable is no absolute path: $value" ;;
		esac
	done
	[ ! -d "$TC_SHARE/stages" ] || add environment "TC_BIN=${TC_BIN:-$TC_SHARE/bin}"
	case $environment$TC_SHARE in
	*[[:cntrl:]]*) die 2 'a control character in a path: no table of tasks can hold it' ;;
	esac
}

# Words in $run that run token-craft with these arguments, and the surroundings.
run_words() {
	surroundings
	find_door
	run=''
	add run /bin/sh "$door" "$@"
}
# shellcheck disable=SC2086 # a list of words
run_job() { run_words $job_words; }

# Through a temporary file beside it: PATH is never half written.
write() { # write PATH <TEXT || exit: behind a pipe it ends itself alone
	mkdir -p "${1%/*}" && cat >"$1.$$" && mv "$1.$$" "$1" && return
	rm -f "$1.$$"
	die 3 "cannot write $1"
}
