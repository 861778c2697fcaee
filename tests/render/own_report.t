#!/bin/sh
# A report of one's own cannot break out: not of a format, whatever texts it puts wherever a
# document has texts; not of its limits.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

# Each text in each place, alone and in pieces.
cat >own.jq <<'END'
map(.text) as $texts | ["key \($texts[])"] as $keys
| def columns: [$texts[] | {key: ., title: .}] + [{key: "b", title: "b", type: "bar"}];
def cells(f): [$texts[] as $t | {($t): ($t | f)}] | add;
{kind: "document", title: $texts[:3], blocks: ([
	$texts[] | . as $t | (. / "") as $pieces
	| ("paragraph", "heading", "note") as $block
	| {block: $block, text: $t}, {block: $block, text: $pieces}, {block: $block, text: {strong: $t}},
	  {block: $block, text: ["", " ", {dim: $t}]}, {block: $block, text: {code: $t}}
] + [
	(("list", "lines") | {block: ., items: ($texts + [$texts[] | [{good: .}]])}),
	{block: "code", text: ($texts | join("\n"))},
	($texts[] | {block: "fact", label: ., text: [., {bad: .}]}),
	($texts[] | {block: "figure", label: {dim: .}, text: [.], note: [.]}),
	($texts[] | {block: "table", id: ., columns: [{key: ., title: .}], rows: [{(.): .}], folded: .}),
	{block: "table", columns: columns, rows: [cells(.), cells([.]), cells({code: .}),
		cells([{strong: .}]) + {rows: [cells({time: .})]}], totals: cells(.)},
	{block: "table", columns: [{key: "b", type: "bar"}], rows: [{b: 0.5, rows: [{b: 1}]}]},
	{block: "beside", tables: [range(2) | {id: "beside \(.)", columns: columns, rows: [cells(.)]}]},
	{block: "chart", shape: "bars", title: $texts[0], id: "chart", columns: ([{key: "x", title: $texts[1]}]
		+ [$texts[2:6][] | {key: ., title: ., type: "count"}]), rows: [$texts[] | {x: .}]}])}
END
cat >texts.py <<'END'
import json
texts = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "|x", "%x", "＝1+1", "＠x",
    "\x1b[31mred\x1b]0;title\x07", "\x9b31m\x85\x00", "\u202etxt.exe\u2066\u200b\ufeff", "\U000e0041",
    "a\nb|c\n\n# h\n- x\n", "# h", "  ## h", "    code", "1. one", "22) two", "> quote", "- [ ] task", "---", "===",
    "* * *", "```", "~~~", "\\", "`", "``|`", "a\\|b", "</style></script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<!--", "-->", "]]>", "&lt;b&gt;", "${x}$y$", "[x](http://e.example)",
    "![x](//e.example)", "[x]: http://e.example", "**b** _i_ ~~s~~", "http://e.example", "www.e.example",
    "<http://e.example>", '","x":1}],"y":["', '"}', "\\u0022", "'", '"""', "a,b;c\td", "\u2028\u2029", "\ud800"]
with open("in", "w") as out:
    for text in texts:
        out.write(json.dumps({"kind": "x", "text": text}) + "\n")
END
python3 texts.py

cat >check.py <<'END'
import csv, json, re, sqlite3, sys, unicodedata
import xml.etree.ElementTree as tree
exec(open("texts.py").read().split("with open")[0])
form, raw = sys.argv[1], open("made", "rb").read().decode("utf-8")
lf = raw.replace("\r\n", "\n") if form == "csv" else raw
if form == "color":
    lf = re.sub("\x1b\\[0(;[0-9]+)?m", "", lf)
