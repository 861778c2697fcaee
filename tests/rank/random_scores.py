#!/usr/bin/env python3
"""Random scores of some people, some of them twice.

usage: random_scores.py SEED COUNT

Times lie near the edges of weeks, years and summer time; totals near those of ranks."""
import datetime
import json
import random
import sys

EDGES = ["2025-10-26T00:00", "2025-12-28T00:00", "2025-12-31T23:00", "2026-01-04T00:00",
         "2026-03-29T01:00", "2026-03-30T00:00", "2026-06-14T00:00"]
MAXIMA = {"v2": {"token_efficiency": 300, "optimization_adoption": 325, "self_sufficiency": 725},
          "v1": {"token_efficiency": 350, "optimization_adoption": 250, "self_sufficiency": 400},
          "token-craft-1": {"token_efficiency": 400}}


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    people = [None, "ada", "bob", "é\"ve"][:rng.choice([1, 2, 4])]
    level = {}
    records = []
    for n in range(count):
        user = rng.choice(people)
        profile = rng.choice(["v2"] * 8 + ["v1"] * 3 + ["token-craft-1"])
        if rng.random() < 0.3:
            time = datetime.datetime.fromisoformat(rng.choice(EDGES))
            time += datetime.timedelta(milliseconds=rng.choice([-1, 0, 1, -3600000, 3600000]))
        else:
            time = datetime.datetime(2025, 10, 1) + datetime.timedelta(
                days=rng.randrange(90) * rng.choice([1, 1, 3]), seconds=rng.randrange(86400))
        base = level.get((user, profile), rng.randrange(200, 1300))
        base = max(0, base + rng.choice([0, 0, 5, 20, 60, -5, -10, -40, -130]) + rng.choice([0, 0.1, 0.5]))
        level[user, profile] = base
        if rng.random() < 0.1:
            base = rng.choice([225, 449.9, 675, 800, 899.95, 1125, 1350, 0, -3.5])
        categories = {}
        for name, most in MAXIMA[profile].items():
            if rng.random() < 0.1:
                continue
            points = round(rng.choice([rng.random(), 1, 0.8]) * most, 1)
            categories[name] = {"points": points, "max": most, "measured": rng.choice([True, True, False, None])}
            if name == "token_efficiency" and rng.random() < 0.9:
                categories[name]["evidence"] = {
                    "mean": rng.choice([None, 12000, rng.randrange(40000)]),
                    "improvement_pct": rng.choice([None, 29.9999, 30, 12])}
            if name == "optimization_adoption":
                categories[name]["checks"] = {"xml_tags": {
                    "points": 1, "max": 20, "measured": rng.choice([True, False]),
                    "x": rng.choice([None, 0.9, 0.8999])}}
        if profile == "v2": # whatever else is there: it gives more than 1000 points
            categories["best_practices"] = {"points": 1, "max": 1100, "measured": True}
        record = {"kind": "score", "id": f"{profile}/{n if rng.random() < 0.95 else n // 2}",
                  "ts": time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z",
                  "user": user, "base": round(base, 1), "categories": categories,
                  "combo": rng.choice([0, 25, 50, 150, 190, None]),
                  "measured_max": rng.choice([500, 900, None]), "period": None,
                  "policy": rng.choice(["p"] * 9 + ["q", None]), "profile": profile}
        if rng.random() < 0.9:
            record["sessions"] = {"all": 9, "scored": rng.randrange(9), "automated": 0}
        records.append(record)
        if rng.random() < 0.1:
            records.append(record)
    for n in range(rng.randrange(60)):
        time = datetime.datetime(2025, 10, 1) + datetime.timedelta(seconds=rng.randrange(10**7))
        records.append({"kind": "rollup", "of": "call", "by": ["user", "session"],
                        "user": rng.choice(people), "session": f"s{n}",
                        "first_ts": time.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
    rng.shuffle(records)
    for record in records:
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


main()
