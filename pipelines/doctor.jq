# What is well and what is not: checks of what pipelines/doctor gathered.
#
# Its records are stats, rejects, damage, files of the store, rates, and rollups of calls and
# of transcripts; its options are what sh found. A check is {check, state, fact, cure}: its
# name, ok, note, warning or problem, what is so (a text of the document), and one command.

# --- policy: when is something wrong? --------------------------------------------------

def days_kept: 30;        # by Claude Code, unless its settings say otherwise
def soon: 7;              # days before a deletion that are few
def old_prices: 90;       # days after which a price table is old
def enough_final: 0.95;   # of all calls
def final_since: [2, 1, 59]; # the Claude Code that began to write every final count

# What it means that a line could not be read.
def meaning: {
	"line ends inside a value": "its end was never written, as by a crash or a full disk",
	"not JSON": "something else than Claude Code wrote it, or the disk lost a part",
	"control character in a string": "the file was damaged, or changed by hand",
	"line too long": "over 64 MiB",
	"not an object": "no line of a transcript",
	"timestamp is missing or impossible": "a call without its time counts nowhere"
}[.] // "it is no line that Claude Code writes";

# --- words -----------------------------------------------------------------------------

def check($name; $state; fact; cure): {check: $name, state: $state, fact: (fact), cure: (cure)};
def check($name; $state; fact): check($name; $state; fact; null);
def of($n; $one; $many): plural($n; $one; $many);
def day: {time: .};
def instant: .[:19] + "Z" | fromdateiso8601;
def age: (($options.now | instant) - instant) / 86400;
def days: floor | of(.; "day"; "days");
# As sh reads it.
def word: if test("^[A-Za-z0-9_./:,=@%+-]+$") then . else "'" + gsub("'"; "'\\''") + "'" end;
def size: number | if . < 1e6 then [{count: (. / 1e3 | ceil)}, " kB"] else [{count: (. / 1e6 | ceil)}, " MB"] end;
def given($start): [$options | to_entries[] | select(.key | test("^\($start)[0-9]+$"))
	| .number = (.key[($start | length):] | tonumber)] | sort_by(.number);
# The messages of a program, without its name and its own advice.
def message: split("\n")[0] | sub("^tc-[a-z ]+: "; "");
def some($most): if length > $most then .[:$most] + ["\(length - $most) more"] else . end | join(", ");
def version: [scan("[0-9]+") | tonumber];

# --- folders and logs ------------------------------------------------------------------

def folders: [given("folder")[] | .number as $number
	| (.value | capture("^(?<sort>[a-z]+) (?<count>[0-9-]+) (?<path>.*)$"; "p")) + {number: $number}];

def folder_checks: folders[]
	| if .count == "-" then
		check("folder"; if .sort == "usual" then "note" else "warning" end; [.path, " is not there"];
			if .sort == "variable" then "unset CLAUDE_CONFIG_DIR" else null end)
	  elif .count == "0" then check("folder"; "note"; [.path, " holds no transcripts"])
	  else check("folder"; "ok"; [.path, ": ", of(.count | tonumber; "transcript"; "transcripts")])
	  end;

def elsewhere_check: $options.elsewhere | select(.) | capture("^(?<count>[0-9]+) (?<path>.*)$"; "p")
	| check("folder"; "note"; [.path, " has ", of(.count | tonumber; "transcript"; "transcripts"),
		" not looked at: CLAUDE_CONFIG_DIR names other folders"];
		"export CLAUDE_CONFIG_DIR=\"$CLAUDE_CONFIG_DIR,$HOME/.claude\"");

def transcripts: map(select(.kind == "rollup" and .of == "transcript"));
def stats: map(select(.kind == "stats")) | first // null;

