#!/usr/bin/env python3
"""Random records of all kinds: records.py SEED COUNT [--same N] [--plain]

An id comes about N times (default 1), each time with other fields: sightings that join.
They come in no order; some have no ts, fields of later versions, or a kind of nobody.
--plain leaves such out: what tc-extract makes today, each id once.
"""
import argparse
import json
import random
import time

DAY = 86400
START = 1748736000  # 2025-06-01
PROJECTS = ["/home/u/web", "/home/u/api", "/home/ü/weiß", None]
BRANCHES = ["main", "fix/rows", "try", None]
AGENTS = ["main", "main", "main", "Explore", "general-purpose"]
MODELS = ["claude-opus-5", "claude-sonnet-5-5", "claude-haiku-5-5", "glm-5.1", None]
TOOLS = ["Read", "Read", "Edit", "Bash", "Grep", "WebSearch", "mcp__db__query"]
KINDS = ["call"] * 8 + ["tool"] * 6 + ["prompt"] * 3 + ["event"] * 2 + ["command", "shell"]
ODD_KINDS = ["cost_state", "probe", "score", "task_2"]


def instant(seconds):
    whole, ms = divmod(round(seconds * 1000), 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole)) + ".%03dZ" % ms


class Records:
    def __init__(self, seed, count, same=1, plain=False, days=9):
        self.r, self.plain, self.days = random.Random(seed), plain, days
        self.count, self.ids = count, max(1, count // same)
        self.sessions = [(self.hex(8), self.r.choice(PROJECTS), self.r.choice(BRANCHES))
                         for _ in range(max(2, count // 60))]
        self.files = ["src/%s.c" % name for name in "abcdefgh"] + [None]

    def hex(self, digits):
        return "%0*x" % (digits, self.r.getrandbits(4 * digits))

    def maybe(self, value, share=0.5):
        return value if self.r.random() < share else None

    def which(self, record):
        """What later versions added is drawn apart: what they had stays what it was."""
        r = random.Random("which " + record["id"])
        prompt = "%s-p%d" % (record["session"], r.randrange(3))
        added = {"call": [("worktree", r.choice(["fix", "try", None, None])),
                          ("prompt", r.choice([prompt, prompt, None])),
                          ("config", r.choice(["claude", "work", None]))]}
        for name, value in added.get(record["kind"], [("prompt", prompt)]):
            if value:
                record[name] = value

    def amount(self, bits=16):
        return self.r.getrandbits(self.r.randrange(1, bits))

    def moment(self, identity):
        """Sightings of one record are minutes apart, sometimes over midnight."""
        base = START + random.Random(identity).random() * self.days * DAY
        if self.r.random() < 0.1:
            base = base // DAY * DAY
        return instant(base + self.r.choice([0, 0, 0.001, 61, -300]))

    def fact(self, kind, identity):
        session, project, branch = random.Random(identity).choice(self.sessions)
        self.branch = branch
        if not self.plain and self.r.random() < 0.1:
            session = self.r.choice(self.sessions)[0]
        agent = self.r.choice(AGENTS)
        return {"kind": kind, "id": identity, "ts": self.moment(identity), "session": session,
                "project": project, "agent": agent,
                "agent_id": None if agent == "main" else self.hex(6),
                "copy": self.r.random() < 0.1}

    def call(self, record):
        written = [self.amount(), self.amount()]
        agent, agent_id, copy = (record.pop(key) for key in ("agent", "agent_id", "copy"))
        record.update({
            "source": "claude-code", "branch": self.branch, "agent": agent,
            "agent_id": agent_id, "model": self.r.choice(MODELS),
            "input_tokens": self.amount(), "output_tokens": self.amount(),
            "cache_creation_input_tokens": sum(written),
            "ephemeral_5m_input_tokens": written[0], "ephemeral_1h_input_tokens": written[1],
            "cache_read_input_tokens": self.amount(24),
            "web_search_requests": self.r.choice([0, 0, 0, 0, 2]),
            "speed": self.maybe("fast", 0.05), "service_tier": self.maybe("standard"),
            "inference_geo": None, "stop_reason": self.maybe("end_turn"),
            "counted_ts": record["ts"], "version": self.maybe("2.1.330"),
            "entrypoint": self.maybe("cli"), "user": None, "host": None, "copy": copy,
            "owner_ts": record["ts"], "final": self.r.random() < 0.9,
            "answer_chars": self.maybe(self.amount()),
            "thinking_tokens": self.maybe(self.amount()),
            "skill": self.maybe(self.r.choice(["review", "pdf"]), 0.3),
            "mcp_server": self.maybe(self.r.choice(["db", "mail"]), 0.2)})

    def tool(self, record):
        path = self.r.choice(self.files)
        done = self.r.random() < 0.9
        record.update({
            "call": "msg_" + self.hex(4), "name": self.r.choice(TOOLS), "path": path,
            "path_id": path and "%016x" % (1 + self.files.index(path)), "doc": False,
            "code": path is not None, "simple": None, "search": None, "commit": None,
            "result_ts": record["ts"] if done else None,
            "error": self.r.random() < 0.2 if done else None,
            "refused": self.r.random() < 0.1 if done else None,
            "result_chars": self.amount() if done else None})

    def prompt(self, record):
        record.update({
            "chars": self.amount(), "images": 0, "asks": self.r.random() < 0.3, "xml": False,
            "cot": False, "example": False, "language": "en", "entrypoint": "cli",
            "automated": self.r.random() < 0.3})

    def event(self, record):
        event = self.r.choice(["compact", "interrupt", "pr_link", "api_error"])
        record["event"] = event
        if event == "pr_link":
            record.update({"pr_number": self.r.randrange(1, 5), "pr_repository": "u/web"})
        elif event == "compact":
            record.update({"trigger": "auto", "pre_tokens": self.amount(20)})

    def command(self, record):
        record.update({"name": self.r.choice(["clear", "compact"]), "args_chars": 0,
                       "track": None})

    def shell(self, record):
        record.update({"class": self.r.choice(["git status", "other"]), "simple": False})

    def odd(self, record):
        """Nobody's kind, or one of which there are few."""
        if record["kind"] == "cost_state":
            record.update({"total_cost_usd": self.amount() / 4, "model_usage": None})
        elif record["kind"] == "probe":
            for key in ("session", "agent", "agent_id", "copy"):
                del record[key]
            record.update({"claude_md": True, "claude_md_bytes": self.amount(),
                           "memory_keywords": [], "memory_concise": False})
        else:
            record["points"] = self.amount() / 8

    def one(self, number):
        r = self.r
        identity = number % self.ids
        kind = random.Random(identity).choice(KINDS)
        if not self.plain and identity % 31 == 5:
            kind = ODD_KINDS[identity // 31 % len(ODD_KINDS)]
        name = "id-%d" % (identity // 2 if not self.plain and identity % 17 == 3 else identity)
        record = self.fact(kind, name)
        getattr(self, kind, self.odd)(record)
        if kind in ("call", "prompt", "command"):
            self.which(record)
        if not self.plain:
            if r.random() < 0.05 and kind not in ("call", "prompt", "probe"):
                record["ts"] = None
            if r.random() < 0.2:
                record["user"] = r.choice(["ada", "bob", None])
                record["host"] = r.choice(["x1", None])
            if r.random() < 0.1:
                record["of_later"] = r.choice([1, 2.50, "ü", [1], {"a": None}])
        return json.dumps(record, ensure_ascii=r.random() < 0.5, separators=(",", ":"))

    def lines(self):
        order = list(range(self.count))
        self.r.shuffle(order)
        return [self.one(number) for number in order]


def main():
    arguments = argparse.ArgumentParser(description=__doc__,
                                        formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("seed", type=int)
    arguments.add_argument("count", type=int)
    arguments.add_argument("--same", type=int, default=1)
    arguments.add_argument("--plain", action="store_true")
    wish = arguments.parse_args()
    for line in Records(wish.seed, wish.count, wish.same, wish.plain).lines():
        print(line)


if __name__ == "__main__":
    main()
