"""Random transcripts against the laws of tc-extract and a reference of the join of calls.

usage: laws.py TC-EXTRACT SEEDS   (in an empty folder; prints TAP)

Domains are small, so that ties are frequent. The reference is written from the record
contract alone: ids, winning line, owner, normalised cache creation. One law has an exception:
which prompt a call is of, the order of the lines before it tells.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys

CWDS = ["/home/ada/app", "/home/ada/app/src", "/home/ada/a-b", "/home/ada/a_b",
        "/home/ada/app/.worktrees/x", "/tmp"]
SLUGS = ["-home-ada-app", "-home-ada-a-b", "-home-ada-app--worktrees-x", "-other"]
SESSIONS = ["s1", "s2", "s3"]
KINDS = ["call", "prompt", "tool", "event", "command", "shell", "cost_state"]


class Author:
    """Writes lines of a transcript."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.prompts = random.Random(~seed)

    def some(self, share):
        return self.random.random() < share

    def time(self):
        return "2026-03-0%dT10:00:0%d.%sZ" % (
            self.random.randint(1, 2), self.random.randint(0, 3),
            self.random.choice(["000", "000", "001", "999"]))

    def tool(self):
        return "toolu_%d" % self.random.randint(0, 8)

    def block(self):
        pick = self.random.choice
        if self.some(.5):
            return {"type": "text", "text": "x" * self.random.randint(0, 9)}
        return {"type": "tool_use", "id": self.tool(),
                "name": pick(["Read", "Task", "Agent", "Bash"]),
                "input": pick([{"file_path": pick(CWDS) + "/f" + pick("12")},
                               {"subagent_type": pick(["Plan", "Explore"])},
                               {"command": pick(["ls", "git commit", "rm x"])}])}

    def usage(self):
        few, pick = self.random.randint, self.random.choice
        usage = {"input_tokens": few(0, 2), "output_tokens": few(0, 2),
                 "cache_read_input_tokens": few(0, 1), "cache_creation_input_tokens": few(0, 2)}
        if self.some(.3):
            usage["cache_creation"] = pick([{}, {"ephemeral_1h_input_tokens": few(0, 3)}, None])
        if self.some(.2):
            usage["speed"] = pick(["fast", "standard"])
        if self.some(.1):
            usage["iterations"] = [{"type": "advisor_message", "model": "adviser",
                                    "input_tokens": few(0, 3), "output_tokens": 1}]
        return usage

    def assistant(self, line):
        pick = self.random.choice
        message = {"content": [self.block() for _ in range(self.random.randint(0, 3))],
                   "model": pick(["m1", "m2", None]),
                   "stop_reason": pick([None, "end_turn", "tool_use"]), "usage": self.usage()}
        name = pick(["msg_01" + "A" * 21 + pick("ABCDE"), "msg_bdrk_" + pick("xy"),
                     pick("12"), None])
        if name:
            message["id"] = name
        if self.some(.7):
            line["requestId"] = "r%d" % self.random.randint(0, 3)
        if self.some(.05):
            message["model"] = "<synthetic>"
        if self.some(.2):
            line["attributionAgent"] = pick(["reviewer", "Explore"])
        if self.some(.3):
            line["agentId"] = pick(["a1", "a2", "a3"])
        line.update(type="assistant", message=message)

    def user(self, line):
        pick = self.random.choice
        content = pick(["hi", "show me", "<command-name>/x</command-name>",
                        "<bash-input>ls</bash-input>", "[Request interrupted by user]"])
        if self.some(.4):
            content = [{"type": "tool_result", "tool_use_id": self.tool(),
                        "content": pick(["a", "bb", "has not been read"]),
                        "is_error": pick([True, False])}]
            if self.some(.5):
                line["toolUseResult"] = {"agentId": pick(["a1", "a2", "a3", "lost"]), "x": 1}
        line.update(type="user", message={"content": content})

    def aside(self, line):
        few, pick = self.random.randint, self.random.choice
        line.update(pick([
            {"type": "progress", "data": {"type": "agent_progress", "agentId": pick(["a1", "lost"])}},
            {"type": "system", "subtype": pick(["compact_boundary", "api_error"]),
             "compactMetadata": {"trigger": pick(["auto", "manual"]), "preTokens": few(0, 3)}},
            {"type": "ai-title", "aiTitle": "x" * few(1, 4)},
            {"type": "cost-state", "totalCostUSD": few(0, 3), "modelUsage": {"m": {"a": few(0, 3)}}},
            {"type": "novelty", "usage": {"output_tokens": 9}},
        ]))

    def line(self):
        line = {"sessionId": self.random.choice(SESSIONS), "cwd": self.random.choice(CWDS),
                "timestamp": self.time(), "uuid": "u%d" % self.random.randint(0, 60),
                "version": self.random.choice(["1", "2", None]),
                "gitBranch": self.random.choice(["m", "n"])}
        if self.prompts.random() < .2:
            line["promptId"] = "p%d" % self.prompts.randint(0, 3)
        for key in ["sessionId", "cwd", "version"]:
            if self.some(.05):
                del line[key]
        if self.some(.3):
            line["isSidechain"] = True
        if self.some(.1):
            line["forkedFrom"] = {"sessionId": "s1"}
        self.random.choices([self.assistant, self.user, self.aside], [5, 3, 2])[0](line)
        return line

    def file(self, path):
        """The first line has a cwd: it is one of those a folder's project is known by."""
        first = {"type": "mode", "cwd": self.random.choice(CWDS),
                 "sessionId": self.random.choice(SESSIONS)}
        lines = [first] + [self.line() for _ in range(self.random.randint(0, 12))]
        if "agent-" in path:
            for line in lines:
                line.update(sessionId=first["sessionId"], isSidechain=True,
                            agentId=path.split("agent-")[1][:-6])
        return lines

    def tree(self):
        paths = set()
        for slug in SLUGS:
            paths.update("%s/x%d.jsonl" % (slug, i) for i in range(self.random.randint(0, 3)))
            for place in ["%s/sub/subagents/agent-a%d.jsonl", "%s/agent-a%d.jsonl"]:
                if self.some(.5):
                    paths.add(place % (slug, self.random.randint(1, 3)))
        return {path: self.file(path) for path in sorted(paths)}


