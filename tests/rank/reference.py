#!/usr/bin/env python3
"""What tc-rank adds, once more: simple, slow, from the words of the scoring rules.

usage: reference.py newest|history|achievements [-z ZONE] [--monday] [--ties KIND]
       [--against INSTANT] <records >answers

Everything is looked up anew for every score, in the list of all scores before it."""
import argparse
import collections
import datetime
import json
import sys
import zoneinfo
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

NAMES = ["Cadet", "Pilot", "Navigator", "Commander", "Captain", "Admiral", "Galactic Legend"]
MINIMA = {"v1": [0, 200, 400, 600, 800, 1000, 1200], "v2": [0, 225, 450, 675, 900, 1125, 1350]}
BADGES = ["cadet", "pilot", "navigator", "commander", "captain", "admiral", "legend"]
LEVELS = [("participation", 3)] * 2 + [("foundation", 6)] * 2 + [("professional", 12)] * 2 + [("master", None)]
STREAKS = [0, 0, 10, 20, 30, 40]


def rounded(value, places="0.1"):
    return Decimal(value).quantize(Decimal(places), ROUND_HALF_UP) + 0 # no minus zero


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


class History:
    """The scores of one person and profile, the last of them as the newest."""

    def __init__(self, scores, options):
        self.scores = scores
        self.options = options

    def upto(self, n):
        return History(self.scores[:n], self.options)

    def week(self, score):
        zone = zoneinfo.ZoneInfo(self.options.z)
        day = instant(score["ts"]).astimezone(zone).toordinal()
        return (day - 1 if self.options.monday else day) // 7

    def streak_weeks(self):
        last = {}
        for score in self.scores:
            last[self.week(score)] = score["base"]
        week, weeks = self.week(self.scores[-1]), 0
        while week - 1 in last and last[week] > last[week - 1]:
            weeks, week = weeks + 1, week - 1
        return weeks

    def streak(self):
        weeks = self.streak_weeks()
        return STREAKS[weeks] if weeks < len(STREAKS) else 50

    def bonus(self):
        return min(200, (self.scores[-1].get("combo") or 0) + self.streak())

    def total(self):
        return rounded(self.scores[-1]["base"] + self.bonus())

    def minima(self):
        most = sum(c.get("max") or 0 for c in self.scores[-1]["categories"].values())
        return MINIMA["v1" if most <= 1000 else "v2"]

    def level(self): # from 0
        return max([i for i, least in enumerate(self.minima()) if least <= self.total()] or [0])

    def above(self):
        return self.total() - self.minima()[self.level()]

    def achieved_at(self):
        n = len(self.scores)
        while n > 1 and self.upto(n - 1).level() == self.level():
            n -= 1
        return self.scores[n - 1]["ts"]

    def rank(self):
        i, minima, total = self.level(), self.minima(), self.total()
        top = i + 1 == len(NAMES)
        return {"name": NAMES[i], "level": i + 1, "badge": "token_craft_" + BADGES[i], "min": minima[i],
                "next": None if top else NAMES[i + 1], "next_min": None if top else minima[i + 1],
                "points_needed": None if top else minima[i + 1] - total,
                "progress": 1 if top else max(Decimal(0), (self.above() / (minima[i + 1] - minima[i])).quantize(
                    Decimal("0.001"), ROUND_DOWN)),
                "achieved_at": self.achieved_at()}

    def signals(self, edge, falls, below):
        minima, level, total = self.minima(), self.level(), self.total()
        totals = [self.upto(n + 1).total() for n in range(len(self.scores))]
        band = minima[level + 1] - minima[level] if level + 1 < len(minima) else minima[level] - minima[level - 1]
        if self.above() <= edge * band:
            yield "edge"
        if len(totals) > 2 and totals[-3] > totals[-2] > totals[-1] and \
                falls * (totals[-3] - totals[-1]) / 2 > self.above():
            yield "falling"
        if len(totals) > 5:
            mean = sum(totals[-6:-1]) / 5
            if total <= (1 - below) * mean:
                yield "below_mean"

    def warning(self):
        found = []
        for n in range(1, len(self.scores) + 1):
            past = self.upto(n)
            strict = list(past.signals(Decimal("0.05"), 1, Decimal("0.1")))
            wide = list(past.signals(Decimal("0.1"), 2, Decimal("0.05")))
            found = [] if past.level() == 0 else strict or (wide if found else [])
        return {"severity": len(found), "signals": found, "drops_to": NAMES[self.level() - 1]} if found else None

    def trend(self):
        newest = self.scores[-1]
        near = [s for s in self.scores if instant(newest["ts"]) - instant(s["ts"]) <= datetime.timedelta(days=90)]
        days = span(near[0], newest)
        gain = None
        if len(near) > 1 and days >= 14:
            gain = rounded((newest["base"] - near[0]["base"]) / days * 30)
        return {"scores": len(near), "since": near[0]["ts"], "gain_per_month": gain}

    def delta(self):
        new, old = self.scores[-1], None
        for n in range(1, len(self.scores)):
            if not self.options.against or instant(self.scores[n - 1]["ts"]) <= instant(self.options.against):
                old = self.upto(n)
        if not old or old.scores[-1]["policy"] != new["policy"]:
            return None
        was = old.scores[-1]
        total = change(old.total(), self.total())
        levels = self.level() - old.level()
        if levels:
            summary = ("promoted to " if levels > 0 else "back to ") + NAMES[self.level()]
        else:
            d = total["change"]
            summary = "great progress" if d > 50 else "steady progress" if d > 0 else "maintaining" if d == 0 \
                else "slight decline" if d > -50 else "significant decline"
        mean = [s["categories"].get("token_efficiency", {}).get("evidence", {}).get("mean") for s in (was, new)]
        return {"against": was["id"], "ts": was["ts"], "days": rounded(span(was, new)), "summary": summary,
                "total": total, "base": change(was["base"], new["base"]),
                "bonus": change(old.bonus(), self.bonus()),
                "categories": {k: change(was["categories"].get(k, {}).get("points"), c["points"])
                               for k, c in new["categories"].items()},
                "tokens_per_session": change(*mean),
                "sessions": change(*[s.get("sessions", {}).get("scored") for s in (was, new)]),
                "rank": {"from": NAMES[old.level()], "to": NAMES[self.level()],
                         "promoted": levels > 0 if levels else None}}

    def added(self, newest):
        found = {"streak": self.streak(), "streak_weeks": self.streak_weeks(), "bonus": self.bonus(),
                 "total": self.total(), "rank": self.rank()}
        if newest:
            found |= {"delta": self.delta(), "trend": self.trend(), "warning": self.warning()}
        return {"id": self.scores[-1]["id"], "user": self.scores[-1]["user"]} | found


