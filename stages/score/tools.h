/* tools.h - how the tools of a session were used: docs after code, reading before editing,
 * several at a time. */
#ifndef SCORE_TOOLS_H
#define SCORE_TOOLS_H

#include "score/session.h"

/* Adds what the tool uses among the facts, sorted by time, come to. */
void tools_see(const struct fact *facts, size_t count, struct ways *w);

#endif
