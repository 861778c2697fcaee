#!/bin/sh
# A page is well-formed, stands alone, and keeps what others wrote text.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 xmllint
here=$TC_TOP/tests/render

page() { # page REPORT INPUT [OPTION...]
	page_report=$1 page_input=$2
	shift 2
	run tc-render --now 2026-11-22T16:10:00Z -z UTC --report "$page_report" --to html "$@" \
		"$here/$page_input.ndjson"
	status 0 "$page_report of $page_input"
	err_is ''
}
# As XML, with the elements and attributes that a page may have.
sound() { # sound NAME
	xmllint --noout "$OUT" 2>"$ERR"
	ok $? "$1: well-formed" || diag <"$ERR"
	python3 - "$OUT" <<'PY' >got 2>&1
import base64, hashlib, re, sys
import xml.etree.ElementTree as tree
text = open(sys.argv[1], encoding="utf-8").read()
page = tree.fromstring(text)
tags = set("""html head meta title style body main h1 h2 p div span strong code pre ul li dl dt dd
    figure figcaption details summary table caption thead tbody tfoot tr th td
    svg g rect line path text desc""".split())
attributes = set("""lang charset name content http-equiv class role tabindex aria-label aria-hidden
    aria-labelledby aria-describedby scope id width height x x2 y y1 y2 d viewBox
    preserveAspectRatio""".split())
for e in page.iter():
    assert e.tag in tags, e.tag
    assert set(e.keys()) <= attributes, e.keys()
ids = [e.get("id") for e in page.iter() if e.get("id")]
assert len(ids) == len(set(ids)), ids
for e in page.iter():
    for by in filter(None, (e.get("aria-labelledby"), e.get("aria-describedby"))):
        assert by in ids, by
(style,) = page.iter("style")
digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
(policy,) = [e.get("content") for e in page.iter("meta") if e.get("http-equiv")]
assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
                  "form-action 'none'"), policy
assert not re.search(r"url\(|@import|@font-face|//", style.text)
assert page.get("lang") == "en" and len(list(page.iter("main"))) == 1
head = page.find("head")
assert [e.tag for e in head][:2] == ["meta", "title"] and head.find("title").text
# What is no SVG would end a picture, for a browser.
for svg in page.iter("svg"):
    assert {e.tag for e in svg.iter()} <= set("svg g rect line path text title desc".split())
for table in page.iter("table"):
    assert table.find("caption").text
    for row in table.findall("tbody/tr"):
        assert row[0].tag == "th" and row[0].get("scope") == "row"
for svg in page.iter("svg"):
    assert svg.get("role") == "img" or svg.get("aria-hidden") or svg.get("preserveAspectRatio")
print("sound")
PY
	is "$(cat got)" sound "$1: sound"
}

for report in report daily models projects agents session; do
	page $report report
	sound "$report"
	is "$(sed 's/http-equiv//' "$OUT" | grep -ciE 'http|<script|href|src=|@import')" 0 \
		"$report: nothing to load, nothing to run"
done
for report in monthly blocks; do
	page $report tables --set breakdown=yes
	sound "$report"
done
for report in $("$TC_BIN/tc-render" --list | cut -d ' ' -f 1); do
	run tc-render --report "$report" --to html </dev/null
	sound "$report of nothing"
done

page "$here/hostile.jq" report
sound hostile
python3 - "$OUT" "$here/hostile.jq" <<'PY' >got 2>&1
import re, sys
import xml.etree.ElementTree as tree
page = tree.parse(sys.argv[1])
evil = ("</style></title></script><script>stolen = 1</script>\"><img src=x onerror='stolen = 1'>"
        "<!-- ]]> &amp; ${x} javascript:stolen=1 url(x)\\u202e\\x1b\\x00\\uffff")
seen = set()
for e in page.iter():
    if e.tag == "style":
        continue
    for text in [e.text, e.tail, *e.attrib.values()]:
        for where, rest in re.findall("@([^@]*)@([^@]*)", text or ""):
            # Code is in lines; all else keeps the line break visible.
            wanted = evil if where == "code" else evil + "\\x0a"
            assert rest.startswith(wanted), (where, rest)
            seen.add(where)
        assert not re.search(r"\\x0[1-6]", text or ""), text # styles of a terminal
        assert "stolen" not in re.sub("@[^@]*@" + re.escape(evil), "", text or ""), text
for shape in "bars", "lines", "areas":
    for part in f"title of {shape}", f"series of a {shape}", f"cell 0 of a {shape}", f"id of a {shape}":
        assert part in seen, part
for part in ("title", "strong", "paragraph", "heading", "note", "code", "label", "figure", "good",
             "dim", "bad", "item", "time", "id of a table", "cell 2 of a second", "total of a first",
             "title of a column of a table"):
    assert part in seen, part
print("text")
PY
is "$(cat got)" text "what is hostile stays text, wherever it stands"
page projects evil
sound evil
is "$(grep -c 'txt.exe' "$OUT")" 1 "the text of others is there"
is "$(python3 -c '
import sys, unicodedata
print(sum(unicodedata.category(c) in ("Cc", "Cf") and c != "\n" for c in open(sys.argv[1]).read()))
' "$OUT")" 0 "no character that drives or deceives"

