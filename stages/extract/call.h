/* call.h - one billed API response from the lines that tell of it. */
#ifndef TC_EXTRACT_CALL_H
#define TC_EXTRACT_CALL_H

#include "extract/worker.h"

#define CALL_ID_SIZE 1024

/* The identity of the line's call; borrows from the line or from room. By rank: message.id
 * when it is Anthropic's (28 characters msg_01..., msg_bdrk_..., msg_vrtx_...), else
 * message.id/requestId, else message.id@session, else the line's uuid. */
struct tc_span call_id(const struct line *l, char room[CALL_ID_SIZE]);

/* Makes a call of the line, and one of each advisor iteration. NULL, or why it is none. */
const char *call_make(struct worker *w);
/* The call that was waiting for its next line has none. */
void call_flush(struct worker *w);

#endif
