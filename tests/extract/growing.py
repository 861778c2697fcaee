"""Logs that grow: what all runs of tc-extract --new wrote, joined, is what one run reads.

usage: growing.py TC-EXTRACT TC-ARCHIVE SEEDS [TREE ...]   (in an empty folder; prints TAP)

Each seed makes a tree of random transcripts, each TREE is one. Its files appear in any order
and grow by any number of bytes from run to run; some are rewritten, replaced or compressed. Of
every third, the records go into a store.

Four things cannot come out as one run would have it; `new.t` shows the first three. A line's own cwd
stood for its project, or its attributionAgent for its type, and a better answer, but bytewise
greater, came later: random trees have neither, given trees may have the first. An agent that
was lost when its progress was read, and then came, stays an event: that is allowed for. Lines
that are rewritten in another order are of another prompt: where files do more than grow, that
is not compared.
"""
import gzip
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import laws  # noqa: E402

HOME = os.path.abspath("home")
PLACE = ("project", "path", "doc", "code")
CURSORS = HOME + "/cache/cursors.ndjson"


def publish(lines):
    """As tc-archive put does: behind a line that vouches for them."""
    body = b"".join(lines)
    os.makedirs(HOME + "/cache", exist_ok=True)
    with open(CURSORS, "wb") as out:
        out.write(b'{"kind":"cursor","of":"store","version":2,"records":0,"sha256":"%s"}\n'
                  % hashlib.sha256(body).hexdigest().encode())
        out.write(body)


def run(tap, name, *arguments, given=b""):
    done = subprocess.run(arguments, input=given, capture_output=True,
                          env=dict(os.environ, TC_HOME=HOME))
    if done.returncode or done.stderr:
        tap.ok(False, name + ": it runs well", arguments, done.returncode, done.stderr[:500])
    return done.stdout.splitlines(keepends=True)


def new(tap, name, program, archive, tree):
    """The records of one run, and its cursors published; by `archive`, if there is one."""
    lines = run(tap, name, program, "--new", "--threads", "3", tree)
    cursors = [line for line in lines if line.startswith(b'{"kind":"cursor"')]
    if cursors:
        end = json.loads(cursors[-1])
        tap.ok(end == {"kind": "cursor", "of": "end", "lines": len(cursors) - 1} and
               lines[-len(cursors):] == cursors, name + ": cursors end what was written")
        if archive:
            run(tap, name, archive, "put", given=b"".join(
                line for line in lines if not line.startswith(b'{"kind":"reject"')))
        else:
            publish(cursors)
    return lines[:len(lines) - len(cursors)]


