#!/bin/sh
# Every number of the report is what the rows say, worked out anew by another hand.
. "$(dirname "$0")/../lib.sh"
skip_unless python3
rows=$TC_TOP/tests/render/report.ndjson

run tc-render --now 2026-11-22T16:10:00Z -z UTC --report report --to json "$rows"
status 0
python3 - "$OUT" "$rows" <<'PY' >got
import datetime, decimal, json, sys
D = decimal.Decimal
load = lambda text: json.loads(text, parse_float=D, parse_int=D)
report = load(open(sys.argv[1]).read())
rows = [load(line) for line in open(sys.argv[2])]
by = lambda *keys: [r for r in rows if r["of"] == "call" and r["by"] == list(keys)]
today = datetime.date(2026, 11, 22)
(total,) = by()
tokens = lambda r: (r["input_tokens"] + r["output_tokens"] + r["cache_creation_input_tokens"]
                    + r["cache_read_input_tokens"])

def window(days, ago):
    first = today - datetime.timedelta(days + ago - 1)
    last = today - datetime.timedelta(ago)
    return [r for r in by("day") if str(first) <= r["day"] <= str(last)]

cost = lambda some: sum((r["cost_usd"] for r in some if r["cost_usd"] is not None), D(0))
close = lambda a, b: abs(a - b) < D("1e-12")
first = min(r["day"] for r in by("day"))
for period, days in zip(report["periods"]["rows"], (1, 7, 30)):
    now, before = cost(window(days, 0)), cost(window(days, days))
    assert period["cost_usd"] == now, (period, now)
    assert period["calls"] == sum(r["calls"] for r in window(days, 0))
    assert period["tokens"] == sum(tokens(r) for r in window(days, 0))
    if first <= str(today - datetime.timedelta(2 * days - 1)):
        assert close(period["change"], now / before - 1), period
    else:
        assert period["change"] is None, period
for table, key in (("projects", "project"), ("models", "model"), ("agents", "agent")):
    wanted = sorted(by(key), key=lambda r: -(r["cost_usd"] or 0))
    got = report[table]["rows"]
    named = [r for r in got if r["others"] is None]
    for g, w in zip(named, wanted):
        assert (g[key], g["cost_usd"], g["calls"]) == (w[key], w["cost_usd"], w["calls"])
    rest = wanted[len(named):]
    if rest:
        assert got[-1]["others"] == len(rest) and got[-1]["cost_usd"] == cost(rest), got[-1]
        assert got[-1]["calls"] == sum(r["calls"] for r in rest)
    assert cost(got) == total["cost_usd"]
assert close(sum(r["share"] for r in report["projects"]["rows"]), D(1))
read = total["cache_read_input_tokens"]
share = int(read * 1000 / (read + total["input_tokens"] + total["cache_creation_input_tokens"]))
final = int((1 - total["incomplete_calls"] / total["calls"]) * 1000)
facts = report["facts"]
assert facts["cache"].startswith(f"{share // 10}.{share % 10} % "), facts
assert facts["cache"].endswith(f"${total['saved_usd'].quantize(D('0.01'))}"), facts
assert facts["data"].startswith(f"{final // 10}.{final % 10} % of calls final · 2 lines unreadable"), facts
assert f"{total['sessions']} sessions in {len(by('project'))} projects" in report["title"]
print("true")
PY
is "$(cat got)" true "every number of the report"
done_testing