page report report
cp "$OUT" first
page report report
same "$OUT" first "the same bytes twice"
LC_ALL=de_DE.UTF-8 TERM=dumb NO_COLOR=1 COLUMNS=20 page report report --columns 300 --color always
same "$OUT" first "and on any terminal"
page session report -z America/New_York
cp "$OUT" first
page session report
is "$(diff first "$OUT" | grep '^[<>]' | sed 's/20..-..-.. ..:..//g; s/^[<>]//' | sort | uniq -c |
	awk '$1 % 2' | wc -l)" 0 "elsewhere only times differ"

# What a page begins with is what the rows say, worked out anew by another hand.
"$TC_BIN/tc-extract" --kinds call "$TC_TOP/fixtures/sample" | "$TC_BIN/tc-price" 2>"$ERR" |
	"$TC_BIN/tc-aggregate" -z UTC --by day --by project --by model --by agent --by day,project \
		--by day,model --by '' >rows
for now in "$(cat "$TC_TOP/fixtures/sample/now")" 2026-11-16T09:00:00Z 2026-12-15T09:00:00Z; do
	run tc-render --report report --to html --now "$now" -z UTC rows
	status 0
	python3 - "$OUT" rows "${now%T*}" <<'PY' >got 2>&1
import datetime, decimal, json, re, sys
import xml.etree.ElementTree as tree
D = decimal.Decimal
page = tree.parse(sys.argv[1])
rows = [json.loads(line, parse_float=D, parse_int=D) for line in open(sys.argv[2])]
today = datetime.date.fromisoformat(sys.argv[3])
by = lambda *keys: [r for r in rows if r["of"] == "call" and r["by"] == list(keys)]
text = lambda e: "".join(e.itertext())
days_ago = lambda r: (today - datetime.date.fromisoformat(r["day"])).days
window = lambda some, n, ago: [r for r in some if ago <= days_ago(r) < ago + n]
cost = lambda some: sum((r["cost_usd"] for r in some if r["cost_usd"] is not None), D(0))
money = lambda n: ("-" if n < 0 else "") + f"${abs(n.quantize(D('0.01'), decimal.ROUND_HALF_UP)):,}"
(figure,) = [e for e in page.iter("div") if e.get("class") == "figure"]
label, number, change = [text(e) for e in figure]
n = 7 if window(by("day"), 7, 0) else 30
assert label == f"API-equivalent, last {n} days", label
now, before = cost(window(by("day"), n, 0)), cost(window(by("day"), n, n))
assert number == money(now), number
known = max(map(days_ago, by("day"))) >= 2 * n - 1 and before > 0
if known:
    share = int(((now / before - 1) * 100).quantize(D(1), decimal.ROUND_HALF_UP))
    arrow = "▲" if share > 0 else "▼"
    assert re.sub(" +", " ", change) == f"{arrow} {abs(share)} % against the {n} days before", change
else:
    assert change.startswith("there is nothing before"), change
facts = {text(d[0]): text(d[1]) for d in page.iter("dl") for d in d}
short = lambda name: re.sub("-20[0-9]{6}$", "", name.split("/")[-1].removeprefix("claude-"))
def movers(key):
    some = by("day", key)
    moved = {name: cost(window([r for r in some if r[key] == name], n, 0))
             - known * cost(window([r for r in some if r[key] == name], n, n))
             for name in {r[key] for r in some}}
    way = 1 if not known or now > before else -1
    most = sorted((k for k in moved if moved[k] * way > 0), key=lambda k: -abs(moved[k]))[:2]
    plus = "+" if known and way > 0 else ""
    return [f"{short(k)} {plus}{money(moved[k])}" for k in most
            if abs(moved[k]) * 5 >= abs(moved[most[0]])]
assert facts["why" if known else "most"] == " · ".join(
    ", ".join(m) for m in (movers("project"), movers("model")) if m), facts
project = movers("project")[0].split()[0]
assert facts["look"] == f"token-craft session --since {n}d --project {project}", facts
(chart,) = page.iter("details")
header = [text(e) for e in chart.iter("th") if e.get("scope") == "col"][1:]
assert header and set(header) <= {short(r["model"]) for r in by("day", "model")}
drawn = chart.findall(".//tbody/tr")
assert len(drawn) == 30
for i, row in enumerate(drawn):
    day = today - datetime.timedelta(29 - i)
    assert text(row[0]) == f"{day.day} {day:%b}", text(row[0])
    wanted = {short(r["model"]): r["cost_usd"] for r in by("day", "model") if days_ago(r) == 29 - i}
    for name, cell in zip(header, row[1:]):
        value = wanted.get(name)
        assert text(cell) == ("" if name not in wanted else "n/a" if value is None else money(value))
print("true")
PY
	is "$(cat got)" true "as of $now: the number, the change, why, the chart"
done

# Money keeps its digits, coordinates are whole to the last place.
cat >own.jq <<'END'
{kind: "document", blocks: [{block: "chart", shape: "bars", title: "c",
	columns: [{key: "day"}, column("a"; "a"; "money")], rows: [
	{day: "1 Nov", a: "9007199254740993.005"}, {day: "2 Nov", a: "0.000000001"}, {day: "3 Nov", a: null},
	{day: "4 Nov", a: "-1"}, {day: "5 Nov", a: "1e300"}]}]}
END
page ./own.jq report
sound huge
out_has '<td class="n">$9,007,199,254,740,993.01</td>' "the table behind it has every digit"
out_has '<title>1 Nov: $9,007,199,254,740,993.01</title>'
out_has '<title>3 Nov: n/a</title>'
done_testing
