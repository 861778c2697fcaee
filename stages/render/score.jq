# how well the agent is used: points by category, and where more are to be had
# What to do for more points of a check.
def cure: {
	tokens_per_session: "smaller sessions: /clear between tasks",
	token_efficiency: "smaller sessions: /clear between tasks",
	defer_docs: "write docs last, when the code is done",
	claude_md: "give the projects you work in most a CLAUDE.md",
	concise_mode: "ask for short answers, in MEMORY.md for good",
	direct_commands: "run simple commands yourself, with !",
	context_management: "/clear or /compact after 15 prompts",
	xml_tags: "set parts of a prompt apart by XML tags",
	chain_of_thought: "ask to think step by step where it is hard",
	examples: "give an example of what you want",
	self_sufficiency: "run git status, ls, cat yourself, with !",
	improvement_trend: "fewer tokens a session than last month",
	memory: "say in MEMORY.md how to save tokens",
	archive: "token-craft install: sync every day",
	cache_effectiveness: "go on in a session while its cache is warm",
	read_before_edit: "let files be read before they are edited",
	parallel_calls: "ask for independent things at once",
	search_tools: "let Grep and Glob search, not Bash",
	session_focus: "5 to 15 prompts a session",
	cost_per_session: "cheaper sessions than last month",
	cache_contribution: "long stable context first, changes last",
	budget: "name what a day may cost: --budget-day USD",
	efficiency: "fewer tokens a prompt",
	consistency: "keep to 5 to 15 prompts a session",
	autonomy: "ask less for what a command shows"
}[.] // words;

def gains: [.categories | to_entries[] | .key as $category | .value.checks | to_entries[]
	| {check: .key, category: $category, gain: ((.value.max - .value.points) * 10 | whole / 10),
	   measured: .value.measured}
	| select(.gain >= 0.5) | .how = (.check | cure)];
def gain_table($id; $title): {block: "table", id: $id, light: true, columns: [
	{key: "shown", title: $title, type: "count", for: "people"},
	{key: "how", title: "", flexible: true, for: "people"},
	{key: "check", for: "data"}, {key: "category", for: "data"},
	{key: "gain", type: "count", for: "data"},
	{key: "name", title: "", for: "people"}],
	rows: map(.name = {dim: (.category | words)} | .shown = (.gain | whole))};

def picture:
	([.categories[].max] | add) as $max | gains as $gains
	| [{block: "figure", for: "page", label: "points", text: {count: (.base | whole)},
	    note: ["of ", {count: $max}]},
	   {block: "table", id: "categories", light: true, columns: [
		{key: "name", title: "category", for: "people"}, {key: "category", for: "data"},
		{key: "shown", title: "points", type: "count", for: "people"},
		{key: "points", type: "count", for: "data"}, column("max"; "of"; "count"),
		{key: "bar", title: "", type: "bar", width: 7, for: "people"},
		{key: "why", title: "", flexible: true, for: "people"},
		{key: "measured", for: "data"}, {key: "measured_max", type: "count", for: "data"},
		{key: "status", for: "data"}],
	    rows: (.categories | to_entries | map(.value + {category: .key, name: (.key | words),
		why: because, shown: (.value.points | whole), bar: (.value.points / .value.max)})),
	    totals: {name: "all", category: "all", shown: (.base | whole), points: .base, max: $max,
		measured_max: .measured_max, bar: (.base / $max),
		why: ["measured: ", {count: (.measured_max | whole)},
			(select(.combo > 0) | " · combo +\(.combo)")]}},
	   ($gains | map(select(.measured)) | sort_by(-.gain) | .[:5]
		| select(. != []) | gain_table("gains"; "to gain")),
	   ($gains | map(select(.measured | not)) | sort_by(-.gain) | .[:3]
		| select(. != []) | gain_table("unmeasured"; "unseen")),
	   (gaps | {block: "note", text: .}),
	   {block: "fact", label: "next", text: [{code: "token-craft score --explain all"}, " · report · help"]}];

(people | map(.now)) as $scores
| {kind: "document", indented: true,
   title: (["Token-Craft score · "]
	+ if $scores == [] then ["none"] else $scores[0] as $one | [
		($one.ts[:10] | short_date) + " " + $one.ts[:4], " · rules \($one.profile)"]
		+ if $scores | length > 1 then [] else
			[" · ", plural($one.sessions.all; "session"; "sessions"), " since ",
			 ($one.period.since[:10] | short_date)] end end),
   name: "Token-Craft · score",
   blocks: [
	(if $scores == [] then nothing else empty end),
	(select($scores | length == 2) | $scores | comparison[]),
	# Names of tables are given once: those of the second person end in 2.
	(range($scores | length) as $n | $scores[$n]
		| (select($scores | length > 1) | {block: "heading", text: (.user // "unknown")}),
		(picture[] | if .id and $n > 0 then .id += "\($n + 1)" else . end))]}
