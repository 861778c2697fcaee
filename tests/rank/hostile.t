#!/bin/sh
# Scores from anywhere: what is not what it must be is left out and said, what is, is ranked,
# and nothing but JSON comes out.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/lib.sh"
skip_unless python3 jq

refused() { # refused FIELD MEMBERS: a score with these members instead
	score x 2026-11-01T10:00:00.000Z '"eve"' 500 0 "$2" >bad
	cat good bad | rank
	status 0 "$2"
	err_is "tc-rank: -:2: a score is left out: '$1' is not what it must be"
	answers .user '"ada"' 'the other is ranked'
}
score a 2026-11-01T10:00:00.000Z '"ada"' 500 >good
refused base '"base":"500"'
refused base '"base":null'
refused base '"base":1e400'
refused base '"base":1234567890123456'
refused ts '"ts":"yesterday"'
refused ts '"ts":null'
refused id '"id":7'
refused user '"user":["eve"]'
refused profile '"profile":null'
refused policy '"policy":{}'
refused combo '"combo":"25"'
refused measured_max '"measured_max":-1e20'
refused categories '"categories":null'
refused categories '"categories":[]'
refused categories '"categories":{"a":null}'
refused categories '"categories":{"a":{"points":1,"max":2}}'
refused categories '"categories":{"a":{"points":"1","max":2,"measured":true}}'
refused categories '"categories":{"a":{"points":1,"max":2,"measured":1}}'
refused categories '"categories":{"a":{"points":1,"max":2,"measured":true,"evidence":{"x":[]}}}'
refused categories '"categories":{"a":{"points":1,"max":2,"measured":true,"checks":{"a":{"points":1,"max":2,"measured":true}}}}'
refused categories '"categories":{"a":{"points":1,"max":2,"measured":true,"checks":{"a":{"points":1,"max":2,"measured":null,"x":1}}}}'
refused categories '"categories":{"a":{"points":1,"max":2,"measured":true,"more":'"$(printf '%99s' '' | tr ' ' '[')$(printf '%99s' '' | tr ' ' ']')"'}}'
refused sessions '"sessions":{"scored":"9"}'
refused calls '"calls":{"cost_usd":{}}'
cat good bad bad | rank --strict
status 1 'under --strict that is not well'
is "$(wc -l <"$ERR")" 1 'it is said once'

# What is not looked at may be anything.
score x 2026-11-01T10:00:00.000Z '"eve"' 500 0 "\"rank\":7,\"delta\":1e999,\"deep\":$(
	printf '%200s' '' | tr ' ' '[')$(printf '%200s' '' | tr ' ' ']'),\"total\":\"much\"" | rank
status 0 && err_is ''
out_has '[[[[' 'it is passed on'
answers '[.rank.name, .total, .delta]' '["Navigator",500,null]' 'what an earlier run has added is replaced'
score x 2026-11-01T10:00:00.000Z '"eve"' 500 0 '"categories":{}' | rank
answers '[.rank.name, .recommendations]' '["Navigator",[]]' 'without a category'
score x 0001-01-01T00:00:00.000Z '"eve"' -5 0 | rank --achievements
status 0 && err_is ''
check 'a score of long ago' jq -e . "$OUT"

# Any part of a whole score replaced by anything.
cat >mutate.py <<'END'
import copy, json, random, sys

rng = random.Random(int(sys.argv[1]))
whole = [json.loads(line) for line in open(sys.argv[2])]
odd = [None, True, False, 0, -1, 0.5, 1e15 - 1, -1e14, 1e300, "", "x", "\0é\u2028", [], [1], {}, {"x": {}},
       "2026-11-01T10:00:00.000Z", {"points": 1, "max": 0, "measured": True, "evidence": {}, "checks": {}}]

def places(value, at=()):
    yield at
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from places(inside, at + (key,))

for n in range(int(sys.argv[3])):
    record = copy.deepcopy(rng.choice(whole))
    record["id"] = f"m{n}"
    record["user"] = f"u{rng.randrange(40)}"
    record["ts"] = f"2026-{rng.randrange(1, 11):02d}-{rng.randrange(1, 29):02d}T10:00:00.000Z"
    for _ in range(rng.randrange(4)):
        *way, last = rng.choice([at for at in places(record) if at])
        inner = record
        for key in way:
            inner = inner[key]
        if rng.random() < 0.3:
            del inner[last]
        elif rng.random() < 0.2:
            inner[rng.choice(["token_efficiency", "checks", "evidence", "max", "new", ""])] = rng.choice(odd)
        else:
            inner[last] = rng.choice(odd)
    print(json.dumps(record))
END
cat "$TC_TOP"/fixtures/records/score/valid/*.json >whole
python3 mutate.py 1 whole 600 >records
for show in --against=2026-06-01 --history --achievements; do
	rank $show records
	status 0 "mutated: $show"
	check 'and there is much' test "$(wc -l <"$OUT")" -gt 30
	check 'and each line is JSON' jq -e 'type == "object"' "$OUT"
done
done_testing
