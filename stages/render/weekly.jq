# what each week cost
rollups("week", "model") as $models
| page([{key: "name", title: "week", for: "people"}, {key: "week", for: "data"}]
	+ model_column + measures;
	rollups("week") | by_time(.week) | map(.name = .week) | with_models($models; .week);
	timeline("week"; times(.week; next_week); $models; .week; short_date))
