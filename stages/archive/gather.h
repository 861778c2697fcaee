/* gather.h - which files an operand of import stands for. */
#ifndef TC_ARCHIVE_GATHER_H
#define TC_ARCHIVE_GATHER_H

#include <stdbool.h>
#include <stddef.h>

struct gather {
	char **files; /* owned, as is each */
	size_t count;
	char **old; /* folders of Token-Craft 1.x; owned, as is each */
	size_t old_count;
	bool trouble; /* something could not be read: it was told */
};

/* A file is itself. A folder is a $TC_HOME, an archive or any other: all that is below it
 * and called *.ndjson or *.ndjson.gz, in the order of names, but a manifest, what begins
 * with "." or "_", and, in a $TC_HOME, all but its archive. */
void gather_operand(struct gather *g, const char *operand);
void gather_release(struct gather *g);

#endif