bad = {unicodedata.name(c, ascii(c)) for c in lf if c != "\n"
       and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co")}
assert not bad, bad
def once(pairs):
    keys = [key for key, _ in pairs]
    assert len(set(keys)) == len(keys), keys
    return dict(pairs)
def strings(v):
    if isinstance(v, dict):
        yield from v
        v = list(v.values())
    if isinstance(v, list):
        for x in v:
            yield from strings(x)
    elif isinstance(v, str):
        yield v
if form == "json":
    known = {t.replace("\ud800", "\ufffd") for t in texts}
    known |= {t + t for t in known} | {"".join(texts[:3]), "title", "facts", "rows", "totals", "b", "x", "chart"}
    answer = json.loads(raw, object_pairs_hook=once)
    odd = {s for s in strings(answer) if s not in known and not re.fullmatch("beside [01]|[0-9]+", s)}
    assert not odd, odd
    assert {t.replace("\ud800", "\ufffd") for t in texts} <= set(strings(answer))
if form == "csv":
    tables = [list(csv.reader(part.splitlines(keepends=True), strict=True)) for part in raw.split("\r\n\r\n")]
    for table in tables:
        assert len({len(row) for row in table}) == 1, table
        for cell in sum(table, []):
            assert cell[:1] not in tuple("=+-@\t\r\n|%＝＋－＠") or cell == "", cell
    assert "'=cmd|' /C calc'!A0" in sum(sum(tables, []), [])
if form == "sql":
    base = sqlite3.connect(":memory:")
    base.executescript(raw)
    names = [name for name, in base.execute("SELECT name FROM sqlite_schema")]
    assert len(names) == len(texts) + 4, names
    cells = {cell for name in names for row in base.execute('SELECT * FROM "%s"' % name.replace('"', '""'))
             for cell in row}
    assert "=cmd|' /C calc'!A0" in cells and "a\nb|c\n\n# h\n- x\n" in cells, cells
if form == "md":
    fence = None
    for line in raw.split("\n"):
        if fence or re.match("````*$", line):
            fence = None if line == fence else fence or line
            continue
        rest = re.sub(r"(?<![\\`])(`)[^`]+`", "C", line)      # code, as it stands
        rest = re.sub(r"\\[!-/:-@\[-`{-~]", "E", rest)        # what is escaped
        mark = re.match(r"(#{1,2} |- |> )?(\*\*)?", rest)     # ours
        body = rest[mark.end():]
        if body.startswith("|"):
            assert rest.count("|") in (2, 6, len(texts) + 2) and rest.endswith("|"), line
            body = body.replace("|", "")
        assert not re.search(r"[\[\]<>|`~$_]|&(?!amp;)|://|[wW]\.|(?<!\*)\*(?!\*)", body), line
        assert not re.match(r"\s|[#>+=-]|[0-9]+[.)]", body) or "|" in rest or mark[2], line
if form == "html":
    page = tree.fromstring(raw)
    tags = {e.tag.split("}")[-1] for e in page.iter()}
    assert not tags & {"script", "img", "iframe", "object", "a", "link", "form", "input"}, tags
    names = {name for e in page.iter() for name in e.attrib}
    assert not [n for n in names if n.startswith("on") or n in ("href", "src", "srcdoc")], names
    style, = [e for e in page.iter() if e.tag.endswith("style")]
    assert "alert" not in style.text
    assert "<script>alert(1)</script>" in "".join(page.itertext())
print("sound")
END
formats=$("$TC_BIN/tc-render" --help | sed -n 's/^ *-t, --to \([a-z|]*\).*/\1/p' | tr '|' ' ')
check "the formats are known" test -n "$formats"
made() { # made FORMAT [OPTION...]
	made_format=$1
	shift
	run tc-render --report own.jq "$@" in
	status 0 "hostile texts in $made_format"
	cp "$OUT" made
	python3 check.py "$made_format" >got 2>&1
	is "$(cat got)" sound "nothing breaks out of $made_format"
}
for format in $formats; do made "$format" --to "$format"; done
made color --color always --columns 40
made term --ascii --columns 20

# Data keep one name apart from another.
refused() { # refused JQ CAUSE
	echo "{kind: \"document\", blocks: [$1]}" >two.jq
	run tc-render --report two.jq in
	status 2
	err_is "tc-render: report two.jq: $2"
}
refused '{block: "table", columns: [{key: "a"}, {key: "a"}], rows: []}' "two columns with one key: 'a'"
refused '{block: "table", columns: [{key: "rows"}], rows: []}' "no key of a column: 'rows'"
refused '{block: "beside", tables: [range(2) | {id: "i", columns: [{key: "a"}], rows: []}]}' \
	"two tables with one id: 'i'"
refused '{block: "table", id: "facts", columns: [{key: "a"}], rows: []}' "two tables with one id: 'facts'"

# What it must not see, and how it is ended.
stopped() { # stopped CODE CAUSE JQ
	echo "$3" >bad.jq
	SECRET=leaked run timeout 300 "$TC_BIN/tc-render" --report bad.jq in
	status "$1" "$3"
	err_has "$2" "$3: $2"
	out_is '' "$3: nothing is written"
}
for name in input inputs input_filename debug stderr input_line_number halt halt_error \
	modulemeta get_search_list localtime; do
	stopped 2 "$name is not available here" "$name"
done
stopped 2 'a time zone' 'now | strftime("%Z")'
stopped 2 'syntax error' 'include "own"; 1'
stopped 2 'syntax error' 'import "own" as own; 1'
stopped 2 'is not defined' '$__prog_args'
stopped 2 'bad.jq: no document was made' 'error(null)'
stopped 2 'bad.jq: no document was made' empty
stopped 2 '{} null' '"\(env) \($ENV.SECRET)" | error'
if [ "$V" = rel ]; then
	stopped 4 'bad.jq made a value that jq cannot hold' 'reduce range(1e6) as $i (0; [.])'
	stopped 4 'bad.jq took over 1 GiB of memory' 'def f: [f]; f'
fi
done_testing
