#!/bin/sh
# token-craft install hook: Claude Code's settings keep all that is not ours.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3
. "$TC_TOP/tests/installed.sh"
settings=$CLAUDE_CONFIG_DIR/settings.json
ours='[.hooks.SessionEnd[]?.hooks[]? | select(.command | endswith("token-craft'\'' hook"))]'

# No settings, and empty ones.
for text in none '' '
  '; do
	rm -f "$settings"
	[ "$text" = none ] || printf %s "$text" >"$settings"
	craft install
	out_has 'hook       not installed'
	craft install hook
	status 0
	err_is ''
	out_is "hook: in $settings"
	is "$(jq -c '[keys, .hooks.SessionEnd[0].hooks[0].type, .hooks.SessionEnd[0].hooks[0].timeout]' \
		"$settings")" '[["hooks"],"command",10]' 'the settings have the hook'
	craft uninstall hook
	out_is "hook: removed from $settings"
	is "$(cat "$settings")" '{}' 'and nothing when it is removed'
done

# Somebody's settings: all that is not ours stays as it is, in its order.
cat >theirs <<'EOF'
{
  "model": "opus",
  "env": { "Ü\"\\\n\u0001": "ключ 🗝", "n": 1e3, "big": 9007199254740991, "none": null },
  "hooks": {
    "Stop": [{ "matcher": "", "hooks": [{ "type": "command", "command": "token-craft hook" }] }],
    "SessionEnd": [
      { "hooks": [{ "type": "command", "command": "echo token-craft hook; say bye", "async": true }] },
      { "matcher": "clear", "hooks": [] }
    ]
  },
  "aaa": [[], {}, ""]
}
EOF
cp theirs "$settings"
chmod 640 "$settings"
touch -d 2026-01-02 "$settings"
craft install hook
status 0
err_is ''
is "$(jq -c 'keys_unsorted' "$settings")" '["model","env","hooks","aaa"]' 'the order of the keys'
is "$(jq -c "$ours | length" "$settings")" 1 'the hook is there'
is "$(jq -c "del(.hooks.SessionEnd[2])" "$settings")" "$(jq -c . theirs)" 'all else is as it was'
is "$(stat -c %a "$settings")" 640 'so is the mode'
same "$settings.before-token-craft" theirs 'the settings of before are kept'
cp "$settings" installed
touch -d 2026-01-02 "$settings"
craft install hook
out_is "hook: is in $settings" 'again'
is "$(stat -c %Y "$settings")" "$(date -d 2026-01-02 +%s)" 'again writes nothing'
TC_HOME="$HOME/elsewhere" craft install hook
is "$(jq -c "$ours | length" "$settings")" 1 'another store replaces it'
craft uninstall hook
is "$(jq -c . "$settings")" "$(jq -c . theirs)" 'uninstall leaves the settings of before'
is "$(find "$CLAUDE_CONFIG_DIR" -name 'settings.json*' | wc -l)" 2 'no temporary file is left'

# Settings that are a link stay one; tabs stay tabs.
jq --tab . theirs >elsewhere.json
rm "$settings"
ln -s "$PWD/elsewhere.json" "$settings"
craft install hook
check 'a link stays a link' test -L "$settings"
is "$(jq -c "$ours | length" elsewhere.json)" 1 'what it leads to is changed'
craft uninstall hook
jq --tab . theirs >wanted
same elsewhere.json wanted 'tabs stay tabs'
rm "$settings"

# Settings that are none are left alone.
refused() { # refused CAUSE TEXT
	printf '%s\n' "$2" >"$settings"
	cp "$settings" before
	craft install hook
	status 3
	out_is ''
	err_is "token-craft install: $settings$1
token-craft install:   nothing was changed"
	same "$settings" before 'it is as it was'
}
cat >"$settings" <<'EOF'
{
  "a": 1, // mine
}
EOF
cp "$settings" before
craft install hook
status 3
out_is ''
err_has 'settings.json is no JSON: '
err_has 'at line 2, column ' 'and where'
same "$settings" before 'it is as it was'
refused ': no object' '[1]'
refused ': more than one value' '{} {}'
refused ': hooks is no object' '{"hooks":[]}'
refused ': hooks.SessionEnd is no list' '{"hooks":{"SessionEnd":{}}}'
printf '{"hooks":{"SessionEnd":[null,7,"x",{"hooks":null},{"hooks":[3,{"command":4}]}]}}' >"$settings"
cp "$settings" before
craft install hook
status 0
is "$(jq -c "del(.hooks.SessionEnd[5])" "$settings")" "$(cat before)" 'odd entries stay'
craft uninstall hook
is "$(jq -c . "$settings")" "$(cat before)" 'odd entries stay at uninstall, too'

# The first of several folders; one that is the folder of projects.
CLAUDE_CONFIG_DIR="$HOME/one/projects,$HOME/two" craft install hook
out_is "hook: in $HOME/one/settings.json"

# The command in the settings, run as Claude Code runs it.
rm "$settings"
craft install hook
jq -r '.hooks.SessionEnd[0].hooks[0].command' "$settings" >command.sh
forgotten
printf '{"session_id":"0a","transcript_path":"%s","cwd":"/","hook_event_name":"SessionEnd","reason":"exit"}' \
	"$HOME/x.jsonl" |
	(cd / && env -i HOME="$HOME" PATH=/usr/bin:/bin /bin/sh -c "$(cat "$OLDPWD/command.sh")") >"$OUT" 2>"$ERR"
ran $? 'the command runs, and says nothing'
for second in 1 2 3 4 5 6 7 8 9; do
	[ ! -e "$TC_HOME/cache/cursors.ndjson" ] || break # what a sync writes last
	sleep 0.$second
done
captured 'it has filled the store, soon after'
check 'nothing went wrong' test ! -e "$TC_HOME/log"
done_testing
