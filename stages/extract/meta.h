/* meta.h - what stands beside a subagent's transcript: agent-ID.meta.json. */
#ifndef TC_EXTRACT_META_H
#define TC_EXTRACT_META_H

#include "extract/files.h"

/* The agentType in it; owned, NULL when there is none. */
char *meta_agent_type(const struct file *file);
/* Is it the name of one? */
bool meta_is(const char *name);
/* Changes when another stands beside the transcript `name` of the open folder; 0: none. */
uint64_t meta_find(int folder, const char *name);

#endif
