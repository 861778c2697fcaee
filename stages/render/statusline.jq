# what the status line keeps of the plan: made at, good until, today's cost, its budget, the week
# Seconds of 1970; until midnight, and a quarter of an hour at most.
plan as $plan | ($options.now | instant | floor) as $now
| (86400 - ($plan.at | seconds) % 86400) as $left
| {kind: "document", blocks: [plain([[$now, $now + ([900, $left] | min),
	($plan.day.cost_usd | number | places(9)), $settings.budget_day_usd,
	($plan.week.budget_pct // "-" | if type == "number" then places(3) else . end)]
	| map(tostring) | join(" ")])]}
