# what each day cost
page([{key: "name", title: "day", for: "people"}, {key: "day", for: "data"}]
	+ model_column + measures;
	rollups("day", "model") as $models
	| rollups("day") | by_time(.day) | map(.name = .day) | with_models($models; .day))
