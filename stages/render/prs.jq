# what each pull request cost: the sessions that opened it or spoke of it
def name: if .pr_number then "\(.pr_repository // "")#\(.pr_number)" else "none" end;

(map(select(.kind == "event" and .event == "pr_link")) | group_by(.session)
 | map({key: (.[0].session // ""), value: (map({pr_repository, pr_number}) | unique)})
 | from_entries) as $spoken
| def spoken: $spoken[.session // ""] // [{pr_repository: null, pr_number: null}];

(rollups("session") | map(select(spoken | length > 1))) as $several
| page([{key: "name", title: "pull request", flexible: true, for: "people"},
	{key: "pr_repository", for: "data"}, {key: "pr_number", type: "count", for: "data"}]
	+ model_column + measures;
	rollups("session", "model") as $models
	| rollups("session") | with_models($models; .session)
	| [.[] | . + spoken[]] | group_by([.pr_repository, .pr_number])
	| map(merged | .name = name) | by_cost(.name))
| if $several == [] then . else .blocks += [{block: "note", text:
	[plural($several | length; "session"; "sessions"), " spoke of more than one, and ",
	 if $several | length == 1 then "counts" else "count" end, " for each: the rows come to ",
	 {money: ([$several[] | .cost_usd as $cost | spoken[1:][] | $cost] | total)},
	 " more than the total"]}] end
