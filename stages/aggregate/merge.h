/* merge.h - partials (see partial.h) into a tally. */
#ifndef AGGREGATE_MERGE_H
#define AGGREGATE_MERGE_H

#include "aggregate/tally.h"
#include "lib/pipe.h"

struct merge {
	struct question *question;
	struct tally *tally;
	struct tc_pipe *pipe;
	unsigned kind, of, by, arguments, first, last; /* slots */
	struct key *keys;                              /* of the question, as fields */
	unsigned (*fields)[AGGREGATE_FIELDS];          /* slots, for each set */
	unsigned sketches[AGGREGATE_QUANTILES];        /* slots */
	struct joint joint;
	bool begun; /* there was a question */
};

/* Borrows all. A question without arguments, and its tally, are made by the first partial;
 * else the question is the one that partials must answer. */
void aggregate_merge_init(struct merge *m, struct question *question, struct tally *tally,
			  struct tc_pipe *pipe);
/* Takes the pipe's current record, of kind "partial". Dies with TC_EXIT_USAGE when it
 * answers another question, with TC_EXIT_IO when it is damaged. */
void aggregate_merge_record(struct merge *m);
void aggregate_merge_release(struct merge *m);

/* Reads all partials of the pipe: makes the question and the tally. False when there is
 * no partial at all: then it makes neither. Dies with TC_EXIT_USAGE when records are no
 * partials, too. */
bool aggregate_merge_read(struct question *question, struct tally *tally,
			  struct tc_pipe *pipe);

#endif
