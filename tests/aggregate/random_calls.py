#!/usr/bin/env python3
"""Random records for tc-aggregate: random_calls.py SEED COUNT [FROM DAYS]

Calls in no order, with all that is allowed to be missing, strings spelled in several ways,
times that cluster around hours and midnights, and records of other kinds between them.
"""
import json
import random
import sys

seed, count = int(sys.argv[1]), int(sys.argv[2])
start = int(sys.argv[3]) if len(sys.argv) > 3 else 1774000000
days = float(sys.argv[4]) if len(sys.argv) > 4 else 20
r = random.Random(seed)
HOUR = 3600 * 1000
MODELS = ["claude-opus-5", "claude-sonnet-5-5", "us.anthropic.claude-opus-4-8-v1:0",
          "claude-3-5-haiku-20241022", "glm-5.1", "opusculum-1", None]
PROJECTS = ["/home/u/web", "/home/ü/weiß", 'C:\\Users\\"x"', "/a", "/a b", "/a!", "", None]
SESSIONS = ["%08x-%04x" % (r.getrandbits(32), r.getrandbits(16)) for _ in range(9)] + ["ä\n"]


def instant():
    ms = start * 1000 + int(r.random() * days * 24 * HOUR)
    if r.random() < 0.3:
        ms = ms // HOUR * HOUR + r.choice([0, 1, -1, HOUR - 1])
    seconds, ms = divmod(ms, 1000)
    days_, rest = divmod(seconds, 86400)
    # The civil date, by counting: no library the program could share a fault with.
    year, days_ = 1900, days_ + 25567
    while True:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if days_ < 365 + leap:
            break
        days_ -= 365 + leap
        year += 1
    month = 1
    for length in [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]:
        if days_ < length:
            break
        days_ -= length
        month += 1
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (
        year, month, days_ + 1, rest // 3600, rest // 60 % 60, rest % 60, ms)


def money(nano):
    text = "%s%d.%09d" % ("-" if nano < 0 else "", abs(nano) // 10**9, abs(nano) % 10**9)
    return text.rstrip("0").rstrip(".")


def amount(bits):
    return r.getrandbits(r.randrange(1, bits))


def text(value):
    return json.dumps(value, ensure_ascii=r.random() < 0.5)


def call(i):
    model = r.choice(MODELS)
    fields = [("kind", '"call"'), ("id", '"c%d"' % i)]
    if r.random() < 0.97:
        fields.append(("ts", text(instant() if r.random() < 0.97 else None)))
    fields.append(("session", text(r.choice(SESSIONS + [None]))))
    fields.append(("project", text(r.choice(PROJECTS))))
    if r.random() < 0.9:
        fields.append(("branch", text(r.choice(["main", "fix", None]))))
    fields.append(("model", text(model)))
    for name in ("input_tokens", "output_tokens", "cache_creation_input_tokens",
                 "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens",
                 "cache_read_input_tokens", "web_search_requests"):
        if r.random() < 0.98:
            fields.append((name, "null" if r.random() < 0.02 else str(amount(40))))
    fields.append(("final", r.choice(["true", "true", "false", "null"])))
    fields.append(("answer_chars", str(amount(20)) if r.random() < 0.9 else "null"))
    if model and "claude" in model:
        for name in ("cost_usd", "cost_input_usd", "cost_output_usd", "cost_cache_write_usd",
                     "cost_cache_read_usd", "cost_search_usd", "cost_io_usd", "saved_usd"):
            nano = amount(44)
            if name == "saved_usd" and r.random() < 0.3:
                nano = -nano
            fields.append((name, money(nano)))
    elif r.random() < 0.5:
        fields.append(("cost_usd", "null"))
    if r.random() < 0.1:
        r.shuffle(fields)
    comma, colon = r.choice([(",", ":"), (",", ":"), (" , ", " : ")])
    return "{" + comma.join('"%s"%s%s' % (k, colon, v) for k, v in fields) + "}"


for i in range(count):
    dice = r.random()
    if dice < 0.03:
        print('{"kind":"reject","file":"a","line":%d,"reason":%s}'
              % (i, text(r.choice(["not JSON", "negative", "ü"]))))
    elif dice < 0.06:
        print('{"kind":"tool","id":"t%d","ts":"%s","session":"s","name":%s,"error":%s,'
              '"result_chars":%d}' % (i, instant(), text(r.choice(["Bash", "Read"])),
                                      r.choice(["true", "false", "null"]), amount(12)))
    elif dice < 0.065:
        print('{"kind":"of tomorrow","id":"x","ts":"nonsense"}')
    else:
        print(call(i))
