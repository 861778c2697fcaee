/* craft1.h - what Token-Craft 1.x kept, as records: snapshots/snapshot_*.json,
 * user_profile.json, achievements.json of its folder.
 *
 * Its layout is told by the project's own plan (phase 2) and by the public program: keys
 * timestamp, profile, scores {total_score, breakdown: {category: {score, max_score}}}, rank,
 * version. Scores come in as they were, under a `profile` of their own: its rules were not
 * ours. Ids are made of user and file, so importing twice changes nothing. A snapshot of our
 * own (schemas/snapshot.schema.json) gives the score it holds. */
#ifndef TC_ARCHIVE_CRAFT1_H
#define TC_ARCHIVE_CRAFT1_H

#include "archive/put.h"
#include "lib/option.h"

/* Does the folder hold any of these? */
bool craft1_is(const char *folder);
/* Puts all of them. False when a file was no good: it was told. */
bool craft1_read(const char *folder, const struct tc_common *common, struct put *put);

#endif
