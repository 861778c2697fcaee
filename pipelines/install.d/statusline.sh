# Claude Code's status line. There is one: another one stays, unless --replace is given.
# shellcheck shell=sh disable=SC1091,SC2034,SC2154 # settings.sh uses what is set here; all.sh has $here
runs=statusline
without='
def without: if .statusLine.command? | type == "string" and
	test("/bin/sh .*/bin/token-craft.? statusline$") then del(.statusLine) else . end;'
with='.statusLine = {type: "command", command: $command}'
fault="${without#?}"' without | if .statusLine then "another status line is there: --replace puts ours in its place" else empty end'
[ -z "$replace" ] || fault=empty
. "$here/install.d/settings.sh"
