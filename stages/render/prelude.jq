# What every report has at hand. Amounts of money are strings: see `total` and `number`.

# A number for comparing, drawing and shares, never for a sum of money.
def number: if type == "string" then tonumber else . // 0 end;

# The exact sum of amounts, as a string: whole dollars and billionths added apart, so
# that neither leaves the whole numbers a double holds. Null when all are unknown.
def total:
	def parts: tostring | capture("^(?<minus>-?)(?<whole>[0-9]+)\\.?(?<part>[0-9]*)$")
		| (if .minus == "-" then -1 else 1 end) as $sign
		| [$sign * (.whole | tonumber), $sign * (.part + "000000000" | .[:9] | tonumber)];
	map(select(. != null)) | if length == 0 then null else
		reduce (.[] | parts) as $p ([0, 0]; [.[0] + $p[0], .[1] + $p[1]])
		| (.[1] / 1e9 | floor) as $carry
		| [.[0] + $carry, .[1] - $carry * 1e9]
		| if .[0] >= 0 then ["", .[0], .[1]]
		  elif .[1] == 0 then ["-", -.[0], 0]
		  else ["-", -1 - .[0], 1e9 - .[1]] end
		| .[0] + (.[1] | tostring)
			+ (if .[2] > 0 then "." + (1e9 + .[2] | tostring | .[1:] | sub("0+$"; "")) else "" end)
	end;

# The rollup rows of calls of one grouping: rollups("day"), rollups("day", "model").
def rollups(keys): [keys] as $by | map(select(.kind == "rollup" and .of == "call" and .by == $by));
# The row over everything, null when there were no calls.
def everything: rollups(empty) | first // null | if . and .calls > 0 then . else null end;

def input_all: (.input_tokens | number) + (.cache_creation_input_tokens | number)
	+ (.cache_read_input_tokens | number);
# Of all input, how much was read from the cache; null without any input.
def cached: input_all as $all | if $all > 0 then (.cache_read_input_tokens | number) / $all else null end;
def tokens: input_all + (.output_tokens | number);

def plural($n; $one; $many): {text: [{count: $n}, " " + if $n == 1 then $one else $many end]};
# 24 Oct, with the year when it is not this one.
def short_date: . as $day | strptime("%Y-%m-%d") | mktime | strftime("%d %b") | ltrimstr("0")
	+ if $day[:4] == $options.today[:4] then "" else " " + $day[:4] end;
def day_before($days): strptime("%Y-%m-%d") | mktime - $days * 86400 | strftime("%Y-%m-%d");

# Short names, each as long as it must be: {LONG: SHORT}. `short` makes the first try,
# `longer` the second.
def shorten(short; longer): map(select(. != null)) | unique
	| group_by(short)
	| map(if length == 1 then {key: .[0], value: (.[0] | short)}
	      else .[] | {key: ., value: longer} end
	      | if .value == "" then .value = .key else . end)
	| from_entries;
# Paths by their last part, or the last two.
def short_paths:
	def tail($n): split("/") | map(select(. != "")) | .[-$n:] | join("/");
	shorten(tail(1); tail(2));
# claude-opus-4-5-20251101 is opus-4-5 as long as there is only one of that name.
def short_models: shorten(ltrimstr("claude-") | sub("-20[0-9]{6}$"; ""); .);

# --- columns ---------------------------------------------------------------------------

def column($key; $title; $type): {key: $key, title: $title, type: $type};
def data: map({key: ., type: "count", for: "data"});
def money_data: map({key: ., type: "money", for: "data"});

# What a row of calls measures; the left ones stay on a narrow terminal.
def measures: [
	column("cost_usd"; "cost"; "money"),
	{key: "bar", title: "", type: "bar", for: "page"},
	column("calls"; "calls"; "count"),
	column("input_tokens"; "input"; "count"),
	column("output_tokens"; "output"; "count"),
	column("cache_creation_input_tokens"; "cache write"; "count"),
	column("cache_read_input_tokens"; "cache read"; "count"),
	column("cached"; "cached"; "percent"),
	column("sessions"; "sessions"; "count")
] + (["ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens", "web_search_requests"] | data)
  + (["cost_input_usd", "cost_output_usd", "cost_cache_write_usd", "cost_cache_read_usd",
      "cost_search_usd", "saved_usd"] | money_data)
  + (["unpriced_calls", "incomplete_calls"] | data)
  + (["first_ts", "last_ts"] | map({key: ., type: "time", for: "data"}));

# --- rows ------------------------------------------------------------------------------

def top: if $options.top then $options.top | tonumber else infinite end;
# In the order of time, the latest at the bottom, where the cursor is.
def by_time(f): sort_by(f) | .[([length - top, 0] | max):]
	| if $options.order == "desc" then reverse else . end;
