/* argument.h - a question as options of the program, in a JSON array, and back: how partials
 * carry it. Ranges are instants there, so that "7d" means the same tomorrow. Questions are
 * equal when their arrays are. */
#ifndef AGGREGATE_ARGUMENT_H
#define AGGREGATE_ARGUMENT_H

#include "aggregate/question.h"

/* Sets q->arguments. timezone NULL: the answer does not depend on it. */
void aggregate_arguments_write(struct question *q, const char *timezone);
/* Makes the question, q->arguments included, from an array in a line of a record. False
 * when it is no such array; dies as aggregate_question_by() does on values in it. */
bool aggregate_arguments_read(struct question *q, struct tc_span array,
			      struct tc_span line);

#endif
