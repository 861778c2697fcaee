# A service and its timer for the user's own systemd.
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh sets what is used here
units=${XDG_CONFIG_HOME:-${HOME-}/.config}/systemd/user
unit=token-craft-sync

missing() { ! has systemctl && echo 'not here: no systemctl'; }
installed() { [ -f "$units/$unit.timer" ] && echo "$units/$unit.timer"; }

calendar() {
	if [ -n "$at" ]; then
		echo "*-*-* $at:00"
	elif [ "$every" -lt 60 ]; then
		echo "*:0/$every"
	else
		echo "*-*-* 0/$((every / 60)):00:00"
	fi
}
# Words for a unit: quoted; % is doubled everywhere, $ in commands.
words() { # words DOLLAR WORD...
	dollar=$1
	shift
	space=''
	for word; do
		printf '%s"%s"' "$space" "$(printf %s "$word" |
			sed "s/[\\\\\"]/\\\\&/g; s/%/%%/g; s/[$]/$dollar/g")"
		space=' '
	done
	echo
}
service() {
	run_words sync --quiet --wait 300
	echo '[Unit]'
	echo 'Description=Token-Craft: what is new in the logs goes into the store'
	echo
	echo '[Service]'
	echo 'Type=oneshot'
	printf 'Environment='
	eval "words '\$' $environment"
	printf 'ExecStart='
	eval "words '\$\$' $run"
	echo 'Nice=10'
}
timer() {
	cat <<-END
		[Unit]
		Description=Token-Craft: sync $(often)

		[Timer]
		OnCalendar=$(calendar)
		RandomizedDelaySec=120
		Persistent=true

		[Install]
		WantedBy=timers.target
	END
}
content() {
	text=$(service) || exit
	printf '# %s\n%s\n\n# %s\n' "$units/$unit.service" "$text" "$units/$unit.timer"
	timer
}

# With the manager, or a word on what to tell it.
manage() { # manage ARGUMENT...
	if systemctl --user show-environment >/dev/null 2>&1; then
		if systemctl --user daemon-reload && systemctl --user "$@" 2>/dev/null; then return; fi
		die 3 "systemctl --user $* failed"
	else
		printf 'systemd: no manager of the user runs here; when it does: %s\n' \
			"systemctl --user daemon-reload; systemctl --user $*"
	fi
}
add_trigger() {
	text=$(service) || exit
	printf '%s\n' "$text" | write "$units/$unit.service"
	timer | write "$units/$unit.timer"
	echo "systemd: syncs $(often) ($units/$unit.timer)"
	manage enable --now "$unit.timer"
}
remove_trigger() {
	manage disable --now "$unit.timer"
	rm -f "$units/$unit.timer" "$units/$unit.service" \
		"$units/timers.target.wants/$unit.timer" || exit 3
	echo 'systemd: removed'
}