def write(top, tree):
    shutil.rmtree(top, ignore_errors=True)
    os.makedirs(top + "/projects")
    for path, lines in tree.items():
        file = top + "/projects/" + path
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
        if "agent-a1" in path:
            with open(file[:-6] + ".meta.json", "w") as out:
                out.write('{"agentType":"Meta"}')


# The reference.

COUNTS = ["input_tokens", "output_tokens", "cache_creation_input_tokens",
          "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens", "cache_read_input_tokens"]


def identity(line):
    message = line["message"]
    name, request, session = message.get("id"), line.get("requestId"), line.get("sessionId")
    if not name:
        return line["uuid"]
    if (name.startswith("msg_01") and len(name) == 28) or name.startswith("msg_bdrk_"):
        return name
    if request:
        return name + "/" + request
    return name + "@" + session if session else line["uuid"]


def last(value):
    """Null after everything else."""
    return (value is None, value if value is not None else "")


def worktree(cwd):
    found = re.search(r"[/\\](?:\.claude[/\\])?\.?worktrees[/\\]+([^/\\]+)", cwd or "")
    return found and found.group(1)


def sighting(line, usage, model, prompt):
    split = usage.get("cache_creation") or {}
    hour, five = split.get("ephemeral_1h_input_tokens", 0), split.get("ephemeral_5m_input_tokens", 0)
    total = max(usage.get("cache_creation_input_tokens", 0), hour + five)
    counts = [usage["input_tokens"], usage["output_tokens"], total, total - hour, hour,
              usage.get("cache_read_input_tokens", 0)]
    stop = line["message"]["stop_reason"]
    winner = dict(zip(COUNTS, counts), model=model, speed=usage.get("speed"), stop_reason=stop,
                  counted_ts=line["timestamp"])
    owner = {"session": line.get("sessionId"), "branch": line["gitBranch"],
             "agent_id": line.get("agentId"), "version": line.get("version"),
             "copy": bool(line.get("isSidechain") or line.get("forkedFrom")),
             "owner_ts": line["timestamp"], "worktree": worktree(line.get("cwd")),
             "prompt": prompt, "config": "tree"}
    texts = [len(b["text"]) for b in line["message"]["content"] if b["type"] == "text"]
    return {"winner": winner, "owner": owner, "ts": line["timestamp"], "final": stop is not None,
            "answer": max(texts + [0])}


def winner_rank(winner):
    stamp = [-ord(c) for c in winner["counted_ts"]]
    counts = [-winner[key] for key in COUNTS if key != "output_tokens"]
    return [-winner["output_tokens"], winner["stop_reason"] is None, stamp, counts,
            last(winner["model"]), last(winner["speed"]), last(winner["stop_reason"])]


def owner_rank(owner):
    return [owner["copy"], owner["owner_ts"]]


