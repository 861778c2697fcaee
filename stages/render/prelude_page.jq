# What a page has that no other format shows: figures and charts.

# What a page begins with: the number that it is about.
def headline: {block: "figure", for: "page", label: ("API-equivalent" + asked),
	text: {money: .cost_usd}, note: [plural(.calls; "call"; "calls"), " in ",
		plural(.sessions; "session"; "sessions")]};

# At most so many series: the dearest models, and what the others come to. One that cost
# nothing, as far as is known, is none.
def by_model($most; f):
	(map(.model) | short_models) as $short
	| group_by(.model)
	| map({name: ($short[.[0].model // ""] // "unknown"), sum: (map(.cost_usd | number) | add),
		cost: (map({key: f, value: .cost_usd}) | from_entries)} | select(.sum > 0))
	| sort_by(-.sum, .name)
	| if length <= $most then . else .[:$most - 1] + [.[$most - 1:] | {name: "\(length) others",
		cost: (map(.cost | to_entries[]) | group_by(.key)
			| map({key: .[0].key, value: map(.value) | total}) | from_entries)}] end;

# The costs of rows at these times, f is when a row is. Stacked by model where those rows are
# there, too.
def timeline($unit; $times; $models; f; shown):
	($times | map({(.): true}) | add) as $in
	| map(select(f as $time | $in[$time // ""])) | if . == [] or ($times | length) < 2 then empty else
		(map({key: f, value: .cost_usd}) | from_entries) as $cost
		| ($models | map(select(f as $time | $cost | has($time // ""))) | by_model(5; f)
			| if . == [] then [{name: "cost", cost: $cost}] else . end) as $series
		| {block: "chart", for: "page", shape: (if ($times | length) > 100 then "areas" else "bars" end),
		   title: "API-equivalent by \($unit)",
		   columns: ([{key: "time", title: $unit}]
			+ ($series | to_entries | map(column("series_\(.key)"; .value.name; "money")))),
		   rows: ($times | map(. as $time | {time: shown} + ($series | to_entries
			| map(select(.value.cost | has($time))
				| {key: "series_\(.key)", value: .value.cost[$time]}) | from_entries)))} end;

# Who moved it most, the same way as all, of what each spent in some rows and in those before;
# without a change those that cost most. f is who, `names` gives all of them short names.
def causes($change; these; before; f; names):
	def minus: if . == null then null else tostring | if startswith("-") then .[1:] else "-" + . end end;
	(map(f) | names) as $short
	| (these | map(.now = .cost_usd)) + (before | map(.before = .cost_usd))
	| group_by(f) | map(.[0] + {name: ($short[.[0] | f // ""] // "unknown"),
		spent: (map(.now) | total // "0"), by: (map(.now, (.before | minus)) | total // "0")})
	| (if $change then map(select((.by | number) * $change > 0) | .size = (.by | number | fabs))
	   else map(select(.spent | number > 0) | .size = (.spent | number)) end)
	| sort_by(-.size, .name) | (.[0].size // 0) as $most | .[:2] | map(select(.size * 5 >= $most));
# Several such lists in words.
def why($change):
	def told: map([.name + " "] + if $change == null then [{money: .spent}]
			elif $change > 0 then ["+", {money: .by}] else [{money: .by}] end)
		| if length > 1 then .[0] + [", "] + .[1] else .[0] // [] end;
	map(told | select(. != []))
	| if length > 1 then .[0] + [" · "] + .[1] else .[0] // "no single cause" end;
