/* plan.h - what --dry-run says. */
#ifndef TC_ARCHIVE_PLAN_H
#define TC_ARCHIVE_PLAN_H

#include "lib/writer.h"

/* {"kind":"plan","action":...,"path":...,"records":...}; the path is below the root. */
void plan_write(struct tc_writer *w, const char *action, const char *path,
		uint64_t records);

#endif
