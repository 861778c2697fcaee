#!/usr/bin/env python3
"""What cheating brings: plays each trick on each of some people's records.

usage: gaming.py play <people >records    the records of each, honest and with each trick
       gaming.py table <scores            what each trick gained, in % of the honest score

Each line of `people` is a record with `of`, whose it is. What is played has a user,
OF/TRICK, and ends at one time. Beside those people there are `all`, their records as if of
one, and `asker`. The last lines of the table are gains of over 5 % of which no sign tells."""
import collections
import datetime
import json
import statistics
import sys

NOW = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.timezone.utc)
FACTS = ("call", "prompt", "tool", "command", "shell")
FIELDS = set("""of kind id ts session project agent agent_id automated asks xml cot example language class
	simple name call path_id doc code search commit error refused version answer_chars input_tokens
	output_tokens cache_read_input_tokens cache_creation_input_tokens cost_usd cost_io_usd saved_usd""".split())
DAY, SECOND = 86400000, 1000


def ms(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000 + .5)


def stamp(time):
    return datetime.datetime.fromtimestamp(time / 1000, datetime.timezone.utc) \
        .isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Person:
    """Records by session, each session by time, with `at` in milliseconds."""

    def __init__(self, records):
        self.sessions = collections.defaultdict(list)
        self.new = 0
        for r in records:
            self.sessions[r["session"]].append(r)
        for rs in self.sessions.values():
            rs.sort(key=lambda r: (r["at"], FACTS.index(r["kind"]) if r["kind"] in FACTS else 9))

    def typed(self, rs):
        return [r for r in rs if r["kind"] == "prompt" and not r["automated"]]

    def make(self, kind, at, like, **fields):
        self.new += 1
        return {"kind": kind, "id": f"new{self.new}", "at": at, "session": like["session"],
                "project": like.get("project"), "agent": "main", "agent_id": None, **fields}

    def call(self, at, like, **fields):
        return self.make("call", at, like, **{"input_tokens": 10, "output_tokens": 10,
                         "cache_read_input_tokens": 9000, "cache_creation_input_tokens": 10,
                         "answer_chars": 10, "version": "2.1.100", "cost_usd": .003,
                         "cost_io_usd": .0002, "saved_usd": .024, **fields})

    def prompt(self, at, like, **fields):
        return self.make("prompt", at, like, **{"automated": False, "asks": False, "chars": 2,
                         "language": None, "xml": None, "cot": None, "example": None, **fields})

    def tool(self, at, like, call, name, **fields):
        return self.make("tool", at, like, call=call, name=name, error=False, **fields)


def each_session(change):
    def trick(p):
        for name in list(p.sessions):
            p.sessions[name] = change(p, p.sessions[name])
    return trick


