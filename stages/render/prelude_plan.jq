# What was used, against the plan that is paid for: days, weeks, sprints, tasks.
#
# Times of the wall clock are compared as they read: "2026-03-01", "2026-03-01T14",
# "2026-03-01T14:05:09". So no day is short or long, whatever summer time does.

# What is configured: by whom the numbers came stands in schemas/config.schema.json.
({plan_usd: 100, plan_days: 30, weekly_quota_usd: null, quota_used_pct: null,
  reset_hour: 0, manual_share: 0.45, hard_stop_share: 0.05,
  floor_ratio: 12, reach_ratio: 15, baseline_ratio: 15.5,
  budget_day_usd: 5, budget_month_usd: null,
  alert_info_pct: 80, alert_warning_pct: 90, alert_critical_pct: 100}
 | with_entries(.value = if $options[.key] then $options[.key] | tonumber else .value end)
 | .quota_used_at = $options.quota_used_at
 | .reset_weekday = ($options.reset_weekday // "sunday")
 | .sprints = ($options.sprints // "null" | fromjson // [
	{id: "sun_sprint1", label: "Sun Sprint 1", weekday: "sunday", from: 2, to: 6, share: 0.20},
	{id: "wed_sprint2", label: "Wed Sprint 2", weekday: "wednesday", from: 2, to: 5, share: 0.20},
	{id: "fri_sprint3", label: "Fri Sprint 3", weekday: "friday", from: 2, to: 4, share: 0.10,
	 light: true}])
) as $settings

# --- the wall clock --------------------------------------------------------------------

| def weekday_number: {sunday: 0, monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5,
	saturday: 6}[.];
def capital: (.[:1] | ascii_upcase) + .[1:];

