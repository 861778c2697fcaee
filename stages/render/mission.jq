# the mission report: rank, points by category, and the habit worth most
# At a terminal it is format F6 of Token-Craft, whose labels are literal; on paper a document.

def repeated($text; $count): [range($count) | $text] | add // "";
# Whole cells alone, rounded down.
def gauge($cells; $score; $of): ($cells * ([$score, $of] | min) / ([$of, 1] | max) | floor) as $full
	| repeated("█"; $full) + repeated("░"; $cells - $full);
def bracketed: "[\(ascii_upcase)]";
def percent($part; $of): 100 * $part / ([$of, 1] | max) | whole;

# --- what this month came to -----------------------------------------------------------

# Sessions and cost; null when nobody counted calls, nothing when there were none.
def month: ($options.today[:7]) as $month | if all(.[]; .kind != "rollup") then null else
	(rollups("month") | map(select(.month == $month)) | .[0]) // {sessions: 0, cost_usd: "0"} end;
def sessions_words($month): if $month then {count: $month.sessions} else null end;
def cost_words($month): if $month.cost_usd == null then [null] else
	[{money: $month.cost_usd}, ($options.budget_month // empty | tonumber
		| percent(. - ($month.cost_usd | number); .)
		| if . >= 0 then " (\(.)% under budget)" else " (\(-.)% over budget)" end)] end;
def tokens_words: .categories.token_efficiency.evidence // {} | if .mean == null then [null] else
	[{count: (.mean | whole)}, (.improvement_pct // empty | whole
		| if . > 0 then " (\(.)% better than baseline!)"
		  elif . < 0 then " (\(-.)% worse than baseline)" else " (at the baseline)" end)] end;
def stats($month): [["Sessions this month", sessions_words($month)],
	["Avg tokens/session", tokens_words], ["Estimated cost", cost_words($month)],
	["Rank achieved", (.rank.achieved_at | if . then {day: .} else null end)]];

# --- at a terminal ---------------------------------------------------------------------

def lines: {block: "lines", for: "terminal", items: .};
def rank_bar: if .rank.next_min then
		gauge(15; all_points; .rank.next_min) + " \(all_points | whole)/\(.rank.next_min)"
	else repeated("█"; 15) + " \(all_points | whole)" end;
def rank_lines: if .rank.name == null then ["Current Rank: n/a", "Next Rank:    n/a"] else
	["Current Rank: \(.rank.name | bracketed) \(rank_bar)",
	 if .rank.next then "Next Rank:    \(.rank.next | bracketed) in \(points_left | points_word)"
	 else "Next Rank:    highest rank reached" end] end;
def measure($what; $points; $of): ["\("\($what):" | padded(21)) [\(gauge(10; $points; $of))] "
	+ "\($points | whole)/\($of | whole) (\(percent($points; $of))%)"];
