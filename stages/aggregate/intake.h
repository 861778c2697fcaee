/* intake.h - records into groups.
 *
 * A record of the kind asked about is added to one group of each set. It is left out, and
 * counted as a reject with its reason, when a number to be summed is none, when `ts` is no
 * time, or when a range is asked for and it has no `ts`. Partials that answer the same
 * question are merged. */
#ifndef AGGREGATE_INTAKE_H
#define AGGREGATE_INTAKE_H

#include "aggregate/merge.h"
#include "aggregate/tally.h"
#include "lib/pipe.h"

struct intake {
	struct tally *tally;  /* borrowed */
	struct tc_pipe *pipe; /* borrowed */
	struct period_clock clock;
	bool blocks;         /* somebody asks for blocks */
	struct tc_span kind; /* what is asked about */
	unsigned kind_slot, ts_slot, of_slot, count_slot;
	struct key session;
	struct key *reason; /* the question's, of rejects */
	unsigned field_slots[AGGREGATE_FIELDS];
	unsigned quantile_slots[AGGREGATE_QUANTILES];
	struct reading reading;
	struct tc_span session_text; /* of the reading's session */
	struct joint joint;
	struct merge merge;
};

/* The question has its arguments. Compiles jq keys, or dies with TC_EXIT_USAGE. `now` is for them. */
void aggregate_intake_init(struct intake *in, struct tally *tally, struct tc_pipe *pipe,
			   struct period_clock clock, int64_t now);
void aggregate_intake_release(struct intake *in);
/* Takes the pipe's current record. */
void aggregate_intake_record(struct intake *in);

#endif
