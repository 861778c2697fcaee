# The rules of ranks. What they are made of is in history.jq, honours.jq and advice.jq.

# Which ranks there are: what a profile can give says it.
def ranks_of: ranks(if most_points <= 1000 then "v1" else "v2" end);

def rules: {
	# Improving weeks in a row, and the bonus for them.
	streak: [[2, 10], [3, 20], [4, 30], [5, 40], [6, 50]],
	most_bonus: 200,
	# A change of more than so many points is called so; null: any.
	summaries: [[50, "great progress"], [0, "steady progress"], [-1e-9, "maintaining"],
		[-50, "slight decline"], [null, "significant decline"]],
	# The gain of a month is taken from so many days, out of so many scores over so many days.
	trend: {days: 90, least_scores: 2, least_days: 14},
	# About to drop: within this share of the band above its bound; after two falls that would
	# lead below it, each taken so many times; this share below the mean of so many scores.
	warning: {edge: 0.05, falls: 1, below: 0.10, scores: 5},
	# What must be over before the warning is.
	clear: {edge: 0.10, falls: 2, below: 0.05}
};

# --- what is reached -------------------------------------------------------------------

def improvement_pct: .evidence.improvement_pct? | numbers // 0;
def achievements:
	reached("first_optimization"; "First optimization";
		.score.categories.optimization_adoption.checks // {} | map(.measured and .x >= 0.9) | any;
		.score.categories.optimization_adoption.checks | to_entries
			| map(select(.value.measured and .value.x >= 0.9))[0] | {check: .key, x: .value.x}),
	((10, 50, 100, 250) as $n | sessions_reached($n)),
	ranks_reached,
	base_reached("halfway_there"; "Halfway there"; 500),
	base_reached("four_digits"; "Four digits"; 1000),
	reached("efficiency_master"; "Efficiency master";
		.score.categories.token_efficiency | .measured == true and improvement_pct >= 30;
		{improvement_pct: (.score.categories.token_efficiency | improvement_pct)}),
	categories_reached(0.8),
	((5, 10, 20) as $n | streak_reached($n));

# What a rank stands for, and for how many months of 30 days; null: for good.
def certificates: {
	"Cadet": ["participation", 3], "Pilot": ["participation", 3],
	"Navigator": ["foundation", 6], "Commander": ["foundation", 6],
	"Captain": ["professional", 12], "Admiral": ["professional", 12],
	"Galactic Legend": ["master", null]
};

ranked(rules; ranks_of; advice(habits); honours(achievements; certificates))
