# The rules of profile v1: 1000 points in five categories, most of them in steps. Each line
# gives the name, the most points, the points without an opportunity, what is measured, and
# the points for that: [measure, share of the most].

def practice($name; $max; measure):
	stepped($name; $max; $max * .5; measure; [[.20, .25], [.40, .50], [.60, .75], [.80, 1]]);
# What a part of a session is worth by its prompts.
def worth: if . < 5 then .6 elif . <= 15 then 1 else [.3, 1 - (. - 15) / 50] | max end;

profile("v1"; [[2, 25], [3, 50], [4, 100], [5, 150]];
	watched(warming_up(10; category("token_efficiency"; 350; 175; mean_below(fixed_baseline(15000));
		[[0, 0], [.5, 1]])); tiny_sessions, copied_sessions, follow_on_sessions, warm_starts),

	watched(category("optimization_adoption";
		practice("defer_docs"; 50; deferred_docs),
		practice("claude_md"; 50; claude_md),
		practice("concise_mode"; 40; concise(.9)),
		practice("direct_commands"; 60; direct_commands),
		practice("context_management"; 50; context(worth)));
		last_docs),

	watched(category("self_sufficiency"; 200; 100; self_sufficiency; [[0, 0], [1, 1]]);
		run_in_a_row),

	warming_up(10; category("improvement_trend"; stepped("improvement_trend"; 150; 50;
		improvement(10; 3); [[0, 20/150], [2, 50/150], [5, 100/150], [10, 1]])) | trend_status),

	category("best_practices";
		check("claude_md"; 30; 0; probed(top_projects); [[0, 0], [1, 1]]),
		check("memory"; 10; 0; probed(memory_keywords); [[0, 0], [1, 1]]),
		stepped("archive"; 10; 0; archive_weeks; [[3, 1]])))
