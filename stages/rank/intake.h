/* intake.h - scores and sessions of many people, person by person.
 *
 * What was read is sorted by user (those of nobody first), scores and sessions apart, then by
 * time and id; on disk when there is much. The same score twice is one: of two with the same
 * id the later holds, else the bytewise smaller; of a session its earliest sight. Left out is
 * what comes later than now, and, with a message, scores that are not what a score must be
 * (shape.h). */
#ifndef RANK_INTAKE_H
#define RANK_INTAKE_H

#include "lib/pipe.h"
#include "lib/sort.h"

#define RANK_BUDGET ((size_t)256 << 20)

enum sight_kind { SIGHT_SESSION, SIGHT_SCORE };

/* A score or a session of a person. Spans are borrowed from the person's texts. */
struct sight {
	enum sight_kind kind;
	int64_t ts;
	struct tc_span id, line; /* of a score its line, room behind it for a scanner */
	bool twice;              /* another of this id holds; never seen outside */
};

struct person {
	struct tc_span user;  /* empty: nobody has said */
	struct sight *sights; /* in order, each once */
	size_t count;
};

struct intake;

/* Borrows the pipe. Sessions are taken only when they are wanted. Returned owned. */
struct intake *intake_new(struct tc_pipe *pipe, int64_t now, bool wants_sessions);
void intake_free(struct intake *in);
/* Takes the pipe's current record. */
void intake_record(struct intake *in);
/* The next person, when all is read; borrowed until the next call. */
bool intake_next(struct intake *in, struct person *person);

#endif
