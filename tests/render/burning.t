#!/bin/sh
# The block that runs: its burn rate and its end, worked out anew from the calls.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

cat >burning.py <<'END'
import json
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction

HOUR, MINUTE = 3600000, 60000
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
START = 1795356000000  # 2026-11-22T14:00:00Z
COUNTS = ["input_tokens", "output_tokens", "cache_creation_input_tokens",
          "cache_read_input_tokens"]
rng = random.Random(14)


def instant(ms):
    return (EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%S.") + \
        f"{ms % 1000:03d}Z"


def call(ms, priced=True):
    nano = rng.choice((0, 1, rng.randrange(10**10)))
    return {"ms": ms, "cost": Fraction(nano, 10**9) if priced else None,
            **{name: rng.randrange(10**rng.randrange(1, 7)) for name in COUNTS}}


def line(c):
    cost = "null" if c["cost"] is None else f"{int(c['cost'] * 10**9) / 10**9:.9f}"
    if "." in cost:
        cost = cost.rstrip("0").rstrip(".")
    return f'{{"kind":"call","ts":"{instant(c["ms"])}","cost_usd":{cost},' + \
        ",".join(f'"{name}":{c[name]}' for name in COUNTS) + "}\n"


def ask(calls, now, *options):
    rows = subprocess.run([f"{sys.argv[1]}/tc-aggregate", "--by", "block", "--by", ""],
                          input="".join(map(line, calls)), capture_output=True, text=True,
                          check=True).stdout
    return subprocess.run([f"{sys.argv[1]}/tc-render", "--report", "blocks", "-z", "UTC",
                           "--now", instant(now), *options], input=rows,
                          capture_output=True, text=True, check=True).stdout


def wanted(calls, now):
    """Of the block that starts at START, by its calls."""
    known = dict.fromkeys(("remaining_minutes", "tokens_per_minute", "cost_per_hour_usd",
                           "projected_usd", "projected_tokens"))
    known["active"] = START <= now < START + 5 * HOUR
    if not known["active"]:
        return known
    left = START + 5 * HOUR - now
    known["remaining_minutes"] = -(-left // MINUTE)
    times = [c["ms"] for c in calls]
    span = max(times) - min(times)
    if len(calls) < 2 or span < MINUTE:
        return known
    tokens = sum(c[name] for c in calls for name in COUNTS)
    known["tokens_per_minute"] = Fraction(tokens * MINUTE, span)
    known["projected_tokens"] = tokens + Fraction(tokens * left, span)
    costs = [c["cost"] for c in calls if c["cost"] is not None]
    if costs:
        known["cost_per_hour_usd"] = sum(costs) * HOUR / span
        known["projected_usd"] = sum(costs) + sum(costs) * left / span
    return known


def agree(got, known):
    for name, value in known.items():
        if value is None or name in ("active", "remaining_minutes"):
            assert got[name] == value, (name, got[name], value)
        else:
            grain = Fraction(1, 10000) if name.endswith("usd") else 1
            off = abs(Fraction(str(got[name])) - value)
            # Half of the last place, and what doubles of that size are off.
            assert off <= grain / 2 + abs(value) / 10**12, (name, got[name], float(value))


def check(calls, now):
    rng.shuffle(calls)
    rows = json.loads(ask(calls, now, "--to", "json"))["rows"]
    (row,) = [r for r in rows if r["block"] == instant(START)]
    agree(row, wanted(calls, now))


first = START + 7 * MINUTE
check([call(first)], first)
check([call(first), call(first + MINUTE - 1)], first + MINUTE)
check([call(first), call(first + MINUTE)], first + MINUTE)
check([call(first), call(first)], first + HOUR)
check([call(first, False), call(first + HOUR, False)], first + 2 * HOUR)
check([call(first, False), call(first + HOUR)], first + 2 * HOUR)
for now in (START + 5 * HOUR - 1, START + 5 * HOUR):
    check([call(first), call(first + 3 * HOUR)], now)
for _ in range(25):
    calls = [call(START + rng.randrange(5 * HOUR), rng.random() < 0.9)
             for _ in range(rng.randrange(2, 30))]
    calls[0]["ms"] = START + rng.randrange(HOUR)
    now = max(c["ms"] for c in calls)
    check(calls, rng.randrange(now, START + 5 * HOUR))

# What people are told is what machines are told.
pair = [{**call(first), "cost": Fraction(3, 2), **dict.fromkeys(COUNTS, 1000)},
        {**call(first + 30 * MINUTE), "cost": Fraction(1, 2), **dict.fromkeys(COUNTS, 5000)}]
for to, dot in (("term", ""), ("md", "**")):
    text = ask(pair, START + 2 * HOUR, "--to", to).replace("- **", "").replace("**", "")
    text = [" ".join(line.split()) for line in text.split("\n")]
    for said in ("now the block of 2026-11-22 14:00 ends in 3 h 0 min",
                 "burn rate $4.00 an hour, 800 tokens a minute",
                 "projected $14.00 and 168.0 k tokens by 2026-11-22 19:00"):
        assert said in text, (said, text)
alone = ask(pair[:1], START + 5 * HOUR - MINUTE)
assert "ends in 1 min\n" in alone and "projected" not in alone, alone
assert "burn rate  n/a: that takes two calls, a minute apart\n" in alone, alone
assert "burn" not in ask(pair, START + 5 * HOUR)
print("agreed")
END
is "$(python3 burning.py "$TC_BIN" 2>&1)" agreed "rates and ends are what the calls say"
done_testing
