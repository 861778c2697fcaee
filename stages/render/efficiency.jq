# what each day cost against the plan, and how much of its week was used
as_of as $at
| (rollups("hour") | costs(.hour) | by_day) as $hours | ($hours | quota) as $quota
| (rollups("day", "model") | map(select(.day)) | group_by(.day)
	| map({key: .[0].day, value: (map(.model | values) | sort)}) | from_entries) as $models
| (rollups("day") | map(select(.day and .day <= $at[:10])) | by_time(.day)) as $days
| (if $options.since then $hours | keys | first else "" end) as $known
| (tasks($at) | map(select(.run_date >= $known))) as $tasks

# A week is known when its first day is.
| def week: [.day + "T23", $at] | min
	| if (seconds | week_start | reading[:10]) < $known then null
	  else . as $last | $hours | week_cost($last) | share_of($quota) end;
def measured: {date: .day, api_cost_usd: .cost_usd, input_tokens, output_tokens,
	cache_read_tokens: .cache_read_input_tokens,
	cache_write_tokens: .cache_creation_input_tokens};
def against($days): .plan_prorata_usd = ($days * $settings.plan_usd / $settings.plan_days | places(9))
	| .efficiency_ratio = (if .api_cost_usd then .api_cost_usd | ratio($days) | places(9) else null end);
# All of them, and the days between them.
def all_days: map(.day | day_number) as $numbers
	| {day: "total", cost_usd: (map(.cost_usd) | total)}
	+ (["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"]
	   | map({key: ., value: (. as $key | $days | map(.[$key] | number) | add)}) | from_entries)
	| measured | against(($numbers | max) - ($numbers | min) + 1);

# The same for the same text, whatever else there is: what a double holds exactly, modulo the
# greatest prime below 2^44.
def number_of: reduce explode[] as $c (0; (. * 257 + $c) % 17592186044399);

{kind: "document", name: "Token-Craft · efficiency", blocks: ([
	(select($days == []) | nothing),
	{block: "table", id: "efficiency_daily", key: "date", whole: $options.whole, columns: [
		column("date"; "day"; "text"),
		column("api_cost_usd"; "cost"; "money"),
		column("plan_prorata_usd"; "plan"; "money"),
		column("efficiency_ratio"; "efficiency"; "ratio"),
		column("input_tokens"; "input"; "count"),
		column("output_tokens"; "output"; "count"),
		column("cache_read_tokens"; "cache read"; "count"),
		column("cache_write_tokens"; "cache write"; "count"),
		column("models_used"; ""; "list") + {for: "data"},
		column("week_budget_pct"; ""; "ratio") + {for: "data"},
		column("week"; "week"; "percent") + {for: "people"},
		column("recorded_at"; ""; "time") + {for: "data"}],
	 rows: ($days | map(week as $week | .last_ts as $last | $models[.day] as $used
		| measured | against(1)
		| .models_used = ($used // []) | .recorded_at = $last
		| .week_budget_pct = ($week | values |= places(6)) | .week = ($week | values |= . / 100))),
	 totals: (if $days == [] then null else $days | all_days end)}]
	+ [(if $tasks == [] then {for: "data"} else {} end)
	   + {block: "table", id: "automated_tasks", key: "id", whole: $options.whole, columns: [
		column("id"; ""; "count") + {for: "data"},
		column("run_date"; "task of"; "text"),
		column("sprint"; "sprint"; "text"),
		column("task_name"; "name"; "text") + {flexible: true},
		column("task_type"; "type"; "text"),
		column("status"; "status"; "text"),
		column("tokens_used_estimate"; "tokens"; "count"),
		column("outcome_notes"; ""; "text") + {for: "data"},
		column("recorded_at"; ""; "time") + {for: "data"}],
	 rows: ($tasks | map({id: (.id | number_of), run_date, sprint, task_name: .name, task_type, status,
		   tokens_used_estimate: .tokens, outcome_notes: .notes, recorded_at}))},
	{block: "table", id: "schema_version", columns: [column("version"; ""; "count") + {for: "data"}],
	 rows: [{version: 1}]}] + notes)}
