#!/bin/sh
# token-craft install skill: what it writes is a skill, whose commands all work; it comes
# and goes whole, and leaves alone what somebody changed.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all 'its subject is no program of ours'
skip_unless jq python3
. "$TC_TOP/tests/installed.sh"
skills=$CLAUDE_CONFIG_DIR/skills
one=$skills/token-craft/SKILL.md two=$skills/tc/SKILL.md
plain=$PATH

craft install skill
status 3
err_is "token-craft install: a skill cannot name $door
token-craft install:   put it into PATH as token-craft" 'a path that a shell reads otherwise is none'
ln -s "$door" "$HOME/token-craft"
PATH=$PATH:$HOME
craft install skill --dry-run
status 0
cp "$OUT" dry
check '--dry-run writes nothing' test ! -e "$skills"
craft install skill
status 0 && err_is ''
out_is "skill: /token-craft in $one
skill: /tc in $two"
for file in "$one" "$two"; do printf '# %s\n' "$file" && cat "$file"; done >both
same dry both '--dry-run says what is written'
cp "$one" first
craft install skill
status 0
same "$one" first 'again is once'
craft install
out_has "skill      installed: $one"

# Front matter that YAML reads, with the keys that a skill has and no others.
cat >front.py <<'END'
import re, sys
path, name, version = sys.argv[1:]
text = open(path, encoding="utf-8").read()
front, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", text, re.S).groups()
keys = {}
for line in front.split("\n"):
    indent, key, value = re.fullmatch(r"( *)([a-z-]+):(?: (.*))?", line).groups()
    assert len(indent) in (0, 2) and (value is None) == (key == "metadata"), line
    assert value is None or value[0] == '"' or not re.search(r": | #|^[\[{>|*&!%@`'\"-]", value), line
    keys[indent + key] = value
assert list(keys) == ["name", "description", "license", "compatibility",
    "disable-model-invocation", "allowed-tools", "metadata", "  version", "  sum"], list(keys)
assert keys["name"] == name and len(keys["description"]) <= 1024
assert keys["  version"] == '"' + version + '"', "the version is not that of token-craft"
assert keys["disable-model-invocation"] == ("false" if name == "token-craft" else "true")
try:
    import yaml
    metadata = yaml.safe_load(front).pop("metadata")
    assert metadata["version"] == version and metadata["sum"], metadata
except ImportError:
    pass
open(name + ".body", "w").write(body)
# A line each: the commands of the text, without what stands for something, and the tools.
with open(name + ".commands", "w") as out:
    for command in re.findall(r"`(tc-[^`]*|token-craft [^`]*)`", body):
        print(command, file=out)
with open(name + ".tools", "w") as out:
    for tool in re.findall(r"Bash\((.*?):\*\)", keys["allowed-tools"]):
        print(tool, file=out)
assert re.sub(r"Bash\(token-craft [a-z]+:\*\) ?", "", keys["allowed-tools"]) == ""
END
version=$(craft --version && sed 's/.* //' "$OUT")
for skill in token-craft tc; do
	run python3 front.py "$skills/$skill/SKILL.md" $skill "$version"
	status 0 "$skill: the front matter"
done
same tc.body token-craft.body 'one text for both'
check 'of two screens' test "$(wc -l <tc.body)" -lt 80

# The six steps, the menu, and every command of the text on the sample; what the skill may
# run without being asked is what the steps run.
is "$(grep -c '^[1-6]\. ' tc.body)" 6 'six steps'
is "$(sed -n 's/^ *\(\[[A-Z]\]\) .*/\1/p' tc.body | tr '\n' ' ')" '[A] [E] [L] [Q] ' 'four actions'
is "$(sed -n 's/^## \(\[[A-Z]\]\) .*/\1/p' tc.body | tr '\n' ' ')" '[A] [E] [L] [Q] ' 'each told'
TC_NOW=$(cat "$TC_TOP/fixtures/sample/now")
export TC_NOW
: >FILE
printf '#!/bin/sh\ncat >table\n' >"$HOME/crontab"
chmod +x "$HOME/crontab"
sort -u tc.commands >commands
check 'it has commands' test "$(wc -l <commands)" -gt 6
while read -r command; do
	# shellcheck disable=SC2090 # the prefix is odd on purpose
	(PATH=$prefix/bin:$PATH TC_BIN=$prefix/bin && export TC_BIN && eval "run $command") </dev/null >piped
	status 0 "it works: $command"
done <commands
sed -n '/^## The six/,/^## \[A/p' tc.body | grep -oE '`token-craft [a-z]+' | tr -d '`' | sort -u >steps
sort -u tc.tools >tools
same tools steps 'the steps need no permission, all else does'

# What somebody changed, or had there before, stays, and is said; the other one is written.
stays="$two is not as it was installed: it stays"
for change in 'echo mine >>' 'echo "name: tc" >'; do
	craft install skill
	eval "$change \"\$two\""
	cp "$two" theirs
	craft install skill
	status 1 && err_is "token-craft install: $stays"
	same "$two" theirs "install: changed by $change"
	craft uninstall skill
	status 1 && err_is "token-craft uninstall: $stays"
	same "$two" theirs "uninstall: changed by $change"
	check 'the other one is gone' test ! -e "${one%/*}"
	rm "$two"
done

craft install skill
craft uninstall skill --dry-run
out_is "$one"
craft uninstall skill
status 0 && out_is 'skill: removed'
check 'nothing is left' test ! -e "$skills"
craft uninstall skill
status 0 && out_is 'skill: not installed'
CLAUDE_CONFIG_DIR="$HOME/one/projects,$HOME/two" craft install skill
check 'in the first folder' test -s "$HOME/one/skills/tc/SKILL.md" -a ! -e "$HOME/two"

# Outside of PATH it is found by its path.
PATH=$plain
mkdir -p elsewhere/bin
cp "$door" elsewhere/bin
ln -s "$prefix/share" elsewhere/share
(unset TC_BIN && run elsewhere/bin/token-craft install skill --dry-run)
status 0
out_has "Bash($PWD/elsewhere/bin/token-craft score:*)"
out_has "\`$PWD/elsewhere/bin/token-craft score --save\`"
is "$(grep -c '[^/]token-craft [a-z]' "$OUT")" 0 'wherever it stands'

touch file
CLAUDE_CONFIG_DIR=$PWD/file PATH=$PATH:$HOME craft install skill
status 3 && out_is '' && err_has "cannot write $PWD/file/skills/token-craft/SKILL.md"
done_testing
