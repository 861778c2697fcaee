# Claude Code's SessionEnd hook.
#
# It is waited for, not async: at the end of a session nothing waits for what is async, and
# the hook returns at once.
# shellcheck shell=sh disable=SC1091,SC2034,SC2154 # settings.sh uses what is set here; all.sh has $here
runs=hook
without='
def ours: type == "object" and (.command | type == "string" and
	test("/bin/sh .*/bin/token-craft.? hook$"));
def without:
	if [.hooks?.SessionEnd?[]?.hooks?[]? | select(ours)] == [] then . else
		.hooks.SessionEnd |= map(
			if any(.hooks?[]?; ours) then
				.hooks |= map(select(ours | not)) | select(.hooks != [])
			else . end)
		| if .hooks.SessionEnd == [] then del(.hooks.SessionEnd) else . end
		| if .hooks == {} then del(.hooks) else . end
	end;'
with='.hooks.SessionEnd += [{hooks: [{type: "command", command: $command, timeout: 10}]}]'
fault='if .hooks | . != null and type != "object" then "hooks is no object"
	elif .hooks.SessionEnd | . != null and type != "array" then "hooks.SessionEnd is no list"
	else empty end'
. "$here/install.d/settings.sh"
