/* merge.h - partials (see partial.h) into one tally. */
#ifndef AGGREGATE_MERGE_H
#define AGGREGATE_MERGE_H

#include "aggregate/tally.h"
#include "lib/pipe.h"

/* Reads all partials of the pipe: makes the question and the tally. False when there is
 * no partial at all: then it makes neither. Dies with TC_EXIT_USAGE when partials answer
 * different questions or records are no partials, with TC_EXIT_IO when one is damaged. */
bool aggregate_merge_read(struct question *question, struct tally *tally,
			  struct tc_pipe *pipe);

#endif
