/* rules.h - the rules of ranks, in jq, replaceable, and what they are given.
 *
 * rank.jq holds the rules; history.jq, honours.jq and advice.jq, in front of it, what they may
 * name. They are given one person:
 *
 *	{"user": NAME, "sessions": ["TIME" ...], "scores": [{"at": MS, "week": N, "score": {...}} ...]}
 *
 * in the order of time, weeks counted in the asked zone, of each score what shape.c knows;
 * and $show (newest, history or achievements), $tables (ranks.json), $table (a name, a table
 * or null) and $against (milliseconds or null). */
#ifndef RANK_RULES_H
#define RANK_RULES_H

#include "lib/policy.h"
#include "lib/time.h"
#include "rank/intake.h"

enum rules_show { SHOW_NEWEST, SHOW_HISTORY, SHOW_ACHIEVEMENTS };

struct rules_wishes {
	const char *table; /* a name of ranks.json, or a file; NULL: the rules decide */
	bool table_is_file;
	const char *file; /* rules instead of rank.jq; NULL: none */
	enum rules_show show;
	bool has_against;
	int64_t against, now;
};

struct rules_weeks {
	struct tc_zone *zone; /* borrowed */
	bool monday;          /* else they start on Sunday */
};

/* Dies with TC_EXIT_USAGE or TC_EXIT_IO when it is none. Returned owned. */
struct tc_policy *rules_open(const struct rules_wishes *wishes);
/* Writes what the rules are given, with room behind it for a scanner. */
void rules_input(const struct person *person, const struct rules_weeks *weeks,
		 struct tc_writer *w);

#endif