def sightings(tree):
    for lines in tree.values():
        prompt = None
        for line in lines:
            prompt = line.get("promptId", prompt)
            if line["type"] != "assistant" or line["message"]["model"] == "<synthetic>":
                continue
            usage = line["message"]["usage"]
            name = identity(line)
            yield name, sighting(line, usage, line["message"]["model"], prompt)
            for n, more in enumerate(usage.get("iterations", []), 1):
                advice = sighting(line, more, more["model"], prompt)
                advice["answer"] = None
                yield "%s#advisor-%d" % (name, n), advice


def reference(tree):
    """id -> the fields of a call that do not depend on other lines. Owners that tie on copy
    and time are told apart by fields that do (the project), so only those two are given."""
    calls = {}
    for name, seen in sightings(tree):
        calls.setdefault(name, []).append(seen)
    result = {}
    for name, all_seen in calls.items():
        winner = min((s["winner"] for s in all_seen), key=winner_rank)
        owner = min((s["owner"] for s in all_seen), key=owner_rank)
        answers = [s["answer"] for s in all_seen if s["answer"] is not None]
        result[name] = dict(winner, ts=min(s["ts"] for s in all_seen),
                            final=any(s["final"] for s in all_seen),
                            answer_chars=max(answers) if answers else None,
                            copy=owner["copy"], owner_ts=owner["owner_ts"])
        owners = [s["owner"] for s in all_seen if owner_rank(s["owner"]) == owner_rank(owner)]
        if len(owners) == 1:
            result[name].update(owner)
    return result


# The laws.

class Tap:
    def __init__(self):
        self.count = self.failures = 0

    def ok(self, passed, name, *notes):
        self.count += 1
        print("%sok %d - %s" % ("" if passed else "not ", self.count, name))
        if not passed:
            self.failures += 1
            print("# failed: laws.py: %s" % name, *notes, sep="\n#   ", file=sys.stderr)

    def same(self, got, wanted, name):
        pairs = [pair for pair in zip(got, wanted) if pair[0] != pair[1]]
        notes = ["got %d lines, wanted %d" % (len(got), len(wanted))]
        notes += ["got:    %s\n#   wanted: %s" % pair for pair in pairs[:2]]
        self.ok(got == wanted, name, *notes)


def unprompted(line):
    return re.sub(',"prompt": ?"[^"]*"|"prompt": ?"[^"]*", ', "", line)


def check(tap, program, seed):
    author = Author(seed)
    tree = author.tree()

    def extract(*arguments):
        done = subprocess.run([program, *arguments], capture_output=True)
        if done.returncode or done.stderr:
            tap.ok(False, "seed %d: it runs well" % seed, done.stderr)
        return done.stdout.decode().splitlines()

    write("tree", tree)
    wanted = extract("--threads", "1", "tree")
    files = ["tree/projects/" + path for path in tree]
    author.random.shuffle(files)
    tap.same(extract("--threads", "8", "tree"), wanted, "seed %d: threads" % seed)
    if files:
        tap.same(extract("--threads", "1", *files), wanted, "seed %d: order of files" % seed)
        tap.same(extract(*files, "tree", *files), wanted, "seed %d: repetition" % seed)
    for kind in KINDS:
        alone = [line for line in wanted if line.startswith('{"kind":"%s"' % kind)]
        tap.same(extract("--kinds", kind, "tree"), alone, "seed %d: %s alone" % (seed, kind))
    shuffled = {path: lines[:1] + author.random.sample(lines[1:], len(lines) - 1) + lines[-3:]
                for path, lines in tree.items()}
    write("shuffled/tree", shuffled)
    tap.same([unprompted(line) for line in extract("shuffled/tree")],
             [unprompted(line) for line in wanted],
             "seed %d: order and repetition of lines" % seed)

    records = [json.loads(line) for line in wanted]
    keys = [(r["ts"] is None, r["ts"] or "", r["kind"], r["id"]) for r in records]
    tap.ok(keys == sorted(keys), "seed %d: sorted" % seed)
    calls = {r["id"]: r for r in records if r["kind"] == "call"}
    expected = reference(tree)
    tap.ok(sorted(calls) == sorted(expected), "seed %d: the calls of the reference" % seed)
    for name in sorted(set(calls) & set(expected)):
        got = {key: calls[name].get(key) for key in expected[name]}
        if got != expected[name]:
            tap.ok(False, "seed %d: %s" % (seed, name), got, expected[name])


def main():
    tap = Tap()
    for seed in range(int(sys.argv[2])):
        check(tap, sys.argv[1], seed)
    print("1..%d" % tap.count)
    return tap.failures > 0


if __name__ == "__main__":
    sys.exit(main())
