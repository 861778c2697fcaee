/* rows.h - the records a report sees. */
#ifndef RENDER_ROWS_H
#define RENDER_ROWS_H

#include "lib/pipe.h"

/* Reads all records and writes them as one JSON array into `out` (initialised here, owned
 * by the caller, nothing is ended). jq's numbers are doubles: amounts of money and numbers
 * of more than 15 digits become strings. */
void rows_read(struct tc_pipe *pipe, struct tc_writer *out);

#endif
