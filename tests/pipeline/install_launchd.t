#!/bin/sh
# token-craft install launchd: a property list with the keys that launchd knows, and a
# command that runs.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3
. "$TC_TOP/tests/installed.sh"
plist=$HOME/Library/LaunchAgents/token-craft.sync.plist
mkdir tools
printf '#!/bin/sh\necho "$*" >>"%s/told"\n[ "$1" != bootout ]\n' "$PWD" >tools/launchctl
chmod +x tools/launchctl
domain=gui/$(id -u)

craft install launchd --at 04:05
status 0
err_is ''
out_is "launchd: syncs daily at 04:05 ($plist)
launchd: on the Mac: launchctl bootstrap $domain '$plist'"
PATH=$PWD/tools:$PATH
craft install launchd --every 30
status 0
err_is ''
out_is "launchd: syncs every 30 minutes ($plist)"
is "$(cat told)" "bootout $domain/token-craft.sync
bootstrap $domain $plist" 'launchd is told'

facts() { # the keys, their types and values, as another reader has them
	python3 -c 'import json, plistlib, sys
json.dump(plistlib.load(open(sys.argv[1], "rb")), sys.stdout)' "$plist" >facts.json
}
facts
is "$(jq -r 'keys | join(" ")' facts.json)" \
	'EnvironmentVariables Label ProcessType ProgramArguments RunAtLoad StartInterval' 'the keys'
is "$(jq -c '[.Label, .ProcessType, .RunAtLoad, .StartInterval]' facts.json)" \
	'["token-craft.sync","Background",true,1800]' 'their values'
is "$(jq -r '.ProgramArguments[]' facts.json)" "/bin/sh
$door
sync
--quiet
--wait
300" 'the command'
is "$(jq -r '.EnvironmentVariables | to_entries[] | .key + "=" + .value' facts.json | sort)" \
	"CLAUDE_CONFIG_DIR=$CLAUDE_CONFIG_DIR
TC_HOME=$TC_HOME" 'the environment'
if command -v xmllint >found; then
	xmllint --nonet --noout "$plist" >"$OUT" 2>&1
	is "$? $(cat "$OUT")" '0 ' 'xmllint finds no fault'
else
	skip 'xmllint finds no fault' 'no xmllint'
fi

python3 - facts.json >"$OUT" 2>"$ERR" <<'EOF'
import json, os, subprocess, sys
facts = json.load(open(sys.argv[1]))
environment = {"HOME": os.environ["HOME"], "PATH": "/usr/bin:/bin", **facts["EnvironmentVariables"]}
sys.exit(subprocess.run(facts["ProgramArguments"], cwd="/", env=environment).returncode)
EOF
ran $? 'the command runs, and says nothing'
captured 'the command fills the store'

for at in 00:00 09:08 23:59; do
	craft install launchd --at $at
	facts
	is "$(jq -c '[.StartCalendarInterval, .StartInterval]' facts.json)" \
		"[{\"Hour\":$((1${at%:*} - 100)),\"Minute\":$((1${at#*:} - 100))},null]" "daily at $at"
done
craft install launchd --nightly
plist=${plist%sync.plist}nightly.plist
facts
is "$(jq -c '[.Label, .StartCalendarInterval, .ProgramArguments[2:]]' facts.json)" \
	'["token-craft.nightly",{"Hour":2,"Minute":30},["nightly","--quiet","--date","yesterday"]]' 'the night'
craft uninstall launchd --nightly
check 'is taken away' test ! -e "$plist"
plist=${plist%nightly.plist}sync.plist
: >told
craft uninstall launchd
out_is 'launchd: removed'
is "$(cat told)" "bootout $domain/token-craft.sync" 'launchd is told of the removal'
check 'no list is left' test ! -e "$plist"
touch file
HOME=$PWD/file craft install launchd
status 3 && out_is '' 'what could not be written is not said to be there'
done_testing
