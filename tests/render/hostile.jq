# Every text of a document is hostile, and says where it stands: @title@, @cell@ ...
def evil($where): "@\($where)@</style></title></script><script>stolen = 1</script>"
	+ "\"><img src=x onerror='stolen = 1'><!-- ]]> &amp; ${x} javascript:stolen=1 url(x)\u202e\u001b\u0000\uffff\n";
def columns($where): [{key: "name", title: evil("title of a column of a \($where)"), flexible: true},
	{key: "a", title: evil("series of a \($where)"), type: "money"},
	{key: "b", title: evil("second series of a \($where)"), type: "count", flexible: true},
	{key: "c", title: "c", type: "bar"}, {key: "d", title: "d", type: "spark"}];
def rows($where): [range(3) | {name: {strong: evil("cell \(.) of a \($where)")}, a: "1.5", b: ., c: 0.5, d: [1, 2]}];
def one($where): {id: evil("id of a \($where)"), columns: columns($where), rows: rows($where),
	totals: {name: evil("total of a \($where)")}};
{kind: "document", title: [evil("title"), {strong: evil("strong")}], name: evil("name"), blocks: ([
	("paragraph", "heading", "note", "code") | {block: ., text: evil(.)}
] + [
	{block: "figure", label: evil("label"), text: {code: evil("figure")}, note: {good: evil("good")}},
	{block: "fact", label: {dim: evil("dim")}, text: {bad: evil("bad")}},
	{block: "list", items: [evil("item"), {time: evil("time")}]},
	{block: "table"} + one("table"),
	{block: "beside", tables: [one("first"), one("second")]},
	(("bars", "lines", "areas") | {block: "chart", shape: ., title: {code: evil("title of \(.)")}} + one(.))
])}
