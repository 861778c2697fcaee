# What a report makes: documents, from all records.

# What the numbers do not say by themselves; from all records.
def notes: [
	(everything // {} | .unpriced_calls // 0 | select(. > 0)
		| [plural(.; "call has"; "calls have"), " no price and no part in the cost: ",
		   {code: "token-craft models"}]),
	(map(select(.kind == "rollup" and .of == "reject") | .count | number) | add // 0
		| select(. > 0) | [plural(.; "line"; "lines"), " could not be read"])
] | map({block: "note", text: .});

def nothing: {block: "paragraph", text: (["no calls found\(asked)"]
	+ if asked == "" then ["; other logs can be named: ", {code: "token-craft daily DIR"}]
	  else [] end)};

# The usual page: one table with a total, and notes. Rows come from all records, a chart from
# them.
def page($columns; rows; chart):
	everything as $everything
	| rows as $all
	| ($all | map(.cost_usd | number) | max // 0) as $most
	| ($all | map(.cached = cached | if .rows then .rows |= map(.cached = cached) else . end
		| if $most > 0 then .bar = (.cost_usd | number) / $most else . end)) as $rows
	| {kind: "document", name: "Token-Craft · cost by \($columns[0].title)", blocks: (
		(if $rows == [] then [nothing] else [$everything // empty | headline] end)
		+ [$rows | chart]
		+ [{block: "table", columns: $columns, rows: $rows,
		    totals: (if $rows == [] then null else
			$everything // {} | .cached = cached | .name = "total" end)}]
		+ (if $options.top and ($rows | map(.calls | number) | add) < ($everything.calls | number)
		   then [{block: "note", text: "the total is of all, not of these \($rows | length) alone"}]
		   else [] end)
		+ notes + [$everything // empty
			| {block: "note", for: "page", text: ("API-equivalent is " + what_cost_is)}])};
def page($columns; rows): page($columns; rows; empty);

# The page of one field of calls.
def page_of($key; $title; $none):
	page([{key: "name", title: $title, flexible: true, for: "people"}, {key: $key, for: "data"}]
		+ model_column + measures;
		rollups($key, "model") as $models
		| rollups($key) | by_cost(.[$key]) | map(.name = (.[$key] // $none))
		| with_models($models; .[$key]));
