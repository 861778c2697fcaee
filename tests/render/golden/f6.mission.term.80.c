========================================================
TOKEN-CRAFT: YOUR SPACE MISSION REPORT
========================================================

Current Rank: [COMMANDER] ############... 685/800
Next Rank:    [CAPTAIN] in 115 points

Token Efficiency:     [#####.....] 177/350 (51%)
Optimization Adoption: [########..] 218/250 (87%)
Self-Sufficiency:     [######....] 128/200 (64%)
Improvement Trend:    [##########] 150/150 (100%)
Best Practices:       [########..] 40/50 (80%)

Your Mission Stats:
- Sessions this month: 45
- Avg tokens/session: 11,200 (25% better than baseline!)
- Estimated cost: $35.50
- Rank achieved: 2026-01-15

Top Optimization Opportunity:
> Increase self-sufficiency to 75% -> +50 points
  Run commands directly: git status, ls, cat
  Estimated impact: Captain rank in 2 months

Leaderboard Position:
- Company-wide: #47 of 256 (top 18%)
