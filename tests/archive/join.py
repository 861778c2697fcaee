#!/usr/bin/env python3
"""usage: join.py TC-ARCHIVE SEEDS

Random records of all kinds, of unknown kinds and with unknown fields: tc-archive join makes
of them what a reference does, which knows the fields from the schemas and the groups from
the record contract; however they are split, shuffled and repeated."""
import json
import os
import random
import subprocess
import sys

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "schemas")
FACTS = ["command", "cost_state", "event", "prompt", "shell", "tool"]
KINDS = ["call", "probe", "reject"] + FACTS
OTHERS = ["alert", "score", "score_2", "zebra"]
PRICES = ["cost_usd", "cost_input_usd", "cost_output_usd", "cost_cache_write_usd",
          "cost_cache_read_usd", "cost_search_usd", "cost_io_usd", "saved_usd", "price_id"]
OPTIONAL = {"call": ["iterations", "recorded_cost_usd", "worktree", "prompt", "config"],
            "prompt": ["text", "prompt"], "command": ["prompt"],
            "event": ["trigger", "pre_tokens", "reason", "status", "title_chars", "custom",
                      "pr_number", "pr_repository", "name"]}
WINNER = ["model", "input_tokens", "output_tokens", "cache_creation_input_tokens",
          "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens",
          "cache_read_input_tokens", "web_search_requests", "speed", "service_tier",
          "inference_geo", "stop_reason", "counted_ts", "iterations", "recorded_cost_usd"]
ALONE = {"ts": min, "final": max, "answer_chars": max, "thinking_tokens": max}
RESULT = ["result_ts", "error", "refused", "result_chars"]

TEXTS = [None, "", "a", "b", "subagent", "main", 'q"\\', "é", "😀", "a\n"]
TIMES = {"2026-01-01T00:00:00.000Z": ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"],
         "2026-01-01T00:00:00.001Z": ["2026-01-01T00:00:00.0019Z"],
         "2026-01-02T23:59:59.999Z": [], "1969-12-31T23:59:59.999Z": []}
COUNTS = [None, 0, 1, 2, 300, 2 ** 63 - 1]
JSONS = ["[]", "[[1,2]]", '{"a":1}', '{ "a": 1 }', "0.5", "0.50", '"\\u00e9"']


def type_of(schema, definition):
    """text, time, count, flag or json: what a schema says of a field."""
    definition = schema["$defs"].get(definition.get("$ref", "").split("/")[-1], definition)
    types = definition.get("type", [])
    types = [types] if isinstance(types, str) else types
    if definition.get("format") == "instant":
        return "time"
    if "integer" in types:
        return "count"
    if "boolean" in types:
        return "flag"
    return "text" if "string" in types or isinstance(definition.get("enum", [1])[0], str) \
        else "json"


def fields_of(kind):
    if kind in OTHERS:
        return {"id": "text", "ts": "time", "user": "text", "host": "text"}
    with open(os.path.join(SCHEMAS, kind + ".schema.json"), encoding="utf-8") as f:
        schema = json.load(f)
    return {name: type_of(schema, d) for name, d in schema["properties"].items()
            if name not in ["kind"] + PRICES}


FIELDS = {kind: fields_of(kind) for kind in KINDS + OTHERS}


