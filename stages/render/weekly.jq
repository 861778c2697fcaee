# what each week cost
page([{key: "name", title: "week", for: "people"}, {key: "week", for: "data"}]
	+ model_column + measures;
	rollups("week", "model") as $models
	| rollups("week") | by_time(.week) | map(.name = .week) | with_models($models; .week))
