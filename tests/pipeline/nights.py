#!/usr/bin/env python3
"""Transcripts of a week and more, as they stood at a time: nights.py FOLDER TIME [CUT]

Files grow from one call to the next, as those of Claude Code do; CUT leaves so many bytes of
the newest to be written later. Prints what a database must have: "DAY|INPUT_TOKENS" of each
day in Los Angeles, where clocks go back on 2026-11-01, then "tasks|N", the sessions of programs
that began in a sprint.
"""
import json
import os
import random
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

HERE = ZoneInfo("America/Los_Angeles")
MODELS = ["claude-haiku-4-5", "claude-sonnet-4-5"]
SPRINTS = {6: (2, 6), 2: (2, 5), 4: (2, 4)}  # Python's weekdays
folder, until = sys.argv[1], datetime.fromisoformat(sys.argv[2].replace("Z", "+00:00"))
cut = int(sys.argv[3]) if len(sys.argv) > 3 else 0
chance = random.Random(28)
files, days, programs = {}, Counter(), set()


def line(session, at, entrypoint, **rest):
    stamp = at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    text = json.dumps({"uuid": f"u{len(files)}-{stamp}", "sessionId": session, "timestamp": stamp,
                       "entrypoint": entrypoint, "cwd": "/p", **rest})
    files.setdefault(session, []).append((at, text + "\n"))


def prompt(session, at):
    line(session, at, "cli", type="user", message={"role": "user", "content": "go on"})


def work(session, began, calls, entrypoint="cli", minutes=25):
    for n in range(calls):
        at = began + timedelta(minutes=n * minutes + chance.randrange(minutes))
        tokens = chance.randrange(100_000, 2_000_000)
        line(session, at, entrypoint, type="assistant", message={
            "id": f"msg_{session}_{n}", "type": "message", "role": "assistant", "content": [],
            "model": chance.choice(MODELS), "stop_reason": "end_turn" if n + 1 == calls else "tool_use",
            "usage": {"input_tokens": tokens, "output_tokens": 0}})
        if at <= until:
            days[at.astimezone(HERE).date()] += tokens


def hour(day, hour, minute=0):  # of the wall clock; sums of time go by UTC
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE).astimezone(timezone.utc)


for ago in range(12):
    day = datetime(2026, 10, 24) + timedelta(days=ago)
    name = day.strftime("%m%d")
    if name == "1030":
        continue  # nobody worked
    prompt(f"{name}-day", hour(day, 9))
    work(f"{name}-day", hour(day, 9), 4)
    prompt(f"{name}-late", hour(day, 22))
    work(f"{name}-late", hour(day, 22), 6)  # past midnight
    if day.weekday() in SPRINTS:
        work(f"{name}-sprint", hour(day, 2, 5), 3, "sdk-cli", 20)
        if hour(day, 2, 25) <= until:
            programs.add(f"{name}-sprint")
work("1028-taken-over", hour(datetime(2026, 10, 28), 2), 2, minutes=10)
prompt("1028-taken-over", hour(datetime(2026, 10, 28), 12))
if until < hour(datetime(2026, 10, 28), 12):
    programs.add("1028-taken-over")

os.makedirs(f"{folder}/projects/p", exist_ok=True)
texts = {session: "".join(text for at, text in sorted(lines) if at <= until)
         for session, lines in files.items()}
newest = max((at, session) for session, lines in files.items() for at, _ in lines if at <= until)[1]
for session, text in texts.items():
    data = text.encode()
    if session == newest and cut:
        data = data[:-cut]
    if data:
        with open(f"{folder}/projects/p/{session}.jsonl", "ab") as file:
            file.write(data[file.tell():])
for day, tokens in sorted(days.items()):
    print(f"{day}|{tokens}")
print(f"tasks|{len(programs)}")
