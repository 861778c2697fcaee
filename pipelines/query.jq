# the rows of a question: a column for each name, in the order they come
def plain: if . == null or type == "number" then . elif type == "string" then {text: .}
	else {text: tojson} end;
def type_of($rows): . as $key | [$rows[] | .[$key] | select(. != null)]
	| if $key | endswith("_usd") then "money"
	  elif length > 0 and all(.[]; type == "number" and floor == .) then "count"
	  else "text" end;
def cell($type): if $type == "text" and type == "number" then tostring | {text: .}
	elif $type == "text" then plain else . end;
# "rows" is what a document calls the rows below a row.
def key: if . == "" or . == "rows" then . + "_" else . end;

. as $rows
| (reduce (.[] | keys_unsorted[]) as $key ({}; if has($key) then . else .[$key] = length end)
	| to_entries | sort_by(.value) | map(.key)) as $keys
| ($keys | map({(.): type_of($rows)}) | add // {}) as $types
| {kind: "document", name: "Token-Craft · query", blocks: [
	if $rows == [] then {block: "paragraph", text: "no rows"} else empty end,
	{block: "table",
	 columns: ($keys | map({key: key, title: ., type: $types[.], flexible: ($types[.] == "text")})),
	 rows: ($rows | map(. as $row | $keys
		| map(. as $key | {(key): ($row[$key] | cell($types[$key]))}) | add))}]}
