#!/usr/bin/env python3
"""An independent price reference: exact fractions straight from the published facts.

usage: reference.py make PRICES.json COUNT SEED    random calls of all models, dates, modifiers
       reference.py check PRICES.json [REGIONAL]   priced calls on standard input

Shares nothing with tc-price but the facts. What the file of facts leaves to its prose is
told here once more: the upper tier of Opus 4.6's fast rates and the end of Opus 4.8's."""
import datetime
import decimal
import fractions
import json
import random
import re
import sys

F = fractions.Fraction
DAY = datetime.date
RATES = ("input", "output", "cache_write_5m", "cache_write_1h", "cache_read")
MONEY = ("cost_usd", "cost_input_usd", "cost_output_usd", "cost_cache_write_usd",
         "cost_cache_read_usd", "cost_search_usd", "cost_io_usd", "saved_usd")


def day(text):
    return DAY.fromisoformat(text) if text else None


class Facts:
    def __init__(self, path):
        facts = json.load(open(path, encoding="utf-8"))
        self.search = F(facts["rules"]["web_search_pico_per_request"], 10**12)
        self.models, self.names, self.ids = facts["models"], {}, []
        for model, m in self.models.items():
            known = {model, m["first_party_id"], *m["aliases"]}
            self.names.update(dict.fromkeys(known, model))
            self.ids += [(i, "name") for i in sorted(known)]
            self.ids += [(i, place) for place, i in m["provider_ids"].items()]
            if "vertex" in m["provider_ids"]:
                self.names[m["provider_ids"]["vertex"].replace("@", "-")] = model

    def find(self, text):
        """(model or None, place: None, "vertex", "global", "regional")"""
        s = re.sub(r"\[1m\]$", "", text).rsplit("/", 1)[-1]
        region = re.match(r"(global|us-gov|us|eu|apac|jp|au)\.", s)
        s = s[region.end():] if region else s
        bedrock = s.startswith("anthropic.") or region
        s = s.removeprefix("anthropic.")
        s = re.sub(r"(-v1:0|-v2:0|-v1)$", "", s)
        vertex = re.search(r"@\d{8}$", s)
        s = re.sub(r"@(\d{8})$", r"-\1", s)
        model = self.names.get(s) or self.names.get(re.sub(r"-\d{8}$", "", s))
        place = "global" if region and region[1] == "global" else "regional"
        return model, (place if bedrock else "vertex" if vertex else None)

    def period(self, model, on):
        def distance(p):
            if on < day(p["from"]):
                return (day(p["from"]) - on).days
            if p["to"] and on >= day(p["to"]):
                return (on - day(p["to"])).days + 1
            return 0
        best = min(self.models[model]["periods"], key=lambda p: (distance(p), p["from"]))
        return best, distance(best) > 0

    def fast(self, model, period, on):
        """(rates, upper rates over 200,000) or None"""
        fast = period.get("fast")
        if model == "claude-opus-4-8" and on >= DAY(2026, 11, 30):
            fast = None
        if not fast:
            return None
        upper = None
        if model == "claude-opus-4-6" and period["from"] < "2026-03-05":
            upper = dict(zip(RATES, (60 * 10**6, 225 * 10**6, 75 * 10**6, 120 * 10**6,
                                     6 * 10**6)))
        return fast["pico"], upper

    def price(self, call, regional):
        """(exact parts as dict of fractions, flags) or None when unpriced"""
        model, region = self.find(call["model"])
        if model is None:
            return None
        on = day(call["ts"][:10])
        period, nearest = self.period(model, on)
        released = day(self.models[model]["released"])
        total = call["cache_creation_input_tokens"]
        h1, m5 = call["ephemeral_1h_input_tokens"], call["ephemeral_5m_input_tokens"]
        total = max(total, h1 + m5)
        m5 = total - h1
        prompt = call["input_tokens"] + total + call["cache_read_input_tokens"]
        flags, rates, above = set(), period["pico"], period.get("above")
        if nearest:
            flags.add("nearest")
        if call["speed"] == "fast":
            fast = self.fast(model, period, on)
            flags.add("fast" if fast else "base_for_fast")
            if fast:
                rates, upper = fast
                above = upper and {"prompt_tokens_gt": 200000, "pico": upper}
        if above and prompt > above["prompt_tokens_gt"]:
            flags.add("long")
            rates = above["pico"]
        by = F(1)
        if call["service_tier"] == "batch" and "fast" not in flags:
            flags.add("batch")
            by /= 2
        on_cloud = region or call["id"].startswith(("msg_bdrk_", "msg_vrtx_"))
        if (call["inference_geo"] == "us" and on >= DAY(2026, 2, 5) and
                released >= DAY(2026, 2, 5)):
            flags.add("geo_us")
            by *= F(11, 10)
        elif (released >= DAY(2025, 9, 29) and on_cloud and
              (region == "regional" or (region != "global" and regional))):
            flags.add("regional")
            by *= F(11, 10)
        p = {k: F(rates[k], 10**12) * by for k in RATES}
        parts = {
            "cost_input_usd": call["input_tokens"] * p["input"],
            "cost_output_usd": call["output_tokens"] * p["output"],
            "cost_cache_write_usd": m5 * p["cache_write_5m"] + h1 * p["cache_write_1h"],
            "cost_cache_read_usd": call["cache_read_input_tokens"] * p["cache_read"],
            "cost_search_usd": call["web_search_requests"] * self.search,
        }
        parts["cost_usd"] = sum(parts.values())
        parts["cost_io_usd"] = parts["cost_input_usd"] + parts["cost_output_usd"]
        parts["saved_usd"] = (
            call["cache_read_input_tokens"] * (p["input"] - p["cache_read"])
            - m5 * (p["cache_write_5m"] - p["input"])
            - h1 * (p["cache_write_1h"] - p["input"]))
        return parts, flags, model, None if nearest else period["from"]


