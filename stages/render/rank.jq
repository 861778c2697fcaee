# where one stands: rank, next rank, the habits that lead there; who stands where
def bar: .rank | if .next then {bar: .progress} else {bar: 1} end;

# --- one person ------------------------------------------------------------------------

# When each rank was first reached, as far as the scores go back.
def ranks($past): . as $now | [($past[], .) | select(.rank.level) | {level: .rank.level, ts}] as $seen
	| (.ranks // [] | to_entries | map(.value + {level: (.key + 1)}))
	| map(. as $one | .here = (.level == $now.rank.level)
		| .reached = ([($seen[] | select(.level >= $one.level) | .ts),
			(select(.here) | $now.rank.achieved_at // empty)] | min));
def rank_table($past): ranks($past) as $ranks | {block: "table", for: "people", light: true, columns: [
		{key: "name", title: "rank"}, column("min"; "from"; "count"), column("reached"; "first reached"; "day"),
		{key: "now", title: ""}],
	rows: ($ranks | map({min, name: (if .here then {strong: .name} else .name end),
		now: (if .here then {good: "here"} else "" end)} + if .reached then {reached} else {} end))};
def way: .to_next as $way | [.recommendations // [] | .[] | select(.to_next)] | select(. != [])
	| {block: "table", for: "people", light: true, columns: [{key: "text", title: "habit", flexible: true},
		column("gain"; "points"; "count")],
	   rows: map({gain: (.points | whole), text, rows: [{text: .how}]}),
	   totals: (if length > 1 then {gain: ($way.points | whole), text: "together"} else null end)};
def standing: [
	{block: "figure", for: "page", label: (.rank.name // "rank n/a"), text: {count: (all_points | whole)},
	 note: (if .rank.next then ["of ", {count: .rank.next_min}, " for ", .rank.next] else "highest rank reached" end)},
	{block: "fact", for: "people", label: "rank", text: [{strong: .rank.name}, " · ", {count: (all_points | whole)}, " points",
		(select((.bonus // 0) > 0) | ": ", {count: (.base | whole)}, " and a bonus of \(.bonus | tenth), \(bonus_words)")]},
	{block: "fact", for: "people", label: "since", text: (.rank.achieved_at | if . then {day: .} else null end)},
	{block: "fact", for: "people", label: "next", text: (if .rank.next then
		[bar, " ", {percent: .rank.progress}, " of the way to \(.rank.next), \(points_left | points_word) left"]
		else "highest rank reached" end)},
	{block: "fact", for: "people", label: "trend", text: trend_words},
	(select(.position) | {block: "fact", for: "people", label: "position",
		text: ["#", {count: .position}, " of ", {count: .of}, ", top \(.top_pct) %"]}),
	(warned | select(.) | {block: "fact", for: "people", label: "warning", text: [{bad: (.[:2] | add)}, .[2:][]]}),
	{block: "fact", for: "people", label: "measured", text: [{count: (.measured_max | whole)}, " of ", {count: most},
		" points rest on evidence"]}];
def person($past): standing + [rank_table($past)]
	+ [way | {block: "heading", text: "What leads to the next rank"}, .]
	+ [months as $months | select(.rank.next and (.recommendations // [] | any(.to_next)))
		| {block: "note", text: (if .to_next.reaches | not then "all of this is not enough for \(.rank.next)"
			elif $months then "at the pace of the last scores \(.rank.next) is \($months) away"
			else "how long it takes, more scores will tell" end)}];

# --- a group ---------------------------------------------------------------------------

def board: {block: "table", for: "people", columns: [{key: "position", title: "#", type: "count"},
		{key: "name", title: "who", flexible: true}, {key: "rank", title: "rank"}, column("points"; "points"; "count"),
		column("base"; "base"; "count"), column("bonus"; "bonus"; "count"), {key: "change", title: "change", right: true},
		column("measured"; "measured"; "count")],
	rows: (sort_by(.position // infinite, -(all_points // 0), .user) | map({position, name: who, rank: .rank.name,
		points: (all_points | whole), base: (.base | whole), bonus: (.bonus // 0 | whole),
		measured: (.measured_max | whole), change: (.delta.total.change | moved // "")}))};

people as $people | ($people | map(.now)) as $scores
| {kind: "document", indented: true, name: "Token-Craft · rank",
   title: (["Token-Craft rank · "] + if $scores == [] then ["none"] else $scores[0] as $one
	| [{day: ($scores | map(.ts) | max)}]
	+ if $scores | length > 1 then [" · ", {count: ($scores | length)}, " people"] else [" · rules \($one.profile)"] end end),
   blocks: ((if $scores == [] then [nothing]
	elif $scores | length == 1 then $people[0] as $one | $one.now | person($one.past)
	else [$scores | board] + (if $scores | length == 2 then $scores | comparison else [] end)
		+ [{block: "heading", text: "What is worth most to each"}]
		+ [$scores[] | (.recommendations // [])[:1][] as $best | {block: "fact", for: "people", label: who,
			text: [$best.text, ", +\($best.points | whole | points_word)"]}] end)
	+ ($people | score_data)
	+ [{block: "table", for: "data", id: "ranks", columns: ((["user", "rank"] | texts) + (["min", "level"] | data)
		+ [{key: "reached"}, {key: "here"}]),
	    rows: [$people[] | .past as $past | .now | .user as $user | ranks($past)[]
		| {user: $user, rank: .name, min, level, reached, here}], totals: null}])}