class Author:
    """Sightings: (kind, fields, unknown fields), JSON and unknown fields being raw text. Those
    of one record differ in few fields: what decides may stand far down the order."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def value(self, kind, name):
        pick, type_of_value = self.random.choice, FIELDS[kind][name]
        if kind == "reject":
            return pick({"count": [1, 2, 257, 2 ** 40], "text": ["f", "g", "é"]}[type_of_value])
        return pick({"text": TEXTS, "time": [None] + list(TIMES), "count": COUNTS,
                     "flag": [None, False, True], "json": [None] + JSONS}[type_of_value])

    def unknown(self):
        names = self.random.sample(["a", "aa", "z", "é", 'q"', "user_2"],
                                   self.random.choice([0, 0, 0, 1, 2]))
        return {name: self.random.choice(JSONS) for name in names}

    def sightings(self):
        kind = self.random.choice(KINDS + OTHERS)
        base = {name: self.value(kind, name) for name in FIELDS[kind]}
        if kind != "reject":
            base["id"] = self.random.choice("abc") + self.random.choice(["", "é", "\0"])
        rest = self.unknown()
        for _ in range(self.random.randint(1, 5)):
            names = [name for name in base if name not in ["id", "file", "offset"]]
            for name in self.random.sample(names, self.random.randint(0, 3)):
                base[name] = self.value(kind, name)
            if self.random.random() < .2:
                rest = self.unknown()
            yield kind, dict(base), dict(rest)

    def text(self, text):
        return json.dumps(text, ensure_ascii=self.random.random() < .5)

    def raw(self, type_of_value, value):
        if type_of_value == "time" and value:
            return '"%s"' % self.random.choice([value] + TIMES[value])
        if type_of_value == "json" and value:
            return value
        return self.text(value)

    def line(self, kind, fields, rest):
        """Any order, any spacing; what is null may as well be missing."""
        pairs = [("kind", '"%s"' % kind)] + list(rest.items())
        for name, value in fields.items():
            if value is not None or self.random.random() < .5:
                pairs.append((name, self.raw(FIELDS[kind][name], value)))
        if kind == "call" and self.random.random() < .2:
            pairs += [(name, "0.5") for name in PRICES]
        if self.random.random() < .3:
            self.random.shuffle(pairs)
        blank = self.random.choice(["", " "])
        return "{%s}" % ("," + blank).join(
            "%s:%s%s" % (self.text(name), blank, raw) for name, raw in pairs)


# The reference: of each group the sighting that ranks first.

def last(value, sign=1):
    """Ascending (descending: sign -1), null after all else."""
    if value is None:
        return (True, 0)
    return (False, value.encode() if isinstance(value, str) else sign * value)


def number(time):
    """Times sort as numbers do, so that they can be turned round; 1969 before 1970."""
    return None if time is None else int("".join(c for c in time if c.isdigit()))


def agent(name):
    return 2 if name is None else name == "subagent"


def group_rank(kind, group, fields, rest):
    def key(name):
        value = fields.get(name)
        return last(number(value) if FIELDS[kind].get(name) == "time" else value)

    def most(name):
        value = fields.get(name)
        return last(number(value) if FIELDS[kind].get(name) == "time" else value, -1)

    rank = [key(name) for name in group]
    if group is WINNER:
        return [most("output_tokens"), fields["stop_reason"] is None, most("counted_ts")] + \
            [most(name) for name in WINNER
             if FIELDS[kind][name] == "count" and name != "output_tokens"] + rank
    if group is RESULT:
        return rank
    rank.append(last(text_of(rest) or None))
    if kind in ["cost_state", "probe"] + OTHERS:
        return [most("ts"), agent(fields.get("agent"))] + rank
    if kind == "call":
        return [key("copy"), key("owner_ts"), agent(fields["agent"])] + rank
    first = [fields["name"] is None] if kind == "tool" else []
    return first + [key("copy"), key("ts"), agent(fields.get("agent"))] + rank


def text_of(rest):
    names = sorted(rest, key=str.encode)
    return "".join(",%s:%s" % (json.dumps(name, ensure_ascii=False), rest[name])
                   for name in names)


def join(kind, seen):
    """The one record of all its sightings (fields, unknown fields), written."""
    result, rest = {"id": seen[0][0].get("id")}, {}
    groups = {"call": [WINNER], "tool": [RESULT]}.get(kind, [])
    special = set(ALONE if kind == "call" else ()) | {"id"}
    owner = [n for n in FIELDS[kind] if n not in special and not any(n in g for g in groups)]
    for group in groups + [owner]:
        best = min(seen, key=lambda s: group_rank(kind, group, *s))
        result.update({name: best[0][name] for name in group})
        rest = best[1]
    for name, choose in ALONE.items() if kind == "call" else ():
        known = [s[0][name] for s in seen if s[0][name] is not None]
        result[name] = choose(known, key=lambda v: number(v) if name == "ts" else v) \
            if known else None
    return write(kind, result, rest)


def write(kind, fields, rest):
    optional = OPTIONAL.get(kind, []) + (["user", "host"] if kind != "call" else [])
    pairs = [("kind", '"%s"' % kind)]
    for name, type_of_value in FIELDS[kind].items():
        value = fields[name]
        if value is not None and type_of_value == "json":
            pairs.append((name, value))
        elif value is not None or name not in optional:
            pairs.append((name, json.dumps(value, ensure_ascii=False)))
    return "{" + ",".join('"%s":%s' % pair for pair in pairs) + text_of(rest) + "}"


def reference(sightings):
    """All records in order."""
    records = {}
    for kind, fields, rest in sightings:
        name = fields["id"] if kind != "reject" else (fields["file"], fields["offset"])
        records.setdefault((kind, name), []).append((fields, rest))
    lines = []
    for (kind, name), seen in records.items():
        line = join(kind, seen)
        ts = number(json.loads(line).get("ts"))
        if kind == "reject":
            name = "%s\0%020d" % name
        lines.append((last(ts), kind.encode(), name.encode(), line))
    return [line for *_, line in sorted(lines)]


# The laws.

class Tap:
    def __init__(self):
        self.count = self.failures = 0

    def same(self, got, wanted, name):
        self.count += 1
        print("%sok %d - %s" % ("" if got == wanted else "not ", self.count, name))
        if got == wanted:
            return
        self.failures += 1
        print("# failed: join.py: %s: got %d lines, wanted %d" %
              (name, len(got), len(wanted)), file=sys.stderr)
        for pair in [pair for pair in zip(got, wanted) if pair[0] != pair[1]][:2]:
            print("#   got:    %s\n#   wanted: %s" % pair, file=sys.stderr)


def run(program, lines):
    done = subprocess.run([program, "join"], input="".join(line + "\n" for line in lines),
                          capture_output=True, encoding="utf-8")
    if done.returncode or done.stderr:
        return ["ends with %d: %s" % (done.returncode, done.stderr)]
    return done.stdout.split("\n")[:-1]


def check(tap, program, seed):
    author = Author(seed)
    sightings = [s for _ in range(60) for s in author.sightings()]
    nameless = ['{"kind":"rollup","n":%d}' % author.random.randint(0, 3) for _ in range(3)]
    lines = [author.line(*s) for s in sightings]
    wanted = reference(sightings)
    tap.same(run(program, lines), wanted, "seed %d: as the reference" % seed)
    again = [author.line(*s) for s in sightings] + lines
    author.random.shuffle(again)
    tap.same(run(program, again), wanted, "seed %d: twice, shuffled" % seed)
    lines += nameless
    author.random.shuffle(lines)
    parts = []
    cuts = sorted(author.random.sample(range(len(lines)), 3))
    for start, end in zip([0] + cuts, cuts + [len(lines)]):
        parts = author.random.choice([
            lambda: parts + run(program, lines[start:end]),
            lambda: run(program, parts + lines[start:end])])()
    tap.same(run(program, parts), wanted + sorted(nameless), "seed %d: in parts" % seed)


def main():
    tap = Tap()
    for seed in range(int(sys.argv[2])):
        check(tap, sys.argv[1], seed)
    print("1..%d" % tap.count)
    return tap.failures > 0


sys.exit(main())
