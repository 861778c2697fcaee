#!/usr/bin/env python3
"""The rules of v2 and v1 against the tables of the scoring rules, written down once more
here: each corner, points between and outside, neutral points, monotony, rounding. TAP.

usage: points.py STAGE [EMPTY-METRICS] : the folder of the rules; metrics of nothing"""
import copy
import functools
import json
import math
import random
import statistics
import subprocess
import sys
from fractions import Fraction as F

STAGE = sys.argv[1]
NOTHING = json.load(open(sys.argv[2], encoding="utf-8"))
tests = failures = 0


def ok(good, name):
    global tests, failures
    tests += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {tests} - {name}")
    if not good:
        print(f"# failed: points.t: {name}", file=sys.stderr)


@functools.cache
def judge(profile, baseline):
    """A jq that goes on: to compile the rules takes longer than to apply them."""
    program = "".join(open(f"{STAGE}/{name}.jq", encoding="utf-8").read()
                      for name in ("../lib/numbers", "points", profile))
    return subprocess.Popen(["jq", "-c", "--unbuffered", "--arg", "policy", "p", "--argjson", "baseline",
                             json.dumps(baseline), program], text=True, bufsize=1,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ask(profile, metrics, baseline=None):
    """The score of each."""
    jq = judge(profile, baseline)
    scores = []
    for m in metrics:
        jq.stdin.write(json.dumps(m) + "\n")
        scores.append(json.loads(jq.stdout.readline(), parse_float=F))
    return scores


def money(number):
    return f"{float(number):.9f}"


def pl(x, points):
    points = [(F(a), F(b)) for a, b in points]
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def nearest(x, points):
    """Where the rule gives all: x itself, or the corner that is next to it."""
    points = [(F(a), F(b)) for a, b in points]
    return x if pl(x, points) == 1 else min((a for a, b in points if b == 1), key=lambda a: abs(a - x))


def full(n=100):
    """Metrics of n scored sessions, otherwise of nothing."""
    m = copy.deepcopy(NOTHING)
    m["sessions"] = {"all": n, "scored": n, "automated": 0}
    m["tool_uses"] = 1
    m["searches"] = {"tools": 1, "all": 1}
    return m


def share(*path):
    def put(m, x):
        for key in path[:-1]:
            m = m[key]
        part, whole = path[-1]
        m[part], m[whole] = int(x * 1000), 1000
    return put


def tokens(m, x):
    m["tokens_per_session"].update(median=int(x * 15000), p25=48)


def direct(m, x):
    m["simple_bash_alone"] = int((1 - x) * 200)


def claude_md(m, x):
    m["claude_md"] = {"known": True, "sessions": int(x * 100)}


def context(m, x):
    """Parts of 10 prompts (1) and of 50 (.3) with that mean."""
    many = int((1 - x) / F("0.7") * 700)
    m["parts"].update(parts=700, histogram=[[10, 700 - many], [50, many]])


def sufficiency(m, x):
    m["asked"] = int((1 - x) * 200)


def trend(m, x):
    m["before_30_days"].update(sessions=3, tokens=30000)
    m["last_30_days"].update(sessions=3, tokens=int(30000 * (1 - x / 100)))


def cache(m, x):
    m["calls"].update(cache_read_tokens=int(x * 10), input_tokens=1000 - int(x * 10),
                      cache_write_tokens=0 if x else 1)
    if not x:
        m["calls"]["input_tokens"] -= 1


def focus(m, x):
    m["prompts"].update(sessions=100, total=int(x * 100))


def cost(m, x):
    m["before_30_days"].update(sessions=10, cost_usd=money(20))
    m["last_30_days"].update(sessions=5, cost_usd=money(10 * x))


def contribution(m, x):
    m["calls"].update(cache_read_tokens=1, saved_usd=money(100 * x), cost_usd=money(100 * (1 - x)))


def days(m, x):
    m["days"] = {"active": 1000, "within": int(x * 1000), "budget_usd": "5"}


def learning(m, x):
    m["early"]["prompts"].update(sessions=33, total=100)
    m["recent"]["prompts"].update(sessions=33, total=100)
    m["early"]["tokens"] = 100000
    m["recent"]["tokens"] = int(1000 * (100 - x))


def consistency(m, x):
    m["recent"]["prompts"].update(sessions=100, histogram=[[10, int(x * 100)], [3, 100 - int(x * 100)]])


def autonomy(m, x):
    m["early"]["prompts"].update(sessions=500)
    m["recent"]["prompts"].update(sessions=500)
    m["early"]["asked"] = 500
    m["recent"]["asked"] = 500 - int(x * 1000)


S = [(0, 0), ("0.3", "0.4"), ("0.5", "0.65"), ("0.7", "0.85"), ("0.9", 1)]
ADOPTION, TOOLS, COST, LEARN = "optimization_adoption", "tool_efficiency", "cost_efficiency", "learning_growth"
RULES = [
    ("token_efficiency", "token_efficiency", 300, tokens,
     [(1, 1), ("1.5", F(2, 3)), (2, F(1, 3)), (3, F(1, 6)), (4, 0)], -1),
    (ADOPTION, "defer_docs", 50, share("defer_docs", ("used", "all")), S, 1),
    (ADOPTION, "claude_md", 50, claude_md, S, 1),
    (ADOPTION, "concise_mode", 40, share("answers", ("short", "all")), S, 1),
    (ADOPTION, "direct_commands", 60, direct, S, 1),
    (ADOPTION, "context_management", 50, context, S, 1),
    (ADOPTION, "xml_tags", 20, share("xml_tags", ("sessions", "all")), S, 1),
    (ADOPTION, "chain_of_thought", 30, share("chain_of_thought", ("sessions", "all")), S, 1),
    (ADOPTION, "examples", 25, share("examples", ("sessions", "all")), S, 1),
    ("self_sufficiency", "self_sufficiency", 200, sufficiency, [(0, 0), (1, 1)], 1),
    ("improvement_trend", "improvement_trend", 125, trend,
     [(-5, 0), (0, F(2, 15)), (2, F(1, 3)), (5, F(2, 3)), (10, 1)], 1),
    ("cache_effectiveness", "cache_effectiveness", 100, cache,
     [(0, 0), (30, "0.25"), (50, "0.5"), (70, "0.75"), (90, 1)], 1),
    (TOOLS, "read_before_edit", 30, share("edits", ("compliant", "all")),
     [(0, F(1, 3)), ("0.4", F(1, 2)), ("0.6", F(2, 3)), ("0.75", F(5, 6)), ("0.9", 1)], 1),
    (TOOLS, "parallel_calls", 25, share("tool_turns", ("parallel", "all")),
     [(0, "0.2"), ("0.1", "0.4"), ("0.2", "0.6"), ("0.3", "0.8"), ("0.4", 1)], 1),
    (TOOLS, "search_tools", 20, share("searches", ("tools", "all")),
     [(0, "0.2"), ("0.25", "0.4"), ("0.5", "0.6"), ("0.75", "0.8"), ("0.9", 1)], 1),
    ("session_focus", "session_focus", 50, focus,
     [(0, 0), (1, "0.4"), (3, "0.8"), (5, 1), (15, 1), (20, "0.8"), (30, "0.4"), (40, 0)], 0),
    (COST, "cost_per_session", 40, cost,
     [("0.7", 1), ("0.85", "0.875"), (1, "0.75"), ("1.2", "0.5"), ("1.5", "0.25"), (2, "0.125")], -1),
    (COST, "cache_contribution", 20, contribution,
     [(0, "0.25"), ("0.25", "0.5"), ("0.5", "0.75"), ("0.75", 1)], 1),
    (COST, "budget", 15, days, [(0, F(4, 15)), ("0.5", F(8, 15)), ("0.8", "0.8"), (1, 1)], 1),
    (LEARN, "efficiency", 25, learning, [(-20, "0.2"), (-10, "0.4"), (0, "0.6"), (10, "0.8"), (20, 1)], 1),
    (LEARN, "consistency", 15, consistency,
     [(0, F(4, 15)), ("0.3", F(8, 15)), ("0.5", "0.8"), ("0.7", 1)], 1),
    (LEARN, "autonomy", 10, autonomy, [("-0.1", "0.3"), (0, "0.6"), ("0.05", "0.8"), ("0.1", 1)], 1),
]
# What a measure cannot be.
LOW = {"token_efficiency": F(1, 100), "improvement_trend": -50, "efficiency": -50, "autonomy": F(-1, 2),
       "context_management": F(3, 10), "cost_per_session": F(1, 10), "session_focus": F(1, 100)}
HIGH = {"token_efficiency": 6, "cost_per_session": 4, "session_focus": 50, "improvement_trend": 50,
        "efficiency": 50, "autonomy": F(1, 2), "cache_effectiveness": 100}

for category, check, most, put, points, better in RULES:
    corners = [F(x) for x, _ in points]
    xs = sorted({*corners, *((a + b) / 2 for a, b in zip(corners, corners[1:])),
                 F(LOW.get(check, 0)), F(HIGH.get(check, 1))})
    xs = [x for x in xs if x >= LOW.get(check, 0)]
    metrics = []
    for x in xs:
        m = full()
        put(m, x)
        metrics.append(m)
    got = [s["categories"][category]["checks"][check] for s in ask("v2", metrics)]
    wrong = [(float(x), float(g["points"]), float(most * pl(x, points)), g["measured"])
             for x, g in zip(xs, got)
             if abs(g["points"] - most * pl(x, points)) > F(1, 10000) or g["max"] != most
             or not g["measured"]]
    ok(not wrong, f"{category}: {check}: {len(xs)} points {wrong or ''}")
    wrong = [(float(x), float(g["target"])) for x, g in zip(xs, got)
             if abs(g["target"] - nearest(x, points)) > F(1, 10000)]
    ok(not wrong, f"{category}: {check}: where all is given {wrong or ''}")
    values = [g["points"] for g in got][::better or 1]
    ok(not better or values == sorted(values), f"{check}: better is better")

# G8, on one practice: S(c).
cases = [("0.2", ".2667"), ("0.4", ".525"), ("0.6", ".75"), ("0.8", ".925"), ("0.95", "1")]
metrics = [full() for _ in cases]
for m, (c, _) in zip(metrics, cases):
    share("defer_docs", ("used", "all"))(m, F(c))
got = [s["categories"][ADOPTION]["checks"]["defer_docs"]["points"] / 50 for s in ask("v2", metrics)]
ok(all(abs(g - F(w)) < F(1, 10000) for g, (_, w) in zip(got, cases)), "G8")

# G11
cases = [("12.5", 150, "125", "excellent"), ("7", 100, "100", "good"), ("3", 50, "55.6", "modest"),
         ("0.5", 20, "22.9", "maintaining"), ("-3", 0, "6.7", "slight_degradation"),
         ("-8", 0, "0", "significant_degradation")]
metrics = [full() for _ in cases]
for m, case in zip(metrics, cases):
    trend(m, F(case[0]))
for profile, column in (("v1", 1), ("v2", 2)):
    got = [s["categories"]["improvement_trend"] for s in ask(profile, metrics)]
    ok([g["points"] for g in got] == [F(c[column]) for c in cases], f"G11 {profile}")
    ok([g["status"] for g in got] == [c[3] for c in cases], f"G11 {profile}: status")

# G3: v1 efficiency, 11,200 against 15,000.
m = full()
m["tokens_per_session"].update(sessions=100, tokens=1120000, median=11200)
one = ask("v1", [m])[0]["categories"]["token_efficiency"]
ok(one["points"] == F("177.3") and one["max"] == 350, "G3")
ok(abs(one["evidence"]["improvement_pct"] - F("25.3333")) < F(1, 1000), "G3: 25.3 %")
one = ask("v1", [m], 22400)[0]["categories"]["token_efficiency"]
ok(one["points"] == 350 and one["evidence"]["baseline_type"] == "company", "a company's baseline, v1")
one = ask("v2", [m], 5600)[0]["categories"]["token_efficiency"]
ok(one["points"] == 100 and one["evidence"]["baseline"] == 5600, "a company's baseline, v2")

# G5
for value, hit in ((44249, "74.37"), (51655, "74.36")):
    m = full()
    m["calls"].update(cache_read_tokens=172132166, cache_write_tokens=59290310, input_tokens=value)
    evidence = ask("v2", [m])[0]["categories"]["cache_effectiveness"]["evidence"]
    ok(round(float(evidence["cache_hit"]), 2) == float(hit)
       and round(float(evidence["cache_hit_doc"]), 2) == 99.97, f"G5: {hit}")

# The baseline: fixed before ten sessions, then 1.10 x P25, at least 15,000.
for n, p25, median, points, kind in ((9, 10, 30000, 300, "fixed"), (9, 10, 45000, 200, "fixed"),
                                     (10, 10, 15000, 300, "dynamic"), (10, 20000, 33000, 200, "dynamic"),
                                     (1, 1, 60000, 100, "fixed"), (10, 20000, 0, 150, "dynamic")):
    m = full(n)
    m["tokens_per_session"].update(sessions=n, median=median, p25=p25)
    one = ask("v2", [m])[0]["categories"]["token_efficiency"]
    ok(one["points"] == points and one["evidence"]["baseline_type"] == kind, f"baseline {n} {p25} {median}")
    ok((one["status"] == "warming_up") == (n < 10), f"baseline {n}: status")

# Without an opportunity: the neutral points of each category, and nothing measured.
NEUTRAL = {"v2": ["150", "211.3", "100", "50", "0", "0", "37.5", "25", "37.5", "25"],
           "v1": ["175", "125", "100", "50", "0"]}
for profile, neutral in NEUTRAL.items():
    score = ask(profile, [NOTHING])[0]
    ok([c["points"] for c in score["categories"].values()] == [F(n) for n in neutral],
       f"{profile}: neutral points")
    ok(score["measured_max"] == 0 and score["combo"] == 0, f"{profile}: nothing is measured")
    ok(score["base"] == sum(F(n) for n in neutral), f"{profile}: base is the sum")
    ok(all(one["target"] is None for c in score["categories"].values() for one in c["checks"].values()),
       f"{profile}: nowhere to go from nothing")
    ok(sum(c["max"] for c in score["categories"].values()) == {"v2": 1350, "v1": 1000}[profile],
       f"{profile}: its most")

def together(m):
    """What rules that share a number agree on, at their best."""
    m["before_30_days"].update(sessions=10, tokens=30000)
    m["last_30_days"].update(sessions=5, tokens=13500)
    for one in ("early", "recent"):
        m[one]["prompts"].update(sessions=500, total=5000, histogram=[[10, 500]])


# Warming up: nine sessions against ten.
for n in (1, 9, 10):
    m = full(n)
    for put, x in ((cost, F(1, 2)), (learning, F(20)), (autonomy, F(1, 10))):
        put(m, x)
    together(m)
    c = ask("v2", [m])[0]["categories"]
    warm = n >= 10
    ok([c[k]["points"] for k in ("improvement_trend", "learning_growth")] == ([125, 50] if warm else [50, 25])
       and c[COST]["checks"]["cost_per_session"]["points"] == (40 if warm else 20), f"{n} sessions")
    ok(all((c[k]["status"] == "warming_up") != warm for k in ("improvement_trend", COST, "learning_growth"))
       and (warm or c[COST]["evidence"]["needed"] == 10), f"{n} sessions: status")

# Single rules.
def category(name, change, profile="v2", n=100):
    m = full(n)
    change(m)
    return ask(profile, [m])[0]["categories"][name]


one = category(TOOLS, lambda m: m.update(searches={"tools": 0, "all": 0}, edits={"compliant": 9, "all": 10},
                                         tool_turns={"parallel": 0, "all": 10}))
ok(one["points"] == F("47.7") and one["max"] == 75 and one["measured_max"] == 75,
   f"no searches: the others scaled by 75/55: {float(one['points'])}")
one = category(TOOLS, lambda m: m.update(tool_turns={"parallel": 4, "all": 10}))
ok(one["points"] == 75 and one["measured_max"] == 45 and one["status"] == "partly_measured", "no edits: 30, unmeasured")
one = category(TOOLS, lambda m: m.update(tool_uses=0, searches={"tools": 0, "all": 0}))
ok(one["points"] == F("37.5") and one["measured_max"] == 0 and not one["measured"], "no tool use")
for weeks, points in ((2, 0), (3, 10), (4, 10)):
    one = category("best_practices", lambda m: m.update(archive={"known": True, "weeks": weeks}))
    ok(one["points"] == points and one["measured_max"] == 10
       and one["checks"]["archive"]["target"] == max(weeks, 3), f"archive of {weeks} weeks")
one = category("best_practices", lambda m: m.update(projects={"probed": True, "all": 2, "top_with_claude_md": 1},
                                                    memory={"keywords": True, "concise": False}))
ok(one["points"] == 25 and one["measured_max"] == 40, "one of two projects, and keywords")
one = category(ADOPTION, lambda m: m.update(memory={"keywords": True, "concise": True}, answers={"short": 1, "all": 9}))
ok(one["checks"]["concise_mode"]["points"] == 40, "memory that says concise lifts to .9")
one = category(COST, lambda m: (cost(m, F(1, 2)), days(m, F(1)), m["calls"].update(
    input_tokens=94, unpriced_tokens=5, output_tokens=6)))
ok(one["measured_max"] == 55, "5 % without a price: measured")
one = category(COST, lambda m: (cost(m, F(1, 2)), days(m, F(1)), m["calls"].update(
    input_tokens=94, unpriced_tokens=6, output_tokens=6)))
ok(one["points"] == F("37.5") and one["measured_max"] == 0, "6 %: neutral")
one = category(COST, lambda m: (cost(m, F(3)), m["before_30_days"].update(sessions=9)))
ok(one["checks"]["cost_per_session"]["points"] == 30 and one["evidence"]["first_month"], "the first month")
one = category("improvement_trend", lambda m: (trend(m, F(10)), m["before_30_days"].update(sessions=2)))
ok(one["points"] == 50 and not one["measured"], "two sessions a side are too few")
one = category("improvement_trend", lambda m: (trend(m, F(10)), m.update(previous={"token_efficiency": {
    "evidence": {"mean": 9000}}})))
ok(one["points"] == F("16.7") and one["evidence"]["against"] == "snapshot", "--previous")
one = category("self_sufficiency", lambda m: m.update(asked=30, run=300))
ok(one["points"] == F("181.8") and one["evidence"]["observed_rate"] == F("0.9091"), "A and R above 2N")
for name, metric, key in (("self_sufficiency", "asked_spent", "asked"),
                          (ADOPTION, "simple_bash_alone_spent", "direct_commands")):
    one = category(name, lambda m: m.update({metric: {"tokens": 7, "cost_usd": "0.000000001"}}))["evidence"]
    ok((one[f"{key}_tokens"], one[f"{key}_cost_usd"]) == (7, "0.000000001"), f"what {key} took")
for n, points in ((4, 60), (5, 100), (15, 100), (16, 98), (35, 60), (50, 30), (500, 30)):
    one = category(ADOPTION, lambda m: m["parts"].update(parts=1, histogram=[[n, 1]]))
    ok(abs(one["checks"]["context_management"]["x"] * 100 - points) < F(1, 100)
       and one["evidence"]["session_parts_short"] == (n < 5)
       and one["evidence"]["session_parts_long"] == (n > 15), f"a part of {n} prompts")
for c, points in (("0.199", 0), ("0.2", "12.5"), ("0.4", 25), ("0.6", "37.5"), ("0.799", "37.5"), ("0.8", 50)):
    one = category(ADOPTION, lambda m: share("defer_docs", ("used", "all"))(m, F(c)), "v1")
    ok(one["checks"]["defer_docs"]["points"] == F(points), f"v1: a practice at {c}")

# The best that can be, and the sum of what is rounded.
best = full()
for _, check, _, put, points, _ in RULES:
    put(best, F(max(points, key=lambda p: F(p[1]))[0]))
cache(best, F(90))
best["calls"].update(saved_usd="75", cost_usd="25")
best.update(archive={"known": True, "weeks": 4}, memory={"keywords": True, "concise": True},
            projects={"probed": True, "all": 3, "top_with_claude_md": 3})
together(best)
score = ask("v2", [best])[0]
ok(score["base"] == 1350 and score["measured_max"] == 1350 and score["combo"] == 150,
   f"the best: {float(score['base'])}, {float(score['measured_max'])}")
# The combo, by how many categories are high: one after the other is spoilt.
spoil = [lambda m: tokens(m, F(4)), lambda m: sufficiency(m, F(0)), lambda m: focus(m, F(40)),
         lambda m: trend(m, F(-50)), lambda m: m["calls"].update(input_tokens=10**9),
         lambda m: m.update(archive={"known": True, "weeks": 0}, memory={"keywords": False, "concise": True}),
         lambda m: m.update(edits={"compliant": 0, "all": 1})]
steps, worse = [copy.deepcopy(best)], copy.deepcopy(best)
for spoiler in spoil:
    spoiler(worse)
    steps.append(copy.deepcopy(worse))
got = [int(s["combo"]) for s in ask("v2", steps)]
ok(got == [150, 100, 100, 50, 50, 25, 25, 0], f"combo of 10 high categories, 9 ... 3: {got}")
best["tokens_per_session"].update(sessions=100, tokens=1)
score = ask("v1", [best])[0]
ok(score["base"] == 1000 and score["combo"] == 150, f"the best of v1: {float(score['base'])}")

# The check of the scoring rules: log-normal sessions of the same mean.
for sigma, points in ((.3, 277), (.6, 229), (1, 231), (1.4, 300)):
    quantile = statistics.NormalDist(math.log(33762) - sigma ** 2 / 2, sigma).inv_cdf
    m = full(1000)
    m["tokens_per_session"].update(sessions=1000, median=math.exp(quantile(.5)), p25=math.exp(quantile(.25)))
    got = ask("v2", [m])[0]["categories"]["token_efficiency"]["points"]
    ok(abs(got - points) < 5, f"log-normal sessions, {sigma}: {float(got)}, about {points}")

# --- laws, on metrics as they may come ------------------------------------------------------

DICE = random.Random(7)


def some():
    m = full(DICE.randrange(10, 200))
    n = m["sessions"]["scored"]
    m["sessions"]["all"] = n + DICE.randrange(20)
    for path in BETTER:
        *outer, key = path
        holder = functools.reduce(dict.get, outer, m)
        holder[key] = money(DICE.randrange(1, 1000)) if key.endswith("usd") else DICE.randrange(1, 500)
    for shares in ("defer_docs", "answers", "xml_tags", "chain_of_thought", "examples", "edits", "tool_turns",
                   "searches"):
        m[shares]["all"] = 500
    m["calls"]["output_tokens"] = 1000
    m["tokens_per_session"].update(median=DICE.randrange(1, 60000), p25=DICE.randrange(1, 20000))
    m["claude_md"] = {"known": True, "sessions": DICE.randrange(n)}
    m["projects"] = {"probed": True, "all": 9, "top_with_claude_md": DICE.randrange(3)}
    m["memory"] = {"keywords": False, "concise": False}
    m["archive"] = {"known": True, "weeks": DICE.randrange(4)}
    m["days"] = {"active": 600, "within": DICE.randrange(500), "budget_usd": "5"}
    for month, most in (("last_30_days", n), ("before_30_days", 30)):
        m[month].update(sessions=DICE.randrange(3, most + 1), tokens=DICE.randrange(10**5, 10**6))
    for one in ("early", "recent"):
        m[one]["prompts"].update(sessions=n // 3, total=5 * n,
                                 histogram=[[10, DICE.randrange(n // 3 + 1)], [30, 1]])
    m["prompts"].update(sessions=n, total=DICE.randrange(n, 30 * n))
    m["parts"].update(parts=100, histogram=[[10, DICE.randrange(99)], [60, 1]])
    return m


# Which way is better.
BETTER = {
    ("defer_docs", "used"): 1, ("answers", "short"): 1, ("xml_tags", "sessions"): 1,
    ("chain_of_thought", "sessions"): 1, ("examples", "sessions"): 1, ("simple_bash_alone",): -1,
    ("asked",): -1, ("run",): 1, ("edits", "compliant"): 1, ("tool_turns", "parallel"): 1,
    ("searches", "tools"): 1, ("calls", "cache_read_tokens"): 1, ("calls", "cache_write_tokens"): -1,
    ("calls", "input_tokens"): -1, ("calls", "saved_usd"): 1, ("calls", "cost_usd"): -1,
    ("last_30_days", "cost_usd"): -1, ("before_30_days", "cost_usd"): 1,
    ("recent", "asked"): -1, ("early", "asked"): 1, ("recent", "tokens"): -1, ("early", "tokens"): 1,
    # set by some() otherwise
    ("tokens_per_session", "median"): -1, ("last_30_days", "tokens"): -1, ("before_30_days", "tokens"): 1,
    ("claude_md", "sessions"): 1, ("projects", "top_with_claude_md"): 1, ("archive", "weeks"): 1,
    ("days", "within"): 1, ("memory", "keywords"): True, ("memory", "concise"): True,
}


def bettered(m, path, way):
    """The same, a little better in one thing."""
    m = copy.deepcopy(m)
    *outer, key = path
    holder = functools.reduce(dict.get, outer, m)
    old = holder[key]
    if way is True:
        holder[key] = True
    elif key.endswith("usd"):
        holder[key] = money(F(old) + way * F(DICE.randrange(1, 100), 100))
    elif path == ("tokens_per_session", "median"):
        holder[key] = max(1, old - DICE.randrange(1, 2000))
    else:
        holder[key] = max(0, old + way)
    return m


SLOPE = {check: most * max(abs((F(d) - F(b)) / (F(c) - F(a))) for (a, b), (c, d) in zip(points, points[1:]))
         for _, check, most, _, points, _ in RULES} | {"memory": 10, "archive": 10}
SLOPE_OF_SHARED = {"claude_md": 125}  # the practice's, the greater one
falls, leaps = [], []
for _ in range(8):
    before = some()
    changed = [bettered(before, path, way) for path, way in BETTER.items()]
    both = bettered(bettered(before, ("asked",), -1), ("tokens_per_session", "median"), -1)
    first, *others = ask("v2", [before, *changed, both])
    for path, after in zip([*BETTER, ("both",)], others):
        if after["base"] < first["base"]:
            falls.append((path, float(first["base"]), float(after["base"])))
        may = F(0)
        for name, c in first["categories"].items():
            may += F(1, 10)  # what is rounded
            for check, one in c["checks"].items():
                other = after["categories"][name]["checks"][check]
                assert one["measured"] == other["measured"], (path, check)
                if one["measured"]:
                    slope = {**SLOPE, **SLOPE_OF_SHARED}[check]
                    may += slope * (abs(one["x"] - other["x"]) + F(1, 10000))
        if abs(after["base"] - first["base"]) > may:
            leaps.append((path, float(after["base"] - first["base"]), float(may)))
ok(not falls, f"what is better never costs points {falls[:3] or ''}")
ok(not leaps, f"no step is larger than its slope {leaps[:3] or ''}")
print(f"1..{tests}")
sys.exit(failures > 0)
