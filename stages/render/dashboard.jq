# what is used of the plan, on one page: efficiency, cost, week, tasks, cache, sessions, alerts
plan as $plan
| $plan.date as $day | days_to($day; 7) as $last | days_to($day | day_before(7); 7) as $before
| (days_to($day; 30) | reverse) as $month

| def in($days): map(select(.day and .day >= $days[-1] and .day <= $days[0]));
def fact($what; $text): {block: "fact", for: "people", label: $what, text: $text};
def heading($text): {block: "heading", for: "people", text: $text};
def change: $plan.rolling | if (.prior_usd | number) > 0
	then (.cost_usd | number) / (.prior_usd | number) - 1 else null end;

# --- the one number ----------------------------------------------------------------------

def against: if change then [{gain: change}, " against the 7 days before"]
	else {dim: "there is nothing before it to compare with"} end;
def standing: $plan.rolling | if .below_floor then {bad: "below the floor of \($settings.floor_ratio)x"}
	elif .cost_usd | at_least($settings.reach_ratio; 7)
	then {good: "at or above the goal of \($settings.reach_ratio)x"}
	else "above the floor of \($settings.floor_ratio)x, below the goal of \($settings.reach_ratio)x" end;
# What so many times the plan comes to in 7 days.
def worth($ratio): {money: ($ratio * $settings.plan_usd * 7 / $settings.plan_days | places(9))};
def to_do: $plan | if .week.hard_stop then "start nothing more before \(.week.reset[:16] | sub("T"; " "))"
	elif .rolling.below_floor then [worth($settings.floor_ratio), " in 7 days make the floor; ",
		{code: "token-craft explain 7d"}, " tells what these were"]
	elif .rolling.reach_met then "nothing: the goal was reached on each of 7 days"
	else [worth($settings.reach_ratio), " in 7 days make the goal"] end;

def headline: [
	{block: "figure", for: "paper", label: "Efficiency, last 7 days",
	 text: {ratio: ($plan.rolling.ratio | places(9))}, note: [against, ", ", standing]},
	({block: "fact", for: "terminal", label: "7 days",
	  text: ["efficiency ", {ratio: ($plan.rolling.ratio | places(9))}, ", ", standing]},
	 {block: "fact", for: "terminal", label: "", text: against}),
	(rollups("day", "session", "project") | causes(change; in($last); in($before); .project; short_paths))
		as $which
	| (rollups("day", "model") | causes(change; in($last); in($before); .model; short_models)) as $who
	| {block: "fact", for: "page", label: (if change then "why" else "most" end),
	   text: ([$which, $who] | why(change))},
	fact("to do"; to_do),
	fact("plan"; [{money: $settings.plan_usd}, " for \($settings.plan_days) days"]
		+ if $options.plan_usd then [] else
			[", until it is said: ", {code: "token-craft config set plan_usd 200"}] end)];

def alert_list: $plan.alerts | select(. != [])
	| heading("Alerts"), {block: "list", for: "people", items: map(alert_words)};

# --- 30 days -----------------------------------------------------------------------------

