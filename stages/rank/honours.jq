# What was reached, as records. The input is {user, sessions, scores} with all scores walked
# (history.jq). Scores that Token-Craft 1.x made say nothing here.

# --- achievements ----------------------------------------------------------------------

# What the first score for which it holds has reached.
def reached($name; $title; holds; evidence): (.scores | map(select(holds))[0] // empty)
	| {ts: .score.ts, name: $name, title: $title, evidence: ({snapshot: .score.id} + evidence)};
def sessions_reached($n): .sessions[$n - 1] | strings
	| {ts: ., name: "sessions_\($n)", title: "\($n) sessions", evidence: {sessions: $n}};
def streak_reached($n): reached("streak_\($n)"; "\($n) weeks in a row improved";
	.added.streak_weeks >= $n; {streak_weeks: .added.streak_weeks});
def base_reached($name; $title; $points): reached($name; $title; .score.base >= $points; {base: .score.base});
# Each rank but the lowest, by the first score in it or above.
def ranks_reached: ([.scores[].added.rank.level] | max // 0) as $top
	| range(2; $top + 1) as $level
	| (.scores | map(select(.added.rank.level >= $level))[0]).ranks[$level - 1].name as $rank
	| ($rank | ascii_downcase | gsub(" "; "_")) as $word
	| reached(if $level == 2 then "first_\($word)" else "promoted_to_\($word)" end;
		if $level == 2 then "First time \($rank)" else "Promoted to \($rank)" end;
		.added.rank.level >= $level; {rank: .added.rank.name, total: .added.total});
def is_excellent($share): .measured == true and (.max // 0) > 0 and .points >= $share * .max - 1e-9;
def categories_reached($share): ([.scores[].score.categories | keys_unsorted[]] | unique[]) as $name
	| reached("excellence_\($name)"; "Excellence in \($name | gsub("_"; " "))";
		.score.categories[$name] | . != null and is_excellent($share);
		.score.categories[$name] | {points, max});

# --- badges and certificates, by the profile that is meant -----------------------------

# Each time in a rank: {rank, first}.
def stays: reduce .[] as $s ([]; if length > 0 and .[-1].rank.name == $s.added.rank.name then .
	else . + [{rank: $s.added.rank, first: $s}] end);
def badges: stays | range(0; length) as $i | .[$i] as $stay | .[$i + 1] as $next | $stay.first as $s
	| select($stay.rank.badge) | {kind: "badge", name: "\($stay.rank.badge)/\($s.score.ts)",
	ts: $s.score.ts, more: {
		badge_id: $stay.rank.badge,
		evidence: {profile: $s.score.profile, score: $s.added.total, bonus: $s.added.bonus,
			rank: $stay.rank.name, measured_max: $s.score.measured_max, snapshot: $s.score.id,
			categories: ($s.score.categories | map_values(.points))},
		issued_date: $s.score.ts[:10],
		rank: $stay.rank.name,
		reason: (if $next == null then null
			elif $next.rank.level > $stay.rank.level then "promoted to \($next.rank.name)"
			else "back to \($next.rank.name)" end),
		revoked_ts: $next.first.score.ts}};

# So many days after the time of a score.
def digits($n): "000\(.)"[-$n:];
def later($s; $days): ($s.at / 1000 | floor + $days * 86400 | gmtime)
	| "\(.[0] | digits(4))-\(.[1] + 1 | digits(2))-\(.[2] | digits(2))" + $s.score.ts[10:];
# One for each time in a rank; another when it ends and the rank is still held.
def certificates($kinds): foreach .[] as $s ({};
	.new = (.rank != $s.added.rank.name or (.until != null and $s.at >= .until))
	| if .new then {new, rank: $s.added.rank.name} | .kind = $kinds[.rank]
		| .until = (.kind[1] | if . then $s.at + . * 30 * 86400000 else null end) else . end;
	select(.new and .kind) | {kind: "certification", name: "certification/\(.rank)/\($s.score.ts)",
		ts: $s.score.ts, more: {from: $s.score.ts, level: .kind[0], rank,
		until: (if .kind[1] then later($s; .kind[1] * 30) else null end)}});

# --- all of it -------------------------------------------------------------------------

def honours(achievements; $certificates): .user as $user | .scores[-1].score.profile as $profile
	| .scores |= map(select(.score.profile != "token-craft-1"))
	| [(achievements | {kind: "achievement", name, ts, more: {evidence, name, title}}),
	   (.scores | map(select(.score.profile == $profile)) | badges, certificates($certificates))]
	| map({kind, id: "\($user // "")/\(.name)", ts, user: $user} + (.more + {source: "tc-rank"}
		| to_entries | sort_by(.key) | from_entries))
	| sort_by(.ts, .kind, .id)[];
