#!/bin/sh
# token-craft install systemd: units that systemd understands, and that run.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
. "$TC_TOP/tests/installed.sh"
units=$HOME/.config/systemd/user
service=$units/token-craft-sync.service timer=$units/token-craft-sync.timer

# systemctl of a machine where the user has a manager; it writes down what it is told.
mkdir tools
cat >tools/systemctl <<'EOF'
#!/bin/sh
[ ! -f "$TOLD.dead" ] || exit 1
[ "$*" = '--user show-environment' ] || echo "$*" >>"$TOLD"
EOF
chmod +x tools/systemctl
PATH=$PWD/tools:$PATH TOLD=$PWD/told
export TOLD

craft install systemd --every 15
status 0
err_is ''
out_is "systemd: syncs every 15 minutes ($timer)"
is "$(cat told)" '--user daemon-reload
--user enable --now token-craft-sync.timer' 'the manager is told'
is "$(grep '^[A-Z].*=' "$timer")" 'Description=Token-Craft: sync every 15 minutes
OnCalendar=*:0/15
RandomizedDelaySec=120
Persistent=true
WantedBy=timers.target' 'the timer'
cp "$service" first
craft install systemd --every 15
same "$service" first 'twice is once'
craft install
out_has "systemd    installed: $timer"

# What systemd makes of ExecStart and Environment: C escapes, %% and $$.
python3 - "$service" >words <<'EOF'
import re, sys
for line in open(sys.argv[1]):
    key, _, value = line.rstrip("\n").partition("=")
    if key in ("Environment", "ExecStart"):
        for word in re.findall(r'"((?:[^"\\]|\\.)*)"', value):
            word = re.sub(r"\\(.)", r"\1", word).replace("%%", "%")
            print(key, word.replace("$$", "$") if key == "ExecStart" else word, sep="\t")
EOF
sed -n 's/^ExecStart	//p' words >argv
is "$(cat argv)" "/bin/sh
$door
sync
--quiet
--wait
300" 'the command'
sed -n 's/^Environment	//p' words >environment
is "$(cat environment)" "TC_HOME=$TC_HOME
CLAUDE_CONFIG_DIR=$CLAUDE_CONFIG_DIR" 'the environment'
forgotten
set --
while IFS= read -r word; do set -- "$@" "$word"; done <environment
while IFS= read -r word; do set -- "$@" "$word"; done <argv
(cd / && env -i HOME="$HOME" PATH=/usr/bin:/bin "$@") >"$OUT" 2>"$ERR"
ran $? 'the command runs, and says nothing'
captured 'the command fills the store'

for when in '--every 1' '--every 30' '--every 60' '--every 360' '--at 23:59' '--at 00:00'; do
	# shellcheck disable=SC2086 # two words
	craft install systemd $when
	if command -v systemd-analyze >found; then
		XDG_RUNTIME_DIR=$TMPDIR systemd-analyze verify --user "$service" "$timer" >"$OUT" 2>&1
		is "$? $(grep -F token-craft "$OUT")" '0 ' "systemd-analyze verify, $when"
		systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$timer")" >"$OUT" 2>&1
		ok $? "systemd-analyze calendar, $when"
	else
		skip "systemd-analyze verify, $when" 'no systemd-analyze'
	fi
done

# The night: units of its own, which make up for a night that was slept through.
craft install systemd --nightly
out_is "systemd: reports daily at 02:30 ($units/token-craft-nightly.timer)"
is "$(grep '^[A-Z].*=' "$units/token-craft-nightly.timer")" 'Description=Token-Craft: nightly daily at 02:30
OnCalendar=*-*-* 02:30:00
RandomizedDelaySec=120
Persistent=true
WantedBy=timers.target' 'the timer of the night'
craft install
out_has "systemd    installed: $timer
           nightly: $units/token-craft-nightly.timer"
forgotten
set --
while IFS= read -r word; do set -- "$@" "$word"; done <environment
while IFS= read -r word; do set -- "$@" "$word"; done <<END
$(sed '/^sync$/,$d' argv)
$(sed -n 's/^ExecStart=.* "\(nightly.*\)"/\1/p' "$units/token-craft-nightly.service" | sed 's/" "/\n/g')
END
(cd / && env -i HOME="$HOME" PATH=/usr/bin:/bin "$@") >"$OUT" 2>"$ERR"
code=$?
: >"$OUT" # alerts
ran $code 'the night runs'
is "$(cd "$TC_HOME" && find exports snapshots -type f -size +0 | sed 's/_2.*//' | sort)" \
	'exports/USAGE_REPORT.md
exports/dashboard.html
exports/usage_data.db
snapshots/snapshot' 'and leaves its files'
craft uninstall systemd --nightly
out_is 'systemd: removed'
check 'the other timer stays' test -f "$timer" -a ! -e "$units/token-craft-nightly.service"

: >told
craft uninstall systemd
out_is 'systemd: removed'
is "$(cat told)" '--user disable --now token-craft-sync.timer
--user daemon-reload' 'the manager is told of the removal'
is "$(find "$units" -type f)" '' 'no unit is left'

touch told.dead
craft install systemd --at 05:00
status 0
err_is ''
out_is "systemd: syncs daily at 05:00 ($timer)
systemd: no manager of the user runs here; when it does:
systemd:   systemctl --user daemon-reload; systemctl --user enable --now token-craft-sync.timer"
craft uninstall systemd
out_is 'systemd: removed' 'without a manager, too'
is "$(find "$units" -type f)" '' 'no unit is left'
done_testing
