/* change_own.h - the inside of a change; for change.c and change_rename.c, which gather it, and
 * commit.c. */
#ifndef TC_ARCHIVE_CHANGE_OWN_H
#define TC_ARCHIVE_CHANGE_OWN_H

#include "archive/change.h"
#include "lib/sha256.h"

#define CHANGE_BUFFER (64u << 10)

/* A file that is written and not yet in its place. Paths are whole. */
struct new_file {
	char *temporary, *path;
	bool placed;      /* under its path, no longer under `temporary` */
	bool folder_made; /* for it */
};

struct change_part {
	struct partition partition;
	const char *last;
	char *folder;                /* NULL: none is being written */
	struct tc_gzip_writer *gzip; /* NULL: it has no line so far */
	char *temporary;
	int fd;
	int64_t first_ts, last_ts;
};

struct change_file {
	const char *path;
	char *temporary;
	int fd; /* -1: none is being written */
	struct tc_gzip_sum sum;
	struct sha256_ctx hash;
	size_t used;
	char buffer[CHANGE_BUFFER];
};

struct change {
	struct store *store;
	struct manifest next;
	struct new_file *files;
	size_t count, room;
	char **gone; /* below the root: to be unlinked when the change counts */
	size_t gone_count, gone_room;
	unsigned temporaries;
	bool unlisted; /* the manifest lost a line */
	bool failed;
	struct change_part part;
	struct change_file file;
};

/* The first failure is told, by errno; the change is lost. */
void change_fail(struct change *c, const char *verb, const char *path);
/* A temporary name, owned. */
char *change_temporary_path(struct change *c);
/* A file under such a name, which is returned owned; -1 when that failed. */
int change_temporary(struct change *c, char **path);
/* 0, or the errno of what came first: `error`, or closing. */
int change_close(int fd, int error);
/* "<folder>/<last>.ndjson.gz", owned. */
char *change_part_path(const char *folder, const char *last);
/* A file that is there may hold the only copy of something, so no name is used twice. */
bool change_is_free(const struct change *c, const char *path);
/* A written file for a path of the store. Takes over temporary, and the path. */
void change_add(struct change *c, char *temporary, struct file_entry *e);
/* Removes it, if it is still there, and frees its name. */
void change_discard(char *temporary);
void change_free(struct change *c);

#endif
