"""The questions of pipelines/README.md: cookbook.py README FOLDER, or --same ROWS ROWS

Writes each as NN.name, NN.sh and NN.sql into FOLDER. --same: are these rows the same, in
whatever order, money to the nano-dollar and shares to twelve digits?
"""
import decimal
import json
import re
import sys


def split(readme, folder):
    text = open(readme, encoding="utf-8").read()
    found = re.findall(r"^### (.*)\n(?:(?!###|```)[\s\S])*```sh\n((?:(?!```)[\s\S])*)```\n\n"
                       r"```sql\n([\s\S]*?)```$", text, re.M)
    for number, (name, *programs) in enumerate(found, 1):
        for part, content in zip(("name", "sh", "sql"), (name + "\n", *programs)):
            with open("%s/%02d.%s" % (folder, number, part), "w", encoding="utf-8") as f:
                f.write(content)


def plain(key, value):
    if isinstance(value, decimal.Decimal):
        if key.endswith("_usd"):
            return str(round(value, 9).normalize() + 0)
        return "%.12g" % value
    return value


def rows(path):
    with open(path, encoding="utf-8") as f:
        parsed = [json.loads(line, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
                  for line in f]
    return sorted(json.dumps({k: plain(k, v) for k, v in row.items()}, sort_keys=True)
                  for row in parsed)


def same(one, other):
    first, second = rows(one), rows(other)
    for row in sorted(set(first) ^ set(second)):
        print(one if row in first else other, row)
    return first == second


if sys.argv[1] == "--same":
    sys.exit(not same(*sys.argv[2:]))
split(*sys.argv[1:])