# What it shows at an instant.
def wall: . as $ts
	| ([$options.offsets[] | select(.[0] <= $ts)] | last // $options.offsets[0])[1] as $ahead
	| instant + $ahead | floor | todate | .[:19];
# Its seconds and back, as if it never jumped.
def seconds: . + "T00:00:00"[length - 10:] + "Z" | fromdateiso8601;
def reading: todate | .[:19];
def day_number: seconds / 86400 | floor;
def weekday_of_day: (. + 4) % 7; # day 0: a Thursday

# The last days up to one, the latest first.
def days_to($day; $count): [range($count) as $ago | $day | day_before($ago)];

# When the numbers are of: now, or the end of the day that is asked for.
def as_of: ($options.date // $options.today
	| if . == "yesterday" then $options.today | day_before(1) else . end) as $day
	| if $day == $options.today then $options.now | wall
	  elif ($day | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) and ($day | day_before(0)) == $day then
		if $day < $options.today then $day + "T23:59:59" else error("\($day) is still to come") end
	  else error("no day: \($day)") end;

# --- money -----------------------------------------------------------------------------

def places($n): . * pow(10; $n) | round / pow(10; $n);
# Rows of one grouping by time as {TIME: COST}, f is what is left of the time.
def costs(f): map(select(f)) | group_by(f)
	| map({key: (.[0] | f), value: (map(.cost_usd) | total // "0")}) | from_entries;
# Over the days.
def cost_of($days): . as $costs | $days | map($costs[.] | values) | total // "0";
# How many times the plan's price of so many days.
def ratio($days): number * $settings.plan_days / ($settings.plan_usd * $days);
def at_least($ratio; $days): number * $settings.plan_days >= $ratio * $settings.plan_usd * $days;

# Against before, in words that fit together: "up", "down" and "level" within `band`.
def trend($before; $band): number as $now | ($before | number) as $before
	| if $before == 0 or ($now - $before | fabs) <= $band * $before then "level"
	  elif $now > $before then "up" else "down" end;
def arrow: {up: "↑", down: "↓", level: "→"}[.];

# The mean of the completed days before one, 30 at most; null when there is none.
def mean_day($day): . as $costs
	| (keys | first // $day | day_number) as $first
	| ([30, ($day | day_number) - $first] | min) as $n
	| if $n < 1 then null else
		cost_of(days_to($day | day_before(1); $n)) | number / $n end;

# --- weeks -----------------------------------------------------------------------------

# When the week began that a second belongs to.
def week_start: ($settings.reset_hour * 3600) as $hour
	| ((. - $hour) / 86400 | floor) as $day
	| (($day + 11 - ($settings.reset_weekday | weekday_number)) % 7) as $past
	| ($day - $past) * 86400 + $hour;

# Costs of hours as {DAY: {HOUR: COST}}: what was spent from one hour on, up to another's end.
def by_day: to_entries | group_by(.key[:10])
	| map({key: .[0].key[:10], value: from_entries}) | from_entries;
def cost_between($first; $last): . as $days
	| ($first[:13]) as $first | ($last[:13]) as $last
	| [range(($first | day_number); ($last | day_number) + 1) * 86400 | reading[:10]
	   | $days[.] // {} | to_entries[] | select(.key >= $first and .key <= $last) | .value]
	| total // "0";
# In the week up to a reading of the clock.
def week_cost($at): cost_between($at | seconds | week_start | reading; $at);

# What a week allows; null when nobody knows.
def quota: if $settings.weekly_quota_usd then $settings.weekly_quota_usd
	elif $settings.quota_used_pct and $settings.quota_used_at then
		week_cost($settings.quota_used_at) | number * 100 / $settings.quota_used_pct
		| if . > 0 then . else null end
	else null end;
def share_of($quota): if $quota then 100 * number / $quota else null end;

# When a sprint begins in the week that began then, and when it ends.
def window($week): . as $sprint | ($week / 86400 | floor) as $day
	| first(range(8) | ($day + .)
		| select(weekday_of_day == ($sprint.weekday | weekday_number))
		| . * 86400 + $sprint.from * 3600 | select(. >= $week)) as $begin
	| (($sprint.to - $sprint.from + 24) % 24 | if . == 0 then 24 else . end) as $hours
	| {begin: $begin, end: ($begin + $hours * 3600)};
# The sprint in whose window a reading of the clock lies.
def sprint_at: seconds as $at | first($settings.sprints[]
	| . as $sprint | window($at - $at % 3600 | week_start, . - 7 * 86400)
	| select(.begin <= $at and $at < .end) | $sprint) // null;

# --- who did it ------------------------------------------------------------------------

# Calls by hour, session, entry point and reason to stop, each with whether a program made
# them: the SDK, or a session that nobody typed a prompt in.
def sessions:
	(map(select(.kind == "rollup" and .of == "prompt" and .by == ["session"])
		| {key: (.session // ""), value: (.count > .automated)}) | from_entries) as $typed
	| rollups("hour", "session", "entrypoint", "stop_reason")
	| group_by(.session)[] | (.[0].session != null
		and (any(.entrypoint // "" | startswith("sdk")) or ($typed[.[0].session] | not))) as $automated
	| map(.automated = $automated);

# A session of a program as a task.
def session_task: (min_by(.first_ts) | .first_ts) as $ts
	| max_by([.last_ts, .stop_reason == "end_turn"]) as $final
	| {id: .[0].session, ts: $ts, end_ts: $final.last_ts, name: "session \(.[0].session[:8])",
	   session: .[0].session, sprint: null, task_type: null,
	   status: (if $final.stop_reason == "end_turn" then "completed" else "partial" end),
	   tokens: (map((.input_tokens | number) + (.output_tokens | number)) | add),
	   cost_usd: (map(.cost_usd) | total), notes: null};

# Tasks up to a reading of the clock: those that were recorded, and the sessions of programs
# that began in a sprint and are none of theirs. The earliest first.
def tasks($at):
	map(select(.kind == "task")) as $recorded
	| [sessions | select(.[0].automated) | session_task | . as $one
	   | select(.ts | wall | sprint_at)
	   | select(all($recorded[]; .session != $one.session
		and (.session or .ts > $one.ts or (.end_ts // "9") < $one.ts)))]
	| $recorded + .
	| map(.wall = (.ts | wall) | select(.wall <= $at)
		| .run_date = .wall[:10]
		| .sprint = (.sprint // (.wall | sprint_at | .id? // null))
		| .recorded_at = (.end_ts // .ts))
	| sort_by(.ts, .id);

def worst: first(("failed", "partial", "skipped", "completed") as $status
	| select(any(.[]; .status == $status)) | $status) // "running";
# The tasks of the latest sprint that had some, else of the latest day.
def last_run: if . == [] then null else
	((map(select(.sprint)) | last) // last) as $last | map(select(.run_date == $last.run_date and .sprint == $last.sprint))
	| {start: .[0].wall, count: length, status: worst} end;
# Of those that were tried, how many were completed.
def completion: map(select(.status == ("completed", "partial", "failed")))
	| if . == [] then null else (map(select(.status == "completed")) | length) / length end;
def completed_on($days): map(select(.status == "completed" and (.run_date as $day
	| any($days[]; . == $day)))) | length;

# --- all of it -------------------------------------------------------------------------

def sprints($week; $at; $quota; $hours): $settings.sprints | map(. + window($week)
	| (.begin | reading) as $begin | (.end - 3600 | reading) as $last
	| .run = ($begin <= $at)
	| .cost_usd = ($hours | cost_between($begin; [$last, $at] | min))
	| .used_pct = (if .run and $quota then
		100 * (.cost_usd | number) / (.share * $quota) else null end)
	| .begin = $begin[:16] | .end = (.end | reading[:16]));

# --- what is to be told ----------------------------------------------------------------

def severity: {info: 0, warning: 1, critical: 2}[.];
def dollars: number * 100 | round | "$\(. / 100 | floor).\(. % 100 + 100 | tostring | .[1:])";
# Rounded down: what is below a limit does not read as if it was there.
def percent: . * 10 + 1e-6 | floor | "\(. / 10)%";

def alert($what; $period; $level; $value; $limit; $text; $advice):
	{kind: "alert", id: "\($what)/\($period)/\($level)", ts: $options.now, what: $what,
	 period: $period, level: $level, value: ($value | number | places(9)), limit: $limit,
	 text: $text, advice: $advice};
# A budget, when so much of it is used that it is worth a word.
def budget($what; $period; $name; $cost; $limit; $advice):
	select($limit) | (100 * ($cost | number) / $limit) as $used
	| last("info", "warning", "critical" | select($used >= $settings["alert_\(.)_pct"])) as $level | select($level)
	| alert($what; $period; $level; $cost; $limit;
		"\($name) cost \($cost | dollars), \($used | percent) of the budget of \($limit | dollars)";
		"\($advice), or token-craft config set budget_\($what)_usd");

# All that holds now; what is worst comes first. Each level is told once a period.
def alerts: .week.start[:10] as $week | .week.reset[:16] as $reset | [
	budget("day"; .date; "today"; .day.cost_usd; $settings.budget_day_usd; "wait until tomorrow"),
	budget("month"; .date[:7]; "this month"; .month.cost_usd; $settings.budget_month_usd;
		"wait for the next one"),
	(select(.rolling.below_floor) | .rolling.ratio | alert("efficiency"; $week; "warning"; .;
		$settings.floor_ratio;
		"7-day efficiency is \(. * 100 + 1e-6 | floor / 100)x, below the floor of \($settings.floor_ratio)x";
		"token-craft efficiency shows since when")),
	(100 * (1 - $settings.hard_stop_share) | places(6)) as $limit
	| (select(.week.hard_stop) | .week.budget_pct | alert("hard_stop"; $week; "critical"; .; $limit;
		"hard stop: \(percent) of the week is used, above \($limit)%";
		"what is left is for emergencies, until \($reset[:10]) \($reset[11:])")),
	(100 * $settings.manual_share | places(6)) as $limit
	| (.week.manual_pct | select(. and . > $limit) | alert("manual"; $week; "warning"; .; $limit;
		"manual use is \(percent) of the week, above \($limit)%";
		"the rest is for sprints: token-craft usage")),
	(.sprints[] | select(.used_pct and .used_pct > 100)
		| alert("sprint:\(.id)"; $week; "warning"; .used_pct; 100;
		"\(.label) used \(.used_pct | percent) of its allocation, above 100%";
		"give it less to do, or more of the week: token-craft config edit")),
	(.week.start as $start | [.tasks[] | select(.wall >= $start
			and (.run_date | day_number | weekday_of_day) == 6)]
		| length | select(. > 0) | alert("saturday"; $week; "warning"; .; 0;
		"\(.) automated on a Saturday, above 0"; "let them run in a sprint: token-craft usage"))]
	| sort_by(-(.level | severity));
def alert_words: [(.level | if . == "critical" then {bad: .} else {strong: .} end),
	": \(.text); \(.advice)"];
# Of these the week's, each in words.
def warnings: map(select(.what | IN("day", "month", "efficiency") | not) | .text);

# From all records: every number of a day, with the week up to it.
def plan:
	as_of as $at | $at[:10] as $day | ($at | seconds) as $now
	| (rollups("hour") | costs(.hour)) as $hours | ($hours | by_day) as $all
	| ($hours | with_entries(select(.key <= $at[:13])) | by_day) as $until
	| ($until | map_values([.[]] | total)) as $days
	| ($all | quota) as $quota
	| ($now | week_start) as $week | ($week | reading) as $start
	| [sessions[]] as $sessions
	| ($sessions | map(select(.automated)) | costs(.hour) | by_day) as $automated
	| ($sessions | map(select(.automated | not)) | costs(.hour) | by_day) as $manual
	| tasks($at) as $tasks
	| ($days | mean_day($day)) as $mean
	| days_to($day; 7) as $last | days_to($day | day_before(7); 7) as $before
	| ($days | cost_of($last)) as $rolling | ($days | cost_of($before)) as $prior
	| ($until | cost_between($start; $at)) as $spent
	# A day that is over ended a second later.
	| ($week + 7 * 86400 - $now - (if $day < $options.today then 1 else 0 end)) as $left
	| {at: $at, date: $day,
	   unpriced: (rollups("hour") | map(select(.hour and .hour[:10] <= $day
		and .hour[:10] >= $last[6]) | .unpriced_calls | number) | add // 0),
	   day: {cost_usd: ($days[$day] // "0"), ratio: ($days[$day] | ratio(1))},
	   rolling: {cost_usd: $rolling, ratio: ($rolling | ratio(7)), prior_usd: $prior,
		trend: ($rolling | trend($prior; 0.05)),
		below_floor: ($rolling | at_least($settings.floor_ratio; 7) | not),
		reach_met: (all($last[]; . as $one | $days | cost_of(days_to($one; 7))
			| at_least($settings.reach_ratio; 7))
			and ($tasks | completed_on($last) >= completed_on($before)))},
	   week: {start: $start, reset: ($week + 7 * 86400 | reading),
		days_remaining: ($left / 86400 | ceil), cost_usd: $spent, quota_usd: $quota,
		budget_pct: ($spent | share_of($quota)),
		manual_pct: ($manual | cost_between($start; $at) | share_of($quota)),
		automated_usd: ($automated | cost_between($start; $at)),
		projected_usd: (if $mean then ($spent | number) + $mean * $left / 86400 else null end)},
	   month: {cost_usd: ($days | cost_of(days_to($day; $day[8:10] | tonumber))),
		projected_usd: (if $mean then 30 * $mean else null end)},
	   sprints: sprints($week; $at; $quota; $automated),
	   tasks: $tasks,
	   completion: ($tasks | map(select(.run_date > ($day | day_before(28)))) | completion),
	   last_run: ($tasks | last_run)}
	| .week.hard_stop = (.week.budget_pct != null
		and .week.budget_pct > 100 * (1 - $settings.hard_stop_share))
	| .alerts = alerts | .warnings = (.alerts | warnings);

# --- how they read ---------------------------------------------------------------------

def whole_percent: if . == null then "n/a" else "\(. + 1e-9 | round)%" end;
def plain($items): {block: "lines", plain: true, for: "people", items: $items};
def data_table($id; $rows; $columns): {block: "table", id: $id, rows: $rows,
	columns: ($columns | map(. + {for: "data"}))};
def times: {type: "count"};

# What ended in the last 24 hours, or did not end.
def recent: (.at | seconds) as $now | .tasks
	| map(select($now - (.end_ts // .ts | wall | seconds) < 86400));
# Of a plan what is data.
def plan_data:
	(.day + {date} | data_table("day"; [.]; [column("date"; ""; "text"),
		column("cost_usd"; ""; "money"), column("ratio"; ""; "count")])),
	(.rolling | data_table("rolling"; [.]; [column("cost_usd"; ""; "money"),
		column("ratio"; ""; "count"), column("prior_usd"; ""; "money"),
		column("trend"; ""; "text"), column("below_floor"; ""; "text"),
		column("reach_met"; ""; "text")])),
	(.week | data_table("week"; [.]; [column("start"; ""; "text"), column("reset"; ""; "text"),
		column("days_remaining"; ""; "count"), column("cost_usd"; ""; "money"),
		column("quota_usd"; ""; "money"), column("budget_pct"; ""; "count"),
		column("manual_pct"; ""; "count"), column("automated_usd"; ""; "money"),
		column("projected_usd"; ""; "money"), column("hard_stop"; ""; "text")])),
	(.month | data_table("month"; [.]; [column("cost_usd"; ""; "money"),
		column("projected_usd"; ""; "money")])),
	(data_table("sprints"; .sprints; [column("id"; ""; "text"), column("label"; ""; "text"),
		column("begin"; ""; "text"), column("end"; ""; "text"), column("share"; ""; "count"),
		column("run"; ""; "text"), column("cost_usd"; ""; "money"),
		column("used_pct"; ""; "count")])),
	(data_table("tasks"; recent; [column("id"; ""; "text"), column("name"; ""; "text"),
		column("sprint"; ""; "text"), column("status"; ""; "text"), column("ts"; ""; "time"),
		column("end_ts"; ""; "time"), column("tokens"; ""; "count"),
		column("cost_usd"; ""; "money")])),
	(data_table("warnings"; .warnings | map({text: .}); [column("text"; ""; "text")])),
	(data_table("completion"; [{rate: .completion}]; [column("rate"; ""; "count")]));
