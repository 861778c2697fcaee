/* intake.h - records into facts and persons.
 *
 * Of calls, prompts, shells, commands and tool uses a fact is kept until all is read, sorted
 * by session and time, on disk beyond SCORE_BUDGET; the same fact twice is one. What needs
 * no order (probes, memory, files of a store, earlier scores) goes to its person at once.
 * Left out is what comes later than the period, what has no time or no session, and, with a
 * message, what holds a number that is none. */
#ifndef SCORE_INTAKE_H
#define SCORE_INTAKE_H

#include "lib/pipe.h"
#include "lib/sort.h"
#include "score/people.h"

#define SCORE_BUDGET ((size_t)16 << 20)

struct intake {
	struct tc_pipe *pipe;        /* borrowed */
	const struct period *period; /* borrowed */
	bool wants_previous;
	struct fields fields;
	struct people people;
	struct tc_sort *facts;
	bool told[FACT_TOOL + 1]; /* one of this kind was left out */
	unsigned weeks;           /* of files of a store: whoever's they are */
	bool stores;
};

/* Borrows both. Without by_user all records are one person's. */
void intake_init(struct intake *in, struct tc_pipe *pipe, const struct period *period,
		 bool by_user, bool wants_previous);
void intake_release(struct intake *in);
/* Takes the pipe's current record. */
void intake_record(struct intake *in);
/* When all is read: adds every session to its person. */
void intake_settle(struct intake *in);

#endif
