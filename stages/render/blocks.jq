# what each 5-hour block cost, and where the one that runs is heading
def instant: .[:19] + "Z" | fromdateiso8601;

(5 * 3600) as $length
| ($options.now | instant) as $now
| rollups("block", "model") as $models
| (rollups("block") | map(select(.block)
	| (.block | instant) as $start | (.last_ts | instant) as $last
	| .name = .block
	| .active = ($now >= $start and $now - $start < $length and $now - $last < $length)
	| if .active then .state = "\(($start + $length - $now) / 60 | ceil) min left" else . end
	# A straight line from the start through the last call.
	| if .active and $last - $start >= 60 and .cost_usd then
		.projected_usd = (.cost_usd | number * $length / ($last - $start) * 1e4 | floor / 1e4)
	  else . end)
   | if $options.active then map(select(.active)) else . end
   | by_time(.block)) as $rows
| page([{key: "name", title: "start", type: "time", for: "people"},
	{key: "block", type: "time", for: "data"}, {key: "active", for: "data"}]
	+ (if any($rows[]; .active) then [
		{key: "state", title: "active", for: "people"},
		{key: "projected_usd", title: "projected", type: "money"}] else [] end)
	+ model_column + measures;
	$rows | with_models($models; .block))
| if $options.active then .blocks |= map(del(.totals)) else . end
| if $options.active and $rows == [] then
	.blocks[0] = {block: "paragraph", text: "no 5-hour block runs now"} else . end
