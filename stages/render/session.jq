# what each session cost, the latest last
page([{key: "name", title: "session", for: "people"},
      {key: "short", title: "project", flexible: true, for: "people"},
      {key: "last_ts", title: "last call", type: "time", for: "people"},
      {key: "session", for: "data"}, {key: "project", for: "data"}]
	+ model_column
	+ (measures | map(if .key == "sessions" then .for = "data" else . end)); # always 1
	rollups("session", "model") as $models
	# A session belongs to the project that has most of its calls.
	| (rollups("session", "project") | group_by(.session)
	   | map(max_by(.calls) | {key: (.session // ""), value: .project}) | from_entries) as $of
	| ([$of[]] | short_paths) as $short
	| rollups("session") | by_time([.last_ts, .session])
	| map(.project = $of[.session // ""] | .short = ($short[.project // ""] // "unknown")
	      | .name = (.session // "unknown" | .[:8]))
	| with_models($models; .session))
