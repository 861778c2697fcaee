# craft1.jq - a file of Token-Craft 1.x as records.
#
# Input: {"file": its name, "user": whose the folder is, or null, "content": what it holds}.
# Output: a `score` of a snapshot or of the profile, and `achievement`s. Times stand as they
# were written, mostly local and without a zone: the caller knows the zone. Files of that name
# that Token-Craft 2 wrote hold a score as it is.

def name: if type == "string" and . != "" then . else null end;
def number: if type == "number" then . else null end;

# Numbers, flags and names; no text.
def facts:
	if type == "object" then
		del(.title, .description, .message) | with_entries(.value |= facts | select(.value != null))
	elif type == "array" then map(facts | select(. != null))
	elif type == "string" then if test("^[A-Za-z0-9_.@:+-]{1,64}$") then . else null end
	else .
	end;

# snapshot_20260212_120000.json
def time_of_name:
	[match("^snapshot_([0-9]{4})([0-9]{2})([0-9]{2})_([0-9]{2})([0-9]{2})([0-9]{2})")
		| .captures | map(.string) | "\(.[0])-\(.[1])-\(.[2])T\(.[3]):\(.[4]):\(.[5])"]
	| first;
def time: select(type == "string" and test("^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+"));

def categories:
	if type == "object" then
		with_entries(
			.value |= if type == "object" then {points: (.score | number), max: (.max_score | number)}
				else {points: number, max: null} end
			| select(.value.points != null)
			| .value.measured = null)
	else {} end;
# Sums of doubles: to the tenth, as points are.
def base: [.[].points] | if . == [] then null else add * 10 | round / 10 end;

def score($id; $ts; $categories):
	{kind: "score", id: $id, ts: $ts, period: null, profile: "token-craft-1", policy: null,
	 categories: $categories, base: ($categories | base), combo: null, measured_max: null,
	 source: "token-craft-1"};
def achievements($id): (.achievements? // .unlocked? // .) | arrays[]
	| if type == "string" then {id: .} elif type == "object" then . else empty end
	| ([.id, .achievement_id] | map(select(name)) | first // empty) as $name
	| {kind: "achievement", id: "\($id)achievement/\($name)",
	   ts: ([.earned_at, .unlocked_at, .timestamp, .date | time] | first),
	   name: $name, source: "token-craft-1"};

. as {$file, $content}
| ([$content.profile?.user_email?, $content.user_email?, .user]
	| map(select(name and . != "unknown@local")) | first) as $user
| "token-craft-1/\($user // "")/" as $id
| if [$content | objects | .kind] == ["snapshot"] then $content.scores
  elif $file == "achievements.json" then $content | achievements($id)
  elif $file == "user_profile.json" then
	($content | score("\($id)user_profile"; ([.last_updated, .created_at | time] | first);
		.scores | categories)
		+ {total: (.current_score | number),
		   rank: {name: (.current_rank | name)},
		   original: facts}),
	($content | {achievements: (.achievements | arrays)} | achievements($id))
  else
	$content
	| score("\($id)\($file | rtrimstr(".json"))";
		([.timestamp, (.scores | .calculated_at?), ($file | time_of_name) | time] | first);
		.scores | .breakdown? // (objects | del(.total_score, .total, .max_possible, .percentage))
			| categories)
	| . + ($content | {
		total: ([.scores | .total_score?, .total?] | map(number) | map(values) | first),
		rank: {name: (.rank | .name? // . | name)},
		version: (.version | name),
		original: (facts | del(.timestamp))})
  end
| if .source? == "token-craft-1" then
	select(.kind != "score" or .categories != {} or .total != null) | .user = $user
  else objects end
