# what models cost: the rates of the tables, in USD per million tokens
def kinds: ["input", "output", "cache_write_5m", "cache_write_1h", "cache_read"];
# With all places a rate has: 0.125 must not become 0.13.
def usd: number | tostring | if contains(".") then . else . + ".00" end
	| if test("\\.[0-9]$") then . + "0" else . end;
def people: map(. + {for: "people"});
def which: [(.speed | select(. == "fast")),
	(.prompt_tokens_gt | number | select(. > 0) | "> \(. / 1000)K")] | join(", ");
map(select(.kind == "rate")) as $rates
| ["model", "from", "to", "speed", "prompt_tokens_gt"] as $first
| ["table", "version", "hash", "id"] as $last
| {kind: "document", name: "Token-Craft · what models cost", blocks: ([{
	block: "table",
	columns: (([column("name"; "model"; "text"), column("since"; "from"; "text"),
			column("until"; "until"; "text"), column("which"; ""; "text")]
		+ [kinds[] | column("\(.)_text"; sub("cache_"; "") | gsub("_"; " "); "text")
			+ {right: true, width: 8}]
		| people)
		+ [($first + (kinds | map(. + "_usd_per_mtok")) + $last)[]
			| column(.; .; if test("gt$|mtok$") then "count" else "text" end) + {for: "data"}]),
	rows: ($rates | map(. as $rate
		| .name = .model | .since = (.from // "") | .until = (.to // "") | .which = which
		| reduce kinds[] as $kind (.;
			.["\($kind)_text"] = ($rate["\($kind)_usd_per_mtok"] | usd))))
}] + ($rates | map("\(.table) of \(.version), \(.hash)") | unique
	| map({block: "note", text: "rates in USD per million tokens: \(.)"})))}
