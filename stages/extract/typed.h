/* typed.h - what a person typed. */
#ifndef TC_EXTRACT_TYPED_H
#define TC_EXTRACT_TYPED_H

#include "extract/worker.h"

/* A user's line that holds no tool's answer. */
void typed_line(struct worker *w);
/* A slash command that the program told of in a line of its own. */
void typed_local_command(struct worker *w);

#endif
