# what each day cost
rollups("day", "model") as $models
| page([{key: "name", title: "day", for: "people"}, {key: "day", for: "data"}]
	+ model_column + measures;
	rollups("day") | by_time(.day) | map(.name = .day) | with_models($models; .day);
	timeline("day"; times(.day; next_day); $models; .day; short_date))