def joined(archive, lines, lost=()):
    """Records that have an id, without agents that were found after all."""
    text = b"".join(line for line in lines if json.loads(line).get("id") is not None)
    done = subprocess.run([archive, "join"], input=text, capture_output=True, check=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return [json.dumps(r, sort_keys=True) for r in
            sorted(records, key=lambda r: (r["kind"], r["id"]))
            if not (r.get("event") == "agent_lost" and r["id"] in lost)]


def placed(got, wanted):
    """What differs by the first exception alone is taken for equal."""
    result = []
    for line, other in zip(got, wanted):
        a, b = json.loads(line), json.loads(other)
        guess = (a["project"] or "") < (b["project"] or "")
        for key in PLACE:
            if key in a:
                a[key] = b.get(key)
        result.append(other if guess and a == b else line)
    return result + got[len(wanted):]


class Growth:
    """A tree that becomes `final` (path -> bytes) in some steps."""

    def __init__(self, seed, final, plain):
        self.random = random.Random(seed)
        self.final = final
        self.ways = {path: "grow" if plain else self.random.choice(
            ["grow"] * 5 + ["rewrite", "replace", "zip"]) for path in final}
        self.size = dict.fromkeys(final, 0)

    def written(self, path, content):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "r+b" if os.path.exists(path) else "wb") as out:
            out.write(content)
            out.truncate()

    def append(self, path, content):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "ab") as out:
            out.write(content)

    def subset(self, content):
        """The first line and some others, in another order."""
        first, *others = content.splitlines(keepends=True) or [b""]
        return first + b"".join(self.random.sample(others, self.random.randint(0, len(others))))

    def step(self, top, last):
        for path, content in self.final.items():
            if self.random.random() < .4 and not last:
                continue
            place, way = top + "/" + path, self.ways[path]
            if way in ("grow", "zip"):
                size = len(content) if last else min(
                    len(content), self.size[path] + self.random.randint(0, len(content) // 2 + 9))
                if way == "zip":
                    if last:
                        self.written(place + ".gz", gzip.compress(content[:size], 1))
                elif size > self.size[path] or last:
                    self.append(place, content[self.size[path]:size])
                self.size[path] = size
            elif last or way == "rewrite":
                self.written(place, content if last else self.subset(content))
            else:
                self.written(place + "~", self.subset(content))
                os.replace(place + "~", place)
            if last and way == "replace":
                self.written(place + "~", content)
                os.replace(place + "~", place)


def known_places(line, slug):
    """A cwd that its folder is named after, if there is one."""
    for cwd in laws.CWDS:
        if "".join(c if c.isalnum() else "-" for c in cwd) == slug:
            line["cwd"] = cwd


def make_tree(seed):
    """As laws.py has it; of the three who tell an agent's type, one does."""
    final = {}
    for path, lines in laws.Author(seed).tree().items():
        known_places(lines[0], path.split("/")[0])
        for line in lines:
            if seed % 3 != 0:
                line.pop("attributionAgent", None)
            for block in line.get("message", {}).get("content", []):
                if isinstance(block, dict) and block["type"] == "tool_use":
                    number = int(block["id"][6:])
                    block["name"] = ["Read", "Task", "Bash"][number % 3]
                    block["input"] = [{"file_path": laws.CWDS[number % 6] + "/f"},
                                      {"subagent_type": ["Plan", "Explore"][number % 2]},
                                      {"command": "ls"}][number % 3]
                    if seed % 3 != 1:
                        block["input"].pop("subagent_type", None)
        text = [json.dumps(line) + "\n" for line in lines]
        if seed % 5 == 0:
            text.insert(1 + seed % len(text), "garbage\n{}[]\n")
        final["projects/" + path] = "".join(text).encode()
        if seed % 3 == 2 and "agent-a1" in path:
            final["projects/" + path[:-6] + ".meta.json"] = b'{"agentType":"Meta"}'
    return final


def corpus_tree(top):
    final = {}
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                final[os.path.relpath(path, top)] = file.read()
    return final


def check(tap, program, archive, name, seed, final, random_tree):
    for folder in ("tree", "home"):
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs("tree/projects")
    plain = seed % 2 == 1
    growth, union, steps = Growth(seed, final, plain), [], 3 + seed % 4
    put = archive if seed % 3 == 0 else None
    for step in range(steps):
        growth.step("tree", step == steps - 1)
        union += new(tap, name, program, put, "tree")
        tap.ok(not run(tap, name, program, "--new", "tree"), name + ": nothing is new then")
    once = run(tap, name, program, "tree")
    if put:
        union = run(tap, name, archive, "get")
    ids = {json.loads(line)["id"] for line in once if b'"agent_lost"' in line}
    lost = {json.loads(line)["id"] for line in union if b'"agent_lost"' in line} - ids
    got, wanted = joined(archive, union, lost), joined(archive, once)
    if not plain:
        got, wanted = [[laws.unprompted(line) for line in lines] for lines in (got, wanted)]
    tap.same(got if random_tree else placed(got, wanted), wanted,
             "%s: %d runs are one" % (name, steps))
    with open(CURSORS, "rb") as file:
        grown = file.readlines()[1:]
    os.remove(CURSORS)
    once = [line for line in run(tap, name, program, "--new", "tree")
            if line.startswith(b'{"kind":"cursor"')]
    tap.same(grown, once, name + ": and know what one run knows")


def main():
    tap = laws.Tap()
    program, archive, seeds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for seed in range(seeds):
        final = make_tree(seed)
        if final:
            check(tap, program, archive, "seed %d" % seed, seed, final, True)
    for seed, tree in enumerate(sys.argv[4:]):
        check(tap, program, archive, os.path.basename(tree), seed, corpus_tree(tree), False)
    print("1..%d" % tap.count)
    sys.exit(tap.failures > 0)


if __name__ == "__main__":
    main()
