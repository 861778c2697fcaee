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
	($plan | plan_data)] end)}
