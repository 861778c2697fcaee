#!/bin/sh
# Charts, bars and sparklines of a page stand where their numbers say, worked out by another
# hand in exact fractions.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

cat >charts.jq <<'END'
{kind: "document", blocks: (map({block: "chart", shape: .shape, title: "c",
	columns: ([{key: "l", title: "day"}] + [range(.names) | {key: "s\(.)", title: "s\(.)", type: "T"}]),
	type: .type, rows: [.rows[] | {l: .[0]} + (.[1:] | to_entries | map({("s\(.key)"): .value}) | add)]}
	| .type as $type | .columns[1:] |= map(.type = $type))
	+ [{block: "table", columns: [{key: "n", type: "count"}, {key: "b", type: "bar"}, {key: "s", type: "spark"}],
		rows: [.[0].rows[] | {n: 1, b: .[1], s: .[1:]}]}])}
END
cat >charts.py <<'END'
import json
import random
import re
import sys
import xml.etree.ElementTree as tree
from decimal import Decimal
from fractions import Fraction as F

rng = random.Random(7)
charts = []
for shape in ("bars", "lines", "areas"):
    for kind, scale in (("money", "0.000001"), ("money", "0.01"), ("money", "3"), ("money", "70000"),
                        ("count", "1"), ("count", "123456"), ("percent", "0.00001"), ("short", "9e9")):
        names, rows = rng.randrange(1, 8), []
        for day in range(rng.choice((1, 2, 3, 9, 10, 30, 101))):
            values = [rng.choice((None, "0", "-5", format(Decimal(rng.randrange(10**5)) * Decimal(scale), "f")))
                      for _ in range(names)]
            rows.append([f"{day + 1} May"] + values)
        charts.append({"kind": "chart", "shape": shape, "type": kind, "names": names, "rows": rows})
charts[0]["rows"] = [[f"{i + 1} May", format(Decimal(rng.randrange(1100000)) / 10**6, "f"), str(i)]
                     for i in range(40)]
charts[0]["names"] = 2
if sys.argv[1] == "ask":
    for chart in charts:
        print(json.dumps(chart))
    sys.exit()

page = tree.parse(sys.argv[2])
amount = lambda v: max(F(v or 0), 0)
near = lambda text, wanted: abs(F(text.rstrip("%")) - wanted) <= F(1, 100)
PLOT, TOP = 220, 12


