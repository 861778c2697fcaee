/* tree.h - what stands in the store's folders, whether the manifest has it or not. */
#ifndef TC_ARCHIVE_TREE_H
#define TC_ARCHIVE_TREE_H

#include "archive/store.h"

enum tree_what {
	TREE_PART,    /* named as a file of a partition is */
	TREE_INDEX,   /* named as a file of the index is */
	TREE_LEAVING, /* STORE_TEMPORARY: of a writer that is at work, or was killed */
	TREE_FOREIGN, /* nothing we write: a file or a folder, not looked into */
};

/* Calls `found` for everything but what has a name of its own (store.h), folder by folder,
 * in the order of names; paths are below the root, borrowed for the call. Dies with
 * TC_EXIT_IO when a folder cannot be read; no root, no call. What was found may be removed
 * at once. */
void tree_walk(const struct store *s,
	       void (*found)(void *context, const char *path, enum tree_what what),
	       void *context);

/* Removes folders of dates and kinds that hold nothing. */
void tree_prune(const struct store *s);

#endif