def split(pieces):
    def change(p, rs):
        prompts = p.typed(rs)
        starts = {id(prompts[len(prompts) * i // pieces or 0]) for i in range(1, min(pieces, len(prompts)))} \
            if pieces else {id(r) for r in prompts[1:]}
        piece = 0
        for r in rs:
            piece += id(r) in starts
            if piece:
                r["session"] += f"#{piece}"
        return rs
    return each_session(change)


def pad(times, prompts, automated=False):
    """So many tiny sessions for one, over the last month."""
    def trick(p):
        count = times * max(10, len(p.sessions))
        for i in range(count):
            at = NOW_MS - 29 * DAY + 28 * DAY * i // count
            like = {"session": f"tiny{i}", "project": "/p"}
            rs = p.sessions[like["session"]] = []
            for k in range(prompts):
                rs += [p.prompt(at + k * 2 * SECOND, like, automated=automated),
                       p.call(at + k * 2 * SECOND + 1, like)]
    return trick


def flags(**wanted):
    def change(p, rs):
        for r in p.typed(rs):
            r.update(language="en", **wanted)
        return rs
    return each_session(change)


def runs(p, rs):
    prompts = p.typed(rs)
    for i in range(20 * len(prompts)):
        rs.append(p.make("shell", prompts[0]["at"] + i + 1, rs[0], **{"class": "ls", "simple": True}))
    return rs


def reads(p, rs):
    return rs + [p.tool(r["at"] - 1, r, r["call"] + "-before", "Read", path_id=r["path_id"]) | {
        "agent": r["agent"], "agent_id": r.get("agent_id")}
        for r in rs if r["kind"] == "tool" and r.get("path_id") and
        r["name"] in ("Edit", "MultiEdit", "NotebookEdit", "Write")]


def parallel(p, rs):
    return rs + [p.tool(r["at"], r, call, "Read", path_id="0") for call, r in
                 {r["call"]: r for r in rs if r["kind"] == "tool" and r.get("call")}.items()]


def docs(p, rs):
    if not p.typed(rs):
        return rs
    last = rs[-1]
    return rs + [p.tool(last["at"] + 1, last, "doc", "Write", path_id="0", code=True),
                 p.tool(last["at"] + 2, last, "doc", "Write", path_id="1", doc=True)]


def clear(every):
    def change(p, rs):
        return rs + [p.make("command", r["at"] - 1, r, name="clear") for r in p.typed(rs)[every::every]]
    return each_session(change)


def replay(times, keep):
    """Copies of the cheaper part of the sessions, under ids of their own."""
    def trick(p):
        cost = {name: sum(r["input_tokens"] + r["output_tokens"] for r in rs if r["kind"] == "call")
                for name, rs in p.sessions.items()}
        names = sorted(cost, key=lambda n: (cost[n], n))
        for name in names[:max(1, int(len(names) * keep))] if names else []:
            for i in range(times):
                copied = [dict(r) for r in p.sessions[name]]
                for r in copied:
                    r["id"] += f"~{i}"
                    r["session"] += f"~{i}"
                    if "call" in r and r["call"]:
                        r["call"] += f"~{i}"
                p.sessions[f"{name}~{i}"] = copied
    return trick


TRICKS = {
    "honest": lambda p: None,
    "each session split in two": split(2),
    "each session split in three": split(3),
    "a session for each prompt": split(0),
    "as many tiny sessions again": pad(1, 1),
    "five times as many, of 5 prompts": pad(5, 5),
    "five times as many that nobody typed": pad(5, 1, True),
    "an XML tag in each prompt": flags(xml=True),
    "\"step by step\" in each prompt": flags(cot=True),
    "\"e.g.\" in each prompt": flags(example=True),
    "all three": flags(xml=True, cot=True, example=True),
    "! ls, twenty times a prompt": each_session(runs),
    "a Read before each edit": each_session(reads),
    "a second tool use in each answer": each_session(parallel),
    "code and a doc written at the end of each session": each_session(docs),
    "/clear behind each prompt": clear(1),
    "/clear behind every fifth prompt": clear(5),
    "all logs once more, under new ids": replay(1, 1),
    "the cheaper half four times more": replay(4, .5),
}
NOW_MS = int(NOW.timestamp() * 1000)


def asker():
    """Somebody who twice a session asks for what `git status` shows."""
    for i in range(24):
        like = {"session": f"s{i}", "project": "/p"}
        for k in range(2):
            at = NOW_MS - 60 * DAY + i * 2 * DAY + k * 60 * SECOND
            call = {"id": f"c{i}.{k}", "at": at + SECOND}
            p = Person([])
            yield p.prompt(at, like, asks=True, chars=18, language="en") | {"id": f"p{i}.{k}"}
            yield p.call(at, like, output_tokens=9000) | call
            yield p.tool(at + 2 * SECOND, like, call["id"], "Bash", simple=True) | {"id": f"t{i}.{k}"}


def play():
    people = collections.defaultdict(list)
    for line in sys.stdin:
        r = json.loads(line)
        if r["kind"] in FACTS and r["ts"]:
            r = {k: v for k, v in r.items() if k in FIELDS}
            r["at"] = ms(r.pop("ts"))
            people[r.pop("of")].append(r)
    for records in people.values():  # everybody ends now
        back = NOW_MS - DAY // 24 - max(r["at"] for r in records)
        for r in records:
            r["at"] += back
    people["all"] = [r for of in people for r in people[of]]
    people["asker"] = list(asker())
    for of, records in people.items():
        for trick, change in TRICKS.items():
            p = Person(dict(r) for r in records)
            change(p)
            for rs in p.sessions.values():
                for r in rs:
                    r["ts"] = stamp(r.pop("at"))
                    r["user"] = f"{of}/{trick}"
                    print(json.dumps(r))


def table():
    people = collections.defaultdict(dict)
    for line in sys.stdin:
        score = json.loads(line)
        of, trick = score["user"].split("/", 1)
        people[of][trick] = score
    trees = [of for of in people if of not in ("all", "asker")]
    untold = []

    def gain(of, trick):
        honest, now = people[of]["honest"], people[of][trick]
        return 100 * (now["base"] + now["combo"]) / (honest["base"] + honest["combo"]) - 100

    def told(of, trick):
        return any("sign of a trick" in c["explanation"] for c in people[of][trick]["categories"].values())

    print(f"{'trick':48}{'median':>7}{'most':>7}{'as one':>7}{'asker':>7}  told")
    for trick in TRICKS:
        gains = [gain(of, trick) for of in trees]
        numbers = [statistics.median(gains), max(gains), gain("all", trick), gain("asker", trick)]
        print(f"{trick:48}" + "".join(f"{n + 0.0:7.1f}" for n in numbers).replace("-0.0", " 0.0")
              + f"{sum(told(of, trick) for of in trees):6}")
        untold += [f"{trick}: {of}" for of in people if gain(of, trick) > 5 and not told(of, trick)]
    for one in untold:
        print(f"not told: {one}")


{"play": play, "table": table}[sys.argv[1]]()
