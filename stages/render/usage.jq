# what a day used of the plan: the week, the last seven days, sprints and tasks
plan as $plan
| def dollars: {money: .cost_usd};
def efficiency: ["efficiency ", {ratio: (.ratio | places(9))}];
def line($name; $rest): [{strong: $name}, ": "] + $rest;

def lines: [
	line("Week budget"; [(.week.budget_pct | if . then whole_percent + " used" else "n/a" end),
		" (\(.week.days_remaining)d remaining)"]),
	line("Today"; [{apart: [[(.day | dollars), " API-equivalent"], (.day | efficiency)]}]),
	line("7-day rolling"; [{apart: [(.rolling | dollars), (.rolling | efficiency)]}]),
	line("Trend"; ["\(.rolling.trend | arrow) vs prior 7 days"]),
	(select(.rolling.below_floor) | line("Alert"; ["efficiency below \($settings.floor_ratio)x"])),
	(.warnings[] | line("Warning"; [.]))];

def sprint_line: .label + ": " + if .run | not then "not yet run"
	elif .used_pct == null then "n/a"
	else (.used_pct | whole_percent) + " of \(100 * .share | whole_percent) allocation used" end;

def recent: (.at | seconds) as $now | .tasks
	| map(select($now - (.end_ts // .ts | wall | seconds) < 86400));

{kind: "document", title: "Usage Report — \($plan.date)", blocks: (
	if everything == null then [nothing] else [
	plain($plan | lines),
	{block: "heading", for: "people", text: "Sprint Status"},
	{block: "list", for: "people", items: [$plan.sprints[] | sprint_line]},
	{block: "heading", for: "people", text: "Automated Tasks (last 24h)"},
	{block: "list", for: "people", items: ($plan | recent
		| if . == [] then ["none"] else map([.name // "unnamed", ": \(.status // "running")"]) end)},
	($plan.unpriced | select(. > 0) | {block: "note", text: [
		plural(.; "call of these 7 days has"; "calls of these 7 days have"),
		" no price and no part in the cost: ", {code: "token-craft models"}]}),
	($plan | .day + {date} | data_table("day"; [.]; [column("date"; ""; "text"),
		column("cost_usd"; ""; "money"), column("ratio"; ""; "count")])),
	($plan.rolling | data_table("rolling"; [.]; [column("cost_usd"; ""; "money"),
		column("ratio"; ""; "count"), column("prior_usd"; ""; "money"),
		column("trend"; ""; "text"), column("below_floor"; ""; "text"),
		column("reach_met"; ""; "text")])),
	($plan.week | data_table("week"; [.]; [column("start"; ""; "text"), column("reset"; ""; "text"),
		column("days_remaining"; ""; "count"), column("cost_usd"; ""; "money"),
		column("quota_usd"; ""; "money"), column("budget_pct"; ""; "count"),
		column("manual_pct"; ""; "count"), column("automated_usd"; ""; "money"),
		column("projected_usd"; ""; "money"), column("hard_stop"; ""; "text")])),
	($plan.month | data_table("month"; [.]; [column("cost_usd"; ""; "money"),
		column("projected_usd"; ""; "money")])),
	($plan | data_table("sprints"; .sprints; [column("id"; ""; "text"), column("label"; ""; "text"),
		column("begin"; ""; "text"), column("end"; ""; "text"), column("share"; ""; "count"),
		column("run"; ""; "text"), column("cost_usd"; ""; "money"),
		column("used_pct"; ""; "count")])),
	($plan | data_table("tasks"; recent; [column("id"; ""; "text"), column("name"; ""; "text"),
		column("sprint"; ""; "text"), column("status"; ""; "text"), column("ts"; ""; "time"),
		column("end_ts"; ""; "time"), column("tokens"; ""; "count"),
		column("cost_usd"; ""; "money")])),
	($plan | data_table("warnings"; .warnings | map({text: .}); [column("text"; ""; "text")])),
	($plan | data_table("completion"; [{rate: .completion}]; [column("rate"; ""; "count")]))] end)}
