# what each worktree of each project cost
page([{key: "name", title: "worktree", flexible: true, for: "people"},
      {key: "short", title: "project", flexible: true, for: "people"},
      {key: "worktree", for: "data"}, {key: "project", for: "data"}]
	+ model_column + measures;
	rollups("project", "worktree", "model") as $models
	| rollups("project", "worktree") | (map(.project) | short_paths) as $short
	| by_cost([.project, .worktree])
	| map(.name = (.worktree // "none") | .short = ($short[.project // ""] // "unknown"))
	| with_models($models; [.project, .worktree]))
