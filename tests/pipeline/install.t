#!/bin/sh
# token-craft install and uninstall: what they understand, and what they list.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
. "$TC_TOP/tests/installed.sh"

wrong() { # wrong CAUSE [CURE]: of token-craft install
	status 2
	out_is ''
	err_is "token-craft install: $1${2:+
token-craft install:   $2}" "install says: $1"
}
craft install con
wrong "no trigger is named 'con'" 'there are cron systemd launchd schtasks hook statusline skill'
craft install cron hook
wrong 'one trigger at a time'
craft install cron --evry 3
wrong 'unknown option --evry' 'token-craft help install'
craft install cron --every
wrong '--every wants a value'
for every in 0 -1 x 1x 99999; do
	craft install cron --every "$every"
	wrong "--every wants minutes, got '$every'"
done
for every in 7 45 90 700 2880; do
	craft install cron --every "$every"
	wrong "--every wants a part of an hour or of a day, got $every minutes" \
		'as in 15, 30, 60, 360'
done
for at in 24:00 9:00 12:60 noon 09:00:00; do
	craft install cron --at "$at"
	wrong "--at wants HH:MM, got '$at'"
done
craft install cron --at 09:00 --every 60
wrong '--every and --at exclude each other'
for trigger in '' hook skill; do
	craft install --nightly $trigger
	wrong '--nightly wants a timer' 'there are cron systemd launchd schtasks'
done
craft install cron --nightly --every 60
wrong '--nightly is done once a day' 'when: --at HH:MM'
CLAUDE_CONFIG_DIR=here craft install cron --dry-run
wrong 'CLAUDE_CONFIG_DIR is no absolute path: here'
TC_HOME="$HOME/a
b" craft install cron --dry-run
wrong 'a control character in a path: no table of tasks can hold it'

craft uninstall
status 2
err_is 'token-craft uninstall: which trigger?
token-craft uninstall:   token-craft install lists them'
craft uninstall cron --at 09:00
status 2
err_has '--at, --every and --replace are for install'
for trigger in systemd launchd schtasks hook statusline skill; do
	craft uninstall $trigger
	status 0
	is "$(sed 's/: not installed$/: no/; s/: not here: no .*/: no/' "$OUT")" "$trigger: no"
	err_is ''
done

craft install
status 0
err_is ''
is "$(cut -d ' ' -f 1 "$OUT" | tr '\n' ' ')" 'cron systemd launchd schtasks hook statusline skill ' 'all are listed'
craft install hook
craft install launchd
craft install
out_has "hook       installed: $CLAUDE_CONFIG_DIR/settings.json"
out_has "launchd    installed: $HOME/Library/LaunchAgents/token-craft.sync.plist"
ln -s "$door" "$HOME/token-craft"
PATH=$PATH:$HOME # the skill's commands are to be found
for trigger in cron systemd launchd schtasks hook statusline skill; do
	find "$HOME" | sort >before
	craft install $trigger --dry-run
	status 0
	err_is ''
	check "install $trigger --dry-run says what" test -s "$OUT"
	find "$HOME" | sort >after
	same after before "install $trigger --dry-run writes nothing"
done
craft uninstall hook --dry-run
out_is "$CLAUDE_CONFIG_DIR/settings.json"
craft install
out_has 'hook       installed' 'uninstall --dry-run takes nothing away'
done_testing
