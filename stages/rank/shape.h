/* shape.h - is a score what it must be? Rules in jq are given nothing else. */
#ifndef RANK_SHAPE_H
#define RANK_SHAPE_H

#include "lib/span.h"

/* NULL when it is: then what it is ranked by is there and of its type, every number is one
 * of at most 15 digits before the point, nothing is nested deeper than rules can take. Else
 * the field that is not (static text). The line is a record, as lib/record has parsed it:
 * borrowed. */
const char *shape_fault(struct tc_span line);

#endif
