# What helps: where points are to be had, by which habit, and what that saves. The input is
# the newest score with its rank and its trend; numbers.jq is at hand.
#
# habits, at the end, is the table. A line is
#
#	habit(ID; what to reach; how; what is not measured yet; how it would be; what it saves)
#
# with ID as CATEGORY/CHECK. The first that fits holds, so rules of your own go in front:
# advice(habit("tools/edits"; "..."; "..."; "..."; "..."; null), habits). A check without a
# line gets general words. In a line, . is what is known of the check: x and target as in the
# score, evidence of its category, score, the whole.

# --- words -----------------------------------------------------------------------------

def words: gsub("_"; " ");
def percent: "\(. * 100 | rounded(0)) %";
def dollars: . * 100 | rounded(0) | "$\(. / 100 | floor | grouped).\(. % 100 + 100 | tostring[1:])";
def tokens: "\(rounded(0) | grouped) tokens";
def warm_up: .evidence | .needed - .sessions | "\(.) more session" + if . == 1 then "" else "s" end;

# --- what it saves, in 30 days ---------------------------------------------------------

def sessions: .score.last_30_days.sessions;
# The part of the whole period that the last 30 days are.
def month: ratio(sessions; .score.sessions.all);
# Where more than that has no price, nobody knows.
def priced: .score.calls | ratio(.unpriced_tokens;
	.input_tokens + .output_tokens + .cache_read_tokens + .cache_write_tokens) // 0 | . <= 0.05;
