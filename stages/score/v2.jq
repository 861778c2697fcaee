# The rules of profile v2: 1350 points in ten categories. Each line gives the name, the most
# points, the points without an opportunity, what is measured, and the points for that:
# [measure, share of the most], straight lines between, flat outside.

# How far a good practice is taken up.
def practice($name; $max; measure):
	check($name; $max; $max * 0.65; measure; [[0, 0], [.30, .40], [.50, .65], [.70, .85], [.90, 1]]);
# What a part of a session is worth by its prompts.
def worth: if . < 5 then .6 elif . <= 15 then 1 else [.3, 1 - (. - 15) / 50] | max end;

# Where nothing could be searched the other two of the tools make up for it.
def rest: if .searches.all > 0 or .tool_uses == 0 then 1 else 75 / 55 end;
def search_max: if rest == 1 then 20 else 0 end;

profile("v2"; [[4, 25], [6, 50], [8, 100], [10, 150]];
	watched(warming_up(10; category("token_efficiency"; 300; 150;
		median_against(baseline(1.10; 15000; 30000; 10));
		[[1, 1], [1.5, 2/3], [2, 1/3], [3, 1/6], [4, 0]]));
		tiny_sessions, copied_sessions, follow_on_sessions, warm_starts),

	watched(category("optimization_adoption";
		practice("defer_docs"; 50; deferred_docs),
		practice("claude_md"; 50; claude_md),
		practice("concise_mode"; 40; concise(.9)),
		practice("direct_commands"; 60; direct_commands),
		practice("context_management"; 50; context(worth)),
		practice("xml_tags"; 20; in_prompts(.xml_tags)),
		practice("chain_of_thought"; 30; in_prompts(.chain_of_thought)),
		practice("examples"; 25; in_prompts(.examples)));
		last_docs, marked_prompts),

	watched(category("self_sufficiency"; 200; 100; self_sufficiency; [[0, 0], [1, 1]]);
		run_in_a_row),

	warming_up(10; category("improvement_trend"; 125; 50; improvement(10; 3);
		[[-5, 0], [0, 2/15], [2, 1/3], [5, 2/3], [10, 1]]) | trend_status),

	category("best_practices";
		check("claude_md"; 30; 0; probed(top_projects); [[0, 0], [1, 1]]),
		check("memory"; 10; 0; probed(memory_keywords); [[0, 0], [1, 1]]),
		stepped("archive"; 10; 0; archive_weeks; [[3, 1]])),

	category("cache_effectiveness"; 100; 0; cache; [[0, 0], [30, .25], [50, .5], [70, .75], [90, 1]]),

	watched(noting(category("tool_efficiency";
		check("read_before_edit"; 30 * rest; if .tool_uses > 0 then 30 * rest else 15 end;
			read_before_edit; [[0, 1/3], [.40, 1/2], [.60, 2/3], [.75, 5/6], [.90, 1]]),
		check("parallel_calls"; 25 * rest; 12.5 * rest;
			parallel_calls; [[0, .2], [.10, .4], [.20, .6], [.30, .8], [.40, 1]]),
		check("search_tools"; search_max; search_max / 2;
			search_tools; [[0, .2], [.25, .4], [.50, .6], [.75, .8], [.90, 1]]));
		tool_errors); rereads),

	category("session_focus"; 50; 25; prompts_per_session;
		[[0, 0], [1, .4], [3, .8], [5, 1], [15, 1], [20, .8], [30, .4], [40, 0]]),

	noting(warming_up(10; category("cost_efficiency";
		check("cost_per_session"; 40; 20; if_priced(.05; from(10; cost_against_before(10)));
			[[.7, 1], [.85, .875], [1, .75], [1.2, .5], [1.5, .25], [2, .125]]),
		check("cache_contribution"; 20; 10; if_priced(.05; cache_contribution);
			[[0, .25], [.25, .5], [.50, .75], [.75, 1]]),
		check("budget"; 15; 7.5; if_priced(.05; days_within_budget);
			[[0, 4/15], [.5, 8/15], [.8, .8], [1, 1]])));
		costs),

	warming_up(10; category("learning_growth";
		check("efficiency"; 25; 12.5; from(10; thirds_efficiency);
			[[-20, .2], [-10, .4], [0, .6], [10, .8], [20, 1]]),
		check("consistency"; 15; 7.5; from(10; recent_focus);
			[[0, 4/15], [.30, 8/15], [.50, .8], [.70, 1]]),
		check("autonomy"; 10; 5; from(10; autonomy);
			[[-.10, .3], [0, .6], [.05, .8], [.10, 1]]))))
