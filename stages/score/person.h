/* person.h - what the sessions of one person come to. */
#ifndef SCORE_PERSON_H
#define SCORE_PERSON_H

#include "lib/time.h"
#include "lib/writer.h"
#include "score/session.h"

#define PERSON_DAYS  90 /* sessions that start so long before now */
#define PERSON_MONTH 30 /* days that are compared with as many before */
#define PERSON_WEEKS 4

/* What a score is about, the same for all persons. */
struct period {
	int64_t since, until; /* until is now, and is no part of it */
	struct tc_zone *zone; /* for days; borrowed */
	bool has_budget;
	tc_int128 budget; /* of a day, nano-dollars */
};

struct project {
	struct tc_span name; /* borrowed */
	uint64_t sessions;
	bool probed, claude_md, keywords, concise; /* by its newest probe, of */
	int64_t probe_ts;
	bool evidence; /* its CLAUDE.md was seen in a session */
};

/* A session, as far as its order among others matters. */
struct episode {
	struct tc_span name;           /* borrowed */
	const struct project *project; /* borrowed; NULL: none */
	int64_t start, end;
	tc_int128 tokens; /* input and output */
	uint64_t prompts, asked, run;
};

/* Sums over sessions that begin in one month. */
struct month {
	uint64_t sessions;
	tc_int128 tokens, cost;
};

struct person {
	struct tc_span user;          /* borrowed; p == NULL: nobody has said */
	int64_t first_ts;             /* of all records, TC_TIME_NONE: none */
	uint64_t sessions, automated; /* with a call; nobody typed */
	uint64_t tiny;
	struct numbers prints; /* of each session that has one */
	struct tokens tokens;
	struct ways ways;
	struct numbers all, coding, research; /* tokens of each session */
	struct numbers prompts, parts; /* of each session of a person, of each part */
	struct month months[2];        /* the last one, the one before */
	struct episode *episodes;      /* sessions of a person; owned */
	size_t episode_count, episode_size;
	struct project **projects; /* each borrowed, the list owned */
	size_t project_count, project_size;
	tc_int128 day_costs[PERSON_DAYS + 2];
	bool day_active[PERSON_DAYS + 2];
	unsigned weeks; /* bit i: something was stored in the i-th week before now */
	bool stores;    /* anything is known about that */
	char *previous; /* the categories of the newest earlier score, JSON; owned */
	int64_t previous_ts;
};

void person_release(struct person *p);
/* Takes note of a project of this person; borrows it. */
void person_own(struct person *p, struct project *project);
/* Adds a session of a project (NULL: of none); its facts are wanted again for their days.
 * Borrows all. */
void person_add(struct person *p, const struct period *period, const struct session *s,
		struct tc_span name, struct project *project, const struct fact *facts,
		size_t count);
/* Writes all as one JSON object, the metrics, and ends the line. */
void person_write(struct person *p, const struct period *period, struct tc_writer *w);

#endif
