#!/usr/bin/env python3
"""within.py GOT WANTED: equal rows, but for columns NAME_pP: |got - wanted| * 64 <= |wanted|.

Prints how many quantiles were compared; a difference ends with 1.
"""
import json
import re
import sys
from fractions import Fraction

got, wanted = ([json.loads(line, parse_float=Fraction) for line in open(name)]
               for name in sys.argv[1:3])
compared = 0
if len(got) != len(wanted):
    sys.exit("%d rows, wanted %d" % (len(got), len(wanted)))
for mine, theirs in zip(got, wanted):
    if list(mine) != list(theirs):
        sys.exit("columns differ: %s" % mine)
    for name, value in theirs.items():
        near = mine[name] == value
        if re.search(r"_p[0-9.]+$", name) and value is not None:
            near = abs(Fraction(mine[name]) - Fraction(value)) * 64 <= abs(Fraction(value))
            compared += 1
        if not near:
            sys.exit("%s is %s, wanted %s" % (name, mine[name], value))
print(compared)
