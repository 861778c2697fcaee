# what changed since an earlier score: each category, and the rank
def row($name; $d): {name: $name} + if $d == null then {before: null, now: null, change: null} else
	{before: ($d.previous | tenth | tostring), now: ($d.current | tenth | tostring), change: ($d.change | moved)} end;
# Fewer tokens are better; of sessions it is not said.
def count_row($name; $d): {name: $name} + if $d == null then {before: null, now: null, change: null} else
	{before: {count: ($d.previous | whole)}, now: {count: ($d.current | whole)},
	 change: ($d.change | whole | if . == 0 then "→ 0" elif . > 0 then ["↑ +", {count: .}] else ["↓ ", {count: .}] end)} end;
def right($key; $title): {key: $key, title: $title, right: true};
def columns($name): [{key: "name", title: $name}, right("before"; "before"), right("now"; "now"), right("change"; "change")];

def changed: .delta as $d | .profile as $profile | [
	{block: "figure", for: "page", label: ($d.rank | if .promoted == null then .to else "\(.from) → \(.to)" end),
	 text: ($d.total.change | signed), note: $d.summary},
	{block: "fact", for: "people", label: "since", text: [{day: $d.ts}, ", \($d.days | tenth) days"]},
	{block: "fact", for: "people", label: "in all", text: [($d.total.change | moved), ": ", $d.summary]},
	{block: "fact", for: "people", label: "rank", text: ($d.rank | if .promoted == null then "\(.to), as before" else
		["\(.from) → ", {(if .promoted then "good" else "bad" end): .to}] end)},
	{block: "table", for: "people", light: true, columns: columns("category"),
	 rows: ([.categories | keys_unsorted[] | . as $key | row($key | words; $d.categories[$key])]
		+ [row("base"; $d.base), row("bonus"; $d.bonus)]),
	 totals: row("total"; $d.total)},
	{block: "table", for: "people", light: true, columns: columns("what it was made of"),
	 rows: [count_row("tokens a session"; $d.tokens_per_session), count_row("sessions"; $d.sessions)]}];

people as $people | ($people | map(.now)) as $scores
| {kind: "document", indented: true, name: "Token-Craft · delta",
   title: (["Token-Craft delta · "] + if $scores == [] then ["none"] else [{day: ($scores | map(.ts) | max)}] end),
   blocks: (if $scores == [] then [nothing] else [$scores[]
		| (select($scores | length > 1) | {block: "heading", text: who}),
		if .delta then changed[] else {block: "paragraph", text: "nothing to compare with: \(.delta_reason // "no earlier score")"} end]
	+ [{block: "table", for: "data", id: "delta", columns: ((["user", "against", "against_ts", "summary",
		"rank_from", "rank_to", "promoted", "reason"] | texts)), rows: ($scores | map({user, reason: .delta_reason}
			+ (.delta // {} | {against, against_ts: .ts, summary, rank_from: .rank.from, rank_to: .rank.to,
			   promoted: .rank.promoted}))), totals: null},
	   {block: "table", for: "data", id: "changes", columns: ((["user", "what"] | texts)
		+ (["previous", "current", "change", "change_pct"] | data) + [{key: "arrow"}]),
	    rows: [$scores[] | .user as $user | .delta | select(.) | ((.categories | to_entries[]),
			({base, bonus, total, tokens_per_session, sessions} | to_entries[]))
		| {user: $user, what: .key} + (.value // {})], totals: null}] end)}