def axis(svg, kind):
    """The number at the highest line, from its text and that of the others."""
    units = {"": 1, "k": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
    marks = []
    for line, text in zip(svg.findall("line"), [t for t in svg.findall("text") if t.get("class") == "left"]):
        m = re.fullmatch(r"(\$?)([0-9,.]+) ?([kMBT]?)( %)?", text.text)
        assert (m[1] == "$") == (kind == "money") and bool(m[4]) == (kind == "percent"), text.text
        value = F(m[2].replace(",", "")) * units[m[3]] / (100 if m[4] else 1)
        marks.append((value, F(line.get("y1"))))
        assert F(text.get("y")) == marks[-1][1] + 4
    top = marks[-1][0]
    steps = {b[0] - a[0] for a, b in zip(marks, marks[1:])}
    assert marks[0] == (0, TOP + PLOT) and len(steps) == 1 and len(marks) <= 7, marks
    (step,) = steps
    first = str(int(step * 10**12)).rstrip("0")
    assert first in ("1", "2", "5"), step
    if kind in ("count", "short"):
        assert step.denominator == 1
    for value, y in marks:
        assert near(str(float(y)), TOP + PLOT * (1 - value / top)), (value, y)
    return top, step


def points(path):
    return [(m[0], int(m[1]), int(m[2])) for m in re.findall(r"([ML])(\d+) (\d+)", path)]


for chart, figure in zip(charts, page.iter("figure")):
    svg = figure.find("svg")
    rows, names, n = chart["rows"], chart["names"], len(chart["rows"])
    top, step = axis(svg, chart["type"])
    values = [[amount(v) for v in row[1:]] for row in rows]
    highest = max(max(v) if chart["shape"] == "lines" else sum(v) for v in values)
    assert top - step < highest <= top or highest == 0, (highest, top, step)
    slots = svg.findall("g")
    assert len(slots) == n
    for i, (slot, row) in enumerate(zip(slots, values)):
        rects = slot.findall("rect")
        assert near(rects[0].get("x"), F(100 * i, n)) and near(rects[0].get("width"), F(100, n))
        if chart["shape"] != "bars":
            assert len(rects) == 1
            continue
        below, at = F(0), 1
        y = lambda v: (22000 * (1 - v / top) + F(1, 2)) // 1 # hundredths of a pixel, down
        for series, value in enumerate(row):
            height = y(below) - y(below + value)
            if height: # else there is nothing to be seen
                rect = rects[at]
                assert rect.get("class") == f"s{series % 5}", rect.attrib
                assert F(rect.get("height")) * 100 == height, (rect.attrib, height)
                assert F(rect.get("y")) * 100 == TOP * 100 + y(below + value), rect.attrib
                share = min(F(76, 100), F(8 * n, 100))
                assert near(rect.get("width"), share * 100 / n)
                assert near(rect.get("x"), (i + (1 - share) / 2) * 100 / n)
                at += 1
            below += value
        assert at == len(rects)
    labels = [t for t in svg.findall("text") if t.get("class") != "left"]
    assert labels[-1].text == rows[-1][0] and labels[-1].get("class") == "below"
    # Seven pixels a character, and some air.
    for some, width in ((labels, 820), ([t for t in labels if t.get("class") == "below"], 262)):
        for a, b in zip(some, some[1:]):
            assert F(b.get("x")[:-1]) - F(a.get("x")[:-1]) > F(100 * (7 * len(b.text) + 8), width), b.text
    for t in labels:
        i = [row[0] for row in rows].index(t.text)
        assert near(t.get("x"), F(100 * (2 * i + 1), 2 * n))
    paths = svg.findall("svg/path")
    assert len(paths) == (0 if chart["shape"] == "bars" else names)
    middle = lambda i: (2 * i + 1) * 100000 // (2 * n)
    down = lambda v: 22000 * (1 - v / top)
    for series, path in enumerate(paths):
        got = points(path.get("d"))
        if chart["shape"] == "lines":
            known = [i for i, row in enumerate(rows) if row[1 + series] is not None]
            wanted = [("L" if i - 1 in known else "M", middle(i), down(values[i][series])) for i in known]
        else:
            over = [(middle(i), down(sum(row[:series + 1]))) for i, row in enumerate(values)]
            under = [(middle(i), down(sum(row[:series]))) for i, row in enumerate(values)]
            wanted = [("L" if k else "M", *p) for k, p in enumerate(over + under[::-1])]
        assert len(got) == len(wanted), (got, wanted)
        for a, b in zip(got, wanted):
            assert a[:2] == b[:2] and abs(a[2] - b[2]) <= F(1, 2), (a, b)

(table,) = [t for t in page.iter("table") if t.find(".//svg") is not None]
for row, cells in zip(charts[0]["rows"], table.findall("tbody/tr")):
    (bar,) = cells[1].iter("rect")
    assert F(bar.get("width").rstrip("%")) * 1000 == (min(amount(row[1]), 1) * 100000 + F(1, 2)) // 1
    rects, most = list(cells[2].iter("rect")), max(map(amount, row[1:]))
    for i, (rect, value) in enumerate(zip(rects, map(amount, row[1:]))):
        assert F(rect.get("x")) == 4 * i
        assert near(rect.get("height"), 1 + 19 * value / most)
        assert F(rect.get("y")) + F(rect.get("height")) == 20
print("exact")
END
python3 charts.py ask >asked
run tc-render --report charts.jq --to html asked
status 0
err_is ''
is "$(python3 charts.py check "$OUT" 2>&1)" exact "they stand where their numbers say"
done_testing
