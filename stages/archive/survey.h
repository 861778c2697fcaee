/* survey.h - what compact finds: files that are damaged, and files that the manifest does
 * not have; and how their records come back into the store. */
#ifndef TC_ARCHIVE_SURVEY_H
#define TC_ARCHIVE_SURVEY_H

#include "archive/check.h"

struct finding {
	char *path;             /* owned */
	enum check_state state; /* CHECK_WELL: only not listed */
	char reason[CHECK_REASON];
	bool listed;
	uint64_t records; /* it had, says the manifest */
	uint64_t saved;   /* that can be read */
};

struct survey {
	struct finding *found;
	size_t count;
	size_t damaged; /* of them */
};

/* Reads every file of the store; with `ids` also finds files whose records are there more
 * than once. Dies with TC_EXIT_IO when one cannot be opened. */
void survey_read(struct survey *s, const struct store *store, bool ids);
void survey_release(struct survey *s);

/* What was found is put into the store, which is locked, as far as it can be read; then the
 * files go: damaged ones to _damaged/. A kill in between leaves files for the next time. */
enum tc_exit survey_take_in(const struct survey *s, struct store *store);

#endif