def nano(value):
    """Rounded half to even to 10^-9."""
    return round(value * 10**9)


def count(rng):
    """Often small, now and then around a threshold, rarely huge."""
    kind = rng.random()
    if kind < 0.3:
        return 0
    if kind < 0.6:
        return rng.randrange(1, 5000)
    if kind < 0.97:
        return rng.choice((50000, 99999, 100000, 100001, 199999, 200000, 200001)) \
            - rng.randrange(3)
    return rng.randrange(2**62)


def dates(facts, model, rng):
    """A random day, or one beside a day on which something changes."""
    edges = [day(e) for p in facts.models[model]["periods"] for e in (p["from"], p["to"])
             if e] + [DAY(2026, 2, 5), DAY(2026, 3, 5), DAY(2026, 11, 30)]
    if rng.random() < 0.6:
        return rng.choice(edges) + datetime.timedelta(days=rng.randrange(-1, 2))
    return DAY(2024, 1, 1) + datetime.timedelta(days=rng.randrange(1200))


def make(facts, number, seed):
    rng = random.Random(seed)
    for n in range(number):
        name, _ = rng.choice(facts.ids)
        model, _ = facts.find(name)
        if rng.random() < 0.3:
            name = rng.choice(("{}[1m]", "gateway/{}", "global.anthropic.{}",
                               "eu.anthropic.{}-v1:0", "anthropic.{}-v1",
                               "{}-20260101", "{}-x")).format(model)
        call = {"kind": "call", "id": rng.choice(("msg_01", "msg_bdrk_", "msg_vrtx_")) +
                str(n), "ts": f"{dates(facts, model, rng)}T"
                f"{rng.choice(('00:00:00.000', '12:34:56.789', '23:59:59.999'))}Z",
                "model": name}
        for key in ("input_tokens", "output_tokens", "cache_creation_input_tokens",
                    "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens",
                    "cache_read_input_tokens"):
            call[key] = count(rng)
        call["web_search_requests"] = rng.choice((0, 0, 0, 1, 7, 100))
        call["speed"] = rng.choice((None, "standard", "fast"))
        call["service_tier"] = rng.choice((None, "standard", "batch", "priority"))
        call["inference_geo"] = rng.choice((None, "us", "global", "not_available", ""))
        print(json.dumps(call, separators=(",", ":")))


def problem(facts, call, regional):
    priced = facts.price(call, regional)
    if priced is None:
        bad = [k for k in (*MONEY, "price_id") if call[k] is not None]
        return f"{bad} should be null" if bad else None
    parts, flags, model, start = priced
    for key in MONEY:
        if decimal.Decimal(call[key]).scaleb(9) != nano(parts[key]):
            return f"{key} is {call[key]}, wanted {nano(parts[key])} nano-dollars"
    head, *got = call["price_id"].split("+")
    if set(got) != flags or head.split("/")[3].split("@")[0] != model:
        return f"{call['price_id']}, wanted {model} {sorted(flags)}"
    return None


def check(facts, regional):
    seen = faults = 0
    for line in sys.stdin:
        call = json.loads(line, parse_float=decimal.Decimal)
        why = problem(facts, call, regional)
        seen += 1
        if why:
            faults += 1
            if faults <= 3:
                print(f"{why}\n  {line.rstrip()}")
    print(f"{seen} calls, {faults} differ")
    return 1 if faults or not seen else 0


def main():
    decimal.getcontext().prec = 60
    facts = Facts(sys.argv[2])
    if sys.argv[1] == "make":
        make(facts, int(sys.argv[3]), int(sys.argv[4]))
        return 0
    return check(facts, len(sys.argv) > 3)


sys.exit(main())
