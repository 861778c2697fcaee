#!/usr/bin/env python3
"""Records of another time, the same work.

usage: bend.py idle NOW <records      pauses grow: each session begins when it did
       bend.py clock MS <records      all happened so much later"""
import collections
import datetime
import json
import random
import sys

NAMES = ("ts", "first_ts", "last_ts")


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def stamp(time):
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def idle(records, now):
    """Never beyond now; what was at one time stays so."""
    sessions = collections.defaultdict(list)
    for r in records:
        if r.get("ts") and r.get("session"):
            sessions[r["session"]].append(r)
    for rs in sessions.values():
        times = sorted({instant(r["ts"]) for r in rs})
        starts = min((instant(r["ts"]) for r in rs if r["kind"] in ("call", "prompt")), default=now)
        spare = int((now - times[-1]).total_seconds() * 1000) - 1
        behind = [t for t in times if t > starts]
        grown = sorted(random.randrange(spare) for _ in behind) if spare > 0 else []
        later = {t: t + datetime.timedelta(milliseconds=ms) for t, ms in zip(behind, grown)}
        for r in rs:
            r["ts"] = stamp(later.get(instant(r["ts"]), instant(r["ts"])))


def clock(records, ms):
    for r in records:
        for name in NAMES:
            if r.get(name):
                r[name] = stamp(instant(r[name]) + datetime.timedelta(milliseconds=ms))


random.seed(5)
lines = [json.loads(line) for line in sys.stdin]
if sys.argv[1] == "idle":
    idle(lines, instant(sys.argv[2]))
else:
    clock(lines, int(sys.argv[2]))
for line in lines:
    print(json.dumps(line))
