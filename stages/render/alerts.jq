# what is too much: budgets, the week, sprints; an efficiency below its floor
# What was told before is among the records. --set new=yes leaves only what was not.
map(select(.kind == "alert")) as $told
| (if everything == null then [] else plan.alerts end
   | map(. as $one
	| .new = all($told[]; .what != $one.what or .period != $one.period
		or (.level | severity) < ($one.level | severity))
	| select(.new or ($options.new | not)))) as $alerts
| {kind: "document", blocks: [
	(select($alerts == [] and ($options.new | not))
		| if everything == null then nothing else {block: "paragraph", text: "no alerts"} end),
	(select($alerts != []) | {block: "list", for: "people", items: ($alerts | map(alert_words))}),
	data_table("alerts"; $alerts; [("id", "what", "period", "level" | column(.; ""; "text")),
		("value", "limit" | column(.; ""; "count")),
		("text", "advice", "new" | column(.; ""; "text"))])]}
