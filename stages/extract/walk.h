/* walk.h - walking the folders of transcripts: as few calls of the system as may be, since
 * this is all that a run with nothing new does. */
#ifndef TC_EXTRACT_WALK_H
#define TC_EXTRACT_WALK_H

#include "extract/files.h"

/* What a walk meets in a folder: which files count, which folders lead on. */
enum place {
	PLACE_PROJECTS,  /* holds slugs; or any folder we were pointed at */
	PLACE_SLUG,      /* holds transcripts and session folders */
	PLACE_SESSION,   /* holds subagents/ among others */
	PLACE_SUBAGENTS, /* subagents/ and all below */
};

/* Adds the transcripts below a folder. */
void walk_folder(struct files *files, const char *dir, enum place place);
/* Does the folder hold a transcript itself? Then it is a slug's. */
bool walk_finds_transcript(const char *dir);

#endif
