#!/usr/bin/env python3
"""What tc-score measures, once more: simple, slow, from the words of the scoring rules.

usage: reference.py NOW [-z ZONE] [--budget USD] [--by-user] <records >metrics

Everything is kept, sessions are lists, turns are lists of lists. Reads each record once
by its id."""
import argparse
import collections
import datetime
import decimal
import json
import math
import sys
import zoneinfo

DAY = datetime.timedelta(days=1)
READ_ONLY = ("Read", "LS", "Glob", "Grep")
EDITS = ("Edit", "MultiEdit", "NotebookEdit")


def instant(text):
    return text and datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def stamp(time):
    return time and time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def read_only(tool):
    return tool["name"] in READ_ONLY or tool["name"] == "Bash" and tool.get("simple") is True


def succeeded(tool):
    return tool.get("error") is False


def io(calls):
    return sum((c.get("input_tokens") or 0) + (c.get("output_tokens") or 0) for c in calls)


def everything(call):
    return sum(call.get(k) or 0 for k in ("input_tokens", "output_tokens",
                                          "cache_read_input_tokens", "cache_creation_input_tokens"))


def money(calls, key):
    return sum((decimal.Decimal(c.get(key) or 0) for c in calls), decimal.Decimal(0))


def main_chain(record):
    return not record.get("agent_id") and record.get("agent") in (None, "", "main")


def who(record):
    return record.get("agent_id") or (None if main_chain(record) else record["agent"])


def shows(shell):
    return shell.get("class") not in (None, "", "other")


def number(version):
    return tuple(map(int, version.split("."))) if version else (0,)


class Session:
    def __init__(self, name, records):
        order = {"command": 0, "prompt": 1, "shell": 2, "call": 3, "tool": 4}
        self.name = name
        self.records = sorted(records, key=lambda r: (r["time"], order[r["kind"]]))
        self.calls = self.of("call")
        self.tools = self.of("tool")
        self.typed = [p for p in self.of("prompt") if not p.get("automated")
                      and not (p.get("entrypoint") or "").startswith("sdk")]
        begins = [r for r in self.records if r["kind"] in ("prompt", "call")]
        self.start = begins[0]["time"] if begins else None
        self.project = begins[0].get("project") if begins else None
        self.scored = bool(self.typed and self.calls)
        self.tokens = io(self.calls)
        self.run = sum(map(shows, self.of("shell")))

    def of(self, kind):
        return [r for r in self.records if r["kind"] == kind]

    def turns(self):
        turns = []
        for r in self.records:
            if r["kind"] == "prompt":
                turns.append([r])
            elif turns:
                turns[-1].append(r)
        return [t for t in turns if any(t[0] is p for p in self.typed)]

    def turns_by_tools(self, wanted):
        return [t for t in self.turns() if wanted(t[0], [r for r in t if r["kind"] == "tool"])]

    def asked(self):
        return self.turns_by_tools(lambda prompt, tools: prompt.get("asks") and tools
                                   and all(map(read_only, tools)))

    def alone(self):
        return self.turns_by_tools(lambda _, tools: len(tools) == 1 and tools[0]["name"] == "Bash"
                                   and read_only(tools[0]))

    def answers(self):
        lengths = []
        for t in self.turns():
            calls = [r for r in t if r["kind"] == "call" and main_chain(r)]
            if calls and calls[-1].get("answer_chars"):
                lengths.append(calls[-1]["answer_chars"])
        return lengths

    def parts(self):
        parts = [0]
        for r in self.records:
            if r["kind"] == "command" and r["name"] in ("clear", "compact"):
                parts.append(0)
            parts[-1] += any(r is p for p in self.typed)
        return [p for p in parts if p]

    def defers(self):
        writes = [t for t in self.tools
                  if t["name"] in EDITS + ("Write",) and succeeded(t)]
        docs = [t for t in writes if t.get("doc")]
        code = [t for t in writes if t.get("code")]
        commits = [t for t in self.tools if t.get("commit")]
        if not docs or not code:
            return None
        first = docs[0]
        later = [t for t in self.tools if t["time"] > first["time"]]
        return (first["time"] > code[-1]["time"]
                or bool(commits) and first["time"] > commits[0]["time"]
                or len(later) < 0.2 * len(self.tools))

    def edits(self):
        verdicts = []
        for t in self.tools:
            path = t.get("path_id")
            before = [o for o in self.tools if path and o.get("path_id") == path
                      and o["time"] < t["time"]]
            if not path or t["name"] not in EDITS and not (
                    t["name"] == "Write" and (before or t.get("refused"))):
                continue
            verdicts.append(not t.get("refused") and any(
                succeeded(o) and who(o) == who(t)
                and o["name"] in EDITS + ("Read", "Write") for o in before))
        return verdicts

    def version(self):
        known = [c["version"] for c in self.calls if c.get("version")]
        return tuple(map(int, known[0].split("."))) if known else None

    def reply_cost(self):
        """Of the calls behind a command that was run, up to the next prompt."""
        cost, ran = decimal.Decimal(0), False
        for r in self.records:
            ran = r["kind"] == "shell" or ran and r["kind"] != "prompt"
            if ran and r["kind"] == "call" and number(r.get("version")) >= (2, 1, 186):
                cost += decimal.Decimal(r.get("cost_usd") or 0)
        return cost

    def in_a_row(self):
        seen = [r for r in self.records if r["kind"] != "command" or r["name"] in ("clear", "compact")]
        return sum(all(r["kind"] == "shell" and shows(r) for r in pair) for pair in zip(seen, seen[1:]))

    def last_doc(self):
        docs = [t for t in self.tools if t["name"] in EDITS + ("Write",) and succeeded(t) and t.get("doc")]
        return self.defers() is True and len(docs) == 1 and docs[0]["time"] == self.tools[-1]["time"]

    def reads(self):
        """Of each successful one: did the same agent read the file last, and not change it since?
        At one time reading comes first."""
        again, last = [], {}
        for t in sorted(self.tools, key=lambda t: (t["time"], t["name"] != "Read")):
            if t.get("path_id") and succeeded(t) and t["name"] in EDITS + ("Read", "Write"):
                of = t["path_id"], who(t)
                if t["name"] == "Read":
                    again.append(last.get(of) == "Read")
                last[of] = t["name"]
        return again

    def warm(self):
        first = [c for c in self.calls if main_chain(c)][:1]
        return any(everything(c) - (c.get("output_tokens") or 0) > 100000 for c in first)

    def tiny(self):
        return not self.tools and self.tokens < 1000

    def counts(self):
        return sorted([c.get(k) or 0 for k in ("input_tokens", "output_tokens", "cache_read_input_tokens",
                                               "cache_creation_input_tokens")] for c in self.calls)

    def searches(self):
        own = sum(t["name"] in ("Glob", "Grep") for t in self.tools)
        bash = sum(bool(t.get("search")) for t in self.tools)
        old = self.version() and self.version() < (2, 1, 117)
        return (own, own + bash) if own or old else (0, 0)


