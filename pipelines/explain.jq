# What a number of a report is made of.
#
# Its records are rollups of calls, over everything, by model and price_id, and by call, and the
# rates; or, when an amount is looked for, rollups as all the reports have them. All sums are
# of strings: exact. What cannot be told apart goes into a part of its own, so that the parts
# always add up to the whole.

# --- exact arithmetic ------------------------------------------------------------------

def minus: if . == null or . == "0" then . elif startswith("-") then .[1:] else "-" + . end;
def is_zero: . == null or (number == 0);
def limbs: if . < 1e6 then [.] else [. % 1e6] + (. / 1e6 | floor | limbs) end;
# The product of two whole numbers, at 10^-16, as an amount without needless zeros.
def product($a; $b):
	($a | limbs) as $x | ($b | limbs) as $y
	| reduce (range($x | length) as $i | range($y | length) as $j | [$i + $j, $x[$i] * $y[$j]]) as $term
		([]; .[$term[0]] = (.[$term[0]] // 0) + $term[1])
	| reduce .[] as $limb ({carry: 0, text: ""};
		($limb + .carry) as $n | {carry: ($n / 1e6 | floor),
			text: (($n % 1e6 + 1e6 | tostring | .[1:]) + .text)})
	| (.carry | tostring) + .text | ("0" * 17) + .
	| (.[:-16] | sub("^0+(?=[0-9])"; "")) + "." + .[-16:] | sub("0+$"; "") | rtrimstr(".");

# --- the parts -------------------------------------------------------------------------

def kinds: [
	{kind: "input", title: "input", tokens: "input_tokens", rate: "input_usd_per_mtok"},
	{kind: "output", title: "output", tokens: "output_tokens", rate: "output_usd_per_mtok"},
	{kind: "cache_write_5m", title: "cache write, 5 minutes", tokens: "ephemeral_5m_input_tokens", rate: "cache_write_5m_usd_per_mtok"},
	{kind: "cache_write_1h", title: "cache write, 1 hour", tokens: "ephemeral_1h_input_tokens", rate: "cache_write_1h_usd_per_mtok"},
	{kind: "cache_write", title: "cache write, both", tokens: "cache_creation_input_tokens"},
	{kind: "cache_read", title: "cache read", tokens: "cache_read_input_tokens", rate: "cache_read_usd_per_mtok"},
	{kind: "search", title: "web search", tokens: "web_search_requests"},
	{kind: "recorded", title: "as recorded"},
	{kind: "rounding", title: "rounding of calls"}
];

# What a price_id is made of: the row of the rates, and the percentages on it.
def rate_of($rates):
	if . == null then null else
	(split("+")) as $words
	| ($words[1:] | map(select(. == "fast" or . == "long"))) as $row
	| $rates[([$words[0]] + $row) | join("+")] as $rate
	| if $rate == null or any($words[]; . == "iterations") then null else
		$rate + {flags: $words[1:], percent: (reduce ($words[] | {batch: $rate.batch_percent,
			geo_us: $rate.geo_us_percent, regional: $rate.regional_percent}[.] | select(.)) as $percent
			(100; . * $percent / 100))} end end;
# Tokens times the rate: exact, null where no rate is known for the kind.
def at($kind; $rate; $count):
	if $rate == null or $rate[$kind.rate // "none"] == null then null else
		product($count | number; $rate[$kind.rate] | number * 1e8 * $rate.percent | round) end;

# One row of a model and a price: its parts, which add up to its cost.
def parts($rates):
	. as $row | (.price_id | rate_of($rates)) as $rate | kinds as $kinds
	| def one($name; $cost): ($kinds[] | select(.kind == $name)) as $kind
		| {kind: $name, model: $row.model, price_id: $row.price_id, tokens: ($row[$kind.tokens // "none"] // 0),
		   cost_usd: $cost, rate: ($rate[$kind.rate // "none"] // (if $name == "search" then $rate.web_search_usd else null end)),
		   flags: ($rate.flags // []), percent: ($rate.percent // 100)}
		| select((.tokens | number) > 0 or (.cost_usd | is_zero | not));
	if .cost_usd == null then empty
	elif .cost_input_usd == null then one("recorded"; .cost_usd)
	else
		one("input"; .cost_input_usd), one("output"; .cost_output_usd),
		(at($kinds[3]; $rate; .ephemeral_1h_input_tokens) as $hour
		 | if (.ephemeral_1h_input_tokens | number) == 0 then one("cache_write_5m"; .cost_cache_write_usd)
		   elif (.ephemeral_5m_input_tokens | number) == 0 then one("cache_write_1h"; .cost_cache_write_usd)
		   elif $hour == null or ($hour | test("\\.[0-9]{10}")) then one("cache_write"; .cost_cache_write_usd)
		   else one("cache_write_5m"; [.cost_cache_write_usd, ($hour | minus)] | total),
			one("cache_write_1h"; $hour) end),
		one("cache_read"; .cost_cache_read_usd), one("search"; .cost_search_usd),
		one("rounding"; [.cost_usd, ([.cost_input_usd, .cost_output_usd, .cost_cache_write_usd,
			.cost_cache_read_usd, .cost_search_usd][] | minus)] | total)
	end;

# --- words -----------------------------------------------------------------------------

def again($more): "token-craft explain " + ([$options.again, $more] | map(ltrimstr(" ") | select(. != "")) | join(" "));
def word: if test("^[A-Za-z0-9_./:,=@%+-]+$") then . else "'" + gsub("'"; "'\\''") + "'" end;
def short_session: .[:8];
def flags: .flags | map(select(. != "nearest")) | if . == [] then "" else " " + join(" ") end;
# Behind a number of tokens: "x 4/M x 0.5".
def arithmetic: if .kind == "search" and .rate then "x \(.rate)"
	elif .rate == null then if .kind == "recorded" or .kind == "rounding" then "" else "by parts of calls" end
	else "x \(.rate)/M" + (if .percent == 100 then "" else " x \(.percent / 100)" end) end;

# --- a number explained ----------------------------------------------------------------

def model_rows: rollups("model", "price_id");
def call_rows: rollups("id", "ts", "session", "project", "model");

def explained:
	everything as $all
	| (map(select(.kind == "rate") | {key: .id, value: .}) | from_entries) as $rates
	| (model_rows | map(parts($rates))) as $parts
	| (model_rows | map(.model) | short_models) as $short
	| ([$all.cost_usd, ($parts[].cost_usd | minus)] | total) as $left
	| (kinds | map(. as $kind | [$parts[] | select(.kind == $kind.kind)] as $of | select($of != [])
		| {part: .title, kind: .kind, tokens: ($of | map(.tokens | number) | add), cost_usd: ($of | map(.cost_usd) | total),
		   share: (if $all.cost_usd | is_zero then null else ($of | map(.cost_usd) | total | number) / ($all.cost_usd | number) end),
		   rows: ($of | if any(.[]; .kind == "recorded" or .kind == "rounding") then [] else
			sort_by(-(.cost_usd | number), .price_id) | map({part: (($short[.model // ""] // "unknown") + flags),
				tokens: .tokens, rate: arithmetic, cost_usd: .cost_usd}) end)}
		| if .tokens == 0 then del(.tokens) else . end)
	   | map(if .kind == "recorded" or .kind == "rounding" then del(.rows, .tokens) else . end)
	   + if $left | is_zero then [] else [{part: "the other models", kind: "others", cost_usd: $left}] end) as $rows
	| (model_rows | group_by(.model) | map({model: .[0].model, calls: (map(.calls | number) | add),
		cost_usd: (map(.cost_usd) | total), unpriced_calls: (map(.unpriced_calls | number) | add)})
	   | sort_by(-(.cost_usd | number), .model)) as $models
	| (call_rows | map(select(.cost_usd)) | costly([.ts, .id])
	   | .[:([length, ($options.top // "10" | tonumber)] | min)]) as $calls
	| {block: "fact", label: "cost", text: (if $all.cost_usd == null then "no call has a price"
		else [{strong: {money: $all.cost_usd}}, ", exactly ", {exact: $all.cost_usd}] end)},
	  {block: "fact", label: "calls", text: [{count: $all.calls}, " in ", plural($all.sessions; "session"; "sessions"),
		", from ", {time: $all.first_ts}, " to ", {time: $all.last_ts}]},
	  (if ($all.unpriced_calls | number) > 0 then {block: "fact", label: "no price", text: [
		plural($all.unpriced_calls; "call has"; "calls have"), " none and no part in the cost: ",
		([$models[] | select(.unpriced_calls > 0) | .model // "no model"] | join(", "))]} else empty end),
	  {block: "table", for: "people", columns: [
		column("part"; "made of"; "text"), column("tokens"; "tokens"; "count"), column("rate"; ""; "text"),
		column("cost_usd"; "USD"; "exact"), column("share"; "share"; "percent")],
	   rows: $rows, totals: ($all | {part: "total", cost_usd})},
	  {block: "table", for: "data", id: "parts", columns: [column("kind"; ""; "text"), column("tokens"; ""; "count"),
		column("cost_usd"; ""; "money")],
	   rows: ($rows | map(del(.rows))), totals: ($all | {kind: "total", cost_usd})},
	  {block: "table", for: "data", id: "rates", columns: [column("kind"; ""; "text"), column("model"; ""; "text"),
		column("price_id"; ""; "text"), column("tokens"; ""; "count"), column("usd_per_mtok"; ""; "count"),
		column("percent"; ""; "count"), column("cost_usd"; ""; "money")],
	   rows: ($parts | map(.usd_per_mtok = (if .kind == "search" then null else .rate end))), totals: null},
	  (if $options.arithmetic then {block: "heading", text: "the call"}, {block: "code", text: $options.arithmetic} else empty end),
	  (if ($models | length) > 1 then {} else {for: "data"} end) + {block: "table", id: "models", columns: [{key: "name", title: "model", for: "people"}, {key: "model", for: "data"},
		column("calls"; "calls"; "count"), column("cost_usd"; "USD"; "exact")],
	   rows: ($models | map(.name = ($short[.model // ""] // "unknown"))),
	   totals: ($all | {name: "total", calls, cost_usd})},
	  {block: "table", id: "calls", columns: [
		{key: "id", title: (if ($calls | length) < ($all.calls | number) then "the \($calls | length) dearest calls" else "call" end)},
		column("cost_usd"; "USD"; "exact"), column("ts"; "time"; "time"),
		{key: "short", title: "session", for: "people"}, {key: "session", for: "data"}, {key: "project", for: "data"},
		{key: "name", title: "model", for: "people"}, {key: "model", for: "data"},
		column("input_tokens"; "input"; "count"), column("output_tokens"; "output"; "count"),
		column("cache_creation_input_tokens"; "cache write"; "count"), column("cache_read_input_tokens"; "cache read"; "count")],
	   rows: ($calls | map(.short = (.session // "unknown" | short_session) | .name = ($short[.model // ""] // "unknown"))),
	   totals: null},
	  {block: "list", for: "people", items: ([
		if ($models | length) > 1 then again("model=" + ($short[$models[0].model // ""] // "unknown" | word)) else empty end,
		if ($all.sessions | number) > 1 then $calls[:1][] | select(.session) | again("session=" + (.session | short_session | word)) else empty end,
		if $options.arithmetic then "tc-price --list-rates" else $calls[:1][] | "token-craft explain \(.id | word)\($options.folders)" end]
		| map({code: .}))};

# --- an amount looked for --------------------------------------------------------------

def nano: [.] | total | capture("^(?<whole>-?[0-9]+)\\.?(?<part>[0-9]*)$")
	| (.whole | tonumber) * 1e9 + (.part + "000000000" | .[:9] | tonumber);
# Is it shown as the amount, rounded to as many places?
def shows($amount): ($amount | sub("^[^.]*\\.?"; "") | length) as $places
	| (if $places < 9 then pow(10; 9 - $places) else 1 end) as $unit
	| 2 * nano | . >= 2 * ($amount | nano) - $unit and . < 2 * ($amount | nano) + $unit;

def week_end: day_before(-6);
def windows: rollups("day") as $days | ([["today", 1, "today"], ["7 days", 7, "7d"], ["30 days", 30, "30d"]][]
	| . as [$name, $count, $when]
	| ($options.today | day_before($count)) as $before
	| ($days | map(select(.day > $before and .day <= $options.today))) | select(. != [])
	| {report: "report", row: $name, more: $when, calls: (map(.calls | number) | add)}
		+ (["cost_usd", "cost_input_usd", "cost_output_usd", "cost_cache_write_usd", "cost_cache_read_usd", "cost_search_usd"] as $keys
		| . as $in | null | reduce $keys[] as $key ({}; .[$key] = ($in | map(.[$key]) | total))));
# The last row of a small table of the report: what the others come to.
def others($key): rollups($key) | costly(.[$key]) | select(length > 4) | .[3:]
	| {report: "report", row: "\(length) others (\($key)s)", calls: (map(.calls | number) | add), cost_usd: (map(.cost_usd) | total)};

# Every row of every report: {report, row, more: what explains it}.
def all_rows:
	def name($key): .[$key] // "unknown" | tostring;
	def equal($key): "\($key)=" + (name($key)) | word;
	def with_model($report; $key; row; more):
		rollups($key, "model")[]
		| . + {report: "\($report) --breakdown", row: [row, ", ", name("model")], more: (more + " " + equal("model")), breakdown: true};
	def day: .day; def week: "--since \(.week) --until \(.week | week_end)";
	def block: if .block then {time: .block} else "unknown" end;
	def branch: equal("project") + " " + equal("branch");
	(everything | select(.) | . + {report: "report", row: "total", more: ""}),
	(everything | select(. and (.saved_usd | is_zero | not)) | {report: "report", row: "saved by the cache", calls, cost_usd: .saved_usd}),
	windows, others("project"), others("model"), others("agent"),
	(rollups("day")[] | . + {report: "daily", row: .day, more: .day}),
	(rollups("week")[] | . + {report: "weekly", row: .week, more: week}),
	(rollups("month")[] | . + {report: "monthly", row: .month, more: .month}),
	(rollups("project")[] | . + {report: "projects", row: name("project"), more: equal("project")}),
	(rollups("model")[] | . + {report: "models", row: name("model"), more: equal("model")}),
	(rollups("agent")[] | . + {report: "agents", row: name("agent"), more: equal("agent")}),
	(rollups("project", "branch")[] | . + {report: "branches", row: "\(name("project")), \(.branch // "none")", more: branch}),
	(rollups("session")[] | . + {report: "session", row: name("session"), more: equal("session")}),
	(rollups("block")[] | . + {report: "blocks", row: block, more: "block=\(.block)"}),
	with_model("daily"; "day"; .day; day), with_model("weekly"; "week"; .week; week),
	with_model("monthly"; "month"; .month; .month), with_model("projects"; "project"; name("project"); equal("project")),
	with_model("agents"; "agent"; name("agent"); equal("agent")), with_model("session"; "session"; name("session"); equal("session")),
	with_model("blocks"; "block"; block; "block=\(.block)"),
	(rollups("project", "branch", "model")[] | . + {report: "branches --breakdown", breakdown: true,
		row: "\(name("project")), \(.branch // "none"), \(name("model"))", more: (branch + " " + equal("model"))});

def looked_for($amount):
	[all_rows | select(.cost_usd)] as $rows
	| ($rows | map(select(.cost_usd | shows($amount)))
	   # A row below another one of the same amount says nothing new.
	   | [.[] | select(.breakdown | not) | [.calls, .cost_usd]] as $plain
	   | map(select((.breakdown | not) or ([.calls, .cost_usd] | IN($plain[]) | not)))) as $found
	| if $found == [] then
		{block: "paragraph", text: (["no row of a report shows $\($amount)\(asked)"] + if $rows == [] then [] else
			($rows | min_by((.cost_usd | number) - ($amount | number) | if . < 0 then -. else . end)
			 | ["; the nearest is ", {money: .cost_usd}, ": token-craft ", .report, ", ", .row]) end)}
	  else
		{block: "paragraph", text: [plural($found | length; "row shows"; "rows show"), " $\($amount):"]},
		{block: "table", columns: ([
			{key: "name", title: "report", for: "people"}, {key: "report", for: "data"},
			(column("row"; "row"; "text") + {flexible: true}),
			column("cost_usd"; "USD"; "exact"),
			column("calls"; "calls"; "count")] + ([["input", "input"], ["output", "output"], ["cache_write", "cache write"],
				["cache_read", "cache read"], ["search", "search"]] | map(column("cost_\(.[0])_usd"; .[1]; "money")))
			+ [{key: "explained_by", for: "data"}]),
		 rows: ($found | map(.name = "token-craft " + .report
			| .explained_by = if .more then again(.more) else null end)), totals: null},
		{block: "list", for: "people", items: [$found[] | select(.more) | {code: again(.more)}]}
	  end;

# --- the page --------------------------------------------------------------------------

($options.amount // "") as $amount | everything as $all
| [if $amount != "" then looked_for($amount) elif $all == null then
	{block: "paragraph", text: (if ($options.what // "") == "" then nothing.text else "no calls found: \($options.what)" end)}
   else explained end] as $blocks
| {kind: "document", well: ($blocks[0].block == "fact" or ($blocks | length) > 1),
   title: (($options.what // "") as $what
	| if $amount != "" then "What shows $\($amount)" + if $what == "" then "" else ": " + $what end
	  elif $what == "" then "What everything cost" else "What \($what) cost" end),
   blocks: $blocks}
