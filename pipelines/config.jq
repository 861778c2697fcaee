# what is configured
def shown: if . == null then null elif type == "string" then . else tojson end;
{kind: "document", name: "Token-Craft · what is configured", blocks: [{block: "table", columns: [
	column("key"; "key"; "text"),
	{key: "shown", title: "value", for: "people", flexible: true},
	{key: "value", for: "data"},
	{key: "from", title: "", for: "people"},
	{key: "set", for: "data"},
	{key: "default", for: "data"},
	{key: "what", title: "what it is", flexible: true}],
 rows: (map(select(.kind == "setting")) | map(.shown = (.value | shown) | .value |= shown | .default |= shown
	| .from = if .set then {strong: "yours"} elif .default == null then "" else {dim: "default"} end))}]}
