# the scores that were saved, the newest last
def known(f): if . == null then null else f end;
def key: [.user, .profile, .policy] | tojson;
# What each brought against the one before it, by the same rules.
def changed: . as $scores | reduce range(length) as $i ({rows: [], last: {}};
	($scores[$i] | all_points) as $points | ($scores[$i] | key) as $key
	| .rows += [$scores[$i] + {points: $points, change: (.last[$key] as $before
		| if $before == null or $points == null then null else $points - $before | tenth end)}]
	| .last[$key] = ($points // .last[$key])) | .rows;

map(select(.kind == "score")) | sort_by(.ts, .id) | changed
| map(select($options.at == null or .ts <= $options.at)) | by_time([.ts, .id]) as $rows
| ($rows | map(.user) | unique | length > 1) as $many
| {kind: "document", indented: true, name: "Token-Craft · snapshots",
   title: ["Token-Craft snapshots · ", if $rows == [] then "none" else {count: ($rows | length)} end],
   blocks: [
	(if $rows == [] then {block: "paragraph", text: ["no score was saved: ", {code: "token-craft score --save"}]}
	 else empty end),
	{block: "table", id: "snapshots", light: true, columns: [
		{key: "ts", title: "saved", type: "time"},
		(select($many) | {key: "who", title: "who", flexible: true, for: "people"}),
		{key: "rules", title: "rules", for: "people"},
		{key: "shown", title: "points", type: "count", for: "people"},
		{key: "moved", title: "change", right: true, for: "people"},
		{key: "rank", title: "rank"},
		{key: "measured", title: "measured", type: "count", for: "people"},
		{key: "user", for: "data"}, {key: "profile", for: "data"}, {key: "policy", for: "data"},
		{key: "id", for: "data"},
		(["total", "base", "bonus", "combo", "streak", "measured_max", "change"] | data[])],
	 rows: ($rows | map({ts, user, profile, policy, id, total, base, bonus, combo, streak, measured_max, change,
		rank: .rank.name, who: who, shown: (.points | known(whole)), measured: (.measured_max | known(whole)),
		rules: (if .profile == "token-craft-1" then "1.x" else .profile end), moved: (.change | known(moved) // "")})),
	 totals: null}]}