# The most expensive first.
def costly(f): sort_by(-(.cost_usd | number), f);
def by_cost(f): costly(f) | .[:([length, top] | min)]
	| if $options.order == "asc" then reverse else . end;

# Below each row the rows of its models, when asked for.
def with_models($models; f):
	($models | map(.model) | short_models) as $short
	| ($models | group_by(f) | map({key: (.[0] | f | tojson), value: .}) | from_entries) as $of
	| if $options.breakdown then map(.rows = [$of[f | tojson] // [] | costly(.model)[]
		| .name = ($short[.model // ""] // "unknown")]) else . end;
def model_column: if $options.breakdown then [{key: "model", for: "data"}] else [] end;

# Rows of sessions, or of parts of them, as one: the first, with what all of them measure.
def merged:
	def sums($rows): map(.key as $key | {key: $key, value: (
		if .type == "money" then $rows | map(.[$key]) | total
		elif $key == "sessions" then $rows | map(.session) | unique | length
		else $rows | map(.[$key] | number) | add end)}) | from_entries;
	. as $rows | .[0]
	+ (measures | map(select(.type == "money" or .type == "count")) | sums($rows))
	+ {first_ts: (map(.first_ts) | min), last_ts: (map(.last_ts) | max)}
	| if $options.breakdown then .rows = ([$rows[].rows[]]
		| group_by(.model) | map(.[0] + (. as $of | measures
			| map(select(.type == "money" or .type == "count")) | sums($of))) | costly(.model))
	  else . end;

# --- 5-hour blocks ---------------------------------------------------------------------

# Seconds, from a time of ours: it has milliseconds.
def instant: (.[:19] + "Z" | fromdateiso8601) + (.[20:23] | tonumber) / 1000;

# Every block; of the one that runs what is left, its burn rate (what its calls came to, by
# the time from the first of them to the last) and where it ends up when it goes on at that
# rate. One call, or less than a minute, makes no rate.
def blocks: ($options.now | instant) as $now
	| rollups("block") | map(select(.block)
	| ((.block | instant) + 5 * 3600 - $now) as $left
	| ((.last_ts | instant) - (.first_ts | instant)) as $span
	| .active = ($left > 0 and $left <= 5 * 3600)
	| if .active then
		.remaining_minutes = ($left / 60 | ceil) | .end = ($now + $left | todate)
		| if $span >= 60 then
			.tokens_per_minute = (tokens * 60 / $span | round)
			| .projected_tokens = (tokens + tokens * $left / $span | round)
			| if .cost_usd then
				.cost_per_hour_usd = ((.cost_usd | number) * 3600 / $span * 1e4 | round / 1e4)
				| .projected_usd = ((.cost_usd | number) * (1 + $left / $span) * 1e4
					| round / 1e4)
			  else . end
		  else . end
	  else . end);

def hours_and_minutes: if . < 60 then "" else "\(. / 60 | floor) h " end + "\(. % 60) min";

# What the block that runs is to be told of.
def burning: [
	{block: "fact", label: "now", text:
		["the block of ", {time: .block}, " ends in ", (.remaining_minutes | hours_and_minutes)]},
	{block: "fact", label: "burn rate", text: (if .tokens_per_minute then
		[{money: .cost_per_hour_usd}, " an hour, ", {count: .tokens_per_minute},
		 " tokens a minute"]
		else [null, ": that takes two calls, a minute apart"] end)}
] + if .tokens_per_minute then [{block: "fact", label: "projected", text:
		[{money: .projected_usd}, " and ", {short: .projected_tokens}, " tokens by ",
		 {time: .end}]}]
	else [] end;

# --- pages -----------------------------------------------------------------------------

def asked: $options | [
	(select(.since) | "since \(.since)"), (select(.until) | "until \(.until)"),
	(select(.project) | "in projects named \(.project)"),
	(select(.branch) | "on branch \(.branch)")
] | if length > 0 then " " + join(" ") else "" end;

def what_cost_is: "what the calls would cost at the prices of the API; who has a Pro or Max plan pays for the plan instead";

def next_day: day_before(-1);
def next_week: day_before(-7);
def next_month: (.[:4] | tonumber) as $year | (.[5:7] | tonumber) as $month
	| if $month == 12 then "\($year + 1)-01" else "\($year)-\($month + 101 | tostring | .[1:])" end;
def short_month: . + "-01" | strptime("%Y-%m-%d") | mktime | strftime("%b %Y");

# From the first to the last time of some rows, without a gap; `next` is what comes after one.
def times(f; next): map(f | select(.)) | if . == [] then [] else min as $first | max as $last
	| [limit(4000; $first | recurse(if . < $last then next else empty end))] end;
