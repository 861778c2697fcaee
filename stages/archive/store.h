/* store.h - the store, opened: where it is, what is in it, who may write.
 *
 *	$TC_HOME/archive/lock                       held by the one who writes
 *	$TC_HOME/archive/v=1/manifest.ndjson        what is in the store: see manifest.h
 *	$TC_HOME/archive/v=1/kind=K/date=D/<host>-<seq>.ndjson.gz   one file a partition
 *	$TC_HOME/archive/v=1/_index/ids-<seq>       where ids are: see index.h
 *	$TC_HOME/archive/v=1/_forget.ndjson         what must not come back: see forget.h
 *	$TC_HOME/archive/v=1/_damaged/              files compact --salvage took aside
 *
 * What does not stand in the manifest is not in the store: leavings of a killed writer, or
 * files somebody copied in. `verify` names them, `compact` takes them in. Names that begin
 * with "_" or "." are not for others: DuckDB, Spark and Hive pass over them. */
#ifndef TC_ARCHIVE_STORE_H
#define TC_ARCHIVE_STORE_H

#include <stdbool.h>

#include "archive/manifest.h"

#define STORE_MANIFEST  "manifest.ndjson"
#define STORE_TEMPORARY ".tmp-" /* how names in the root begin that may be removed */
#define STORE_WAIT_MAX  (7 * 24 * 3600) /* seconds, of --wait */

struct store {
	char *home; /* $TC_HOME */
	char *root; /* ...archive/v=1, canonical where it exists */
	char *host; /* names new files: letters, digits, "." and "-" of the host's name */
	int lock;   /* its descriptor, -1: open for reading */
	bool litter; /* a file that left the store could not be removed; it was told */
	struct manifest manifest;
};

/* For reading; a store that is not there is empty. Dies with TC_EXIT_IO when the manifest
 * cannot be read, with the cure. */
void store_open(struct store *s);
/* For writing: makes what is missing (0700), takes the lock, then reads the manifest, so
 * that it is the last writer's. Busy: waits so many seconds (< 0: for ever), then dies with
 * TC_EXIT_BUSY, naming the process that holds it. Removes what a killed writer left under
 * temporary names. */
void store_lock(struct store *s, int wait_seconds);
/* store_lock() of the store in another folder than $TC_HOME. */
void store_lock_in(struct store *s, const char *home, int wait_seconds);
/* Opening and locking for those who can live with a damaged manifest (verify, compact --salvage): NULL,
 * or what is wrong with it (static text); it is empty then. */
const char *store_try_open(struct store *s);
const char *store_try_lock(struct store *s, int wait_seconds);
/* New files are named for this host, not for the machine we are on. */
void store_name_host(struct store *s, const char *host);
void store_close(struct store *s);
/* A path below the root; owned. */
char *store_path(const struct store *s, const char *path);

#endif