# $tokens null: they become cheaper, not fewer.
def saves($tokens; $usd; $of): if ($tokens // $usd) <= 0 or $tokens == null and (priced | not) then null
	else {tokens: (if $tokens then $tokens | rounded(0) else null end),
		usd: (if priced then $usd | rounded(2) else null end), of: $of} end;
# Tokens in and out, at what those have cost.
def saves_tokens($tokens; $of): .score.calls as $c
	| saves($tokens; $tokens * $c.cost_io_usd / ($c.input_tokens + $c.output_tokens); $of);
# Of $count turns out of $all, those that are more than the target leaves. What is run with !
# instead has its price, too: what the model says to that.
def saves_turns($count; $all; $tokens; $usd; $of): (month * ($count - (1 - .target) * $all)) as $turns
	| (.score.categories.self_sufficiency.evidence | ratio(.bash_input_cost_usd; .run) // 0) as $reply
	| saves($turns * $tokens / $count; $turns * ([0, $usd / $count - $reply] | max); $of);

# The tokens of a session that x stands for: a multiple of the baseline, or, where more is
# better, how far below it.
def session_at($x): .evidence.baseline * if .target < .x then $x else 1 - $x end;
def saves_sessions: saves_tokens((.evidence.baseline * (1 - .evidence.improvement_pct / 100)
	- session_at(.target)) * sessions;
	"the last 30 days' sessions");
def better_month: .evidence.previous * (1 - .target / 100);
def saves_month: saves_tokens((.evidence.current - better_month) * sessions;
	"the last 30 days' sessions");
def cheaper: .evidence.cost_per_session_before * .target;
def saves_cost: saves(null; (.evidence.cost_per_session - cheaper) * sessions;
	"the last 30 days' sessions");
def saves_asking: .evidence as $e
	| saves_turns($e.asked; $e.opportunities; $e.asked_tokens; $e.asked_cost_usd;
		"turns that asked for what a command shows, in 30 days");
def saves_commands: .evidence as $e
	| saves_turns($e.direct_commands_part; $e.direct_commands_of; $e.direct_commands_tokens;
		$e.direct_commands_cost_usd; "turns that only ran a simple command, in 30 days");
# So much more of the same input from the cache, at what both have cost.
def saves_input: .score.calls as $c | ($c.input_tokens + $c.cache_write_tokens) as $missed
	| saves(null; (.target / 100 * ($missed + $c.cache_read_tokens) - $c.cache_read_tokens)
		* ($c.cost_missed_usd / $missed - $c.cost_cache_read_usd / $c.cache_read_tokens) * month;
		"the last 30 days' input");

# --- the list --------------------------------------------------------------------------

# A line that a number is missing for is passed over.
def habit($id; text; how; unseen; unseen_how; saves): select(.id == $id)
	| try (if .measured then {text: text, how: how, saves: (try saves catch null)}
		else {text: "Measure: \(unseen)", how: unseen_how, saves: null} end) catch empty;
def any_habit: {
	text: (if .measured | not then "Measure: \(.check | words)"
		else (if .target and .target < .x then "Lower" else "Raise" end) + " \(.check | words)"
			+ if .target then " to \(.target | grouped)" else "" end end),
	how: "token-craft score --explain \(.category) tells the rule", saves: null};

# What the numbers of a check begin with, where it is not the check's name.
def begins: {context_management: "session_parts", budget: "days", efficiency: "tokens_per_prompt",
	autonomy: "rate"};
def own_evidence: if .alone then .evidence else .evidence as $e | .check as $check
	| reduce ($e | keys_unsorted[] | select(startswith($check, begins[$check] // $check))) as $name
		({}; .[$name] = $e[$name]) end;

# Nobody can become more self-sufficient than 100 %.
def beyond: .id == "learning_growth/autonomy" and .measured and .evidence.rate_early + .target > 1;

def gains: . as $score | .categories | to_entries[] | .key as $category | (.value.evidence // {}) as $e
	| .value.checks // {} | (length == 1) as $alone | to_entries[]
	| {id: "\($category)/\(.key)", category: $category, check: .key,
	   points: (.value.max - .value.points | tenth), measured: .value.measured,
	   x: .value.x, target: .value.target, evidence: $e, alone: $alone, score: $score}
	| select(.points > 0 and (try beyond catch false | not));

# Those that come to what is needed, in this order. No fewer would, of what is measured: any k
# of them come to no more than the first k. What is not measured is called for only when all
# that is does not do. The combo that may come with them is not counted.
def to_next($needed): reduce .[] as $one ({sum: 0, list: []};
	.list += [$one + {to_next: (.sum < $needed - 1e-6)}] | .sum += $one.points) | .list;

def advice(habits): .rank.points_needed as $needed | .trend.gain_per_month as $gain
	| [gains | . + [habits, any_habit][0] | .evidence = {x, target} + own_evidence
		| {id, category, check, points, measured, text, how, evidence, to_next: false, saves}]
	| sort_by([(.measured | not), -.points]) | to_next($needed // 0)
	| {recommendations: ., to_next: (if $needed == null then null else map(select(.to_next))
		| ([.[].points] | add // 0 | tenth) as $points
		| {points: $points, checks: length, reaches: ($points >= $needed),
		   months: (if ($gain // 0) > 0 then $needed / $gain | tenth else null end)} end)};

# --- the habits ------------------------------------------------------------------------

def habits:
	habit("token_efficiency/token_efficiency"; "Bring a session down to \(session_at(.target) | tokens)";
		"/clear between tasks, name the files and lines you mean, ask for short answers";
		"the tokens of a session"; "work with Claude Code, then token-craft score"; saves_sessions),

	habit("optimization_adoption/defer_docs"; "Write docs after the code in \(.target | percent) of sessions";
		"Ask for README and docs when the code is done, or after its git commit";
		"docs after code"; "let a session that changes code write its docs, too"; null),
	habit("optimization_adoption/claude_md"; "Have a CLAUDE.md in the projects of \(.target | percent) of sessions";
		"/init in each project writes one";
		"CLAUDE.md in projects"; "token-craft score without a DIR looks for it in your projects"; null),
	habit("optimization_adoption/concise_mode"; "Keep \(.target | percent) of answers under 1,500 characters";
		"Ask for short answers; for good, write \"be concise\" into MEMORY.md";
		"the length of answers"; "finish a turn with an answer in words"; null),
	habit("optimization_adoption/direct_commands"; "Increase direct commands to \(.target | percent)";
		"Run them yourself instead of having them run: ! git diff, ! ls, ! tail log";
		"direct commands"; "work in a session of your own"; saves_commands),
	habit("optimization_adoption/context_management"; "Improve context management to \(.target | percent)";
		if .evidence.session_parts_short > .evidence.session_parts_long
		then "Go on in a session while the task is the same: 5 prompts or more before /clear"
		else "/clear or /compact after 15 prompts" end;
		"context management"; "work in a session of your own"; null),
	habit("optimization_adoption/xml_tags"; "Use XML tags in \(.target | percent) of sessions";
		"Set parts of a prompt apart: <task>...</task> <context>...</context>";
		"XML tags"; "only prompts in English are looked at"; null),
	habit("optimization_adoption/chain_of_thought"; "Ask for reasoning in \(.target | percent) of sessions";
		"Write \"think step by step\" or \"ultrathink\" where a task is hard";
		"prompts that ask for reasoning"; "only prompts in English are looked at"; null),
	habit("optimization_adoption/examples"; "Give an example in \(.target | percent) of sessions";
		"Write \"for example ...\" or show the wanted output in a ``` block";
		"examples in prompts"; "only prompts in English are looked at"; null),

	habit("self_sufficiency/self_sufficiency"; "Increase self-sufficiency to \(.target | percent)";
		"Run commands yourself: ! git status, ! ls, ! cat";
		"self-sufficiency"; "work in a session of your own"; saves_asking),

	habit("improvement_trend/improvement_trend";
		"Bring the mean session down to \(better_month | tokens), \(.target | rounded(0)) % below last month";
		"/clear between tasks, name the files and lines you mean, ask for short answers";
		"improvement from month to month";
		if .evidence.needed then warm_up
		else "3 sessions in each of two months; token-craft install keeps the logs that long" end;
		saves_month),

	habit("best_practices/claude_md"; "Give the projects you work in most a CLAUDE.md";
		"/init in each of them writes one";
		"CLAUDE.md in the busiest projects"; "token-craft score without a DIR looks for it in your projects"; null),
	habit("best_practices/memory"; "Say in MEMORY.md how to save tokens";
		"/memory, and a line such as: be concise, defer docs, mind token efficiency";
		"MEMORY.md"; "token-craft score without a DIR looks for it in your projects"; null),
	habit("best_practices/archive"; "Have logs archived in \(.target) of 4 weeks";
		"token-craft install cron archives them by itself";
		"the archive"; "token-craft sync, then token-craft score without a DIR"; null),

	habit("cache_effectiveness/cache_effectiveness"; "Increase the cache hit rate to \(.target / 100 | percent)";
		"Go on while the cache is warm, within minutes; change model and tools between sessions";
		"cache hits"; "have prompts cached: is DISABLE_PROMPT_CACHING set?"; saves_input),

	habit("tool_efficiency/read_before_edit"; "Increase reading before editing to \(.target | percent)";
		"Write into CLAUDE.md: read a file before you edit it";
		"edits of files that were read"; "let a session edit files"; null),
	habit("tool_efficiency/parallel_calls"; "Increase parallel tool calls to \(.target | percent)";
		"Ask for independent things in one prompt: read a.c and b.c, and run the tests";
		"parallel tool calls"; "let a session use tools"; null),
	habit("tool_efficiency/search_tools"; "Increase searching with Grep and Glob to \(.target | percent)";
		"Write into CLAUDE.md: search with Grep and Glob, not with grep and find in Bash";
		"search tools"; "let a session search the project"; null),

	habit("session_focus/session_focus";
		if .x < .target then "Raise prompts a session to \(.target)" else "Cut prompts a session to \(.target)" end;
		if .x < .target then "Go on in a session while the task is the same, instead of a new one for each prompt"
		else "/clear when the task changes, at the latest after \(.target) prompts" end;
		"prompts a session"; "work in a session of your own"; null),

	habit("cost_efficiency/cost_per_session"; "Bring the mean cost of a session down to \(cheaper | dollars)"
			+ if .evidence.first_month then " next month" else "" end;
		"/model: a smaller model for simple work and subagents; /clear between tasks";
		"the cost of a session from month to month";
		if priced | not then "token-craft rates add FILE, for models without a price"
		elif .evidence.needed then warm_up else "work in a session of your own" end; saves_cost),
	habit("cost_efficiency/cache_contribution"; "Let the cache save \(.target | percent) of what all would cost";
		"Put long and stable context first, and go on within minutes";
		"what the cache saves";
		if priced then "have prompts cached: is DISABLE_PROMPT_CACHING set?"
		else "token-craft rates add FILE, for models without a price" end; null),
	habit("cost_efficiency/budget"; "Stay within \(.evidence.budget_usd | dollars) every day";
		"token-craft live shows what today has cost; leave what can wait for tomorrow";
		"a budget for the day";
		if priced then "token-craft score --budget-day 5"
		else "token-craft rates add FILE, for models without a price" end; null),

	habit("learning_growth/efficiency";
		"Bring a prompt down to \(.evidence.tokens_per_prompt_early * (1 - .target / 100) | tokens)";
		"Ask for one thing at a time, and for short answers";
		"tokens a prompt, early and late"; if .evidence.needed then warm_up else "work in more sessions" end; null),
	habit("learning_growth/consistency"; "Hold \(.target | percent) of sessions at 5 to 15 prompts";
		"One task a session: go on until it is done, /clear when it changes";
		"steady sessions"; if .evidence.needed then warm_up else "work in more sessions" end; null),
	habit("learning_growth/autonomy";
		"Increase self-sufficiency from \(.evidence.rate_early | percent) to \(.evidence.rate_early + .target | percent)";
		"Run commands yourself: ! git status, ! ls, ! cat";
		"self-sufficiency, early and late"; if .evidence.needed then warm_up else "work in more sessions" end; null);
