# what runs now, and what it costs
($options.now | instant) as $now | ($now / 60 | floor) as $minute
| def minute: .ts | instant / 60 | floor;
def count(f): map(f | number) | add // 0;
# The calls of the last hour: sixty minutes of the clock, the present one among them.
(map(select(.kind == "call" and .ts) | .minute = minute
	| select(.minute > $minute - 60 and .minute <= $minute))) as $calls
| (rollups("session") | map({key: (.session // ""), value: .}) | from_entries) as $sessions
| (rollups("day") | map(select(.day == $options.today))) as $today
| (blocks | map(select(.active))) as $block
| ($calls | group_by(.minute)
   | map({key: (.[0].minute | tostring), value: (map(.cost_usd) | total | number)})
   | from_entries) as $costs

| def period($name): {period: $name, cost_usd: (if . == [] then 0 else map(.cost_usd) | total end),
	tokens: count(tokens), calls: count(.calls)}
	| .text = {text: [{short: .tokens}, " tokens, ", plural(.calls; "call"; "calls")]};

# A session is where its main thread is.
def running: group_by(.session) | map(
	((map(select(.agent == "main")) | last) // last) as $call
	| ($sessions[$call.session // ""] // {}) as $all
	| (($now - (last.ts | instant)) / 60 | floor) as $ago
	| {name: ($call.session // "unknown" | .[:8]), session: $call.session,
	   project: $call.project, model: $call.model, context_tokens: ($call | input_all),
	   cost_usd: $all.cost_usd, tokens: ($all | tokens), calls: $all.calls, last_ts: last.ts,
	   ago: (if $ago <= 0 then "now" else "\($ago) min ago" end)})
	| sort_by(.last_ts, .session) | reverse | .[:([length, top] | min)]
	| (map(.project) | short_paths) as $projects | (map(.model) | short_models) as $models
	| map(.project_name = ($projects[.project // ""] // "unknown")
	      | .model_name = ($models[.model // ""] // "unknown"));

def unpriced: $today | count(.unpriced_calls) | select(. > 0) | {block: "note", text: [
	plural(.; "call of today has"; "calls of today have"),
	" no price and no part in the cost: ", {code: "token-craft models"}]};

{kind: "document", title: ["Token-Craft live · ", {time: $options.now}], indented: true, blocks: (
	if everything == null then [nothing] else [
	{block: "table", id: "periods", light: true, columns: [
		{key: "period", title: "", width: 9}, column("cost_usd"; "API-equivalent"; "money"),
		{key: "text", title: "", for: "people"},
		{key: "tokens", type: "count", for: "data"}, {key: "calls", type: "count", for: "data"}],
	 rows: [($today | period("today")), ($calls | map(.calls = 1) | period("last hour")),
		($block | select(. != []) | period("block"))]},
	($block[] | burning[]),
	{block: "table", id: "minutes", plain: true, columns: [
		{key: "period", width: 9, for: "people"}, {key: "picture", type: "spark"},
		{key: "since", type: "time", for: "data"}, {key: "most_usd", type: "money", for: "data"}],
	 rows: [{period: "by minute", since: (($minute - 59) * 60 | todate),
		most_usd: ([$costs[]] | max // 0),
		picture: [range($minute - 59; $minute + 1) | $costs[tostring] // 0]}]},
	(if $calls == [] then {block: "paragraph", text: "no session ran in the last hour"} else
	{block: "table", id: "sessions", light: true, columns: [
		{key: "name", title: "session", for: "people"}, {key: "session", for: "data"},
		{key: "project_name", title: "project", flexible: true, for: "people"},
		{key: "project", for: "data"},
		column("cost_usd"; "cost"; "money"),
		{key: "model_name", title: "model", flexible: true, for: "people"},
		{key: "model", for: "data"},
		column("context_tokens"; "context"; "short"), column("tokens"; "tokens"; "short"),
		{key: "calls", type: "count", for: "data"},
		{key: "ago", title: "last call", for: "people"},
		{key: "last_ts", type: "time", for: "data"}],
	 rows: ($calls | running)} end),
	unpriced] end)}
