#!/bin/sh
# JSON, CSV, Markdown and the terminal hold the same rows, whatever stands in them.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

for case in tables.monthly report.projects report.models report.agents evil.projects; do
	for format in json csv md term; do
		run tc-render --now 2026-11-22T16:10:00Z -z UTC --report "${case#*.}" \
			--set breakdown=yes --to $format --columns 200 \
			"$TC_TOP/tests/render/${case%.*}.ndjson"
		status 0 "$case as $format"
		cp "$OUT" $format
	done
	python3 - <<'PY' >got 2>&1
import csv, decimal, json, re
D = decimal.Decimal
text = lambda name: open(name, encoding="utf-8", newline="").read()
def flat(rows):
    for row in rows:
        below = row.pop("rows", [])
        yield row
        yield from flat(below)
answer = json.loads(text("json"), parse_float=D, parse_int=D)
rows = list(flat(answer["rows"]))
table = list(csv.DictReader(text("csv").splitlines(keepends=True)))
assert len(rows) == len(table) and len(rows) > 0
visible = lambda s: re.sub("[\x00-\x1f\x7f-\x9f\u200b\u202e\U000e0041]",
    lambda m: ("\\x%02x" if ord(m[0]) < 256 else "\\u%04x") % ord(m[0]), s)
for r, c in zip(rows, table):
    assert list(r) == list(c)
    for key, value in r.items():
        if value is None:
            assert c[key] == "", (key, c[key])
        elif isinstance(value, D):
            assert D(c[key]) == value, (key, c[key], value)
        else:
            guard = "'" if value[:1] in "=+-@\t\r\n|%" else ""
            assert c[key] == guard + visible(value), (key, c[key], value)
def money(v):
    if v is None:
        return "n/a"
    v = v.quantize(D("0.01"), rounding=decimal.ROUND_HALF_UP, context=decimal.Context(prec=50))
    return ("-" if v < 0 else "") + f"${abs(v):,}"
costs = [money(r["cost_usd"]) for r in rows]
md = [re.split(r"(?<!\\)\|", line)[2].strip() for line in text("md").splitlines()
      if line.startswith("|")]
assert md[2:-1] == costs, (md, costs)
assert md[-1] == f"**{money(answer['totals']['cost_usd'])}**"
term = text("term").split("\n")
rules = [i for i, line in enumerate(term) if line.startswith("──")]
lines = term[rules[0] + 1:rules[1]]
assert len(lines) == len(costs)
for line, cost in zip(lines, costs):
    assert f" {cost} " in line, (line, cost)
print("same")
PY
	is "$(cat got)" same "$case: the same rows in all formats"
done

LC_ALL=C.UTF-8
export LC_ALL
for columns in 1 19 20 33 40 60 80 120 200; do
	for report in projects models report; do
		input=evil
		[ $report = projects ] || input=report
		run tc-render --now 2026-11-22T16:10:00Z -z UTC --report $report \
			--columns $columns "$TC_TOP/tests/render/$input.ndjson"
		status 0 "$report in $columns columns"
		python3 - $columns "$OUT" <<'PY' >got
import sys, unicodedata
columns = max(20, int(sys.argv[1]))
for line in open(sys.argv[2], encoding="utf-8", newline="\n"):
    line = line.rstrip("\n")
    width = sum(0 if unicodedata.combining(c) else
                2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
    if width > columns:
        print(width, line)
    if any(unicodedata.category(c) in ("Cc", "Cf") for c in line) or line != line.rstrip():
        print("not clean", ascii(line))
PY
		is "$(cat got)" '' "$report: no line is wider than $columns, none drives a terminal"
	done
done
done_testing
