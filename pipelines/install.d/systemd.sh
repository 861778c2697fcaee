# A service and its timer for the user's own systemd.
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh sets what is used here
units=${XDG_CONFIG_HOME:-${HOME-}/.config}/systemd/user
unit=token-craft-$job

missing() { ! has systemctl && say 'not here: no systemctl'; }
installed() { [ -f "$units/$unit.timer" ] && say "$units/$unit.timer"; }

calendar() {
	if [ -n "$at" ]; then
		say "*-*-* $at:00"
	elif [ "$every" -lt 60 ]; then
		say "*:0/$every"
	else
		say "*-*-* 0/$((every / 60)):00:00"
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
	say
}
service() {
	run_job
	say '[Unit]'
	say "Description=Token-Craft: $about"
	say
	say '[Service]'
	say 'Type=oneshot'
	printf 'Environment='
	eval "words '\$' $environment"
	printf 'ExecStart='
	eval "words '\$\$' $run"
	say 'Nice=10'
}
timer() {
	cat <<-END
		[Unit]
		Description=Token-Craft: $job $(often)

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

managed() { systemctl --user show-environment >/dev/null 2>&1; }
manage() { # manage ARGUMENT...
	systemctl --user "$@" 2>/dev/null || die 3 "systemctl --user $* failed"
}
add_trigger() {
	text=$(service) || exit
	printf '%s\n' "$text" | write "$units/$unit.service" || exit
	timer | write "$units/$unit.timer" || exit
	say "systemd: $does $(often) ($units/$unit.timer)"
	if managed; then
		manage daemon-reload
		manage enable --now "$unit.timer"
	else
		say 'systemd: no manager of the user runs here; when it does:'
		printf 'systemd:   systemctl --user daemon-reload; %s\n' \
			"systemctl --user enable --now $unit.timer"
	fi
}
remove_trigger() {
	! managed || manage disable --now "$unit.timer"
	rm -f "$units/$unit.timer" "$units/$unit.service" \
		"$units/timers.target.wants/$unit.timer" || exit 3
	! managed || manage daemon-reload
	say 'systemd: removed'
}
