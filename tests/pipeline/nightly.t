#!/bin/sh
# token-craft nightly: a week of nights, some killed, some missed, is one night that went well;
# what cannot be done leaves what was there.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "nights are those of the release variant"
skip_unless sqlite3 python3 jq
CLAUDE_CONFIG_DIR=$PWD/logs
export CLAUDE_CONFIG_DIR TC_HOME TC_NOW

# token-craft, but scores and pages, which have tests of their own and take long, are but asked.
prefix=$PWD/prefix
mkdir -p prefix/bin prefix/share/token-craft/pipelines
cp "$TC_TOP/bin/token-craft" prefix/bin
ln -s "$TC_TOP/schemas" prefix/share/token-craft
ln -s "$TC_TOP"/pipelines/* prefix/share/token-craft/pipelines
stub() { # stub NAME
	rm "$prefix/share/token-craft/pipelines/$1"
	printf '#!/bin/sh\necho "%s $*" | tee -a "$TC_HOME/asked" || exit 3\n' "$1" >"$prefix/share/token-craft/pipelines/$1"
}
stub score
stub dashboard

logs() { python3 "$TC_TOP/tests/pipeline/nights.py" logs "$@" >expected; }
night() { run "$prefix/bin/token-craft" nightly --date yesterday "$@"; }
home() { # home NAME: a store of that name
	TC_HOME=$PWD/$1
	mkdir -p "$TC_HOME"
	echo '{"timezone":"America/Los_Angeles","weekly_quota_usd":40}' >"$TC_HOME/config.json"
}
state() { # state NAME: all that a night is to leave
	sqlite3 -safe "$TC_HOME/exports/usage_data.db" .dump >"$1"
	cat "$TC_HOME"/exports/[Ud]* "$TC_HOME/cache/session-check" >>"$1"
}

# Runs a night in a process group, which is killed after a part of the time that one takes.
cat >killed.py <<'END'
import os, signal, subprocess, sys, time
night = subprocess.Popen(sys.argv[2:], start_new_session=True, stderr=subprocess.STDOUT)
time.sleep(float(sys.argv[1]))
os.killpg(night.pid, signal.SIGKILL)
sys.exit(night.wait() not in (0, -9))
END
killed() { # killed PART: and what is there is whole
	part=$(awk "BEGIN { print $1 * $took }")
	python3 killed.py "$part" "$prefix/bin/token-craft" nightly --date yesterday >"$OUT" ||
		fail "killed after $1 of a night"
	is "$(sqlite3 -safe "$TC_HOME/exports/usage_data.db" 'PRAGMA integrity_check')$(
		sed -n '1s/ — .*/,/p; $s/^- .*/whole/p' "$TC_HOME/exports/USAGE_REPORT.md")" \
		'ok# Usage Report,
whole' "killed after $1 of a night"
}

home week
TC_NOW=2026-10-28T09:30:00Z
logs $TC_NOW 30 # a line is half written
began=$(date +%s.%N)
night
took=$(awk "BEGIN { print $(date +%s.%N) - $began }")
status 0 'the first night'
err_is ''
files="$TC_HOME/exports/USAGE_REPORT.md
$TC_HOME/exports/usage_data.db
$TC_HOME/exports/dashboard.html"
is "$(sed '/^- /,$d' "$OUT")" "$files" 'says what it wrote'
out_has '- warning: 7-day efficiency is ' 'and what is too much'
is "$(sqlite3 "$TC_HOME/exports/usage_data.db" 'SELECT count(*) FROM efficiency_daily')" 5 \
	'a row for each day before it'
is "$(head -n 1 "$TC_HOME/exports/USAGE_REPORT.md")" '# Usage Report — 2026-10-27'

