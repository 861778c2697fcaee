#!/bin/sh
# token-craft install schtasks: a task that Windows can read, and a command that runs.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3 iconv
. "$TC_TOP/tests/installed.sh"
file=$TC_HOME/token-craft-sync.xml
schema=$TC_TOP/tests/pipeline/task.xsd

craft install schtasks --at 04:05
status 0
err_is ''
out_is "schtasks: syncs daily at 04:05 ($file)
schtasks: on Windows: schtasks /Create /TN token-craft-sync /XML \"$file\" /F"

# A Windows machine, as WSL shows it.
mkdir tools
printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s/told"\n' "$PWD" >tools/schtasks.exe
printf '#!/bin/sh\nprintf "Z:%%s\\\\n" "$2" | tr / "\\\\\\\\"\n' >tools/wslpath
chmod +x tools/*
PATH=$PWD/tools:$PATH WSL_DISTRO_NAME='Debian 12'
export WSL_DISTRO_NAME
craft install schtasks --every 30
status 0
err_is ''
out_is "schtasks: syncs every 30 minutes ($file)"
is "$(cat told)" "/Create /TN token-craft-sync /XML $(wslpath -w "$file") /F" 'Windows is told'

is "$(head -c 2 "$file" | od -An -tx1)" ' ff fe' 'UTF-16, with its mark'
is "$(iconv -f UTF-16 -t UTF-8 "$file" | grep -cv "$(printf '\r')\$")" 0 'lines end as in DOS'
facts() { # facts PATH: the text of an element, as another reader has it
	python3 -c 'import sys, xml.etree.ElementTree as tree
found = tree.parse(sys.argv[1]).getroot().findall(
    "/".join("{*}" + step for step in sys.argv[2].split("/")))
print("\n".join(element.text for element in found))' "$file" "$1"
}
is "$(facts Triggers/CalendarTrigger/Repetition/Interval)" PT30M 'the interval'
is "$(facts Triggers/CalendarTrigger/ScheduleByDay/DaysInterval)" 1 'every day'
is "$(facts Settings/StartWhenAvailable)" true 'what was slept through is made up for'
is "$(facts Actions/Exec/Command)" wsl.exe 'WSL'

# Windows splits the words at spaces outside of quotes; \" is a quote, \\ before one a \.
facts Actions/Exec/Arguments >arguments
python3 - arguments >words <<'EOF'
import re, sys
text = open(sys.argv[1]).read().rstrip("\n")
for word in re.findall(r'((?:"(?:\\.|[^"\\])*"|[^ "])+)', text):
    word = re.sub(r'(?<!\\)"', "", word) if word.startswith('"') else word
    print(re.sub(r'(\\+)(?="|$)', lambda m: m[1][:len(m[1]) // 2], word))
EOF
is "$(cat words)" "-d
Debian 12
--exec
/usr/bin/env
TC_HOME=$TC_HOME
CLAUDE_CONFIG_DIR=$CLAUDE_CONFIG_DIR
/bin/sh
$door
sync
--quiet
--wait
300" 'the words for wsl.exe'
sed 1,3d words >argv
forgotten
set --
while IFS= read -r word; do set -- "$@" "$word"; done <argv
(cd / && env -i HOME="$HOME" PATH=/usr/bin:/bin "$@") >"$OUT" 2>"$ERR"
ran $? 'the command runs, and says nothing'
captured 'the command fills the store'

for when in '--every 1' '--every 60' '--every 1440' '--at 23:59'; do
	# shellcheck disable=SC2086 # two words
	craft install schtasks $when
	if command -v xmllint >found; then
		xmllint --nonet --noout --schema "$schema" "$file" >"$OUT" 2>&1
		is "$? $(cat "$OUT")" "0 $file validates" "the schema, $when"
	else
		skip "the schema, $when" 'no xmllint'
	fi
done
is "$(facts Triggers/CalendarTrigger/StartBoundary)" 2026-01-01T23:59:00 'a time of the day'
if command -v xmllint >found; then
	iconv -f UTF-16 -t UTF-8 "$file" | sed 's/UTF-16/UTF-8/; s/IgnoreNew/Never/' >wrong.xml
	xmllint --nonet --noout --schema "$schema" wrong.xml >"$OUT" 2>&1
	is $? 3 'the schema refuses what is none'
fi
craft install schtasks --nightly
file=${file%sync.xml}nightly.xml
is "$(facts Triggers/CalendarTrigger/StartBoundary)" 2026-01-01T02:30:00 'the night'
is "$(tail -n 1 told)" "/Create /TN token-craft-nightly /XML $(wslpath -w "$file") /F" 'has its own name'
craft uninstall schtasks --nightly
check 'and is taken away' test ! -e "$file"
file=${file%nightly.xml}sync.xml

: >told
craft uninstall schtasks
out_is 'schtasks: removed'
is "$(cat told)" '/Delete /TN token-craft-sync /F' 'Windows is told of the removal'
check 'no file is left' test ! -e "$file"
done_testing
