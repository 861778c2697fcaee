# the whole picture on one screen
# As the shell reads it.
def word: if test("^[A-Za-z0-9_./:,=@%+-]+$") then . else @sh end;
def cost: map(.cost_usd) | total;
def count(f): map(f | number) | add // 0;

# The days of a window of so many that ends `$ago` days before today.
def window($days; $ago): ($options.today | day_before($days + $ago)) as $before
	| ($options.today | day_before($ago)) as $last
	| map(select(.day > $before and .day <= $last));

# What a window of days came to; against the one before it when the logs reach back so far.
def period($name; $days; $since):
	window($days; 0) as $in | (window($days; $days) | cost) as $earlier
	| ($in | map({key: .day, value: (.cost_usd | number)}) | from_entries) as $by_day
	| {period: $name, cost_usd: (if $in == [] then 0 else $in | cost end), calls: ($in | count(.calls)),
	   tokens: ($in | count(tokens))}
	| if $since <= ($options.today | day_before(2 * $days - 1)) and ($earlier | number) > 0 and .cost_usd
	  then .change = (.cost_usd | number) / ($earlier | number) - 1 else . end
	| .picture = if $days == 1
		then {text: [{short: .tokens}, " tokens, ", plural(.calls; "call"; "calls")]}
		else [range($days - 1; -1; -1) | . as $ago
			| $by_day[$options.today | day_before($ago)] // 0] end;

# The most expensive, and what the others come to.
def leaders($most): costly(.name) | if length <= $most then . else
	.[:$most - 1] + [.[$most - 1:] | {name: {dim: "\(length) others"}, others: length, cost_usd: cost,
		calls: count(.calls), input_tokens: count(.input_tokens),
		cache_creation_input_tokens: count(.cache_creation_input_tokens),
		cache_read_input_tokens: count(.cache_read_input_tokens)}] end;
def named(names; f): names as $short | map(.name = ($short[f // ""] // "unknown"));

# Its key columns; `others` tells data how many a row of the others stands for.
def keys($key): [{key: "name", title: $key, flexible: true, for: "people"},
	{key: $key, for: "data"}, {key: "others", type: "count", for: "data"}];

def small_table($key): {block: "table", id: "\($key)s", light: true, columns: (keys($key) + [
	column("cost_usd"; "cost"; "money"), {key: "calls", type: "count", for: "data"}]),
	rows: .};

def projects($all):
	named(map(.project) | short_paths; .project) | leaders(4)
	| (map(.cost_usd | number) | max) as $most
	| {block: "table", id: "projects", light: true,
	   columns: (keys("project") + [column("cost_usd"; "cost"; "money"),
		{key: "bar", title: "", type: "bar", width: 18}, column("share"; "share"; "percent"),
		column("calls"; "calls"; "count"), column("cached"; "cached"; "percent")]),
	   rows: map(.cached = cached
		| if $most > 0 then .bar = (.cost_usd | number) / $most
		| .share = (.cost_usd | number) / ($all.cost_usd | number) else . end)};

# What is known about the numbers, and what is not.
def quality($all):
	($all.calls | number) as $calls | ($all.incomplete_calls | number) as $incomplete
	| [if $incomplete > 0 then {share: (($calls - $incomplete) / $calls)}, " of calls final"
	 else "all calls final" end,
	 " · ",
	 (map(select(.kind == "rollup" and .of == "reject")) | count(.count)
		| if . > 0 then plural(.; "line"; "lines"), " unreadable" else "no call unreadable" end),
	 " · ",
	 (rollups("model") | map(select(.unpriced_calls > 0) | .model // "unknown")
		| if length == 0 then "all models priced"
		  else "no price for " + (.[:3] | join(", "))
			+ if length > 3 then " and \(length - 3) more" else "" end end)];

# --- a page: the one number, whether it is better or worse, why, and where to look ---------

# The shortest time with calls in it that has one before it to compare with.
def headline_of($all):
	rollups("day") as $days | ($days | map(.day) | min) as $since
	| rollups("day", "project") as $projects | rollups("day", "model") as $models
	| first(({days: 7, name: "7 days"}, {days: 30, name: "30 days"}) as $span
		| $days | period($span.name; $span.days; $since) | select(.calls > 0) | .days = $span.days)
	// ($all | .days = null)
	| .change as $change | .days as $span
	| [{block: "figure", for: "page",
	    label: ("API-equivalent" + if $span then ", last \($span) days" else "" end),
	    text: {money: .cost_usd},
	    note: (if $change then [{change: $change}, " against the \($span) days before"]
		else {dim: "there is nothing before it to compare with"} end)}]
	+ if $span == null or $projects == [] then [] else
		($projects | causes($change; window($span; 0); window($span; $span); .project; short_paths))
			as $which
		| ($models | causes($change; window($span; 0); window($span; $span); .model; short_models))
			as $who
		| [{block: "fact", for: "page", label: (if $change then "why" else "most" end),
		    text: ([$which, $who] | why($change))},
		   ($which[0] | select(.project) | {block: "fact", for: "page", label: "look",
		    text: {code: "token-craft session --since \($span)d --project \(.name | word)"}})]
	  end;

def chart: rollups("day", "model") as $models | rollups("day")
	| timeline("day"; [range(29; -1; -1) as $ago | $options.today | day_before($ago)];
		$models; .day; short_date);

def heading($text): {block: "heading", for: "page", text: $text};

def title($all): ["Token-Craft" + (if $options.sample then " sample" else "" end) + " · "
		+ ($options.today | short_date) + " " + $options.today[:4]]
	+ if $all then
		[" · ", plural($all.sessions; "session"; "sessions"), " in ",
		 plural(rollups("project") | length; "project"; "projects"), " since ",
		 (rollups("day") | map(.day) | min | short_date)]
	  else [] end;

def picture($all):
	rollups("day") as $days | ($days | map(.day) | min) as $since
	| headline_of($all) + [chart]
	+ [heading("When"), {block: "table", id: "periods", light: true, columns: [
		{key: "period", title: "", width: 8},
		column("cost_usd"; "API-equivalent"; "money"),
		column("change"; ""; "change"),
		{key: "picture", title: "", type: "spark"},
		{key: "tokens", type: "count", for: "data"}, {key: "calls", type: "count", for: "data"}],
	    rows: ($days | [period("today"; 1; $since), period("7 days"; 7; $since),
			    period("30 days"; 30; $since)])}]
	+ ($all | cached | if . then [{block: "fact", label: "cache", text: ([{share: .},
		" of input read from cache"]
		+ if $all.saved_usd then [", which saved ", {money: $all.saved_usd}] else [] end)}]
	   else [] end)
	+ [heading("Where"), (rollups("project") | projects($all)),
	   heading("Who"), {block: "beside", tables: [
		(rollups("model") | named(map(.model) | short_models; .model) | leaders(4)
		 | small_table("model")),
		(rollups("agent") | map(.name = (.agent // "unknown")) | leaders(4)
		 | small_table("agent"))]},
	   heading("How sure"), {block: "fact", for: "page", label: "cost", text: what_cost_is},
	   {block: "fact", label: "data", text: quality($all)}];

everything as $all
| {kind: "document", title: title($all), indented: true, blocks: (
	(if asked == "" or $all == null then [] else [{block: "fact", label: "only", text: asked[1:]}] end)
	+ (if $all then picture($all) else [nothing] end)
	+ (if $options.sample then [{block: "fact", label: "sample", text:
		"bundled with Token-Craft: no logs of Claude Code were found here"}] else [] end)
	+ [{block: "fact", label: "next", text: [{code: "token-craft daily"}, " · session · blocks · ",
		"models · help"]}])}
