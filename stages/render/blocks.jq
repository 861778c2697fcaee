# what each 5-hour block cost, and where the one that runs is heading
rollups("block", "model") as $models
| (blocks | if $options.active then map(select(.active)) else . end
   | by_time(.block)) as $rows
| page([{key: "name", title: "start", type: "time", for: "people"},
	{key: "block", type: "time", for: "data"}, {key: "active", for: "data"}]
	+ (["remaining_minutes", "tokens_per_minute"] | data)
	+ (["cost_per_hour_usd", "projected_usd"] | money_data)
	+ (["projected_tokens"] | data)
	+ model_column + measures;
	$rows | map(.name = .block) | with_models($models; .block))
| .blocks |= map(., (select(.block == "table") | $rows[] | select(.active) | burning[]))
| .name = "Token-Craft · cost by 5-hour block"
# The total is of all blocks.
| if $options.active then .blocks |= map(select(.block != "figure") | del(.totals)) else . end
| if $options.active and $rows == [] then
	.blocks[0] = {block: "paragraph", text: "no 5-hour block runs now"} else . end
