/* store.h - the few facts about the store that more than its owner must know.
 *
 * tc-archive owns $TC_HOME/archive. tc-extract --new reads no record of it, but must not
 * believe cursors that are ahead of it (an archive deleted, or restored from a backup). */
#ifndef TC_STORE_H
#define TC_STORE_H

#include <stdbool.h>
#include <stdint.h>

#define TC_STORE_ROOT    "archive/v=1" /* below lib/home */
#define TC_STORE_VERSION 1
#define TC_CURSORS       "cache/cursors.ndjson"
/* Goes up with what is made of a line, so that what is still there is read once more. */
#define TC_CURSORS_VERSION 2

/* How many records the manifest says there are; 0 when there is no store. */
uint64_t tc_store_records(void);

#endif
