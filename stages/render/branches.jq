# what each branch of each project cost
page([{key: "name", title: "branch", flexible: true, for: "people"},
      {key: "short", title: "project", flexible: true, for: "people"},
      {key: "branch", for: "data"}, {key: "project", for: "data"}]
	+ model_column + measures;
	rollups("project", "branch", "model") as $models
	| rollups("project", "branch") | (map(.project) | short_paths) as $short
	| by_cost([.project, .branch])
	| map(.name = (.branch // "none") | .short = ($short[.project // ""] // "unknown"))
	| with_models($models; [.project, .branch]))
