# how the week stands, for the beginning of a session; without calls nothing
# What is kept of it begins with its day and whose day that is.
plan as $plan
| {kind: "document", blocks: (if everything == null then [] else [
	plain([
		(select($options.kept) | "\($plan.date) \($options.timezone)"),
		"━━━ EFFICIENCY STATUS ━━━",
		"Week budget: \($plan.week.budget_pct | if . then whole_percent + " used" else "n/a" end) (\(
			$plan.week.days_remaining) days remaining until \($settings.reset_weekday | capital) reset)",
		["7-day efficiency ratio: ", {ratio: ($plan.rolling.ratio | places(9))},
		 "  [baseline: \($settings.baseline_ratio)x]"],
		"Last overnight run: " + ($plan.last_run | if . then "\(.start[:10]) \(.start[11:16]) — \(
			.count) tasks, \(.status)" else "n/a" end),
		"━━━━━━━━━━━━━━━━━━━━━━━━"])] end)}