def histogram(numbers):
    return sorted([n, k] for n, k in collections.Counter(numbers).items())


def middle(numbers):
    numbers = sorted(numbers)
    if not numbers:
        return None
    both = numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]
    return both / 2 if both % 2 else both // 2


def counts(numbers, name):
    return {name: len(numbers), "total": sum(numbers), "median": middle(numbers),
            "max": max(numbers, default=None), "histogram": histogram(numbers)}


def month(sessions):
    return {"sessions": len(sessions), "tokens": sum(s.tokens for s in sessions),
            "cost_usd": money([c for s in sessions for c in s.calls], "cost_usd")}


def spent(turns):
    calls = [r for t in turns for r in t if r["kind"] == "call"]
    return {"tokens": io(calls), "cost_usd": money(calls, "cost_usd")}


def third(sessions):
    return {"tokens": sum(s.tokens for s in sessions), "asked": sum(len(s.asked()) for s in sessions),
            "run": sum(s.run for s in sessions),
            "prompts": counts([len(s.typed) for s in sessions], "sessions")}


def flags(sessions, flag):
    english = [s for s in sessions if any(p.get("language") == "en" for p in s.typed)]
    return {"sessions": sum(any(p.get(flag) for p in s.typed) for s in english), "all": len(english)}


def follow_ons(sessions):
    count, ends = 0, {}
    for s in sessions:
        if s.project in ends:
            gap = s.start - ends[s.project]
            count += datetime.timedelta(0) <= gap < datetime.timedelta(minutes=30)
        ends[s.project] = max(s.records[-1]["time"], ends.get(s.project, s.start))
    return count


def copies(sessions):
    seen = [s.counts() for s in sessions]
    seen = [repr(c) for c in seen if any(map(any, c))]
    return len(seen) - len(set(seen))


