#!/usr/bin/env python3
"""What tc-aggregate should say, computed another way: every record is kept, every group is
a list, blocks go call by call, money is Fraction, quantiles are exact.

usage: reference.py [-z ZONE] [-w sunday|monday] [-q FIELD:P[,P]] [--since S] [--until U]
                    BY [BY ...] < records > rows

BY are lists of names; since and until are UTC instants in milliseconds.
"""
import argparse
import json
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

COUNTS = ["input_tokens", "output_tokens", "cache_creation_input_tokens",
          "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens",
          "cache_read_input_tokens", "web_search_requests"]
MONEY = ["cost_usd", "cost_input_usd", "cost_output_usd", "cost_cache_write_usd",
         "cost_cache_read_usd", "cost_search_usd", "cost_io_usd", "saved_usd"]
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
HOUR = 3600 * 1000


def number(text):
    return Fraction(text)


def to_ms(ts):
    at = datetime.strptime(ts, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    return (at - EPOCH) // timedelta(milliseconds=1)


def to_ts(ms):
    return (EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%S.") + \
        "%03dZ" % (ms % 1000)


def decimal(value):
    if value is None:
        return "null"
    nano = value * 10**9
    assert nano.denominator == 1
    nano = nano.numerator
    text = "%s%d.%09d" % ("-" if nano < 0 else "", abs(nano) // 10**9, abs(nano) % 10**9)
    return text.rstrip("0").rstrip(".")


def tell_blocks(calls):
    start = before = None
    for call in sorted((c for c in calls if c["ms"] is not None), key=lambda c: c["ms"]):
        ms = call["ms"]
        if start is None or ms - start > 5 * HOUR or ms - before > 5 * HOUR:
            start = ms // HOUR * HOUR
        before = ms
        call["block"] = to_ts(start)


def family(model):
    part = ""
    for c in (model or "") + "-":
        if c.isalnum():
            part += c
            continue
        if part in ("opus", "sonnet", "haiku", "fable", "mythos"):
            return part
        part = ""
    return model


def key(call, name, zone, week_start):
    if name == "family":
        return family(call.get("model"))
    if name not in ("day", "week", "month", "hour", "weekday", "block"):
        return call.get(name)
    if call["ms"] is None:
        return None
    if name == "block":
        return call["block"]
    at = (EPOCH + timedelta(milliseconds=call["ms"])).astimezone(zone)
    if name == "week":
        day = at.date()
        while day.strftime("%A").lower() != week_start:
            day -= timedelta(days=1)
        return day.isoformat()
    if name == "weekday":
        return at.isoweekday()
    return at.strftime({"day": "%Y-%m-%d", "month": "%Y-%m", "hour": "%Y-%m-%dT%H"}[name])


def total(calls, name):
    known = [c[name] for c in calls if c.get(name) is not None]
    return known, sum(known)


def row(by, values, calls):
    out = ['"kind":"rollup"', '"of":"call"',
           '"by":' + json.dumps(by, separators=(",", ":"))]
    out += ["%s:%s" % (json.dumps(n), json.dumps(v, ensure_ascii=False))
            for n, v in zip(by, values)]
    out += ['"%s":%d' % (n, total(calls, n)[1]) for n in COUNTS]
    for name in MONEY:
        known, amount = total(calls, name)
        out.append('"%s":%s' % (name, decimal(Fraction(amount) if known else None)))
    times = [c["ms"] for c in calls if c["ms"] is not None]
    out.append('"calls":%d' % len(calls))
    out.append('"sessions":%d' % len({c["session"] for c in calls
                                      if c.get("session") is not None}))
    out.append('"unpriced_calls":%d' % sum(c.get("cost_usd") is None for c in calls))
    out.append('"incomplete_calls":%d' % sum(c.get("final") is False for c in calls))
    out.append('"first_ts":%s' % (json.dumps(to_ts(min(times))) if times else "null"))
    out.append('"last_ts":%s' % (json.dumps(to_ts(max(times))) if times else "null"))
    return out


def percentile(calls, field, p):
    values = sorted(total(calls, field)[0])
    if not values:
        return "null"
    rank = -(-Fraction(p) * len(values) // 100)
    value = values[max(rank, 1) - 1]
    return decimal(Fraction(value))


def sort_key(values):
    return [(v is None, str(v).encode() if not isinstance(v, int) else b"%d" % v)
            for v in values]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("-z", default="UTC")
    options.add_argument("-w", default="sunday")
    options.add_argument("-q", action="append", default=[])
    options.add_argument("--since", type=int)
    options.add_argument("--until", type=int)
    options.add_argument("by", nargs="+")
    ask = options.parse_args()
    calls, rejects, zone = [], {}, ZoneInfo(ask.z)
    for line in sys.stdin:
        record = json.loads(line, parse_float=number)
        if record["kind"] == "reject":
            rejects[record["reason"]] = rejects.get(record["reason"], 0) + 1
        if record["kind"] == "call":
            record["ms"] = to_ms(record["ts"]) if record.get("ts") else None
            calls.append(record)
    tell_blocks(calls)
    if ask.since is not None:
        calls = [c for c in calls if ask.since <= c["ms"] < ask.until]
    for by in ask.by:
        names = by.split(",") if by else []
        groups = {} if names else {(): []}
        for call in calls:
            values = tuple(key(call, n, zone, ask.w) for n in names)
            groups.setdefault(values, []).append(call)
        for values in sorted(groups, key=sort_key):
            out = row(names, values, groups[values])
            for q in ask.q:
                field, shares = q.split(":")
                out += ['"%s_p%s":%s' % (field, p, percentile(groups[values], field, p))
                        for p in shares.split(",")]
            print("{" + ",".join(out) + "}")
    for reason in sorted(rejects, key=str.encode):
        print('{"kind":"rollup","of":"reject","by":["reason"],"reason":%s,"count":%d}'
              % (json.dumps(reason, ensure_ascii=False), rejects[reason]))


main()
