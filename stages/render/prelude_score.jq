# What the reports of scores and ranks have at hand.

def words: gsub("_"; " ");
# To the whole point, and to the tenth, half away from zero.
def whole: if . < 0 then -(0.5 + 1e-9 - . | floor) else . + 0.5 + 1e-9 | floor end;
def tenth: . * 10 | whole / 10;
def padded($cells): . + ([range($cells - length) | " "] | add // "");
# As F6 calls it.
def category_title: {self_sufficiency: "Self-Sufficiency", tool_efficiency: "Tool Usage Efficiency",
	learning_growth: "Learning & Growth"}[.]
	// (split("_") | map((.[:1] | ascii_upcase) + .[1:]) | join(" "));
# Of each person the newest score, and the older ones by the same rules, the oldest first.
def people: map(select(.kind == "score" and .profile != "token-craft-1")) | group_by(.user)
	| map(sort_by(.ts, .id) | .[-1] as $now
		| {now: $now, past: (.[:-1] | map(select(.profile == $now.profile)))});
def who: .user // "unknown";
def all_points: .total // .base;
def most: [.categories[].max] | add;

# How much more or less, as it is said and as it is meant.
def signed: tenth | if . > 0 then "+\(.)" else tostring end;
def moved: if . == null then null
	elif tenth > 0 then {good: "↑ \(signed)"} elif tenth < 0 then {bad: "↓ \(signed)"}
	else {dim: "→ 0"} end;

# What a category rests on, in a line; short, for it stands last in 80 columns.
def because: .value.evidence as $e | .value.checks as $c
	| if .key == "cost_efficiency" and $e.unpriced_share > 0.05 then
		[{percent: $e.unpriced_share}, " has no price"]
	  elif .value.measured | not then [.value.status // "unmeasured" | words]
	  elif $e == null or $c == null then []
	  elif .key == "token_efficiency" then
		[{short: $e.median}, " a session against ", {short: $e.baseline}]
	  elif .key == "optimization_adoption" then
		[([$c[] | select(.measured and .x >= .9)] | length), " of ",
		 ([$c[] | select(.measured)] | length), " practices kept up"]
	  elif .key == "self_sufficiency" then
		[{count: $e.asked}, " asked for, ", {count: $e.run}, " run with !"]
	  elif .key == "improvement_trend" then
		[{short: ($e.current | whole)}, " a session, ", {short: ($e.previous | whole)}, " before"]
	  elif .key == "best_practices" and $c.claude_md.measured then
		["CLAUDE.md in ", {count: $e.claude_md_part}, " of ",
		 plural($e.claude_md_of; "project"; "projects")]
	  elif .key == "cache_effectiveness" then
		[{share: ($e.cache_hit / 100)}, " of input from cache"]
	  elif .key == "tool_efficiency" and $c.read_before_edit.measured then
		[{count: $e.read_before_edit_part}, " of ", {count: $e.read_before_edit_of},
		 " edits after reading"]
	  elif .key == "session_focus" then
		[($e.mean | tenth | tostring), " prompts, 5 to 15 is best"]
	  elif .key == "cost_efficiency" and $c.cost_per_session.measured then
		[{money: ($e.cost_per_session * 100 | whole / 100)}, " a session, ",
		 if $e.first_month then "first month" else
			{money: ($e.cost_per_session_before * 100 | whole / 100)}, " before" end]
	  elif .key == "learning_growth" and $c.efficiency.measured then
		[{short: ($e.tokens_per_prompt_recent // 0 | whole)}, " a prompt, ",
		 {short: ($e.tokens_per_prompt_early | whole)}, " at first"]
	  else [.value.status | words] end;

# What was not there to be scored.
def gaps: (select(.period.covered == false) | if .period.first_ts then
		["the records begin ", {time: .period.first_ts}, ": less than the 90 days that are scored"]
		else "there are no records" end),
	(select(.sessions and .sessions.scored < 10)
		| ["warming up: ", plural(.sessions.scored; "session"; "sessions"), " of 10"]);

# --- rank, change, habits --------------------------------------------------------------

def points_left: [.rank.next_min - (all_points | whole), 1] | max;
def points_word: if . == 1 then "1 point" else "\(.) points" end;
# "2 months", from what a month brings; null when that is not known.
def months: .to_next.months | if . == null then null
	else ceil | [., 1] | max | if . == 1 then "1 month" else "\(.) months" end end;
def warned: .warning | if . == null then null else
	["about to drop", (select(.drops_to) | " to \(.drops_to)"),
	 (if .signals | length > 0 then ": " + (.signals | map(.text) | join("; ")) else "" end)] end;
def trend_words: .trend as $t | if $t.gain_per_month != null then
		[($t.gain_per_month | signed), " points a month, by ", {count: $t.scores}, " scores since ",
		 {day: $t.since}]
	else [null, ": it takes two scores, 14 days apart"] end;
def bonus_words: "combo \(.combo // 0 | tenth), streak \(.streak // 0 | tenth)";

# --- two people ------------------------------------------------------------------------

# Both by the same rules? Points of others say nothing against each other.
def comparable: .[0].profile == .[1].profile and .[0].policy == .[1].policy;
# The check that parts them most: its name, and what each has.
def parted($a; $b): [($a.checks // {}) | keys_unsorted[] | . as $check
		| ($b.checks[$check] // empty) as $other | $a.checks[$check]
		| {check: $check, a: .points, b: $other.points, by: (.points - $other.points | fabs)}]
	| select(length > 1) | max_by(.by) | select(.by >= 0.5);
def compared: .[0] as $a | .[1] as $b | ($a | who) as $one | ($b | who) as $two
	| [$a.categories | to_entries[] | . as $x | select($b.categories[.key])
		| {key: .key, value: $b.categories[.key]} as $y
		| {name: (.key | words), category: .key, first: .value.points, second: $y.value.points,
		   max: .value.max, difference: (.value.points - $y.value.points | tenth),
		   parted: ([parted(.value; $y.value)] | .[0]), one: ($x | because), two: ($y | because)}];
def comparison: . as $both
	| if comparable | not then [{block: "note", text:
		["\(.[0] | who) is scored by \(.[0].profile), \(.[1] | who) by \(.[1].profile)",
		 (select(.[0].profile == .[1].profile) | " with other rules"),
		 ": their points are not to be compared"]}]
	else compared as $rows | ($both | map(who)) as [$one, $two]
	| [{block: "table", for: "people", light: true, columns: [
		{key: "name", title: "category", flexible: true},
		{key: "a", title: $one, right: true}, {key: "b", title: $two, right: true},
		{key: "of", title: "of", type: "count"},
		{key: "by", title: "difference", right: true}],
	    rows: ($rows | map({name, of: .max, a: (.first | whole | tostring), b: (.second | whole | tostring),
		by: (.difference | signed)})),
	    totals: {name: "all", a: ($both[0] | .base | whole | tostring), b: ($both[1] | .base | whole | tostring),
		of: ($both[0] | most), by: ($both[0].base - $both[1].base | signed)}},
	   {block: "table", for: "data", id: "comparison", columns: ([{key: "category"}, {key: "check"},
		{key: "first"}, {key: "second"}] + (["first_points", "second_points", "max", "difference",
		"first_x", "second_x"] | data)),
	    rows: [$rows[] | .category as $category | ($both[0].categories[$category].checks // {})
		| to_entries[] | $both[1].categories[$category].checks[.key] as $other | select($other)
		| {category: $category, check: .key, first: $one, second: $two, first_points: .value.points,
		   second_points: $other.points, max: .value.max, first_x: .value.x, second_x: $other.x,
		   difference: (.value.points - $other.points | tenth)}], totals: null}]
	+ ($rows | map(select(.difference | fabs >= 1)) | sort_by(-(.difference | fabs), .category)
		| if . == [] then [{block: "note", text: "no category differs by a point"}] else
			[{block: "heading", text: "Why they differ"}]
			+ map({block: "fact", for: "people", label: .name, text: [
				{strong: "\(if .difference > 0 then $one else $two end) +\(.difference | fabs)"},
				": ", $one, " ", .one[], "; ", $two, " ", .two[],
				(.parted | select(.) | "; most by \(.check | words), \(.a | tenth) to \(.b | tenth)")]})
		end)
	end;

# --- for machines: a table of all people -----------------------------------------------

def texts: map({key: ., for: "data"});
def score_data: [
	{block: "table", for: "data", id: "summary", columns:
		((["user", "ts", "profile", "rank"] | texts)
		+ (["level", "total", "base", "bonus", "combo", "streak", "measured_max", "rank_min"] | data)
		+ [{key: "next"}] + (["next_min", "points_needed", "progress"] | data)
		+ [{key: "rank_achieved_at"}] + (["position", "of", "top_pct", "change", "gain_per_month"] | data)
		+ [{key: "warning"}] + (["warning_severity", "months_to_next", "sessions",
		"tokens_per_session", "improvement_pct"] | data)),
	 rows: map(.now | . + {level: .rank.level, rank_min: .rank.min, next: .rank.next,
		next_min: .rank.next_min, points_needed: .rank.points_needed, progress: .rank.progress,
		rank_achieved_at: .rank.achieved_at, change: .delta.total.change, gain_per_month: .trend.gain_per_month,
		warning_severity: .warning.severity, warning: (.warning // {} | .signals // [] | map(.id) | join(" ")
		| if . == "" then null else . end), months_to_next: .to_next.months, sessions: .sessions.scored,
		tokens_per_session: .categories.token_efficiency.evidence.mean,
		improvement_pct: .categories.token_efficiency.evidence.improvement_pct}
		| .rank = .rank.name), totals: null},
	{block: "table", for: "data", id: "categories", columns: ((["user", "category"] | texts)
		+ (["points", "max", "measured_max", "change"] | data) + [{key: "measured"}, {key: "status"}]),
	 rows: [.[].now | .user as $user | .delta.categories as $delta | .categories | to_entries[]
		| .value + {user: $user, category: .key, change: $delta[.key].change}], totals: null},
	{block: "table", for: "data", id: "recommendations", columns: ((["user", "id", "category", "check",
		"text", "how"] | texts) + [{key: "points", type: "count", for: "data"}, {key: "measured"},
		{key: "to_next"}] + (["saves_tokens", "saves_usd"] | data)
		+ [{key: "saves_of", for: "data"}]),
	 rows: [.[].now | .user as $user | (.recommendations // [])[]
		| . + {user: $user, saves_tokens: .saves.tokens, saves_usd: .saves.usd, saves_of: .saves.of}], totals: null},
	{block: "table", for: "data", id: "scores", columns: ((["user", "ts"] | texts)
		+ (["base", "total"] | data) + [{key: "rank"}]),
	 rows: [.[] | .past[], .now | {user, ts, base, total, rank: .rank.name}], totals: null}
];
