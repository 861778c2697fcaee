# what each model cost
page([{key: "name", title: "model", for: "people"}, {key: "model", for: "data"}]
	+ measures;
	rollups("model") | by_cost(.model) | map(.name = (.model // "unknown")))
