# Claude Code's SessionEnd hook, in the settings.json of its first folder.
#
# It is waited for, not async: at the end of a session nothing waits for what is async, and
# the hook returns at once.
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh sets what is used here
folder=${CLAUDE_CONFIG_DIR:-${HOME-}/.claude}
folder=${folder%%,*}
folder=${folder%/}
settings=${folder%/projects}/settings.json

# The settings without our hook, and without what that leaves empty.
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

missing() { ! has jq && say 'not here: no jq'; }
installed() {
	has jq && jq -es "$without (.[0] | without) != .[0]" "$settings" >/dev/null 2>&1 && say "$settings"
}

# The settings, in $text; {} when there are none. They must be one JSON object.
read_settings() {
	has jq || die 3 'jq is missing' 'it is needed to change settings.json, and for nothing else'
	text='{}'
	[ -e "$settings" ] || return 0
	text=$(cat "$settings") || die 3 "cannot read $settings"
	case $text in *[![:space:]]*) ;; *) text='{}' ;; esac
	cause=$(printf '%s\n' "$text" | jq . 2>&1 >/dev/null) ||
		die 3 "$settings is no JSON: ${cause#*: }" 'nothing was changed'
	cause=$(printf '%s\n' "$text" | jq -rs '
		if length > 1 then "more than one value"
		elif .[0] | type != "object" then "no object"
		elif .[0].hooks | . != null and type != "object" then "hooks is no object"
		elif .[0].hooks.SessionEnd | . != null and type != "array" then
			"hooks.SessionEnd is no list"
		else empty end')
	[ -z "$cause" ] || die 3 "$settings: $cause" 'nothing was changed'
}
# Settings that the filter makes of $text, in $new, indented as they were.
change() { # change FILTER [JQ-ARGUMENT ...]
	filter=$without$1
	shift
	case $text in *'
	'*) set -- --tab "$@" ;; *) set -- --indent 2 "$@" ;; esac
	new=$(printf '%s\n' "$text" | jq "$@" "$filter") || die 3 'jq failed'
}
content() {
	read_settings
	run_words hook
	change 'without | .hooks.SessionEnd += [{hooks: [
		{type: "command", command: $command, timeout: 10}]}]' \
		--arg command "/usr/bin/env ${environment# } ${run# }"
	printf '%s\n' "$new"
}

# Into the file that settings.json stands for, with the mode it has; the old one is kept.
save() {
	file=$settings
	while [ -L "$file" ]; do
		link=$(readlink "$file")
		case $link in /*) file=$link ;; *) file=${file%/*}/$link ;; esac
	done
	mkdir -p "${file%/*}" || exit 3
	if [ -e "$file" ]; then
		{ cp -p "$file" "$file.before-token-craft" && cp -p "$file" "$file.$$"; } || exit 3
	fi
	if printf '%s\n' "$new" >"$file.$$" && mv "$file.$$" "$file"; then return; fi
	rm -f "$file.$$"
	die 3 "cannot write $file"
}
add_trigger() {
	new=$(content) || exit
	if printf '%s\n%s\n' "$(cat "$settings" 2>/dev/null)" "$new" | jq -es '.[0] == .[1]' >/dev/null 2>&1; then
		say "hook: is in $settings"
	else
		save
		say "hook: in $settings"
	fi
}
remove_trigger() {
	read_settings
	change without
	save
	say "hook: removed from $settings"
}
