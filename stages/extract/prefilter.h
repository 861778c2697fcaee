/* prefilter.h - when only calls are asked for: which lines may hold one?
 *
 * A call's line has the bytes "usage" with its quotes, or an escape \u that may hide them.
 * In a main transcript a line with "agentId" may tell an agent's type. Every other line
 * provably gives nothing and is passed over unread. */
#ifndef TC_EXTRACT_PREFILTER_H
#define TC_EXTRACT_PREFILTER_H

/* The first of these at or after p; end when there is none. *agent: it is "agentId".
 * Nothing is looked at beyond end. */
const char *prefilter_find(const char *p, const char *end, int *agent);

#endif
