# what each project cost
page([{key: "name", title: "project", flexible: true, for: "people"}, {key: "project", for: "data"}]
	+ model_column + measures;
	rollups("project", "model") as $models
	| rollups("project") | (map(.project) | short_paths) as $short
	| by_cost(.project) | map(.name = ($short[.project // ""] // "unknown"))
	| with_models($models; .project))
