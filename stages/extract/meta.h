/* meta.h - what stands beside a subagent's transcript: agent-ID.meta.json. */
#ifndef TC_EXTRACT_META_H
#define TC_EXTRACT_META_H

#include "extract/files.h"

#define META_TAIL ".meta.json"

/* The agentType in it; owned, NULL when there is none. */
char *meta_agent_type(const struct file *file);
/* Which file it is, and as of when: changes with it, never 0. 0 when there is none. */
struct stat;
uint64_t meta_state(const struct stat *st);
uint64_t meta_find(const struct file *file);

#endif