def person(user, records, now, wish, files):
    since = now - 90 * DAY
    facts = [r for r in records if r["kind"] in ("call", "prompt", "tool", "shell", "command")
             and r["time"] and r["time"] < now and isinstance(r.get("session"), str)]
    by_name = collections.defaultdict(list)
    for r in facts:
        by_name[r["session"]].append(r)
    first = min((r["time"] for r in facts), default=None)
    sessions = [Session(n, rs) for n, rs in by_name.items()]
    sessions = [s for s in sessions if s.calls and s.start >= since]
    scored = sorted((s for s in sessions if s.scored), key=lambda s: (s.start, s.name))
    calls = [c for s in sessions for c in s.calls]
    tools = [t for s in scored for t in s.tools]
    coding = [s for s in sessions if any(t["name"] in EDITS + ("Write",) for t in s.tools)]
    research = [s for s in sessions if s not in coding]
    tokens = sorted(s.tokens for s in sessions)
    turns = [n for s in scored for n in collections.Counter(
        t["call"] for t in s.tools if t.get("call")).values()]
    edits = [v for s in scored for v in s.edits()]
    defers = [d for d in (s.defers() for s in scored) if d is not None]
    answers = [n for s in scored for n in s.answers()]
    alone = [t for s in scored for t in s.alone()]
    asked = [t for s in scored for t in s.asked()]

    probes = {}
    for r in records:
        if r["kind"] == "probe" and not (r["time"] and r["time"] > now):
            key = r["time"] or datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)
            probes.setdefault(r["project"], []).append((key, r))
    for project, seen in probes.items():
        newest = max(key for key, _ in seen)
        seen = [r for key, r in seen if key == newest]
        probes[project] = {k: any(bool(r[k]) for r in seen)
                           for k in ("claude_md", "memory_keywords", "memory_concise")}
    evidence = {r.get("project") for r in records if r["kind"] == "event" and r["event"] == "memory"
                and r.get("name") == "CLAUDE.md" and not (r["time"] and r["time"] >= now)}
    evidence |= {r.get("project") for r in facts if r["kind"] == "tool" and r.get("error") is not True
                 and (r.get("path") or "").split("/")[-1] == "CLAUDE.md"
                 and r["name"] in EDITS + ("Read", "Write")}
    evidence.discard(None)
    worked = collections.Counter(s.project for s in scored if s.project)
    top = sorted(worked, key=lambda p: (-worked[p], p))[:3]
    has = {p for p in worked if (probes[p]["claude_md"] if p in probes else p in evidence)}

    stored = [(instant(f["first_ts"]), instant(f["last_ts"])) for f in files]
    scores = [r["time"] for r in records if r["kind"] == "score" and r["time"] and r["time"] < now]
    stored += [(t, t) for t in scores]
    weeks = sum(any(a < now - 7 * k * DAY and b >= now - 7 * (k + 1) * DAY for a, b in stored)
                for k in range(4))
    zone = zoneinfo.ZoneInfo(wish.zone)
    days = collections.defaultdict(decimal.Decimal)
    for c in calls:
        days[c["time"].astimezone(zone).date()] += decimal.Decimal(c.get("cost_usd") or 0)
    k = len(scored) // 3
    unpriced = [c for c in calls if c.get("cost_usd") is None]
    covered = first is not None and first < since
    return {
        "kind": "metrics", "user": user,
        "period": {"since": stamp(since), "until": stamp(now),
                   "first_ts": None if covered else stamp(first), "covered": covered},
        "sessions": {"all": len(sessions), "scored": len(scored),
                     "automated": sum(not s.typed for s in sessions)},
        "tokens_per_session": {
            "sessions": len(tokens), "tokens": sum(tokens), "median": middle(tokens),
            "p25": tokens[math.ceil(len(tokens) / 4) - 1] if tokens else None,
            "coding": {"sessions": len(coding), "tokens": sum(s.tokens for s in coding)},
            "research": {"sessions": len(research), "tokens": sum(s.tokens for s in research)}},
        "last_30_days": month([s for s in sessions if s.start >= now - 30 * DAY]),
        "before_30_days": month([s for s in sessions if now - 60 * DAY <= s.start < now - 30 * DAY]),
        "calls": {"all": len(calls), "unpriced": len(unpriced),
                  "input_tokens": sum(c["input_tokens"] for c in calls),
                  "output_tokens": sum(c["output_tokens"] for c in calls),
                  "cache_read_tokens": sum(c["cache_read_input_tokens"] for c in calls),
                  "cache_write_tokens": sum(c["cache_creation_input_tokens"] for c in calls),
                  "unpriced_tokens": sum(map(everything, unpriced)),
                  "cost_usd": money(calls, "cost_usd"), "cost_io_usd": money(calls, "cost_io_usd"),
                  "saved_usd": money(calls, "saved_usd"),
                  "cost_missed_usd": money(calls, "cost_input_usd") + money(calls, "cost_cache_write_usd"),
                  "cost_cache_read_usd": money(calls, "cost_cache_read_usd")},
        "prompts": counts([len(s.typed) for s in scored], "sessions"),
        "parts": counts([p for s in scored for p in s.parts()], "parts"),
        "defer_docs": {"used": sum(defers), "all": len(defers)},
        "answers": {"short": sum(n <= 1500 for n in answers), "all": len(answers)},
        "xml_tags": flags(scored, "xml"), "chain_of_thought": flags(scored, "cot"),
        "examples": flags(scored, "example"),
        "simple_bash_alone": len(alone), "simple_bash_alone_spent": spent(alone),
        "asked": len(asked), "asked_spent": spent(asked), "run": sum(s.run for s in scored),
        "bash_input_cost_usd": sum((s.reply_cost() for s in scored), decimal.Decimal(0)),
        "tool_uses": len(tools),
        "edits": {"compliant": sum(edits), "all": len(edits)},
        "tool_turns": {"parallel": sum(n > 1 for n in turns), "all": len(turns)},
        "searches": dict(zip(("tools", "all"), map(sum, zip((0, 0), *(s.searches() for s in scored))))),
        "results": {"errors": sum(t.get("error") is True for t in tools),
                    "all": sum(t.get("error") is not None for t in tools)},
        "claude_md": {"known": bool(probes or evidence), "sessions": sum(worked[p] for p in has)},
        "projects": {"probed": bool(probes), "all": len(worked),
                     "top_with_claude_md": sum(p in has and p in probes for p in top)},
        "memory": {"keywords": any(p["memory_keywords"] for p in probes.values()),
                   "concise": any(p["memory_concise"] for p in probes.values())},
        "archive": {"known": bool(files or scores), "weeks": weeks},
        "days": {"active": None if wish.budget is None else len(days),
                 "within": None if wish.budget is None else sum(d <= wish.budget for d in days.values()),
                 "budget_usd": wish.budget},
        "early": third(scored[:k]), "recent": third(scored[len(scored) - k:]),
        "signs": {"tiny_sessions": sum(s.tiny() for s in sessions), "copied_sessions": copies(sessions),
                  "follow_on_sessions": follow_ons(scored), "warm_starts": sum(s.warm() for s in scored),
                  "marked_prompts": sum(any(p.get(f) for f in ("xml", "cot", "example"))
                                        for s in scored for p in s.typed),
                  "last_docs": sum(s.last_doc() for s in scored),
                  "run_in_a_row": sum(s.in_a_row() for s in scored),
                  "rereads": sum(sum(s.reads()) for s in scored),
                  "reads": sum(len(s.reads()) for s in scored)},
        "previous": None,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("now")
    parser.add_argument("-z", dest="zone", default="UTC")
    parser.add_argument("--budget", type=decimal.Decimal)
    parser.add_argument("--by-user", action="store_true")
    wish = parser.parse_args()
    now = instant(wish.now)
    records = {}
    files = []
    for line in sys.stdin:
        r = json.loads(line, parse_float=decimal.Decimal)
        if r["kind"] == "file":
            files.append(r)
        elif r["kind"] != "reject":
            r["time"] = instant(r.get("ts"))
            records[r["kind"], r["id"]] = r
    people = collections.defaultdict(list)
    kinds = ("call", "prompt", "tool", "shell", "command", "event", "probe", "score")
    for r in records.values():
        if r["kind"] in kinds:
            people[(r.get("user") or "") if wish.by_user else ""].append(r)
    users = {r.get("user") for rs in people.values() for r in rs} - {None}
    for user in sorted(people) or [""]:
        name = user or None
        if not wish.by_user and len(users) == 1:
            name = min(users)
        print(json.dumps(person(name, people[user], now, wish, files),
                         default=lambda d: float(d)))


main()
