# what stops an agent: a day, a month or a week that came to its limit; else nothing
# What cannot be known is an error.
def asked($key): $options[$key] // null | if . then tonumber else null end;

plan as $plan
| ($options | .max_day or .max_month or .max_week or .hard_stop) as $asked
# As it is configured, unless limits are named.
| (if $asked then [asked("max_day"), asked("max_month")]
   else [$settings.budget_day_usd, $settings.budget_month_usd] end) as [$day, $month]
| [asked("max_week"), (select($options.hard_stop or ($asked | not and $plan.week.quota_usd))
	| 100 * (1 - $settings.hard_stop_share) | places(6))] as $parts
| [({name: "today", from: $plan.date, value: ($plan.day.cost_usd | number), limit: $day},
    {name: "this month", from: $plan.date[:7], value: ($plan.month.cost_usd | number), limit: $month}
	| select(.limit)
	| .text = "\(.name) cost \(.value | dollars), the limit is \(.limit | dollars)"
		+ ": wait, or allow more"),
   ($parts | map(values) | select(. != []) | min | {name: "the week", from: $plan.week.start[:13],
	value: $plan.week.budget_pct, limit: .}
	| .text = "\(.value // 0 | percent) of the week is used, the limit is \(.limit)%"
		+ ": wait until \($plan.week.reset[:16] | sub("T"; " "))")] as $limits
| [$limits[] | select(.value != null and .value >= .limit) | .text] as $reached
| if $reached != [] then {kind: "document", blocks: [plain($reached[:1])]}
  elif any($limits[]; .value == null) then
	error("nobody knows what a week allows: token-craft config set quota_used_pct PERCENT, as /usage shows it")
  else ($limits | map(.from) | min // "9") as $from
	| (rollups("hour") | map(select(.hour >= $from) | .unpriced_calls | number) | add // 0) as $unpriced
	| if $unpriced > 0 then
		error("calls without a price: \($unpriced): token-craft models names them, token-craft rates add prices them")
	  else {kind: "document", blocks: []} end
  end
