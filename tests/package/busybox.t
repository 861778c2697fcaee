#!/bin/sh
# The door and the answers do with what POSIX names, as other systems have it: busybox's tools
# and shell, and no others but jq and the programs; then the same under other shells. Not under
# posh: with set -u it knows no "$@" that is empty.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all 'its subject is no program of ours'
skip_unless busybox
CLAUDE_CONFIG_DIR=$TC_TOP/fixtures/sample TC_NOW=$(cat "$TC_TOP/fixtures/sample/now")
export CLAUDE_CONFIG_DIR TC_NOW

# POSIX's utilities, and mktemp, which it lacks.
mkdir tools
for tool in '[' awk basename cat chmod cksum cmp comm cp cut date dd df diff dirname du echo \
	env expand expr false find fold getconf grep gzip head id join kill link ln ls mkdir \
	mkfifo mktemp mv nice nl nohup od paste printf ps pwd readlink rm rmdir sed sh sleep \
	sort split strings stty tail tee test time touch tr true tty uname uniq unlink wc who \
	xargs; do
	if busybox --list | grep -qxF "$tool"; then ln -s "$(command -v busybox)" "tools/$tool"; fi
done
if command -v jq >found; then ln -s "$(cat found)" tools/jq; fi

answers() { # answers FOLDER: what every answer says, each in a file there; PATH is the caller's
	rm -rf "$1" "$HOME/.claude"
	mkdir -p "$1"
	export TC_HOME="$PWD/store"
	rm -rf "$TC_HOME"
	for name in report 'daily --json --breakdown' 'session --md' 'blocks --csv' 'models --since 7d' \
		'projects --project atlas-web' 'query --kinds call .id' 'rates list' 'sync --quiet' help 'help daily' \
		'-n weekly --json --breakdown' dialy; do
		# shellcheck disable=SC2086 # words
		sh "$TC_TOP/bin/token-craft" $name >"$1/$name" 2>&1
		echo $? >>"$1/$name"
	done
	for trigger in cron systemd launchd schtasks hook statusline skill; do
		sh "$TC_TOP/bin/token-craft" install "$trigger" --dry-run >"$1/$trigger" 2>&1
		echo $? >>"$1/$trigger"
	done
}
answers ours
check 'there are answers' grep -q cost_usd 'ours/daily --json --breakdown'
is "$(cd ours && tail -q -n 1 ./* | sort | uniq -c | tr -s ' \n' ' ')" ' 19 0 1 2 ' 'and one word is unknown'
(PATH=$PWD/tools answers busybox) 2>&1
check 'busybox: the same' diff -r ours busybox
for shell in dash bash yash mksh; do
	if ! command -v $shell >found; then
		skip "$shell: the same" "needs $shell"
		continue
	fi
	rm -f tools/sh
	ln -s "$(cat found)" tools/sh
	(PATH=$PWD/tools answers $shell) 2>&1
	check "$shell: the same" diff -r ours $shell
done
done_testing
