# Work that nobody waits for. To be sourced.
#
# `apart COMMAND...` starts it in a session of its own, silent, and returns at once. It outlives
# who called, and holds none of the files that were open there.
# shellcheck shell=sh
apart() {
	exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- </dev/null >/dev/null 2>&1
	if command -v setsid; then
		setsid "$@" &
	else
		(trap '' HUP && exec "$@") &
	fi
}
