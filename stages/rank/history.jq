# What the rules of ranks have at hand, besides numbers.jq: the way of a person from score to
# score. The input is told in rules.h.

# --- ranks -----------------------------------------------------------------------------

def valid_ranks: if type == "array" and length > 0
	and all(.[]; type == "object" and (.name | type == "string" and length > 0)
		and (.min | type) == "number" and (.badge | type == "string" or . == null))
	and (map(.min) | . == unique) then .
	else error("no table of ranks: a rank is {name, badge, min}, the lowest first") end;
# A table by its name, unless another was asked for.
def ranks($name): if $table == null then $tables[$name].ranks
	elif ($table | type) == "string" then $tables[$table].ranks else $table | valid_ranks end;

def most_points: [.categories[].max // 0] | add // 0;

# How far from one bound to the next: not 1 before it is reached.
def progress($min; $next): if $next == null then 1
	else [0, ((. - $min) / ($next - $min) * 1000 + 1e-6 | floor) / 1000] | max end;

# The last rank whose bound the total reaches, else the first.
def rank_of($total; $ranks):
	([([$ranks[] | select(.min <= $total)] | length) - 1, 0] | max) as $i
	| $ranks[$i] as $here | $ranks[$i + 1] as $next
	| {name: $here.name, level: ($i + 1), badge: $here.badge, min: $here.min,
	   next: $next.name, next_min: $next.min,
	   points_needed: (if $next then $next.min - $total | tenth else null end),
	   progress: ($total | progress($here.min; $next.min))};

# --- from score to score ---------------------------------------------------------------

# The state behind a score of a profile. The last score of a week stands for it; weeks are
# in a row when none lies between.
def step($rules; $s; ranks_of): ($s.score | ranks_of) as $ranks
	| if .week == null or .week == $s.week then . else .before = {week, base, weeks} end
	| .before as $before | .rank as $was
	| .week = $s.week | .base = $s.score.base
	| .weeks = (if $before and $before.week == $s.week - 1 and .base > $before.base
		then $before.weeks + 1 else 0 end)
	| steps(.weeks; $rules.streak) as $streak
	| ([$rules.most_bonus, ($s.score.combo // 0) + $streak] | min) as $bonus
	| (.base + $bonus | tenth) as $total
	| .rank = rank_of($total; $ranks)
	| .rank.achieved_at = (if $was.name == .rank.name then $was.achieved_at else $s.score.ts end)
	| .out = {at: $s.at, week: $s.week, score: $s.score, ranks: $ranks,
		added: {streak: $streak, streak_weeks: .weeks, bonus: $bonus, total: $total, rank}};
# All scores with what is added to them, each by the earlier ones of its profile.
def walked($rules; ranks_of): [foreach .[] as $s ({};
	.[$s.score.profile] = (.[$s.score.profile] | step($rules; $s; ranks_of));
	.[$s.score.profile].out)];

# --- the newest ------------------------------------------------------------------------

def days($from; $to): ($to.at - $from.at) / 86400000;

def arrow: if . > 0 then "up" elif . < 0 then "down" else "same" end;
# null: one of them is not known.
def change($old; $new): if $old == null or $new == null then null else
	($new - $old | rounded(4)) as $change
	| {previous: $old, current: $new, change: $change,
	   change_pct: (if $old > 0 then 100 * ($new - $old) / $old | tenth else 0 end),
	   arrow: ($change | arrow)} end;
def tokens_per_session: .categories.token_efficiency.evidence.mean? | numbers // null;

def summary($rules; $change; $promoted; $to): if $promoted == true then "promoted to \($to)"
	elif $promoted == false then "back to \($to)"
	else first($rules.summaries[] | select($change > .[0] or .[0] == null) | .[1]) end;
def delta_of($rules; $old; $new): ($new.added.rank.level - $old.added.rank.level) as $levels
	| (if $levels == 0 then null else $levels > 0 end) as $promoted
	| change($old.added.total; $new.added.total) as $total
	| {against: $old.score.id, ts: $old.score.ts, days: (days($old; $new) | tenth),
	   summary: summary($rules; $total.change; $promoted; $new.added.rank.name),
	   total: $total, base: change($old.score.base; $new.score.base),
	   bonus: change($old.added.bonus; $new.added.bonus),
	   categories: ($new.score.categories | with_entries(
		.value = change($old.score.categories[.key].points; .value.points))),
	   tokens_per_session: change($old.score | tokens_per_session; $new.score | tokens_per_session),
	   sessions: change($old.score.sessions.scored; $new.score.sessions.scored),
	   rank: {from: $old.added.rank.name, to: $new.added.rank.name, promoted: $promoted}};
# Of the scores of a profile, the newest against the one before, or the last until $against.
def delta($rules): .[-1] as $new
	| ([.[:-1][] | select($against == null or .at <= $against)] | last) as $old
	| if $old == null then {delta: null, delta_reason:
		"no earlier score of profile \($new.score.profile)\(if $against then " until then" else "" end)"}
	  elif $old.score.policy != $new.score.policy then {delta: null, delta_reason:
		"the score before was made by other rules"}
	  else {delta: delta_of($rules; $old; $new)} end;

# The mean gain of base in a month, over the scores so many days back; null when they are
# too few or too near to each other.
def trend($m): .[-1] as $new
	| [.[] | select(days(.; $new) <= $m.days)] | .[0] as $first | days($first; $new) as $span
	| {scores: length, since: $first.score.ts, gain_per_month:
		(if length < $m.least_scores or $span < $m.least_days then null
		 else ($new.score.base - $first.score.base) / $span * 30 | tenth end)};

# --- about to drop ---------------------------------------------------------------------

# The signals of the last of some scores, with the margins given: [{id, text}].
def signals($m): .[-1] as $now | .[-1].added.total as $total | $now.added.rank as $rank
	| ($total - $rank.min | tenth) as $above
	| ((($rank.next_min // (2 * $rank.min - $now.ranks[$rank.level - 2].min)) - $rank.min) as $band
	   | if $above <= $m.edge * $band + 1e-9 then {id: "edge",
		text: "\($above) points above the lower bound of \($rank.name)"} else empty end),
	  (if length > 2 then [.[-3:][].added.total] as [$a, $b, $c]
		| if $a > $b and $b > $c and ($a - $c) / 2 * $m.falls > $above + 1e-9 then {id: "falling",
			text: "two falls in a row, of \(($a - $c) / 2 | tenth) points on average"}
		  else empty end else empty end),
	  (if length > $m.scores then ([.[-1 - $m.scores:-1][].added.total] | add / length) as $mean
		| if $mean > 0 and $total <= (1 - $m.below) * $mean + 1e-9 then {id: "below_mean",
			text: "\(100 * ($mean - $total) / $mean | rounded(0)) % below the mean of the \($m.scores) scores before"}
		  else empty end else empty end);
# Once on, it goes off only when nothing is left within the wider margins.
def warning($rules): . as $h
	| reduce range(0; length) as $i ({}; .on as $on | $h[([0, $i - $rules.warning.scores] | max):$i + 1] as $near
		| if $near[-1].added.rank.level == 1 then {on: false}
		  else [$near | signals($rules.warning)]
			| if length == 0 and $on then [$near | signals($rules.warning + $rules.clear)] else . end
			| {on: (length > 0), signals: .} end)
	| if .on then {severity: (.signals | length), signals, drops_to:
		($h[-1] | .ranks[.added.rank.level - 2].name)} else null end;

# --- what is written -------------------------------------------------------------------

def newest($rules; advice): .[-1].score as $score
	| .[-1].added + {ranks: (.[-1].ranks | map({name, min}))} + delta($rules)
		+ {trend: trend($rules.trend), warning: warning($rules)}
	| . + ($score + . | advice);
# What $show says: the rules; which ranks there are for a score; what helps, of the newest;
# what was reached, of all.
def ranked($rules; ranks_of; advice; honours): .scores[-1].score.profile as $profile
	| if $show == "achievements" then .scores |= walked($rules; ranks_of) | honours
	  elif $show == "history" then .scores | walked($rules; ranks_of) | .[:-1][].added,
		([.[] | select(.score.profile == $profile)] | newest($rules; advice))
	  else [.scores[] | select(.score.profile == $profile)] | walked($rules; ranks_of)
		| newest($rules; advice) end;
