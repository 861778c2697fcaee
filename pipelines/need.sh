# Programs of others, installed by the front door when they are first asked for. To be sourced.
# shellcheck shell=sh
find_door() { # in $door
	door=$TC_SHARE/bin/token-craft
	[ -f "$door" ] || door=${TC_SHARE%/share/token-craft}/bin/token-craft
}
need() { # need PROGRAM
	command -v "$1" >/dev/null && return
	find_door
	sh "$door" --need "$1"
}