TC_NOW=2026-10-29T09:30:00Z && logs $TC_NOW && killed 0.2 && killed 0.6
# The night of 2026-10-30 was slept through.
TC_NOW=2026-10-31T09:30:00Z && logs $TC_NOW 7 && killed 0.45 && night && status 0 'again, after all'
TC_NOW=2026-11-01T10:30:00Z && logs $TC_NOW && night && state once && night && state twice
out_is "$files" 'an alert is told once'
same twice once 'twice is once'
TC_NOW=2026-11-02T10:30:00Z && logs $TC_NOW 99 && killed 0.85
TC_NOW=2026-11-03T19:00:00Z && logs $TC_NOW
ln -sf "$TC_TOP/pipelines/dashboard" prefix/share/token-craft/pipelines
killed 0.7 && night --quiet
status 0 'the last one, late'
is "$(grep -v '^- \|^  ' "$OUT")" '' 'is quiet, but for alerts'
state got
is "$(find "$TC_HOME/exports" -type f | sort)" "$TC_HOME/exports/USAGE_REPORT.md
$TC_HOME/exports/dashboard.html
$TC_HOME/exports/usage_data.db" 'nothing lies about'

sqlite3 "$TC_HOME/exports/usage_data.db" 'SELECT date, input_tokens FROM efficiency_daily ORDER BY date;
	SELECT '\''tasks'\'', count(*) FROM automated_tasks' >rows
same rows expected 'each day and task, as another calendar has them'
home clean
night
status 0 'one night that went well'
state wanted
same got wanted 'and both are the same'
is "$(cat "$TC_HOME/asked")" 'score --save --no-sync' 'a score is saved'
check 'there is a page' grep -q '</html>' "$TC_HOME/exports/dashboard.html"
stub dashboard

# What goes wrong.
TC_NOW=2026-11-05T10:30:00Z && logs $TC_NOW
(
	ulimit -f 0
	trap '' XFSZ
	"$prefix/bin/token-craft" nightly
	echo "code $?"
) 2>&1 | cat >"$OUT"
is "$(tail -n 1 "$OUT")" 'code 3' 'no room'
check 'for any step' test "$(grep -c 'File too large' "$OUT")" -gt 3
state full
same full wanted 'and what was there stays'
: >file
config() { run "$prefix/bin/token-craft" config set "$@"; }
config output_dir "$PWD/file/folder"
night
status 3 'a folder that cannot be'
err_has "$PWD/file"
is "$(sed '/^  /d; s/^[^ ]* //; /^told$/d' "$TC_HOME/log/nightly.log" | tail -n 8)" 'sync ended with 0
USAGE_REPORT.md ended with 3
usage_data.db ended with 3
dashboard.html ended with 3
alerts ended with 0
score ended with 0
session-check ended with 0
nightly ended with 3' 'the rest is done, and the log tells'
config output_dir "$PWD/my reports"
config timezone Pacific/Auckland
run "$prefix/bin/token-craft" -n nightly --now 2026-11-05
out_is "token-craft sync --quiet --wait 300
token-craft usage --md --no-sync >'$PWD/my reports/USAGE_REPORT.md'
token-craft db --no-sync
token-craft dashboard --html --no-sync >'$PWD/my reports/dashboard.html'
token-craft alerts --new --no-sync
token-craft score --save --no-sync
token-craft session-check --refresh --no-sync"

# Two at once; one whose shell alone was killed goes on, and holds the lock as long.
mkdir slow
ln -s "$TC_BIN"/tc-* slow
rm slow/tc-extract
printf '#!/bin/sh\necho $PPID >started\nuntil [ -e go ]; do sleep 0.05; done\nexec %s/tc-extract "$@"\n' \
	"$TC_BIN" >slow/tc-extract
chmod +x slow/tc-extract
TC_BIN=$PWD/slow "$prefix/bin/token-craft" nightly --quiet 2>first &
until [ -s started ]; do sleep 0.05; done
night
status 5 'another one is at it'
err_is 'token-craft nightly: another one is at it'
kill -9 $!
wait $! 2>killed
night
status 5 'its steps are'
touch go
for try in 1 2 3 4 5 6 7 8 9; do
	night
	read -r code _ <"$TMPDIR/status"
	[ "$code" -ne 0 ] || break
	sleep 0.$try
done
status 0 'and the lock is free when they are gone'
is "$(head -n 1 "$PWD/my reports/USAGE_REPORT.md")" '# Usage Report — 2026-11-04' "another zone's yesterday"

night --when
status 2
err_is 'token-craft nightly: unknown option --when
token-craft nightly:   token-craft help nightly'
done_testing
