/* tally.h - the state of a run: the groups of every set, and what they share. It is the
 * answer when all input is in, and it is what a partial holds. */
#ifndef AGGREGATE_TALLY_H
#define AGGREGATE_TALLY_H

#include "aggregate/block.h"
#include "aggregate/group.h"
#include "aggregate/question.h"
#include "lib/intern.h"

struct tally {
	struct question *question;  /* borrowed */
	struct table *tables;       /* one for each of its sets; owned */
	struct tc_intern *sessions; /* JSON texts */
	struct block_hours hours;   /* of all records, in the range asked for or not */
};

void aggregate_tally_init(struct tally *tally, struct question *question);
void aggregate_tally_release(struct tally *tally);
/* Counts rejects with this reason (JSON text). True when they are the first of it. */
bool aggregate_tally_reject(struct tally *tally, struct tc_span reason, int64_t count);
/* When all input is in: sessions are settled, hours become blocks, a set without keys has
 * its one group. `blocks` false leaves the hours, for a partial. */
void aggregate_tally_settle(struct tally *tally, bool blocks);

/* The key of a group being put together: values, each ended by LF. All zero is empty. */
struct joint {
	char *text; /* owned */
	size_t used, size;
};

void aggregate_joint_add(struct joint *joint, struct tc_span value);
static inline struct tc_span aggregate_joint_span(const struct joint *joint)
{
	return (struct tc_span){ joint->text ? joint->text : "", joint->used };
}

#endif
