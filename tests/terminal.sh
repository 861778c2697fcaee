# A terminal to look at: tmux, on a server of its own. To be sourced behind lib.sh.
#
#	terminal 80 24 'COMMANDS'    # they run in sh, exported variables and all
#	on_screen capture-pane -p    # tmux is asked about it, or told
# shellcheck shell=sh
skip_unless tmux
TMUX_TMPDIR=$TMPDIR
export TMUX_TMPDIR
trap 'tmux -L tc kill-server 2>/dev/null' EXIT
# A server ends with its last session, and a new one would not always start in time.
tmux -u -L tc -f /dev/null new-session -d -s keep 'exec sleep 3600'

terminal() { # terminal COLUMNS ROWS COMMANDS
	{ export -p && printf '%s\n' "$3"; } >commands
	tmux -u -L tc new-session -d -s screen -x "$1" -y "$2" 'sh ./commands'
}
on_screen() { # on_screen COMMAND ARGUMENT...
	on_screen_command=$1
	shift
	tmux -L tc "$on_screen_command" -t screen: "$@"
}
terminal_end() { tmux -L tc kill-session -t screen; }
has_escapes() { LC_ALL=C grep -q "$(printf '\033')\[[0-9;]*m" "$1"; }
