# An agent of the user's, for launchd of macOS.
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh sets what is used here
label=token-craft.$job
plist=${HOME-}/Library/LaunchAgents/$label.plist

missing() { ! has launchctl && say 'not here: no launchctl'; }
installed() { [ -f "$plist" ] && say "$plist"; }

xml() { printf %s "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }
strings() { for word; do printf '\t\t<string>%s</string>\n' "$(xml "$word")"; done; }
pairs() {
	for word; do
		printf '\t\t<key>%s</key>\n\t\t<string>%s</string>\n' "${word%%=*}" "$(xml "${word#*=}")"
	done
}
start() {
	if [ -n "$at" ]; then
		printf '\t<key>StartCalendarInterval</key>\n\t<dict>\n'
		printf '\t\t<key>%s</key>\n\t\t<integer>%s</integer>\n' Hour "$hour" Minute "$minute"
		printf '\t</dict>\n'
	else
		printf '\t<key>StartInterval</key>\n\t<integer>%s</integer>\n' $((every * 60))
	fi
}
content() {
	run_job
	cat <<-'END'
		<?xml version="1.0" encoding="UTF-8"?>
		<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
		<plist version="1.0">
		<dict>
	END
	printf '\t<key>Label</key>\n\t<string>%s</string>\n' "$label"
	printf '\t<key>ProgramArguments</key>\n\t<array>\n'
	eval "strings $run"
	printf '\t</array>\n\t<key>EnvironmentVariables</key>\n\t<dict>\n'
	eval "pairs $environment"
	printf '\t</dict>\n'
	start
	printf '\t<key>RunAtLoad</key>\n\t<true/>\n'
	printf '\t<key>ProcessType</key>\n\t<string>Background</string>\n'
	printf '</dict>\n</plist>\n'
}

domain() { say "gui/$(id -u)"; }
add_trigger() {
	text=$(content) || exit
	printf '%s\n' "$text" | write "$plist" || exit
	say "launchd: $does $(often) ($plist)"
	if has launchctl; then
		launchctl bootout "$(domain)/$label" 2>/dev/null
		launchctl bootstrap "$(domain)" "$plist" || die 3 'launchctl refuses the agent'
	else
		say "launchd: on the Mac: launchctl bootstrap $(domain) '$plist'"
	fi
}
remove_trigger() {
	! has launchctl || launchctl bootout "$(domain)/$label" 2>/dev/null
	rm -f "$plist" || exit 3
	say 'launchd: removed'
}
