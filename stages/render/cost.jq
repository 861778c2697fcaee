# what the newest session, today and 30 days cost, and what a month comes to
as_of as $at | $at[:10] as $day
| (rollups("day", "session") | map(select(.day and .day <= $day))) as $rows
| ($rows | costs(.day)) as $costs
| days_to($day; 30) as $last | days_to($day | day_before(30); 30) as $before
| ($costs | cost_of($last)) as $total | ($costs | cost_of($before)) as $prior
| ($rows | group_by(.session) | map({session: .[0].session, first: (map(.day) | min),
	cost_usd: (map(.cost_usd) | total), last_ts: (map(.last_ts) | max),
	tokens: (map((.input_tokens | number) + (.output_tokens | number)) | add)})) as $sessions
| ($sessions | max_by([.last_ts, .session])) as $newest

# What began in those days: how many sessions, and the mean of what they cost.
| def began($days): ($sessions | map(select(.first as $first | any($days[]; . == $first))))
	| {count: length, mean: (if . == [] then null else
		(map(.cost_usd) | total | number) / length end)};
# Less a session than before, by so many sessions; null when there were too few before.
def savings: began($last) as $now | began($before) as $former
	| if $former.count < 10 or $now.count == 0 then null
	  else [0, $now.count * ($former.mean - $now.mean)] | max | places(9) end;
def covered: ($costs | keys | first) <= $before[29];
def change: if covered and ($prior | number) > 0 then
	100 * (($total | number) / ($prior | number) - 1) else null end;
def signed: round | if . > 0 then "↑ +\(.)%" elif . < 0 then "↓ \(.)% (improving!)" else "→ 0%" end;

(100 * (1 - ($costs[$day] | number) / $settings.budget_day_usd) | [0, .] | max) as $remaining
| ($costs | mean_day($day) | values |= (30 * . | places(9))) as $projected
| {kind: "document", name: "Token-Craft · cost", blocks: (if $rows == [] then [nothing] else [
	plain([
		["Current Session: ", {money: $newest.cost_usd}, " (\($newest.tokens / 1000 | round)K tokens)"],
		["Daily Budget: ", {money: $settings.budget_day_usd}, " (\($remaining | whole_percent) remaining)"],
		["Monthly Projection: ", {money: $projected}]]),
	plain([
		"Cost Analysis (30 days):",
		"───────────────────────────",
		["Total: ", {money: $total}],
		["Daily avg: ", {money: ($total | number / 30 | places(9))}],
		"Trend: " + (change | if . == null then "n/a" else signed end),
		["Savings from optimization: ", {money: savings}]]),
	({session: $newest.session, session_usd: $newest.cost_usd, session_tokens: $newest.tokens,
	  today_usd: ($costs[$day] // "0"), budget_day_usd: $settings.budget_day_usd,
	  remaining_pct: $remaining, projected_usd: $projected}
	 | data_table("now"; [.]; [column("session"; ""; "text"),
		(keys_unsorted[1:][] | column(.; ""; if test("usd$") then "money" else "count" end))])),
	({total_usd: $total, prior_usd: (if covered then $prior else null end),
	  change_pct: change, savings_usd: savings}
	 | data_table("month"; [.]; [keys_unsorted[]
		| column(.; ""; if test("usd$") then "money" else "count" end)]))] + notes end)}
