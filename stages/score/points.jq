# What every policy has at hand, besides numbers.jq: what is measured, and how points are made
# of it. The input is one person's metrics (tc-score --metrics shows them).
#
# A measure is {x, is, says, evidence}: the number points are given for, null when there was
# no opportunity; what it is; the same with this person's numbers; and other numbers.

# --- what is measured ------------------------------------------------------------------

def scored: .sessions.scored;
# A measure that counts only from so many sessions on.
def from($sessions; measure): measure as $m | if scored < $sessions then $m | .x = null else $m end;
def share($part; $whole; $is): {x: ratio($part; $whole), is: $is, says: "\($part) / \($whole)",
	part: $part, of: $whole};
# Only when somebody was there.
def if_scored(measure): measure as $m | if scored > 0 then $m else $m | .x = null end;

def baseline($times; $floor; $fixed; $needed):
	if $baseline then {tokens: $baseline, type: "company"}
	elif scored < $needed then {tokens: $fixed, type: "fixed"}
	else {tokens: ([$floor, $times * (.tokens_per_session.p25 // 0)] | max), type: "dynamic"} end;
def tokens_against($usage; $b): .tokens_per_session as $t | {
	evidence: {
		mean: (ratio($t.tokens; $t.sessions) | short), median: $t.median, p25: $t.p25,
		baseline: ($b.tokens | short), baseline_type: $b.type,
		improvement_pct: (if $usage then 100 * ($b.tokens - $usage) / $b.tokens else null end | short),
		coding_mean: (ratio($t.coding.tokens; $t.coding.sessions) | short),
		research_mean: (ratio($t.research.tokens; $t.research.sessions) | short)
	}};
def fixed_baseline($tokens): if $baseline then {tokens: $baseline, type: "company"}
	else {tokens: $tokens, type: "fixed"} end;
def median_against(b): b as $b | .tokens_per_session.median as $u | tokens_against($u; $b) + {
	x: (if ($u // 0) > 0 then $u / $b.tokens else null end),
	is: "r = median tokens per session / baseline",
	says: "\($u // 0 | grouped) / \($b.tokens | grouped) (\($b.type))"};
def mean_below(b): b as $b | (.tokens_per_session | ratio(.tokens; .sessions)) as $u
	| tokens_against($u; $b) + {
	x: (if ($u // 0) > 0 then ($b.tokens - $u) / $b.tokens else null end),
	is: "g = (baseline - mean tokens per session) / baseline",
	says: "(\($b.tokens | grouped) (\($b.type)) - \($u // 0 | grouped)) / \($b.tokens | grouped)"};

def deferred_docs: .defer_docs
	| share(.used; .all; "c = sessions whose docs came after the code / sessions with both");
def claude_md: if_scored(.claude_md.known as $known
	| share(.claude_md.sessions; scored; "c = sessions in projects with CLAUDE.md / sessions")
	| if $known then . else .x = null end);
def concise($least): .memory.concise as $concise
	| if_scored(.answers | share(.short; .all; "c = answers of up to 1,500 characters / answers")
	| if $concise and (.x // 0) < $least then .x = $least | .says += ", lifted: memory says concise"
	  else . end);
def direct_commands: ([2 * scored, .simple_bash_alone + .run] | max) as $all | if_scored({
	x: (1 - (ratio(.simple_bash_alone; $all) // 0)),
	is: "c = 1 - turns that only ran a simple command / max(2 x sessions, those + commands run with !)",
	says: "1 - \(.simple_bash_alone) / \($all)", part: .simple_bash_alone, of: $all,
	evidence: {direct_commands_tokens: .simple_bash_alone_spent.tokens,
		direct_commands_cost_usd: .simple_bash_alone_spent.cost_usd}});
# A part of a session is as good as its number of prompts.
def context(worth): .parts as $parts | {
	x: ratio([$parts.histogram[] | .[1] * (.[0] | worth)] | add // 0; $parts.parts),
	is: "c = mean worth of session parts, split at /clear and /compact",
	says: "\($parts.parts) parts, \($parts.histogram | between(5; 15)) of them with 5 to 15 prompts",
	evidence: {session_parts: $parts.parts,
		session_parts_short: ($parts.histogram | between(1; 4)),
		session_parts_long: ($parts.histogram | between(16; infinite))}};
def in_prompts(of): of | share(.sessions; .all; "c = sessions with it / sessions in English");

# Of A things asked for and R run oneself; two a session nobody saw.
def sufficiency($asked; $run; $sessions):
	([$asked + $run, 2 * $sessions] | max) as $all | if $sessions > 0 then 1 - $asked / $all else null end;
def self_sufficiency: {
	x: sufficiency(.asked; .run; scored),
	is: "rate = 1 - asked / max(asked + run, 2 x sessions)",
	says: "1 - \(.asked) / \([.asked + .run, 2 * scored] | max)",
	evidence: {asked: .asked, run: .run, opportunities: ([.asked + .run, 2 * scored] | max),
		rate: (sufficiency(.asked; .run; scored) | short),
		observed_rate: (ratio(.run; .asked + .run) | short),
		asked_tokens: .asked_spent.tokens, asked_cost_usd: .asked_spent.cost_usd,
		bash_input_cost_usd: .bash_input_cost_usd}};

# --previous: the mean of that score stands for the 30 days before.
def months: .last_30_days as $last
	| {sessions: $last.sessions, current: ratio($last.tokens; $last.sessions)}
	+ if .previous then {sessions_before: 3, against: "snapshot",
			previous: (try (.previous.token_efficiency.evidence.mean | numbers) catch null // null)}
	  else .before_30_days as $before
		| {sessions_before: $before.sessions, previous: ratio($before.tokens; $before.sessions),
		   against: "month"} end;
def improvement($needed; $each): scored as $scored | months
	| {x: (if $scored >= $needed and .sessions >= $each and .sessions_before >= $each
		and (.previous // 0) > 0
		then 100 * (.previous - .current) / .previous else null end),
	   is: "g = 100 x (mean tokens per session before - mean now) / before",
	   says: "100 x (\(.previous // 0 | grouped) - \(.current // 0 | grouped)) / \(.previous // 0 | grouped)",
	   evidence: {previous: (.previous | short), current: (.current | short), against: .against,
		sessions: .sessions, sessions_before: .sessions_before}};

def top_projects: .projects | ([3, .all] | min) as $top
	| share(.top_with_claude_md; $top; "x = of the 3 busiest projects, those with CLAUDE.md");
def probed(measure): measure as $m | if .projects.probed then $m else $m | .x = null end;
def memory_keywords: {x: (if .memory.keywords then 1 else 0 end),
	is: "x = MEMORY.md speaks of efficiency", says: (if .memory.keywords then "yes" else "no" end)};
def archive_weeks: .archive | {x: (if .known then .weeks else null end),
	is: "x = of the last 4 weeks, those the archive has", says: "\(.weeks)", evidence: {archive_weeks: .weeks}};

def cache: .calls
	| (.cache_read_tokens + .cache_write_tokens) as $cache
	| ($cache + .input_tokens) as $all
	| {x: (if $cache > 0 then 100 * .cache_read_tokens / $all else null end),
	   is: "h = 100 x read from the cache / (read + written + input)",
	   says: "100 x \(.cache_read_tokens | grouped) / \($all | grouped)",
	   evidence: {cache_hit: (if $all > 0 then 100 * .cache_read_tokens / $all else null end | short),
		cache_hit_doc: (ratio(100 * .cache_read_tokens; .cache_read_tokens + .input_tokens) | short),
		reuse: (ratio(.cache_read_tokens; .cache_write_tokens) | short),
		cache_savings_usd: .saved_usd}};

def read_before_edit: .edits | share(.compliant; .all; "f = edits of a file that was read before / edits");
def parallel_calls: .tool_turns | share(.parallel; .all; "q = answers that use several tools / answers that use tools");
def search_tools: .searches | share(.tools; .all; "s = Glob and Grep / all searches");

def tool_errors: {tool_uses: .tool_uses, tool_error_rate: (.results | ratio(.errors; .all) | short)};

def prompts_per_session: .prompts | {
	x: ratio(.total; .sessions),
	is: "a = prompts / sessions", says: "\(.total) / \(.sessions)",
	evidence: {mean: (ratio(.total; .sessions) | short), median: .median, max: .max,
		focused_share: (ratio(.histogram | between(5; 15); .sessions) | short)}};

# The month before counts when it has so many sessions; else this is the first.
def cost_against_before($needed): .last_30_days as $now | .before_30_days as $before
	| ratio($now.cost_usd | amount; $now.sessions) as $cost
	| (if $before.sessions >= $needed and ($before.cost_usd | amount) > 0
	   then ($before.cost_usd | amount) / $before.sessions else $cost end) as $normal
	| {x: (if $cost == null then null elif $normal > 0 then $cost / $normal else 1 end),
	   is: "x = mean cost of a session in 30 days / in the 30 days before",
	   says: "$\($cost // 0 | grouped) / $\($normal // 0 | grouped)",
	   evidence: {cost_per_session: ($cost | short), cost_per_session_before: ($normal | short),
		first_month: ($before.sessions < $needed)}};
def cache_contribution: .calls | (.saved_usd | amount) as $saved | (.cost_usd | amount) as $cost
	| {x: (if .cache_read_tokens + .cache_write_tokens > 0 then ratio($saved; $cost + $saved) else null end),
	   is: "v = cache savings / (cost + cache savings)",
	   says: "$\($saved | grouped) / $\($cost + $saved | grouped)"};
def days_within_budget: .days
	| {x: (if .budget_usd == null then null else ratio(.within; .active) end),
	   is: "w = days within the budget / days with calls", says: "\(.within) / \(.active)",
	   evidence: {days: .active, days_within: .within, budget_usd: .budget_usd}};
def unpriced_share: .calls
	| ratio(.unpriced_tokens; .input_tokens + .output_tokens + .cache_read_tokens + .cache_write_tokens) // 0;
def costs: {cost_usd: .calls.cost_usd, cost_io_usd: .calls.cost_io_usd,
	cost_io_per_session: (ratio(.calls.cost_io_usd | amount; .sessions.all) | short),
	unpriced_share: (unpriced_share | short)};
def if_priced($most; measure): measure as $m | if unpriced_share > $most then $m | .x = null else $m end;

# Of the sessions in the order of time, the first third against the last.
def thirds_efficiency: ratio(.early.tokens; .early.prompts.total) as $early
	| ratio(.recent.tokens; .recent.prompts.total) as $recent
	| {x: (if ($early // 0) > 0 then 100 * ($early - $recent) / $early else null end),
	   is: "g = 100 x (tokens per prompt in the first third - in the last) / in the first",
	   says: "100 x (\($early // 0 | grouped) - \($recent // 0 | grouped)) / \($early // 0 | grouped)",
	   evidence: {tokens_per_prompt_early: ($early | short), tokens_per_prompt_recent: ($recent | short)}};
def recent_focus: .recent.prompts | (.histogram | between(5; 15)) as $in
	| share($in; .sessions; "x = sessions of the last third with 5 to 15 prompts / its sessions");
def autonomy: sufficiency(.early.asked; .early.run; .early.prompts.sessions) as $early
	| sufficiency(.recent.asked; .recent.run; .recent.prompts.sessions) as $recent
	| {x: (if $early == null then null else $recent - $early end),
	   is: "x = self-sufficiency in the last third - in the first",
	   says: "\($recent | short) - \($early | short)",
	   evidence: {rate_early: ($early | short), rate_recent: ($recent | short)}};

# --- signs of tricks -------------------------------------------------------------------

# So many of $whole have what tricks leave behind. The number is always told; what it says,
# when it is more than the share that honest work comes to.
def sign($name; $whole; $share; $says): {$name, part: .signs[$name], $whole, $share, $says};
def tiny_sessions: sign("tiny_sessions"; .sessions.all; .5;
	"sessions use no tool and under 1,000 tokens");
def copied_sessions: sign("copied_sessions"; .sessions.all; .1;
	"sessions count exactly what another does");
def follow_on_sessions: sign("follow_on_sessions"; scored; .5;
	"sessions go on where another ended");
def warm_starts: sign("warm_starts"; scored; .2;
	"sessions begin with over 100,000 tokens of context");
def last_docs: sign("last_docs"; .defer_docs.all; .5;
	"sessions with docs and code end with their only doc");
def marked_prompts: sign("marked_prompts"; .prompts.total; .5;
	"prompts have a tag, a phrase for thought or an example");
def run_in_a_row: sign("run_in_a_row"; .run; .5; "commands were run right behind another");
def rereads: sign("rereads"; .signs.reads; .75; "reads are of what was just read");
def watched(c; signs): [signs] as $signs | c
	| reduce $signs[] as $s (.; .evidence[$s.name] = $s.part
		| if $s.part > $s.share * $s.whole
		  then .explanation += "; sign of a trick: \($s.part) of \($s.whole) \($s.says)" else . end);

# --- points ----------------------------------------------------------------------------

def shape($how; $points): "\($how)(" + ([$points[] | "\(.[0]):\(.[1] | short)"] | join(" ")) + ")";
# Where a measure is best: the nearest of the points that give all. Null when none does.
def nearest($points): . as $x | [$points[] | select(.[1] == 1) | .[0]] | min_by(. - $x | fabs);
# $max points times the share that `of` makes of a measure; without an opportunity $neutral
# points.
def check($name; $max; $neutral; measure; of; $shape; $points):
	measure as $m
	| (if $m.x == null then {points: $neutral, measured: false}
	   else ($m.x | of) as $share | {points: ($max * $share), measured: true, share: $share} end)
	+ {name: $name, max: $max, x: ($m.x | short),
	   target: ($m.x | if . == null or of == 1 then . else nearest($points) end | short),
	   formula: "\($max | short) x \($shape), \($m.is)",
	   evidence: (($m.evidence // {}) + if $m.of then {"\($name)_part": $m.part, "\($name)_of": $m.of} else {} end)}
	| .explanation = if .measured
		then "\($m.is | split(" ")[0]) = \($m.says) = \(.x), \(.max | short) x \(.share | short) = \(.points | short)"
		else "not measured: \(.points | short) of \(.max | short)" end;
def check($name; $max; $neutral; measure; $points):
	check($name; $max; $neutral; measure; pl(.; $points); shape("pl"; $points); $points);
def stepped($name; $max; $neutral; measure; $steps):
	check($name; $max; $neutral; measure; steps(.; $steps); shape("steps"; $steps); $steps);

def category($name; checks): [checks] as $checks
	| ([$checks[] | select(.measured) | .max] | add // 0) as $measured
	| ([$checks[].max] | add) as $max
	| {name: $name,
	   points: ([$checks[].points] | add | tenth),
	   max: ($max | tenth),
	   measured: ($measured > 0),
	   measured_max: ($measured | tenth),
	   status: (if $measured == 0 then "unmeasured"
		elif $measured < $max then "partly_measured" else "measured" end),
	   formula: ([$checks[].formula] | join("; ")),
	   explanation: ([$checks[] | (if $checks | length > 1 then .name + ": " else "" end)
		+ .explanation] | join("; ")),
	   evidence: ([$checks[].evidence] | add),
	   checks: ($checks | map({key: .name, value: {points: (.points | short), max: (.max | short),
		measured: .measured, x: .x, target: .target}}) | from_entries)};
def category($name; $max; $neutral; measure; $points):
	category($name; check($name; $max; $neutral; measure; $points));
def warming_up($needed; c): scored as $n | c
	| if $n < $needed then .status = "warming_up" | .evidence += {sessions: $n, needed: $needed}
	  else . end;
def trend_status: if .measured | not then . else .status = (.checks.improvement_trend.x
	| if . >= 10 then "excellent" elif . >= 5 then "good" elif . >= 2 then "modest"
	  elif . >= 0 then "maintaining" elif . >= -5 then "slight_degradation"
	  else "significant_degradation" end) end;
def noting(c; evidence): evidence as $more | c | .evidence += $more;

# The categories, and what they come to. $combo: so many categories at 80 % give so much.
def profile($name; $combo; categories): . as $metrics | [categories] as $all
	| ($all | map(select(.measured and .points >= 0.8 * .max - 1e-9)) | length) as $high
	| {kind: "score", id: "\($name)/\(.period.until)/\(.user // "")", ts: .period.until, user: .user,
	   base: ([$all[].points] | add | tenth),
	   calls: .calls,
	   categories: ($all | map({key: .name, value: del(.name)}) | from_entries),
	   combo: steps($high; $combo),
	   last_30_days: .last_30_days,
	   measured_max: ([$all[].measured_max] | add | tenth),
	   period: .period, policy: $policy, profile: $name, sessions: .sessions};
