#!/bin/sh
# Bars and sparklines, to an eighth of a cell, against the rules of stages/render/format.h
# worked out by another hand in exact fractions.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

cat >pictures.jq <<'END'
{kind: "document", blocks: map({block: "table", plain: true,
	columns: [{key: "picture", type: .type, width: .width}, {key: "end"}],
	rows: (.values | map({picture: ., end: "|"}))})}
END
cat >pictures.py <<'END'
import json
import random
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 100
EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
LEVELS = {False: "▁▂▃▄▅▆▇█", True: "_.:-=+*#"}
rng = random.Random(4)


def text(n):
    return format(Decimal(n), "f")


def near(n):
    """A number and its neighbours, in the last place that counts and beyond it."""
    n = Decimal(n)
    return [text(max(n + d, 0)) for d in map(Decimal, (
        "0", "0.000001", "-0.000001", "0.0000004999", "-0.0000005", "0.0000005"))]


def bar_values(width):
    values = ["0", "1", "-0.2", "1.5", "0.000001", "1e-3", "9" * 60, "-" + "9" * 60]
    for eighth in range(0, 16 * width + 1, max(1, width // 3)):
        values += near(Decimal(eighth) / (16 * width))
    return values + [text(Decimal(rng.randrange(10**9)) / 10**9) for _ in range(100)]


def spark_values():
    rows = [[0], [1], [0, 0, 0], [-1, 0, 1], [None, 2, None], ["0.0000004", "0.0000005"],
            list(range(17)), ["9" * 50, "1"], [1, 2**53, "9007199254740993"]]
    for greatest in (1, 3, 7, 8, 10, 16, 1000):
        rows.append([n for k in range(1, 9) for n in near(Decimal(greatest) * k / 8)
                     if Decimal(n) <= greatest] + [str(greatest)])
    for _ in range(60):
        rows.append([text(Decimal(rng.randrange(10**rng.randrange(1, 9))) / 10**4)
                     for _ in range(rng.randrange(1, 60))])
    return rows


def millionths(value):
    return Fraction(Decimal(value or 0).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def bar(value, width, ascii_only):
    whole = min(max(millionths(value), 0), 1) * width
    if ascii_only:
        return "#" * ((whole + Fraction(1, 2)) // 1)
    eighths = (whole * 8 + Fraction(1, 2)) // 1
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8]


def spark(values, _, ascii_only):
    heights = [min(max(millionths(v), 0), Fraction(2**100, 10**6)) for v in values]
    greatest = max(heights)
    # The least k of 1 to 8 with k eighths of the greatest at or above it.
    return "".join(LEVELS[ascii_only][next(
        k for k in range(8) if greatest * (k + 1) >= h * 8)] for h in heights)


tables = [("bar", width, bar_values(width)) for width in (1, 2, 3, 7, 10, 18, 20, 53, 200)]
tables.append(("spark", 0, spark_values()))
if sys.argv[1] == "ask":
    for kind, width, values in tables:
        print(json.dumps({"kind": "picture", "type": kind, "width": width, "values": values}))
    sys.exit()
ascii_only = sys.argv[1] == "ascii"
got = sys.stdin.read().split("\n\n")
assert len(got) == len(tables)
for (kind, width, values), lines in zip(tables, got):
    lines = lines.strip("\n").split("\n")
    assert len(lines) == len(values), (kind, width, len(lines), len(values))
    for value, line in zip(values, lines):
        wanted = {"bar": bar, "spark": spark}[kind](value, width, ascii_only)
        if line[:-1].rstrip() != wanted or line[-1] != "|":
            sys.exit(f"{kind} {width} {value}: {line!r}, wanted {wanted!r}")
print("exact")
END
python3 pictures.py ask >asked
for style in utf8 ascii; do
	[ $style = utf8 ] || set -- --ascii
	run tc-render --report pictures.jq --columns 1000 "$@" asked
	status 0 "pictures in $style"
	is "$(python3 pictures.py $style <"$OUT" 2>&1)" exact "each is what the rule says, in $style"
done
done_testing
