# What stands behind a policy for --explain: the arithmetic of a category, to read.
| def lines: gsub("; "; "\n           ");
. as $score | .categories
| if $explain != "all" and (has($explain) | not) then
	error("no category is called '\($explain)'; there are: \(keys_unsorted | join(", ")), all") else . end
| to_entries[] | select($explain == "all" or .key == $explain)
| (if $score.user then "\($score.user): " else "" end) as $who
| .value as $c
| "\($who)\(.key): \($c.points) of \($c.max), \($c.status | gsub("_"; " "))",
  "  rule     \($c.formula | lines)",
  "  yours    \($c.explanation | lines)",
  ($c.evidence | to_entries | map("\(.key) \(.value)")
	| if length > 0 then "  numbers  " + join("\n           ") else empty end)
