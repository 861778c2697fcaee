/* transcript.h - what the name of a transcript says. All spans borrow from the path. */
#ifndef TC_EXTRACT_TRANSCRIPT_H
#define TC_EXTRACT_TRANSCRIPT_H

#include "lib/span.h"

/* The last part of a path. */
struct tc_span transcript_base(struct tc_span path);
/* NAME of NAME.jsonl or NAME.jsonl.gz; p == NULL for any other file. */
struct tc_span transcript_stem(struct tc_span base);
/* Is it the stem of a transcript, in a slug's folder or below subagents/? */
bool transcript_is(struct tc_span stem, bool below_subagents);
/* The name of the slug's folder: the parent, or what stands before SESSION/subagents/. */
struct tc_span transcript_folder(const char *path);
/* The folder of configuration: what stands before projects/SLUG/...; p == NULL: it does not
 * stand there. */
struct tc_span transcript_config(const char *path);
/* ID of agent-ID.jsonl; p == NULL for any other file. */
struct tc_span transcript_agent(const char *path);

#endif
