# the dearest prompts: all that was done until the next one, by subagents, too
def few: if $options.top then top else 20 end;

(map(select(.kind == "prompt" or .kind == "command") | select(.prompt)) | group_by(.prompt)
 | map(min_by(.ts // "") | {key: .prompt, value: {chars: (.chars // .args_chars), command: .name}})
 | from_entries) as $typed
| page([{key: "name", title: "prompt", for: "people"},
	{key: "began", title: "began", type: "time", for: "people"},
	{key: "short", title: "project", flexible: true, for: "people"},
	{key: "chars", title: "chars", type: "count"},
	{key: "prompt", for: "data"}, {key: "session", for: "data"}, {key: "project", for: "data"},
	{key: "command", for: "data"}, {key: "others", type: "count", for: "data"}]
	+ model_column + measures;
	rollups("prompt", "session", "project", "model") as $models
	| rollups("prompt", "session", "project") | (map(.project) | short_paths) as $short
	| with_models($models; [.prompt, .session, .project])
	| group_by(.prompt) | map(costly(.project) | merged
		| .short = ($short[.project // ""] // "unknown"))
	| (map(select(.prompt)) | costly(.prompt)) as $known
	| def nobody: del(.short) + {prompt: null, session: null, project: null};
	($known[:few] | map(. + ($typed[.prompt] // {chars: null, command: null})
		| .name = .prompt[:8] | .began = .first_ts)
	 | if $options.order == "asc" then reverse else . end)
	+ ($known[few:] | if . == [] then . else length as $n
		| [merged | nobody | .name = "\($n) others" | .others = $n] end)
	+ (map(select(.prompt | not) | nobody | .name = "none")))
