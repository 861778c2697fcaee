# Whose records are that this machine makes, in $user and $host. To be sourced.
# shellcheck shell=sh
whose() {
	user=$(id -un 2>/dev/null)
	case $? in 1) user=$(id -u) ;; esac # who has no name
	host=$(uname -n)
	[ -n "$user" ] && [ -n "$host" ]
}
