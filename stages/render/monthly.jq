# what each month cost
rollups("month", "model") as $models
| page([{key: "name", title: "month", for: "people"}, {key: "month", for: "data"}]
	+ model_column + measures;
	rollups("month") | by_time(.month) | map(.name = .month) | with_models($models; .month);
	timeline("month"; times(.month; next_month); $models; .month; short_month))
