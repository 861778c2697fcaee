#!/bin/sh
# token-craft config: what it takes, what it refuses and how it says so, and that its reader
# agrees with the schema.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
TC_HOME=$PWD/home TC_NOW=2026-11-25T12:00:00Z
export TC_HOME TC_NOW
file=$TC_HOME/config.json
schema=$TC_TOP/schemas/config.schema.json
craft() { run "$TC_TOP/bin/token-craft" config "$@"; }
refuses() { # refuses CODE SAID WORD ...
	refuses_code=$1 refuses_said=$2
	shift 2
	[ ! -e "$file" ] || cp "$file" before
	craft "$@"
	status "$refuses_code" && out_is '' && is "$(head -n 1 "$ERR")" "token-craft config: $refuses_said" "it says so"
	[ ! -e "$file" ] || same "$file" before 'and changes nothing'
}

craft list --json
status 0
is "$(jq -c '.rows | map(.key)' "$OUT")" "$(jq -c '.properties | keys_unsorted - ["kind"]' "$schema")" \
	'every key is listed'
is "$(jq -c '.rows | map(select(.set))' "$OUT")" '[]' 'and none is set'
craft get weekly_quota_usd
status 1 && out_is '' && err_is ''
craft get plan_usd
out_is 100 'a default'

# The defaults of the reports are those of the schema.
echo '{kind: "document", blocks: [{block: "code", text: ($settings | tojson)}]}' >settings.jq
"$TC_BIN/tc-render" --report settings.jq </dev/null | jq -S 'with_entries(select(.value != null))' >got
jq -S '.properties | map_values(.default) | with_entries(select(.value != null))' "$schema" >wanted
same got wanted 'the defaults of reports'

craft set plan_usd 200 && status 0 && out_is ''
is "$(cat "$file")" '{
	"plan_usd": 200
}' 'a new file'
printf '{"output_dir":"/tmp/\\u00e9 \\"x",\r\n  "later": 1 , "plan_usd":7,\n\n  "reset_hour" : 3}' >"$file"
refuses 2 "$file:2: later: no such key: token-craft config list has all" set plan_days 31
sed -i 's/"later": 1 , //' "$file"
craft set plan_days 31 && status 0
craft set plan_usd 199.99 && status 0
printf '{"output_dir":"/tmp/\\u00e9 \\"x",\r\n  "plan_usd":199.99,\n\n  "reset_hour" : 3, "plan_days": 31}\n' >wanted
same "$file" wanted 'all else stays as it was'
craft get output_dir
out_is '/tmp/é "x' 'a text is decoded'
craft set output_dir '/a "b" \c' && status 0
craft get output_dir
out_is '/a "b" \c' 'and quoted'
craft unset output_dir && craft unset reset_hour && status 0
is "$(jq -c . "$file")" '{"plan_usd":199.99,"plan_days":31}' 'unset'
craft unset plan_days && craft unset plan_usd && craft unset plan_usd && status 0
is "$(cat "$file")" '{}' 'all of it'

refuses 2 'reset_hour: must be a whole number from 0 to 23, got "x"' set reset_hour x
refuses 2 'reset_hour: must be a whole number from 0 to 23, got 1.5' set reset_hour 1.5
refuses 2 'plan_usd: more behind its end' set plan_usd '1, "plan_days": 2'
refuses 2 'reset_weekday: must be one of sunday, monday, tuesday, wednesday, thursday, friday, saturday, got "funday"' \
	set reset_weekday funday
refuses 2 'resethour: no such key; did you mean reset_hour?' set resethour 2
refuses 2 'resethour: no such key; did you mean reset_hour?' get resethour
refuses 2 'sprints[0]: share is missing' set sprints '[{"id":"a","label":"A","weekday":"sunday","from":1,"to":2}]'
refuses 2 'timezone: a text without an end, or a control character in it' set timezone "$(printf 'a\033[2J')"
refuses 2 "$file:2: timezone: must be a time zone as \"Europe/Berlin\", got \"Mars/Base\"" set timezone Mars/Base
refuses 2 'cannot coffee: list, get, set, unset, edit or check' coffee
refuses 2 'set: wrong number of words' set plan_usd

