#!/usr/bin/env python3
"""Rules and baselines by nobody's friend: each ends with JSON, or with a line that says why
not. TAP.

usage: hostile.py TC-SCORE STAGE RECORDS"""
import json
import os
import random
import subprocess
import sys

PROGRAM, STAGE, RECORDS = sys.argv[1:]
tests = failures = 0


def ok(good, name, why=""):
    global tests, failures
    tests += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {tests} - {name}")
    if not good:
        print(f"# failed: hostile.t: {name}\n#   {why}", file=sys.stderr)


def strict(text):
    def refuse(what):
        raise ValueError(what)
    return json.loads(text, parse_constant=refuse)


def why_not(option, data, *more):
    """Empty when all is well."""
    with open("file", "wb") as file:
        file.write(data)
    done = subprocess.run([PROGRAM, "--now", "2026-11-22T10:00:00Z", option, "file", *more, RECORDS],
                          capture_output=True, check=False)
    said = done.stderr.decode()
    if done.returncode not in (0, 2, 4) or "rror: " in said and "Sanitizer" in said:
        return f"exit code {done.returncode}: {said[:300]}"
    if done.returncode:
        return "" if said.startswith("tc-score: ") and said.endswith("\n") else f"said {said!r}"
    if "--explain" in more:
        return ""
    try:
        for line in done.stdout.splitlines():
            strict(line)
    except ValueError as e:
        return f"no JSON: {e}: {done.stdout[:200]}"
    return ""


RULE = 'profile("x"; []; category("a"; {}; {}; {}; {}))'
POLICIES = ["", " ", "# nothing", "1", '"text"', "empty", "[1,2]", "1,2,3", "..", "nan", "infinite, -infinite",
            "null", "error", "error(null)", 'error({a: "b"})', '"\\u0000"', '{a_usd: "12"}', '{a_usd: "x"}',
            '{a_usd: 1e1000}', "{", "}", "(", '"', "\x00", "input", "inputs", "$ENV", "env", "halt", "$x",
            'include "x"; .', 'import "a" as a; .', ".categories.a", '.period = 1 | profile("x"; []; 1)',
            "profile", 'profile("x"; []; empty)', 'profile("x"; []; 1)', "profile(1; 2; 3)", "[" * 3000 + "]" * 3000,
            "[limit(400; repeat([]))] | reduce .[] as $x (0; [.])", "\xff\xfe", "def profile: 1; profile",
            RULE.format(10, 5, "{x: .1, is: 1, says: []}", "[[0, 0], [1, 1]]"),
            RULE.format(10, 5, '{x: "text", is: "x", says: ""}', "[[0, 0], [1, 1]]"),
            RULE.format('"ten"', 5, '{x: 1, is: "x", says: ""}', "[[0, 0], [1, 1]]"),
            RULE.format(10, "{}", '{x: null, is: "x", says: ""}', "[[0, 0], [1, 1]]"),
            RULE.format(10, 5, '{x: 1, is: "x", says: ""}', "[]"),
            RULE.format(10, 5, '{x: .5, is: "x", says: ""}', '[["a", 0], [1]]'),
            RULE.format(10, 5, '{x: .5, is: "x", says: ""}', "[[0, 0], [0, 1]]"),
            "x" * (1 << 21)]
for text in POLICIES:
    data = text.encode("latin-1" if "\xff" in text else "utf-8")
    for more in ([], ["--explain", "all"]):
        reason = why_not("--policy", data, *more)
        if reason:
            break
    ok(not reason, f"a policy: {text[:40]!r}", reason)

BASELINES = ["", "1", "null", "[]", "{}", '{"tokens_per_session":', '{"tokens_per_session":1}x',
             '{"tokens_per_session":"1"}', '{"tokens_per_session":0}', '{"tokens_per_session":-1}',
             '{"tokens_per_session":1.5}', '{"tokens_per_session":1e3}', '{"tokens_per_session":null}',
             '{"tokens_per_session":9223372036854775807}', '{"tokens_per_session":9223372036854775808}',
             '{"tokens_per_session":1,"tokens_per_session":2}', '{"a":' * 2000, '{"\\ud800":1}', "\x00", "\xff"]
for text in BASELINES:
    reason = why_not("--baseline", text.encode("latin-1"))
    ok(not reason, f"a baseline: {text[:40]!r}", reason)

# The rules, bitten.
dice = random.Random(3)
with open(os.path.join(STAGE, "v2.jq"), "rb") as file:
    RULES = file.read()
worst = ""
for _ in range(25):
    bitten = bytearray(RULES)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(bitten))
        bitten[at:at + dice.randrange(3)] = dice.choice([b"", b"[", b"]", b"|", b"-", b"1", b'"', b"null", b"{}", b"."])
    worst = worst or why_not("--policy", bytes(bitten))
ok(not worst, "rules that were bitten", worst)
print(f"1..{tests}")
sys.exit(failures > 0)
