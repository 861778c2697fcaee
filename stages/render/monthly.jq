# what each month cost
page([{key: "name", title: "month", for: "people"}, {key: "month", for: "data"}]
	+ model_column + measures;
	rollups("month", "model") as $models
	| rollups("month") | by_time(.month) | map(.name = .month) | with_models($models; .month))
