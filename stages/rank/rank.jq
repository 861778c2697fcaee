# The rules of ranks.

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

ranked(rules; ranks_of; advice(habits); honours)
