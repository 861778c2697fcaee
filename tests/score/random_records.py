#!/usr/bin/env python3
"""Writes random records, valid and mean: ties in time where order says nothing, sessions that pause, nulls, subagents.

usage: random_records.py SEED SESSIONS NOW"""
import datetime
import json
import random
import sys

seed, sessions, now = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
random.seed(seed)
now = datetime.datetime.fromisoformat(now.replace("Z", "+00:00"))
PATHS = ["src/a.c", "src/b.c", "README.md", "docs/x.rst", "CLAUDE.md", "z.png", None]
TOOLS = ["Read", "Edit", "Write", "MultiEdit", "NotebookEdit", "Bash", "Bash", "Grep", "Glob",
         "LS", "Task", "mcp__x__y"]
number = 0


def ident(kind):
    global number
    number += 1
    return f"{kind}-{seed}-{number}"


def stamp(time):
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + \
        f"{time.microsecond // 1000:03d}Z"


def emit(kind, time, base, **fields):
    record = {"kind": kind, "id": ident(kind), "ts": time and stamp(time), **base, **fields}
    if record.get("user") is None and kind != "call":
        record.pop("user", None)
    print(json.dumps(record))


def flag(*odds):
    return random.choice(odds)


def call(time, base, most=100000):
    tokens = [random.choice([0, 5, random.randrange(most)]) for _ in range(4)]
    priced = random.random() < .9
    known = {"cost_usd": random.randrange(10**9) / 10**9 if priced else None,
             "cost_io_usd": random.randrange(10**9) / 10**9 if priced else None,
             **{f"cost_{part}_usd": random.randrange(10**9) / 10**9 if priced else None
                for part in ("input", "cache_write", "cache_read")},
             "saved_usd": random.randrange(-10**8, 10**9) / 10**9 if priced else None}
    emit("call", time, base, input_tokens=tokens[0], output_tokens=tokens[1],
         cache_read_input_tokens=tokens[2], cache_creation_input_tokens=tokens[3],
         answer_chars=flag(None, 0, 10, 1500, 1501, 9000),
         version=flag(None, "2.1.116", "2.1.117", "2.1.99", "1.0.17", "2.1.185", "2.1.186", "2.2.0"),
         **{k: json.loads(f"{v:.9f}") if v is not None else None for k, v in known.items()})
    return f"call-{seed}-{number}"


def tool(time, base, of):
    name = random.choice(TOOLS)
    path = random.choice(PATHS)
    bash = name == "Bash"
    emit("tool", time, base, call=of, name=name, path=path,
         path_id=path and f"{hash_of(path):016x}", doc=path in ("README.md", "docs/x.rst"),
         code=path in ("src/a.c", "src/b.c"), simple=flag(True, False) if bash else None,
         search=flag(True, False, False) if bash else None,
         commit=flag(True, False, False, False) if bash else None,
         error=flag(True, False, False, False, None), refused=flag(True, *[False] * 9))


def hash_of(path):
    return sum(ord(c) * 257 ** i for i, c in enumerate(path)) % 2**64


def turn(time, base, automated):
    emit("prompt", time, base, asks=flag(True, False), automated=automated,
         entrypoint="sdk-py" if automated else flag(None, "cli"),
         language=flag("en", "en", "other", None), xml=flag(True, False, False, None),
         cot=flag(True, False, None), example=flag(True, False, None))
    for _ in range(random.randrange(5)):
        time += datetime.timedelta(milliseconds=random.choice([1, 1000, 60000]))
        who = {**base, **random.choice([{"agent": "main", "agent_id": None}] * 3 + [
            {"agent": "Explore", "agent_id": "e1"}, {"agent": "subagent", "agent_id": None}])}
        of = call(time, who)
        for _ in range(random.randrange(4)):
            time += datetime.timedelta(milliseconds=random.choice([0, 5]))
            tool(time, who, random.choice([of, of, of, None]))
    return time


def last_docs(time, base):
    of = call(time, base)
    for name in ("src/a.c", "README.md"):
        time += datetime.timedelta(milliseconds=1)
        emit("tool", time, base, call=of, name="Write", path=name, path_id=f"{hash_of(name):016x}",
             doc=name == "README.md", code=name == "src/a.c", error=False)


time, last = now, {}
for i in range(sessions):
    after = time
    start = now - datetime.timedelta(days=random.choice([5, 20, 45, 70, 89.99, 90, 90.01, 95, -1]),
                                     seconds=random.randrange(86400))
    base = {"session": f"s{seed}-{i}", "project": random.choice(["/p/a", "/p/b", "/p/c", "/p/d", None]),
            "agent": "main", "agent_id": None, "user": random.choice(["ada", "bob", None])}
    if random.random() < .1 and after < now and "project" in last:
        start = after + datetime.timedelta(minutes=random.choice([0, 29, 30]))
        base["project"] = last["project"]
    last, time = base, start
    automated = random.random() < .15
    if random.random() < .2:
        emit("prompt", time, base, automated=automated)
        call(time, base, 10)
        continue
    for _ in range(random.choice([0, 1, 2, 5, 9, 16, 22])):
        time = turn(time, base, automated or random.random() < .05)
        time += datetime.timedelta(seconds=random.choice([.001, 60, 3600, 86400]))
        if random.random() < .2:
            emit("command", time, base, name=random.choice(["clear", "compact", "init"]))
        while random.random() < .3:
            time += datetime.timedelta(milliseconds=1)
            emit("shell", time, base, **{"class": random.choice(["git status", "ls", "other"])},
                 simple=flag(True, False))
        if random.random() < .05:
            emit("event", time, base, event="memory", name=flag("CLAUDE.md", "MEMORY.md"))
        if random.random() < .02:
            call(None, base)
            call(time, {**base, "session": None})
    if random.random() < .2:
        last_docs(time, base)
for project in ("/p/a", "/p/b", "/p/z"):
    for user in ("ada", None):
        emit("probe", flag(None, now, now - datetime.timedelta(days=3)), {"user": user},
             project=project, claude_md=flag(True, False), claude_md_bytes=3,
             memory_keywords=flag([], ["token"]), memory_concise=flag(True, False))
for days in (1, 9, 40):
    at = stamp(now - datetime.timedelta(days=days))
    print(json.dumps({"kind": "file", "path": f"kind=call/date={at[:10]}/x.ndjson.gz",
                      "first_ts": at, "last_ts": at}))
emit("score", now - datetime.timedelta(days=16), {"user": "bob"}, categories={})
