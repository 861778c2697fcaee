# What the triggers share that are in Claude Code's settings.json, of its first folder.
#
# To be sourced by a trigger, which has in jq
#
#	$without   `def without:` the settings without ours, and without what that leaves empty
#	$with      ours put in, where it was not; $command is what to run
#	$fault     why settings cannot hold ours, nothing when they can
#	$runs      the pipeline
#
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh and the trigger set what is used here
folder=${CLAUDE_CONFIG_DIR:-${HOME-}/.claude}
folder=${folder%%,*}
folder=${folder%/}
settings=${folder%/projects}/settings.json

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
	cause=$(printf '%s\n' "$text" | jq -rs "
		if length > 1 then \"more than one value\"
		elif .[0] | type != \"object\" then \"no object\"
		else .[0] | $fault end")
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
	run_words "$runs"
	change "without | $with" --arg command "/usr/bin/env ${environment# } ${run# }"
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
		say "$runs: is in $settings"
	else
		save
		say "$runs: in $settings"
	fi
}
remove_trigger() {
	read_settings
	change without
	save
	say "$runs: removed from $settings"
}
