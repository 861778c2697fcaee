# A line of a job in the user's crontab, known again by its end.
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh sets what is used here
mark='# by token-craft install cron'
[ "$job" = sync ] || mark="$mark --$job"

missing() { ! has crontab && say 'not here: no crontab'; }
installed() { crontab -l 2>/dev/null | grep "$mark\$" >/dev/null && say 'in the crontab'; }

schedule() {
	if [ -n "$at" ]; then
		say "$minute $hour * * *"
	elif [ "$every" -lt 60 ]; then
		say "*/$every * * * *"
	else
		say "0 */$((every / 60)) * * *"
	fi
}
# cron makes a line's end of %. The environment goes through env: not all shells assign.
content() {
	run_job
	say "$(schedule) $(printf '/usr/bin/env %s %s' "${environment# }" "${run# }" |
		sed 's/%/\\%/g') $mark"
}

# The crontab without our line. Of the ways crontab -l fails only "there is none" is good.
others() {
	if table=$(crontab -l 2>&1); then
		[ -z "$table" ] || printf '%s\n' "$table" | grep -v "$mark\$"
	else
		case $table in *'no crontab'*) ;; *) die 3 "crontab -l: $table" ;; esac
	fi
	return 0
}
replace() { # replace [LINE]
	table=$(others) || exit
	printf '%s' "${table:+$table
}${1:+$1
}" | crontab - || die 3 'crontab refuses the table'
}
add_trigger() {
	has crontab || die 3 'crontab is missing' 'Debian has it in cron'
	line=$(content) || exit
	replace "$line"
	say "cron: $does $(often)"
}
remove_trigger() {
	replace
	say 'cron: removed'
}
