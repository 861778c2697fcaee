"""Transcripts of invented machines that grow byte by byte, and what they come to.

Sessions from 2025-06 on; each call in two lines, the second with the final count; some
sessions are resumed in another file, which repeats their calls; some run over midnight.
The sums are made here, by the rates of two models that have had one price all the time.
"""
import collections
import json
import os
import random
import time

START = 1748736000  # 2025-06-01
RATES = {  # nano-dollars a token: input, output, 5m write, read
    "claude-sonnet-4-20250514": (3000, 15000, 3750, 300),
    "claude-opus-4-20250514": (15000, 75000, 18750, 1500),
}
COUNTS = ("input_tokens", "output_tokens", "cache_creation_input_tokens",
          "cache_read_input_tokens")


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(seconds))


class Session:
    def __init__(self, r, name, at, calls):
        self.lines, self.calls, self.r, self.at = [], {}, r, at
        self.session = "%08x-0000-4000-a000-%012x" % (r.getrandbits(32), r.getrandbits(48))
        self.cwd = "/home/u/" + name
        for _ in range(calls):
            self.prompt()
            self.call()

    def add(self, kind, message, **more):
        self.at += self.r.randrange(1, 600)
        uuid = "%08x-0000-4000-b000-%012x" % (self.r.getrandbits(32), self.r.getrandbits(48))
        self.lines.append({
            "parentUuid": None, "isSidechain": False, "type": kind, "message": message,
            "uuid": uuid, "timestamp": stamp(self.at), "cwd": self.cwd, "entrypoint": "cli",
            "sessionId": self.session, "version": "1.0.60", "gitBranch": "main", **more})

    def prompt(self):
        self.add("user", {"role": "user", "content": "go on"})

    def call(self):
        r = self.r
        model = r.choice(list(RATES))
        counts = [r.randrange(9), r.randrange(9, 4000), r.randrange(9000), r.randrange(90000)]
        identity = "msg_01%022x" % r.getrandbits(88)
        for last in (False, True):
            usage = dict(zip(COUNTS, counts))
            if not last:
                usage["output_tokens"] = 1
            self.add("assistant", {
                "id": identity, "type": "message", "role": "assistant", "model": model,
                "content": [{"type": "text", "text": "ü" * r.randrange(1, 400)}],
                "stop_reason": "end_turn" if last else None, "usage": usage},
                requestId="req_%s" % identity[6:])
            if not last:
                self.calls[identity] = stamp(self.at)[:10], model, counts

    def resumed(self):
        """Its copy under another session's name: no call of it counts again."""
        other = Session(self.r, self.cwd[8:], self.at + 3600, 1)
        again = [dict(line, sessionId=other.session) for line in self.lines]
        other.lines = again + other.lines
        return other

    def bytes(self):
        return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
                       for line in self.lines).encode()


class Machine:
    """A config folder whose transcripts grow when told."""

    def __init__(self, seed, folder, sessions, days=540):
        self.r, self.folder = random.Random(seed), folder
        self.files, self.shown, self.calls = {}, {}, {}
        for _ in range(sessions):
            at = START + int(self.r.random() * days * 86400)
            one = Session(self.r, self.r.choice(["web", "api"]), at, self.r.randrange(1, 7))
            self.take(one)
            if self.r.random() < 0.2:
                self.take(one.resumed())

    def take(self, session):
        path = "projects/%s/%s.jsonl" % (session.cwd.replace("/", "-"), session.session)
        self.files[path] = session.bytes()
        self.calls.update(session.calls)

    def left(self):
        return sorted(p for p, data in self.files.items() if self.shown.get(p, 0) < len(data))

    def show(self, path, size):
        os.makedirs(os.path.dirname(os.path.join(self.folder, path)), exist_ok=True)
        begin = self.shown.get(path, 0)
        with open(os.path.join(self.folder, path), "ab") as f:
            f.write(self.files[path][begin:begin + size])
        self.shown[path] = min(begin + size, len(self.files[path]))

    def grow(self, files=3):
        """Some bytes more of a few files: lines, and parts of lines."""
        left = self.left()
        for path in self.r.sample(left, min(files, len(left))):
            self.show(path, self.r.choice([200, 1000, 5000, 10 ** 6]))

    def finish(self):
        for path in self.left():
            self.show(path, 1 << 40)

    def forget_logs(self):
        for path in self.shown:
            os.unlink(os.path.join(self.folder, path))


def sums(calls):
    """{day: [calls, four counts, nano-dollars]} of {id: (day, model, counts)}."""
    days = collections.defaultdict(lambda: [0] * 6)
    for day, model, counts in calls.values():
        row = days[day]
        row[0] += 1
        for i, (count, rate) in enumerate(zip(counts, RATES[model])):
            row[1 + i] += count
            row[5] += count * rate
    return dict(days)


def daily_rows(text):
    """The same of what token-craft daily --json says."""
    rows = json.loads(text, parse_float=str)["rows"]
    return {row["day"]: [int(row[key]) for key in ("calls",) + COUNTS] + [nano(row["cost_usd"])]
            for row in rows}


def nano(usd):
    whole, _, part = str(usd).partition(".")
    return int(whole) * 10 ** 9 + int((part + "0" * 9)[:9])