# The days that are known.
def days: (rollups("day") | map(select(.day and .day <= $day)) | costs(.day)) as $costs
	| ($costs | keys | first // $day) as $first
	| $month | map(select(. >= $first) | . as $one | {date: $one, cost_usd: ($costs[$one] // "0"),
		ratio: ($costs[$one] | ratio(1)),
		rolling_ratio: ($costs | cost_of(days_to($one; 7)) | ratio(7))});
def ratio_chart($days): ($days | map({key: .date, value: .rolling_ratio}) | from_entries) as $of
	| {block: "chart", id: "efficiency", for: "page", shape: "lines", title: "Efficiency of 7 days, day by day",
	   columns: ([{key: "day", title: "day"}] + [column("ratio"; "7 days"; "ratio"),
		column("floor"; "floor"; "ratio"), column("goal"; "goal"; "ratio")]),
	   rows: ($month | map({day: short_date, floor: $settings.floor_ratio,
		goal: $settings.reach_ratio, ratio: ($of[.] | values |= places(9))}))};
def cost_chart: rollups("day", "model") as $models
	| rollups("day") | timeline("day"; $month; $models; .day; short_date);
def periods($days): {block: "table", id: "periods", for: "people", light: true, columns: [
		{key: "name", title: "", width: 10}, column("cost_usd"; "cost"; "money"),
		column("ratio"; "efficiency"; "ratio"), {key: "picture", title: "", type: "spark"}],
	rows: [({name: "today"} + $plan.day), ({name: "7 days"} + $plan.rolling),
		({name: "30 days", cost_usd: ($days | map(.cost_usd) | total // "0"),
		  picture: ($days | map(.cost_usd | number))} | .ratio = (.cost_usd | ratio(30)))]
		| map({name, cost_usd, ratio: (.ratio | places(9))} + if .picture then {picture} else {} end)};
def budget($cost; $limit): [{percent: (($cost | number) / $limit)}, " of the budget of ", {money: $limit}];
def budgets: $plan | fact("today"; budget(.day.cost_usd; $settings.budget_day_usd)),
	fact("month"; [{money: .month.cost_usd}]
		+ (.month.projected_usd | if . then [", at this pace ", {money: places(9)}, " in 30 days"] else [] end)
		+ ($settings.budget_month_usd | if . then [", "] + budget($plan.month.cost_usd; .) else [] end));

# --- the week ----------------------------------------------------------------------------

def week: $plan.week | heading("The week"),
	fact("used"; if .quota_usd then [(.budget_pct | whole_percent), " of ",
			{money: (.quota_usd | number | places(9))}]
		else [null, ": say what a week allows, ", {code: "token-craft config set weekly_quota_usd 200"}] end),
	fact("spent"; [{money: .cost_usd}]
		+ (.projected_usd | if . then [", at this pace ", {money: places(9)}, " at its end"] else [] end)),
	fact("left"; plural(.days_remaining; "day"; "days").text + [", until \(.reset[:16] | sub("T"; " "))"]);
def sprint_table: {block: "table", id: "sprints", for: "people", light: true, columns: [
		{key: "label", title: "sprint", flexible: true}, {key: "used", title: "used", right: true},
		{key: "bar", title: "", type: "bar", width: 10}, column("share"; "of the week"; "percent"),
		column("cost_usd"; "cost"; "money"), {key: "begin", title: "begins"}],
	rows: [$plan.sprints[] | {label: .label, share, begin: ((.begin[:10] | short_date) + " " + .begin[11:]),
		used: (if .run then .used_pct | if . then whole_percent else null end else "not yet run" end)}
		+ (if .run then {cost_usd} else {} end)
		+ (if .used_pct then {bar: ([.used_pct / 100, 1] | min)} else {} end)]};

# --- tasks -------------------------------------------------------------------------------

def status_words: .status // "running" | if . == "completed" then {good: .}
	elif . == "failed" then {bad: .} else . end;
def tasks: $plan | select(.tasks != []) | heading("Tasks"),
	(.completion | select(.) | fact("completed"; [{percent: .}, " of the tasks of 4 weeks"])),
	(.last_run | fact("last run"; "\(.start[:16] | sub("T"; " ")), "
		+ "\(.count) \(if .count == 1 then "task" else "tasks" end), \(.status)")),
	(recent | if . == [] then fact("24 hours"; "none") else
		{block: "table", id: "tasks", for: "people", light: true, columns: [
			{key: "name", title: "last 24 hours", flexible: true}, {key: "status", title: "status"},
			column("cost_usd"; "cost"; "money"), column("tokens"; "tokens"; "count"),
			column("ts"; "began"; "time")],
		rows: map({ts, tokens, cost_usd, name: (.name // "unnamed"), status: status_words})} end);

# --- cache and sessions ------------------------------------------------------------------

def all_of: map(.rows = []) | merged;
def cache: rollups("day") | (in($last) | all_of | {cached: cached, saved_usd})
	+ (in($before) | all_of | {cached_before: cached});
def cache_fact: select(.cached) | fact("cache"; [{share: .cached}, " of input read from it"]
	+ (.saved_usd | if . then [", which saved ", {money: .}] else [] end)
	+ (.cached_before | if . then [", ", {share: .}, " in the 7 days before"] else [] end));
# The dearest ones; each belongs to the project that has most of its calls.
def sessions: rollups("day", "session", "project") | in($last) | group_by(.session)
	| map((group_by(.project) | map(all_of) | max_by(.calls).project) as $project
		| all_of | .project = $project) | costly(.session)[:5];
def session_table: (map(.project) | short_paths) as $short | (.[0].cost_usd | number) as $most
	| {block: "table", id: "sessions", for: "people", light: true, columns: [
		{key: "name", title: "session"}, {key: "short", title: "project", flexible: true},
		column("cost_usd"; "cost"; "money"), {key: "bar", title: "", type: "bar", width: 10},
		column("calls"; "calls"; "count"), column("last_ts"; "last call"; "time")],
	   rows: map({name: (.session // "unknown" | .[:8]), short: ($short[.project // ""] // "unknown"),
		last_ts, cost_usd, calls} + if $most > 0 then {bar: ((.cost_usd | number) / $most)} else {} end)};

days as $days | cache as $cache | sessions as $sessions
| {kind: "document", title: "Token-Craft · efficiency · \($day)", blocks: (
	if everything == null then [nothing] else [
	headline[], alert_list,
	heading("30 days"), ratio_chart($days), cost_chart, periods($days), budgets,
	week, sprint_table, tasks,
	($sessions | select(. != []) | heading("Where it went, 7 days"), ($cache | cache_fact), session_table),
	notes[],
	{block: "note", for: "page", text: ("Efficiency is cost by what the plan costs for the same days; cost is "
		+ what_cost_is)},
	($plan | plan_data),
	data_table("days"; $days; [column("date"; ""; "text"), column("cost_usd"; ""; "money"),
		(("ratio", "rolling_ratio") | column(.; ""; "count"))]),
	data_table("models"; rollups("day", "model") | map(select(.day as $one | any($month[]; . == $one)));
		[column("day"; ""; "text"), column("model"; ""; "text"), column("cost_usd"; ""; "money")]),
	data_table("cache"; [$cache]; [("cached", "cached_before" | column(.; ""; "count")),
		column("saved_usd"; ""; "money")]),
	data_table("sessions"; $sessions; [("session", "project" | column(.; ""; "text")),
		column("cost_usd"; ""; "money"), column("calls"; ""; "count"), column("last_ts"; ""; "time")])] end)}
