# what the main agent and each kind of subagent cost
page([{key: "name", title: "agent", flexible: true, for: "people"}, {key: "agent", for: "data"}]
	+ model_column + measures;
	rollups("agent", "model") as $models
	| rollups("agent") | by_cost(.agent) | map(.name = (.agent // "unknown"))
	| with_models($models; .agent))