def category_lines: [(.categories | to_entries[] | measure(.key | category_title; .value.points; .value.max)),
	(select((.bonus // 0) != 0) | measure("Bonus"; .bonus; 200)),
	(most as $most | select(.measured_max and .measured_max < $most) | measure("Measured"; .measured_max; $most))];
def habit_lines: .rank.next as $next | months as $months | .recommendations // [] | .[:1][]
	| ["► \(.text | gsub(" %"; "%")) → +\(.points | whole | points_word)", "  \(.how)",
	   (select($months and $next) | "  Estimated impact: \($next) rank in \($months)")];
def position_words: "#\(.position) of \(.of) (top \(.top_pct)%)";

def rule: repeated("="; 56);
def terminal($month): [[rule, {strong: "TOKEN-CRAFT: YOUR SPACE MISSION REPORT"}, rule], rank_lines,
	(select(.categories) | category_lines),
	["Your Mission Stats:", (stats($month)[] | ["- \(.[0]): ", .[1]])],
	([habit_lines] | select(. != []) | ["Top Optimization Opportunity:"] + .[0]),
	(select(.position) | ["Leaderboard Position:", "- Company-wide: " + position_words]),
	(warned | select(.) | [["Warning: ", .]])] | map(lines);

# At most eight.
def brief($name): {block: "lines", for: "people", items: [
	"\(if $name then "\($name) " else "" end)\(.rank.name // "n/a" | bracketed) \(rank_bar)",
	(if .rank.next then ["Next: \(.rank.next | bracketed) in \(points_left | points_word)",
		(months | select(.) | ", in \(.)")] else "Next: highest rank reached" end),
	(if .delta then ["Since ", {day: .delta.ts}, ": ", (.delta.total.change | moved), ", ", .delta.summary]
	 else "Since last: \(.delta_reason // "nothing to compare with")" end),
	(.recommendations // [] | .[:1][] | "Top habit: \(.text) → +\(.points | whole | points_word)", "  \(.how)"),
	(warned | select(.) | {bad: ("Warning: " + (map(strings) | add))})]};

# --- on paper --------------------------------------------------------------------------

def title($name): [($name // empty | "\(.) · "), {day: .ts}, " · rules \(.profile) · ",
	plural(.sessions.all // 0; "session"; "sessions")];
def fact($what; $text): {block: "fact", for: "paper", label: $what, text: $text};
def headline_facts($month): [
	fact("next"; if .rank.next == null then "highest rank reached" else
		["\(.rank.next) in \(points_left | points_word)", (months | select(.) | ", in \(.)")] end),
	(warned | select(.) | fact("warning"; [{bad: "▼"}, " ", .])),
	(if .delta then fact("change";
		[(.delta.total.change | moved), " points since ", {day: .delta.ts}, ": ", .delta.summary])
	 else fact("change"; [null, ": \(.delta_reason // "there is no earlier score")"]) end),
	fact("trend"; trend_words),
	(select((.bonus // 0) > 0) | fact("bonus"; "\(.bonus | tenth): \(bonus_words)")),
	fact("measured"; [{count: (.measured_max | whole)}, " of ", {count: most}, " points rest on evidence"]),
	(select(.position) | fact("position"; ["#", {count: .position}, " of ", {count: .of}, ", top \(.top_pct) %"])),
	(stats($month)[] | fact(.[0] | ascii_downcase; .[1]))];
def habits: .rank.next as $next | .recommendations // [] | map(select(.measured or .to_next)) | .[:5]
	| {block: "table", for: "paper", light: true,
	columns: [{key: "gain", title: "points", type: "count"}, {key: "text", title: "habit", flexible: true},
		{key: "how", title: "how", flexible: true},
		(select(any(.[]; .saves)) | {key: "saves", title: "saves in 30 days", flexible: true}),
		(select(any(.[]; .to_next)) | {key: "next", title: "to \($next)"})],
	rows: map({gain: (.points | whole), text, how, next: (if .to_next then {strong: "yes"} else "" end)}
		+ if .saves then {saves: [(select(.saves.usd) | .saves.usd | {money: .}), (select(.saves.usd and .saves.tokens) | ", "),
			(select(.saves.tokens) | .saves.tokens | {short: .}, " tokens")]} else {} end)};
def category_table: .delta.categories as $delta | {block: "table", for: "paper", light: true, columns: [
		{key: "name", title: "category"}, column("points"; "points"; "count"), column("max"; "of"; "count"),
		{key: "bar", title: "", type: "bar", width: 10}, (select($delta) | {key: "change", title: "change"}),
		{key: "why", title: "", flexible: true}],
	rows: (.categories | to_entries | map({name: (.key | category_title), points: (.value.points | whole), max: .value.max,
		bar: (.value.points / ([.value.max, 1] | max)), why: because, change: ($delta[.key].change | moved // "")})),
	totals: {name: "All", points: (.base | whole), max: most, bar: (.base / most),
		change: (.delta.base.change | moved // "")}};
# What a category rests on: its checks, the rule, and all numbers.
def evidence: .categories | to_entries[] | select(.value.checks) | {block: "table", for: "page",
	folded: [(.key | category_title), ": ", because],
	columns: [{key: "name", title: "evidence"}, {key: "number", title: "", right: true},
		{key: "points", title: "points", right: true}, {key: "max", title: "of", right: true}],
	rows: ([.value.checks | to_entries[] | {name: (.key | words), number: (.value.x // "not measured" | tostring),
			points: (.value.points | tenth | tostring), max: (.value.max | tostring)}]
		+ [.value.evidence // {} | to_entries[] | {name: {dim: (.key | words)},
			number: (.value | if . == null then null else tostring end)}])};
# The totals of 90 days, below the next rank; each holds until the next one.
def trend_chart($past): .rank.next_min as $next | (.ts[:10] | day_before(90)) as $since
	| [($past[], .) | select(.ts[:10] >= $since)] | (map({key: .ts[:10], value: all_points}) | from_entries) as $on
	| select($on | length > 1) | {block: "chart", for: "page", shape: "lines", title: "Points of 90 days",
		columns: ([{key: "day", title: "day"}, column("total"; "total"; "count")]
			+ if $next then [column("next"; "next rank"; "count")] else [] end),
		rows: [foreach times(.ts[:10]; next_day)[] as $day (null; $on[$day] // .;
			{day: ($day | short_date), total: ., next: $next})]};
def heading($text): {block: "heading", for: "paper", text: $text};
def document($past; $month; $name): [
	heading(title($name)),
	{block: "figure", for: "paper", label: (.rank.name // "rank n/a"), text: {count: (all_points | whole)},
	 note: (if .rank.next_min then ["of ", {count: .rank.next_min}, " for ", .rank.next] else "highest rank reached" end)}]
	+ headline_facts($month)
	+ [habits | select(.rows != []) | heading("What to do"), .]
	+ [trend_chart($past)]
	+ [heading("Where the points are"), category_table, evidence,
		(gaps | {block: "note", for: "paper", text: .})];

month as $month | people as $people
| ($people | length > 1) as $several
| {kind: "document", name: "Token-Craft · mission", blocks: (
	(if $people != [] then [] else
		({} | terminal($month)) + [heading("no score yet"), nothing] end)
	+ [$people[] | .past as $past | .now | (if $several then who else null end) as $name
		| if $options.brief then brief($name) else
			(select($several) | {block: "heading", for: "terminal", text: who}), terminal($month)[],
			document($past; $month; $name)[] end]
	+ ($people | score_data)
	+ [{block: "table", for: "data", id: "month", columns: [{key: "month", for: "data"},
		{key: "sessions", type: "count", for: "data"}, {key: "cost_usd", type: "money", for: "data"},
		{key: "budget_usd", type: "money", for: "data"}],
	    rows: [$month | select(.) | {month: $options.today[:7], sessions, cost_usd, budget_usd: $options.budget_month}], totals: null}])}
