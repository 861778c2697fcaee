# A task of Windows' Task Scheduler that runs token-craft in WSL.
# shellcheck shell=sh disable=SC2154,SC2119,SC2120 # all.sh sets what is used here
task=token-craft-$job
file=$(absolute "$TC_HOME")/$task.xml

missing() { ! has schtasks.exe && say 'not here: no schtasks.exe'; }
installed() { [ -f "$file" ] && say "$file"; }

xml() { printf %s "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }
# Words as Windows' programs read a command line: in double quotes; \ counts before " only.
windows() {
	for word; do
		case $word in
		'' | *[!A-Za-z0-9_./:,=@%+-]*)
			printf ' "%s"' "$(printf %s "$word" | sed 's/\(\\*\)"/\1\1\\"/g; s/\(\\*\)$/\1\1/')"
			;;
		*) printf ' %s' "$word" ;;
		esac
	done
}
daily_xml() {
	repeat=''
	[ -n "$at" ] || repeat="
      <Repetition>
        <Interval>PT${every}M</Interval>
        <Duration>P1D</Duration>
      </Repetition>"
	cat <<-END
		    <CalendarTrigger>
		      <StartBoundary>2026-01-01T${at:-00:00}:00</StartBoundary>$repeat
		      <ScheduleByDay>
		        <DaysInterval>1</DaysInterval>
		      </ScheduleByDay>
		    </CalendarTrigger>
	END
}
# --exec goes past the user's shell: words arrive as they are.
content() {
	run_job
	distribution=''
	[ -z "${WSL_DISTRO_NAME-}" ] || add distribution -d "$WSL_DISTRO_NAME"
	arguments=$(eval "windows $distribution --exec /usr/bin/env $environment $run")
	cat <<-END
		<?xml version="1.0" encoding="UTF-16"?>
		<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
		  <RegistrationInfo>
		    <Description>Token-Craft: $about</Description>
		  </RegistrationInfo>
		  <Triggers>
		$(daily_xml)
		  </Triggers>
		  <Settings>
		    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
		    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
		    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
		    <StartWhenAvailable>true</StartWhenAvailable>
		    <Hidden>true</Hidden>
		    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
		  </Settings>
		  <Actions>
		    <Exec>
		      <Command>wsl.exe</Command>
		      <Arguments>$(xml "${arguments# }")</Arguments>
		    </Exec>
		  </Actions>
		</Task>
	END
}

# Windows reads its own UTF-16, and its own paths.
add_trigger() {
	has iconv || die 3 'iconv is missing'
	text=$(content) || exit
	{
		printf '\377\376'
		printf '%s\n' "$text" | sed "s/\$/$(printf '\r')/" | iconv -f UTF-8 -t UTF-16LE
	} | write "$file" || exit
	say "schtasks: $does $(often) ($file)"
	path=$file
	! has wslpath || path=$(wslpath -w "$file")
	if has schtasks.exe; then
		schtasks.exe /Create /TN "$task" /XML "$path" /F || die 3 'schtasks refuses the task'
	else
		say "schtasks: on Windows: schtasks /Create /TN $task /XML \"$path\" /F"
	fi
}
remove_trigger() {
	if has schtasks.exe; then
		schtasks.exe /Delete /TN "$task" /F || die 3 'schtasks does not remove the task'
	else
		say "schtasks: on Windows: schtasks /Delete /TN $task /F"
	fi
	rm -f "$file" || exit 3
	say 'schtasks: removed'
}