def span(old, new):
    return Decimal((instant(new["ts"]) - instant(old["ts"])) // datetime.timedelta(milliseconds=1)) / 86400000


def change(old, new):
    if old is None or new is None:
        return None
    old, new = Decimal(old), Decimal(new)
    return {"previous": old, "current": new, "change": new - old,
            "change_pct": rounded(100 * (new - old) / old) if old > 0 else 0,
            "arrow": "up" if new > old else "down" if new < old else "same"}


def place(rows, ties):
    """Of (total, measured) in the order of names: the position of each."""
    order = sorted(range(len(rows)), key=lambda i: (-rows[i][0], -rows[i][1], i))
    for i, (total, _) in enumerate(rows):
        better = [t for t, _ in rows if t > total]
        yield {"competition": len(better) + 1, "dense": len(set(better)) + 1,
               "modified": len(better) + sum(t == total for t, _ in rows),
               "ordinal": order.index(i) + 1}[ties]


def honours(user, mine, sessions, options):
    """All achievements as (ts, name), badges and certificates as they are written."""
    real = [s for s in mine if s["profile"] != "token-craft-1"]
    pasts = [History([s for s in real[:n + 1] if s["profile"] == real[n]["profile"]], options)
             for n in range(len(real))]
    found = {}

    def reach(name, ts):
        found.setdefault(name, ts)

    for n, ts in enumerate(sorted(sessions), 1):
        if n in (10, 50, 100, 250):
            reach(f"sessions_{n}", ts)
    for past in pasts:
        score = past.scores[-1]
        ts, categories = score["ts"], score["categories"]
        checks = categories.get("optimization_adoption", {}).get("checks", {}).values()
        efficiency = categories.get("token_efficiency", {})
        for i in range(1, past.level() + 1):
            word = NAMES[i].lower().replace(" ", "_")
            reach("first_pilot" if i == 1 else "promoted_to_" + word, ts)
        for n in (5, 10, 20):
            if past.streak_weeks() >= n:
                reach(f"streak_{n}", ts)
        if any(c["measured"] and c["x"] is not None and c["x"] >= Decimal("0.9") for c in checks):
            reach("first_optimization", ts)
        if score["base"] >= 500:
            reach("halfway_there", ts)
        if score["base"] >= 1000:
            reach("four_digits", ts)
        if efficiency.get("measured") and (efficiency.get("evidence", {}).get("improvement_pct") or 0) >= 30:
            reach("efficiency_master", ts)
        for name, c in categories.items():
            if c["measured"] and c["points"] >= Decimal("0.8") * c["max"]:
                reach("excellence_" + name, ts)
    for name, ts in found.items():
        yield {"kind": "achievement", "ts": ts, "user": user, "name": name}

    meant = [p for p in pasts if mine and p.scores[-1]["profile"] == mine[-1]["profile"]]
    badge, certificate = None, None
    for past in meant:
        ts, level = past.scores[-1]["ts"], past.level()
        if badge and badge[0] != level:
            yield badge[1] | {"revoked_ts": ts, "reason": (
                "promoted to " if level > badge[0] else "back to ") + NAMES[level]}
        if not badge or badge[0] != level:
            badge = level, {"kind": "badge", "ts": ts, "user": user, "badge_id": "token_craft_" + BADGES[level],
                            "rank": NAMES[level], "score": past.total(), "issued_date": ts[:10],
                            "revoked_ts": None, "reason": None}
        if not certificate or certificate[0] != level or certificate[1] and instant(ts) >= certificate[1]:
            name, months = LEVELS[level]
            until = instant(ts) + datetime.timedelta(days=30 * months) if months else None
            certificate = level, until
            yield {"kind": "certification", "ts": ts, "user": user, "rank": NAMES[level], "level": name,
                   "until": until and stamp(until)}
    if badge:
        yield badge[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("show")
    parser.add_argument("-z", default="UTC")
    parser.add_argument("--monday", action="store_true")
    parser.add_argument("--ties", default="competition")
    parser.add_argument("--against")
    options = parser.parse_args()

    scores, sessions = {}, collections.defaultdict(dict)
    for line in sys.stdin:
        record = json.loads(line, parse_float=Decimal)
        user = record["user"] or ""
        if record["kind"] == "rollup":
            first = sessions[user].setdefault(record["session"], record["first_ts"])
            sessions[user][record["session"]] = min(first, record["first_ts"])
            continue
        key = user, record["id"]
        if key not in scores or (scores[key][0]["ts"], line) < (record["ts"], scores[key][1]) and \
                (record["ts"] > scores[key][0]["ts"] or line < scores[key][1]):
            scores[key] = record, line
    people = collections.defaultdict(list)
    for record, line in sorted(scores.values(), key=lambda r: (r[0]["ts"], r[0]["id"].encode(), r[1].encode())):
        people[record["user"] or ""].append(record)
    if len(people) == 1 and "" in sessions and "" not in people: # of nobody: of the one there is
        sessions[next(iter(people))] |= sessions.pop("")

    answers, newest = [], []
    for user in sorted(people.keys() | (sessions.keys() if options.show == "achievements" else set()),
                       key=str.encode):
        mine = people[user]
        if options.show == "achievements":
            answers += sorted(honours(user or None, mine, sessions[user].values(), options),
                              key=lambda a: json.dumps(a, default=str, sort_keys=True))
            continue
        for n, score in enumerate(mine):
            last = n + 1 == len(mine)
            if last or options.show == "history":
                same = [s for s in mine[:n + 1] if s["profile"] == score["profile"]]
                answers.append(History(same, options).added(last))
        newest.append((score, answers[-1]))
    for profile in {s["profile"] for s, _ in newest}:
        rows = [(s, a) for s, a in newest if s["profile"] == profile]
        if len(rows) > 1:
            positions = place([(a["total"], s["measured_max"] or 0) for s, a in rows], options.ties)
            for (_, answer), r in zip(rows, positions):
                answer |= {"position": r, "of": len(rows),
                           "percentile": rounded(Decimal(100) * (len(rows) - r) / len(rows)),
                           "top_pct": rounded(Decimal(100) * r / len(rows), "1")}
    for answer in answers:
        print(json.dumps(answer, default=float))


main()
