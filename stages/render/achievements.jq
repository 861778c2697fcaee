# what was reached and when, badges, and how long certificates hold
def facts: if . == null then "" elif type == "object" then to_entries
		| map(select(.key != "snapshot" and (.value | type != "object" and type != "array" and . != null))
			| "\(.key | words) \(.value)") | join(", ")
	else tostring end;
def day_or($key): if .[$key] then {day: .[$key]} else "" end;
def light($columns; $rows): {block: "table", for: "people", light: true, columns: $columns, rows: $rows};
def of($kind): map(select(.kind == $kind)) | sort_by(.ts, .id);

def achievements: light([column("ts"; "reached"; "day"), {key: "title", title: "", flexible: true},
		{key: "evidence", title: "with", flexible: true}];
	of("achievement") | map({ts, title: (.title // (.name | words)), evidence: (.evidence | facts)}));
def badges: light([{key: "rank", title: "badge"}, column("ts"; "issued"; "day"), {key: "until", title: "revoked"},
		{key: "reason", title: "", flexible: true}];
	of("badge") | map({rank: (if .revoked_ts then {dim: .rank} else {strong: .rank} end), ts, until: day_or("revoked_ts"),
		reason: (.reason // (.evidence // {} | if .score then "\(.score | tenth) points" else "" end))}));
def holds: if .until == null then {good: "without end"} elif .until > $options.now then {good: "holds"} else {dim: "is over"} end;
def certificates: light([{key: "level", title: "certificate"}, {key: "rank", title: "rank"},
		column("from"; "from"; "day"), {key: "until", title: "until"}, {key: "now", title: ""}];
	of("certification") | map({level, rank, from, until: day_or("until"), now: holds}));

map(select(.kind | IN("achievement", "badge", "certification"))) as $events
| ($events | group_by(.user)) as $people
| {kind: "document", indented: true, name: "Token-Craft · achievements", title: "Token-Craft achievements",
   blocks: ((if $events == [] then [nothing, {block: "note", text:
		["nothing is reached yet, or no score was kept: ", {code: "token-craft score --save"}]}] else
	[$people[] | (select($people | length > 1) | {block: "heading", text: (.[0].user // "unknown")}),
		achievements, badges, certificates | select(.block != "table" or .rows != [])] end)
	+ [{block: "table", for: "data", id: "achievements", columns: (["user", "name", "ts", "title", "evidence"] | texts),
	    rows: ($events | of("achievement") | map(.evidence |= facts)), totals: null},
	   {block: "table", for: "data", id: "badges", columns: (["user", "badge_id", "rank", "ts", "revoked_ts", "reason"] | texts),
	    rows: ($events | of("badge")), totals: null},
	   {block: "table", for: "data", id: "certifications", columns: (["user", "level", "rank", "from", "until"] | texts),
	    rows: ($events | of("certification")), totals: null}])}
