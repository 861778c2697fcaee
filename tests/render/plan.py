#!/usr/bin/env python3
"""The numbers of usage, efficiency and cost, reckoned anew with Python's calendar and fractions.

usage: plan.py ROUNDS

Each round makes calls, prompts and tasks of some months, with days on which the clock jumps,
years that end, a day that Samoa never had; a plan, a week that begins at any hour, sprints
across midnight; and compares every number.
"""
import json
import math
import os
import random
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction as F
from zoneinfo import ZoneInfo

WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split()
# Where the clock jumps, and when.
PLACES = [("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2025-12-31"),
          ("America/New_York", "2026-11-01"), ("Pacific/Apia", "2011-12-30"),
          ("Australia/Lord_Howe", "2026-04-05"), ("Asia/Kolkata", "2026-01-01")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def run(program, *args, text):
    result = subprocess.run([os.path.join(os.environ["TC_BIN"], program), *args], input=text,
                            capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, ""), (program, args, result)
    return result.stdout


def stamp(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def weekday(day):
    return (day.weekday() + 1) % 7


def total(calls):
    return sum((c["cost"] for c in calls if c["cost"] is not None), F(0))


class Round:
    def __init__(self, number):
        self.pick = random.Random(number)
        zone, jump = PLACES[number % len(PLACES)]
        self.zone_name, self.zone = zone, ZoneInfo(zone)
        self.jump = datetime.fromisoformat(jump)
        self.now = self.instant(self.jump + timedelta(minutes=self.pick.randint(-2000, 12000)))
        self.settings()
        self.records()

    def instant(self, local):
        return local.replace(tzinfo=self.zone).astimezone(timezone.utc)

    def wall(self, at):
        return at.astimezone(self.zone).replace(tzinfo=None)

    # --- what is asked ---------------------------------------------------------------------

    def settings(self):
        pick = self.pick
        self.set = {"plan_usd": pick.choice([20, 100, 199.99]), "plan_days": pick.choice([28, 30, 31]),
                    "reset_weekday": pick.choice(WEEKDAYS), "reset_hour": pick.choice([0, 2, 9, 23]),
                    "manual_share": 0.45, "hard_stop_share": pick.choice([0.05, 0.4]),
                    "floor_ratio": pick.choice([0.1, 2.5]), "reach_ratio": pick.choice([0.05, 15])}
        if pick.random() < 0.5:
            self.set["sprints"] = [
                {"id": f"s{n}", "label": f"S {n}", "weekday": pick.choice(WEEKDAYS),
                 "from": pick.randint(0, 23), "to": pick.randint(0, 24),
                 "share": pick.choice([0.1, 0.25])} for n in range(3)]
            # One begins as the week does.
            self.set["sprints"][0] |= {"weekday": self.set["reset_weekday"], "from": self.set["reset_hour"]}
        self.sprints = self.set.get("sprints") or [
            {"id": "sun_sprint1", "label": "Sun Sprint 1", "weekday": "sunday", "from": 2, "to": 6, "share": .2},
            {"id": "wed_sprint2", "label": "Wed Sprint 2", "weekday": "wednesday", "from": 2, "to": 5, "share": .2},
            {"id": "fri_sprint3", "label": "Fri Sprint 3", "weekday": "friday", "from": 2, "to": 4, "share": .1}]
        how = pick.randint(0, 2)
        if how == 1:
            self.set["weekly_quota_usd"] = pick.choice([7.5, 40])
        if how == 2:
            seen = self.wall(self.now - timedelta(hours=pick.randint(0, 400)))
            self.set |= {"quota_used_pct": 62.5, "quota_used_at": seen.strftime("%Y-%m-%dT%H")}
        self.at = self.wall(self.now)
        self.date = None
        if pick.random() < 0.5:
            self.date = self.at.date() - timedelta(days=pick.randint(1, 9))
            self.at = datetime.combine(self.date, datetime.min.time()) + DAY - timedelta(seconds=1)
        self.day = self.at.date()

    def records(self):
        pick = self.pick
        self.calls, self.tasks, lines, typed = [], [], [], set()
        days = pick.choice([3, 20, 90])
        for n in range(pick.choice([8, 40])):
            id = f"{n:08x}-{pick.randint(0, 999)}" if pick.random() < .95 else None
            door = pick.choice(["cli", "cli", "sdk-cli", "sdk-ts", None])
            begin = self.now - timedelta(minutes=pick.randint(300, days * 1440))
            if pick.random() < .4: # in a sprint's hours
                sprint = pick.choice(self.sprints)
                local = self.wall(begin).replace(hour=sprint["from"])
                local += timedelta(days=(WEEKDAYS.index(sprint["weekday"]) - weekday(local)) % 7)
                begin = min(self.instant(local), self.now - 5 * HOUR)
            for automated in pick.choice([[], [False], [True], [True, False]]):
                lines.append({"kind": "prompt", "id": f"p{len(lines)}", "ts": stamp(begin), "session": id,
                              "automated": automated})
                typed |= {id} if not automated else set()
            for _ in range(pick.randint(1, 6)):
                call = {"id": id, "door": door, "at": begin, "in": pick.randint(0, 10**6),
                        "out": pick.randint(0, 10**4), "read": pick.randint(0, 10**7),
                        "write": pick.randint(0, 10**6), "model": pick.choice(["a", "b", "c"]),
                        "stop": pick.choice(["end_turn", "tool_use"]),
                        "cost": pick.choice([None, F(pick.randint(0, 10**10), 10**9), F(1, 4)])}
                self.calls.append(call)
                begin += timedelta(seconds=pick.randint(1, 3000))
                money = None if call["cost"] is None else 0
                lines.append({"kind": "call", "id": f"c{len(lines)}", "ts": stamp(call["at"]), "session": id,
                              "entrypoint": door, "model": call["model"], "stop_reason": call["stop"],
                              "input_tokens": call["in"], "output_tokens": call["out"],
                              "cache_read_input_tokens": call["read"],
                              "cache_creation_input_tokens": call["write"], "cost_usd": money})
        self.automated = {c["id"] for c in self.calls if c["id"] is not None and (
            c["id"] not in typed or any((d["door"] or "").startswith("sdk") for d in self.calls if d["id"] == c["id"]))}
        for n in range(pick.randint(0, 12)):
            begin = self.now - timedelta(minutes=pick.randint(0, days * 1440))
            end = min(begin + timedelta(minutes=pick.randint(1, 400)), self.now) if pick.random() < .9 else None
            session = pick.choice([None, pick.choice(self.calls)["id"]])
            status = pick.choice(["completed", "partial", "failed", "skipped"]) if end else None
            self.tasks.append({"id": f"t{n:02}", "begin": begin, "end": end, "session": session,
                               "name": f"task {n}", "status": status, "sprint": pick.choice([None, "wed_sprint2"])})
            lines.append({"kind": "task", "id": f"t{n:02}", "ts": stamp(begin), "end_ts": end and stamp(end),
                          "name": f"task {n}", "session": session, "status": status,
                          "sprint": self.tasks[-1]["sprint"]})
        pick.shuffle(lines)
        costs = iter([c["cost"] for c in self.calls])
        by_id = {}
        for line in sorted((l for l in lines if l["kind"] == "call"), key=lambda l: int(l["id"][1:])):
            by_id[line["id"]] = next(costs)
        self.text = "".join(json.dumps(l).replace('"cost_usd": 0', f'"cost_usd": {usd(by_id.get(l["id"]))}')
                            + "\n" for l in lines)
        for call in self.calls:
            call["wall"] = self.wall(call["at"])

    # --- what the programs say -------------------------------------------------------------

    def rows(self):
        keys = ["--by", "hour", "--by", "day", "--by", "day,model", "--by", "day,session", "--by",
                "hour,session,entrypoint,stop_reason", "--by", "", "-z", self.zone_name]
        tasks = "".join(l + "\n" for l in self.text.splitlines() if '"kind": "task"' in l)
        return (run("tc-aggregate", *keys, text=self.text) + tasks
                + run("tc-aggregate", "--of", "prompt", "--by", "session", text=self.text))

    def render(self, report, rows):
        options = ["--report", report, "--to", "json", "-z", self.zone_name, "--now", stamp(self.now)]
        for key, value in self.set.items():
            options += ["--set", f"{key}={value if isinstance(value, str) else json.dumps(value)}"]
        if self.date:
            options += ["--set", f"date={self.date}"]
        made = json.loads(run("tc-render", *options, text=rows))
        return {k: v["rows"] for k, v in made.items() if isinstance(v, dict)}

    # --- and what is so --------------------------------------------------------------------

    def between(self, first, last, calls=None):
        """Calls from one reading of the clock up to another one, by the hour it ends in."""
        last = last.replace(minute=59, second=59, microsecond=999999)
        return [c for c in (self.calls if calls is None else calls) if first <= c["wall"] <= last]

    def week(self, at):
        """When the week began that this reading of the clock is of: a step back an hour at a time."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        while (WEEKDAYS[weekday(hour)], hour.hour) != (self.set["reset_weekday"], self.set["reset_hour"]):
            hour -= HOUR
        return hour

    def quota(self):
        if "weekly_quota_usd" in self.set:
            return F(str(self.set["weekly_quota_usd"]))
        if "quota_used_at" in self.set:
            seen = datetime.fromisoformat(self.set["quota_used_at"] + ":00")
            return total(self.between(self.week(seen), seen)) / F("0.625") or None
        return None

    def days(self, last, count):
        """Costs of so many dates up to one, summed."""
        return total([c for c in self.calls
                      if c["wall"] <= self.at and 0 <= (last - c["wall"].date()).days < count])

    def ratio(self, cost, days):
        return cost / (F(str(self.set["plan_usd"])) / self.set["plan_days"] * days)

    def mean(self):
        seen = [c["wall"].date() for c in self.calls if c["wall"] <= self.at]
        done = min(30, (self.day - min(seen)).days) if seen else 0
        return self.days(self.day - DAY, done) / done if done else None

    def windows(self, week):
        """(sprint, begin, end) of those that begin in a week."""
        for sprint in self.sprints:
            begin = week
            while (WEEKDAYS[weekday(begin)], begin.hour) != (sprint["weekday"], sprint["from"]):
                begin += HOUR
            yield sprint, begin, begin + ((sprint["to"] - sprint["from"] - 1) % 24 + 1) * HOUR

    def sprint_at(self, at):
        weeks = [self.week(at), self.week(at) - 7 * DAY]
        found = [(n, s["id"]) for w in weeks for n, (s, b, e) in enumerate(self.windows(w)) if b <= at < e]
        return min(found)[1] if found else None

    def all_tasks(self):
        tasks = [dict(t, start=self.wall(t["begin"]), over=self.wall(t["end"] or t["begin"]),
                      sprint=t["sprint"] or self.sprint_at(self.wall(t["begin"]))) for t in self.tasks]
        for id in self.automated:
            calls = sorted((c for c in self.calls if c["id"] == id), key=lambda c: c["at"])
            first, last = calls[0], calls[-1]
            if not self.sprint_at(first["wall"]) or any(
                    t["session"] == id or t["session"] is None and t["begin"] <= first["at"]
                    and (t["end"] is None or first["at"] <= t["end"]) for t in self.tasks):
                continue
            tasks.append({"id": id, "name": "session " + id[:8], "sprint": self.sprint_at(first["wall"]),
                          "status": "completed" if last["stop"] == "end_turn" else "partial",
                          "start": first["wall"], "over": last["wall"], "begin": first["at"]})
        return sorted((t for t in tasks if t["start"].replace(microsecond=0) <= self.at),
                      key=lambda t: (stamp(t["begin"]), t["id"]))

    def usage(self):
        week, quota, mean, plan = self.week(self.at), self.quota(), self.mean(), self.set
        reset = week + 7 * DAY
        left = reset - (self.at + timedelta(seconds=1) if self.date else self.at)
        rolling, prior = self.days(self.day, 7), self.days(self.day - 7 * DAY, 7)
        spent = self.between(week, self.at)
        manual = [c for c in spent if c["id"] not in self.automated]
        share = lambda cost, part=1: None if quota is None else 100 * cost / (F(str(part)) * quota)
        tasks = self.all_tasks()
        completed = lambda last: sum(t["status"] == "completed"
                                     and 0 <= (last - t["start"].date()).days < 7 for t in tasks)
        tried = [t["status"] for t in tasks if (self.day - t["start"].date()).days < 28
                 and t["status"] in ("completed", "partial", "failed")]
        sprints = []
        for sprint, begin, end in self.windows(week):
            cost = total(self.between(begin, min(end - HOUR, self.at),
                                      [c for c in self.calls if c["id"] in self.automated]))
            sprints.append({"id": sprint["id"], "begin": f"{begin:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}",
                            "run": begin <= self.at, "cost_usd": cost, "label": sprint["label"],
                            "used_pct": share(cost, sprint["share"]) if begin <= self.at else None})
        stop = quota is not None and share(total(spent)) > 100 * (1 - F(str(plan["hard_stop_share"])))
        said = [f"hard stop: {percent(share(total(spent)))} of the week is used, above {percent(100 * (1 - F(str(plan['hard_stop_share']))))}"] if stop else []
        if quota is not None and share(total(manual)) > 45:
            said.append(f"manual use is {percent(share(total(manual)))} of the week, above 45%")
        said += [f"{s['label']} used {percent(s['used_pct'])} of its allocation, above 100%" for s in sprints if s["used_pct"] and s["used_pct"] > 100]
        saturday = sum(t["start"] >= week and weekday(t["start"]) == 6 for t in tasks)
        said += [f"{saturday} automated on a Saturday, above 0"] if saturday else []
        return {
            "day": [{"date": str(self.day), "cost_usd": self.days(self.day, 1),
                     "ratio": self.ratio(self.days(self.day, 1), 1)}],
            "rolling": [{"cost_usd": rolling, "ratio": self.ratio(rolling, 7), "prior_usd": prior,
                         "trend": "level" if not prior or abs(rolling - prior) * 20 <= prior
                         else "up" if rolling > prior else "down",
                         "below_floor": self.ratio(rolling, 7) < F(str(plan["floor_ratio"])),
                         "reach_met": completed(self.day) >= completed(self.day - 7 * DAY) and all(
                             self.ratio(self.days(self.day - n * DAY, 7), 7) >= F(str(plan["reach_ratio"]))
                             for n in range(7))}],
            "week": [{"start": week.isoformat(), "reset": reset.isoformat(),
                      "days_remaining": math.ceil(left / DAY), "cost_usd": total(spent),
                      "quota_usd": quota, "budget_pct": share(total(spent)), "manual_pct": share(total(manual)),
                      "automated_usd": total(spent) - total(manual), "hard_stop": stop,
                      "projected_usd": None if mean is None else total(spent) + mean * F(
                          int(left.total_seconds()), 86400)}],
            "month": [{"cost_usd": self.days(self.day, self.day.day),
                       "projected_usd": None if mean is None else 30 * mean}],
            "sprints": sprints,
            "tasks": [{"id": t["id"], "name": t["name"], "sprint": t["sprint"], "status": t["status"]}
                      for t in tasks if self.at - t["over"].replace(microsecond=0) < DAY],
            "completion": [{"rate": F(tried.count("completed"), len(tried)) if tried else None}],
            "warnings": [{"text": text} for text in said],
        }

    def efficiency(self):
        rows = []
        for day in sorted({c["wall"].date() for c in self.calls if c["wall"].date() <= self.day}):
            calls = [c for c in self.calls if c["wall"].date() == day]
            cost = total(calls) if any(c["cost"] is not None for c in calls) else None
            end = min(datetime.combine(day, datetime.min.time()) + DAY - timedelta(seconds=1), self.at)
            quota = self.quota()
            rows.append({
                "date": str(day), "api_cost_usd": cost, "plan_prorata_usd": self.ratio(1, 1) ** -1,
                "efficiency_ratio": None if cost is None else self.ratio(cost, 1),
                "input_tokens": sum(c["in"] for c in calls), "output_tokens": sum(c["out"] for c in calls),
                "cache_read_tokens": sum(c["read"] for c in calls),
                "cache_write_tokens": sum(c["write"] for c in calls),
                "models_used": sorted({c["model"] for c in calls}),
                "week_budget_pct": None if quota is None else 100 * total(self.between(self.week(end), end)) / quota,
                "recorded_at": stamp(max(c["at"] for c in calls))})
        return {"efficiency_daily": rows}

    def cost(self):
        known = [c for c in self.calls if c["wall"].date() <= self.day]
        sessions = defaultdict(list)
        for c in known:
            sessions[c["id"]].append(c)
        newest = max(sessions, key=lambda id: (max(stamp(c["at"]) for c in sessions[id]), id or ""))
        last, prior = self.days(self.day, 30), self.days(self.day - 30 * DAY, 30)
        covered = min(c["wall"].date() for c in known) <= self.day - 59 * DAY
        began = lambda end: [total(s) for s in sessions.values()
                             if 0 <= (end - min(c["wall"] for c in s).date()).days < 30]
        now, before = began(self.day), began(self.day - 30 * DAY)
        mean, today = self.mean(), self.days(self.day, 1)
        priced = any(c["cost"] is not None for c in sessions[newest])
        return {
            "now": [{"session": newest, "session_usd": total(sessions[newest]) if priced else None,
                     "session_tokens": sum(c["in"] + c["out"] for c in sessions[newest]), "today_usd": today,
                     "remaining_pct": max(F(0), 100 * (1 - today / 5)),
                     "projected_usd": None if mean is None else 30 * mean}],
            "month": [{"total_usd": last, "prior_usd": prior if covered else None,
                       "change_pct": 100 * (last / prior - 1) if covered and prior else None,
                       "savings_usd": max(F(0), len(now) * (sum(before) / len(before) - sum(now) / len(now)))
                       if len(before) >= 10 and now else None}],
        }


def usd(cost):
    return "null" if cost is None else f"{float(cost):.9f}".rstrip("0").rstrip(".")


def percent(x):
    return f"{math.floor(x * 10) / 10:g}%"


def same(got, wanted, where):
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            same(got[key], value, f"{where}.{key}")
    elif isinstance(wanted, list):
        assert len(got) == len(wanted), (where, got, wanted)
        for n, value in enumerate(wanted):
            same(got[n], value, f"{where}[{n}]")
    elif isinstance(wanted, F):
        assert got is not None and math.isclose(got, wanted, rel_tol=1e-8, abs_tol=1e-6), (where, got, float(wanted))
    else:
        assert got == wanted, (where, got, wanted)


for number in range(int(sys.argv[1])):
    r = Round(number)
    rows = r.rows()
    for report in ("usage", "efficiency", "cost"):
        if report != "usage" and not any(c["wall"].date() <= r.day for c in r.calls):
            continue
        same(r.render(report, rows), getattr(r, report)(), f"round {number}, {report}")
print("sound")