def logs_checks:
	transcripts as $rows | stats as $stats
	| ($rows | map(.count | number) | add // 0) as $count
	| if $count == 0 then check("logs"; "problem"; "no transcript of Claude Code was found";
		"token-craft doctor DIR")
	  else check("logs"; "ok"; [of($count; "transcript"; "transcripts"), " of ",
		($stats.bytes // 0 | size), ", last written from ", ($rows | map(.first_ts) | min | day), " to ",
		($rows | map(.last_ts) | max | day)]) end,
	  ($options.unreadable | select(.) | split("\n")
	   | check("logs"; "problem"; ["cannot be read: ", (map(message | ltrimstr("cannot read ")) | some(3))];
		"ls -ld " + (.[0] | message | ltrimstr("cannot read ") | sub(": [^:]*$"; "") | word)));

def format_check:
	(rollups("version") | map(select(.version) | .version) | sort_by(version)) as $versions
	| (stats.unknown_types // 0) as $unknown
	| (if $versions == [] then empty else
		check("versions"; "ok"; ["calls by Claude Code ", $versions[0]]
			+ if ($versions | length) > 1 then [" to ", $versions[-1]] else [] end) end),
	  (select($unknown > 0) | check("versions"; "note"; [of($unknown; "line is"; "lines are"),
		" of a type that is not known here, and passed over"]));

def reject_checks:
	map(select(.kind == "reject")) as $places | (stats.lines // 0) as $read
	| (stats.rejects // {} | to_entries)
	| if . == [] and $read == 0 then empty
	  elif . == [] then check("lines"; "ok"; "every line could be read")
	  else .[] | .key as $reason
		| ($places | map(select(.reason == $reason))) as $some
		| check("lines"; "warning"; [of(.value; "line"; "lines"), " could not be read: ", $reason,
			" (", ($reason | meaning), "), at ",
			([$some[] | "\(.file | sub("^.*/projects/"; "")):\(.line)"]
			 + if .value > ($some | length) then ["..."] else [] end | join(", "))];
			"sed -n \($some[0].line)p \($some[0].file | word)") end;

def final_check:
	everything as $all | select($all)
	| ($all.calls | number) as $calls | ($all.incomplete_calls | number) as $not
	| ([rollups("version")[] | select(.version and (.version | version) < final_since)
		| .incomplete_calls | number] | add // 0) as $old
	| if $not == 0 then check("counts"; "ok"; "all calls have their final counts") else
		check("counts"; if ($calls - $not) / $calls < enough_final then "warning" else "note" end;
			[of($not; "call has"; "calls have"), " no final count of output (",
			 {share: (($calls - $not) / $calls)}, " have one)",
			 if $old > 0 then ", \($old) of them by a Claude Code before \(final_since | map(tostring) | join(".")), which wrote none"
			 else ": the answer was broken off" end];
			if $old > 0 then "claude update" else null end) end;

def model_check:
	select(everything) | rollups("model")
	| map(select(.unpriced_calls > 0)) | sort_by(-.unpriced_calls, .model)
	| if . == [] then check("models"; "ok"; "every call has a price") else
		check("models"; "warning"; ["no price for ",
			(map("\(.model // "calls without a model") (\(.unpriced_calls))") | some(5)),
			": their calls count in tokens, not in dollars"];
			"token-craft rates add FILE") end;

# --- history ---------------------------------------------------------------------------

# After how many days transcripts go: the least of all folders.
def kept: [given("retention")[] | .value | select(test("^[0-9]+([.][0-9]+)?$")) | tonumber]
	| min // days_kept | if . < 1 then 1 else . end;
def triggers: $options.triggers // "" | split(" ") | map(select(. != ""));

def settings_checks: given("retention")[] | .number as $number
	| select(.value | test("^\""))
	| (folders[] | select(.number == $number) | .path | sub("/(projects/?)?$"; "")) as $path
	| check("retention"; "warning"; ["\($path)/settings.json: ", if .value == "\"no JSON\"" then "no JSON"
		else "cleanupPeriodDays is no number" end, "; counted on \(days_kept) days"]);

def retention_check:
	kept as $kept | triggers as $triggers
	| ["Claude Code deletes transcripts after ", ($kept | days)] as $fact
	| if $triggers != [] then check("retention"; "ok"; $fact + [", and ", ($triggers | join(", ")),
		" takes them into the store before"])
	  else check("retention"; "warning"; $fact
		+ [", and nothing takes them into the store by itself: only reports do"];
		"token-craft install hook") end;

def captured_check:
	kept as $kept
	| (transcripts | map(select(.read | not)) | first // null) as $new
	| if (transcripts == []) then empty
	  elif $new == null then check("captured"; "ok"; "the store has all of the transcripts")
	  else ($kept - ($new.first_ts | age)) as $left
		| check("captured"; if $left < ([soon, $kept / 2] | min) then "warning" else "note" end;
			[of($new.count; "transcript is"; "transcripts are"), " not in the store as ",
			 if $new.count == 1 then "it is" else "they are" end, " now; ",
			 if $left < 1 then "the oldest may be deleted any day"
			 else ["the oldest will be deleted in ", ($left | days)] end];
			"token-craft sync") end;

def sync_check:
	($options.synced | select(.) | fromjson) as $synced
	| ([transcripts[] | select(.read | not) | .first_ts] | min) as $new
	| ["the last sync that found something was ", ($synced | day)] as $fact
	| if triggers != [] and $new and ($new | age) > 2 and ($synced | age) > 2 then
		check("sync"; "warning"; $fact + [", though ", (triggers | join(", ")), " should have done it since"];
			"token-craft sync")
	  else check("sync"; "ok"; $fact) end;

# What the hook, or the night, could not tell anybody.
def log_check($log; $step): $options[$log] | select(.)
	| capture("^(?<ts>[0-9]{4}-[0-9-]{5}T[0-9:]{8}Z) [a-z]+ ended with (?<code>[0-9]+)$")
	| select(.code != "0" and (.ts | age) < soon)
	| check($log; "warning"; ["its \($step) of ", (.ts | day), " ended with \(.code)"];
		"tail " + ($options.home + "/log/\($log).log" | word));

def store_checks:
	($options.home + "/archive") as $place
	| map(select(.kind == "file")) as $files | map(select(.kind == "damage")) as $damage
	| (if $options.store_said then check("store"; "problem"; [$options.store_said | message];
			if $options.store_said | test("salvage") then "tc-archive compact --salvage" else "tc-archive verify" end)
	   elif $files == [] then check("store"; "note"; ["there is none yet in ", $options.home]; "token-craft sync")
	   else check("store"; "ok"; [$place, " has ", of($files | map(.records) | add; "record"; "records"),
		" of ", of([$files[] | .path | capture("date=(?<date>[^/]*)").date] | unique | length; "day"; "days"),
		" since ", ([$files[].first_ts | select(.)] | min // "" | .[:10])]) end),
	  (if $options.busy then check("store"; "note"; "somebody is writing into it now"; "token-craft doctor")
	   elif $options.store_said or $files == [] then empty
	   elif $damage == [] then check("store"; "ok";
		["its files are there and have their sizes; ", {code: "tc-archive verify"}, " reads every byte"])
	   elif all($damage[]; .state == "index") then check("store"; "note";
		"its index is lost or does not fit: the next sync makes it anew"; "tc-archive compact")
	   else check("store"; "problem"; [of($damage | length; "file is"; "files are"), " not what the store wrote: ",
		([$damage[] | "\(.path): \(.reason)"] | some(3))];
		if all($damage[]; .state == "unlisted" or .state == "index") then "tc-archive compact"
		elif all($damage[]; .state == "foreign") then "tc-archive verify"
		else "tc-archive compact --salvage" end) end),
	  (if $options.writable == "yes" then empty else
		check("store"; "problem"; [$options.home, " cannot be written: what Claude Code deletes is lost"];
			"export TC_HOME=DIR") end);

# --- prices ----------------------------------------------------------------------------

def price_checks:
	(map(select(.kind == "rate" and .table == "official")) | first // null) as $rate
	| (select($rate) | ($rate.version + "T00:00:00Z" | age) as $age
	   | ["built-in prices of \($rate.version)"] as $fact
	   | if $age > old_prices then check("prices"; "warning"; $fact + [", ", ($age | days), " old: newer models may have none"];
		"token-craft rates add FILE")
	     else check("prices"; "ok"; $fact) end),
	  (if $options.rates_said then check("prices"; "problem"; [$options.rates_said | message];
		"token-craft rates check \($options.home + "/rates.json" | word)")
	   elif $options.rates then
		(map(select(.kind == "rate" and .table != "official") | .model) | unique) as $models
		| check("prices"; "ok"; ["your own table, ", $options.home, "/rates.json: ", ($models | some(5))])
	   else empty end);

# --- the machine -----------------------------------------------------------------------

def machine_checks:
	(if $options.zone_said then check("zone"; "problem"; [$options.zone_said | message]; "unset TZ")
	 else check("zone"; "ok"; ["days are those of ", if $options.timezone != "local" then $options.timezone
		elif $options.zone == "" then "UTC" else $options.zone end]) end),
	(if $options.locale | test("utf-?8"; "i") then check("terminal"; "ok"; ["UTF-8 by ", $options.locale,
		if $options.terminal == "" then empty else ", " + $options.terminal end])
	 else check("terminal"; "note"; [if $options.locale == "" then "no locale is set" else $options.locale + " is not UTF-8" end,
		": reports are drawn in ASCII"]; "export LC_ALL=C.UTF-8") end),
	([$options.programs | scan("(tc-[a-z]+) ([^ \n]+)")] as $programs
	 | ([$programs[] | select(.[1] == "-") | .[0]]) as $missing
	 | ([$programs[] | .[1] | select(. != "-")] | unique) as $versions
	 | if $missing != [] then check("programs"; "problem"; ["cannot be run: ", ($missing | join(", "))]; "token-craft report")
	   elif ($versions | length) > 1 then check("programs"; "warning"; ["of different versions: ",
		($programs | map(join(" ")) | join(", "))]; "make install")
	   else check("programs"; "ok"; ["Token-Craft \($versions[0])", ([$options.libraries, $options.tools]
		| map(split("\n")[] | select(. != "")) | if . == [] then empty else ", with " + join(", ") end)]) end);

# --- the page --------------------------------------------------------------------------

def checks: [folder_checks, elsewhere_check, logs_checks, format_check, reject_checks, final_check,
	model_check, settings_checks, retention_check, captured_check, sync_check,
	log_check("hook"; "sync"), log_check("nightly"; "run"), store_checks, price_checks, machine_checks];
checks as $checks
| [["problem", "problems"], ["warning", "warnings"], ["note", "notes"]]
| map(.[0] as $state | ($checks | map(select(.state == $state)) | length) as $n
	| select($n > 0) | {state: $state, text: "\($n) \(if $n == 1 then $state else .[1] end)"})
| . as $counts | all(.[]; .state == "note") as $well
| {kind: "document", title: ["Token-Craft doctor · ", ($options.today | short_date), " ", $options.today[:4]],
   indented: true, well: $well,
   blocks: (($checks | map(. as $check | {block: "fact", label: [
		{ok: {good: "ok     "}, note: "note   ", warning: {bad: "warning"}, problem: {bad: "problem"}}[.state],
		"  ", .check],
		text: ([.fact] + if .cure then [" → ", {code: .cure}] else [] end)}))
	+ [{block: "paragraph", text: ((if $well then ["all is well"] else [] end) + [$counts[].text] | join(", "))},
	   {block: "table", for: "data", columns: [({kind: "text", check: "text", state: "text", fact: "text", cure: "text"}
		| keys_unsorted[]) | {key: .}],
	    rows: ($checks | map(. + {kind: "check"}))}])}