# What was used of the week is known at an hour, of the zone that is configured.
craft set timezone Asia/Tokyo && craft set quota_used_pct 37 && status 0
is "$(jq -c . "$file")" '{"timezone":"Asia/Tokyo","quota_used_at":"2026-11-25T21","quota_used_pct":37}' \
	'a quota is found out'
craft check
status 0 && out_is '' && err_is ''
printf '{\n "plan_usd": 1,\n "reset_hour":\n  "x",\n "plan_usd": 2\n}\n' >"$file"
refuses 1 "$file:5: plan_usd: twice" check

# The editor's work is taken when it is well.
editor() { printf '#!/bin/sh\n%s\n' "$1" >editor && chmod +x editor; }
VISUAL=$PWD/editor EDITOR=false
export VISUAL EDITOR
rm "$file"
editor 'sed "s/}/, \"plan_usd\": 20}/" "$1" | tr -d "\n" >x && cat x >"$1"'
craft edit
status 0
is "$(jq -c . "$file")" '{"kind":"config","plan_usd":20}' 'edit'
editor 'echo "{" >"$1"'
refuses 1 "$file:2: a key is expected here" edit
is "$(cat "$(sed -n 's/.*what was written is in //p' "$ERR")")" '{' 'what was written is kept'
rm "$TC_HOME"/config.json.*
editor 'exit 1'
refuses 2 'the editor failed; nothing is changed' edit
is "$(ls "$TC_HOME")" config.json 'nothing is left behind'

# The reader and the schema are of one mind about files that are a little wrong.
[ "$V" = rel ] || done_testing
cat >mutants.py <<'END'
import copy, json, os, random, subprocess, sys
import jsonschema
top, pick = sys.argv[1], random.Random(7)
schema = json.load(open(top + "/schemas/config.schema.json"))
validator = jsonschema.Draft202012Validator(schema)
folder = top + "/fixtures/records/config/valid/"
whole = [json.load(open(folder + name)) for name in sorted(os.listdir(folder))]
values = [None, True, -1, 0, 1, 0.5, 23, 24, 25, 1e9, "", "sunday", "Sunday", "x y", "/x", "2026-11-22T14",
          "2026-11-22T24", "a_1", [], [1], {}, {"id": "a"}]
def places(node, path=()):
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []:
        yield from places(value, path + (key,))
verdicts = [0, 0]
for n in range(150):
    config = copy.deepcopy(pick.choice(whole))
    path = pick.choice(list(places(config))[1:])
    node = config
    for key in path[:-1]:
        node = node[key]
    how = pick.randint(0, 3)
    if how == 0:
        del node[path[-1]]
    elif how == 1 and isinstance(node, dict):
        node[str(path[-1]) + "x"] = node.pop(path[-1])
    else:
        node[path[-1]] = pick.choice(values)
    open("mutant", "w").write(json.dumps(config, indent=pick.choice([None, 1])))
    said = subprocess.run(["awk", "-f", top + "/pipelines/config.awk", "check", top + "/schemas/config.schema.json",
                           "mutant"], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    good = validator.is_valid(config)
    verdicts[good] += 1
    assert said.returncode == (0 if good else 1) and said.stderr == "" and good == (said.stdout == ""), (config, said)
assert min(verdicts) > 30, verdicts
print("agreed")
END
if python3 -c 'import jsonschema' 2>"$ERR"; then
	run python3 mutants.py "$TC_TOP"
	out_is agreed 'the reader agrees with the schema'
else
	skip 'the reader agrees with the schema' 'needs python3-jsonschema'
fi

# Nothing but JSON is JSON.
for text in '' '{' '[]' '{}x' "{'a':1}" '{"plan_usd":01}' '{"plan_usd":1.}' '{"plan_usd":NaN}' '{"plan_usd":+1}' \
	'{"plan_usd":1,}' '{,}' '{"plan_usd" 1}' '{"timezone":"\x"}' '{"timezone":"\u12"}' '{"timezone":"\n"}' \
	'{"sprints":[1 2]}' '{"sprints":[}' '{"plan_usd":tru}' '{"timezone":"a' '{"sprints":[[[[[[[[[[[1]]]]]]]]]]]}'; do
	printf '%s\n' "$text" >"$file"
	craft check
	status 1 "no configuration: $text" && out_is '' && is "$(wc -l <"$ERR")" 1 'said in a line'
done
done_testing
