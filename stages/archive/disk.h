/* disk.h - folders and files of the store, made so that they last; and what to do when that
 * fails. */
#ifndef TC_ARCHIVE_DISK_H
#define TC_ARCHIVE_DISK_H

#include <stdbool.h>

/* "cannot <verb> <path>: <errno>" and the cure: for a full disk, a quota, a file system that
 * is read-only, a folder that is somebody else's. `left` says what became of the store. */
void disk_told(const char *verb, const char *path, const char *left);

/* Makes a folder (0700) and those above it that are not there, and makes that last. False
 * with errno, *path cut to the one that could not be made. */
bool disk_make_folder(char *path);
/* The same, but whoever calls syncs the folder above it, and the one above that, when
 * something was made. */
bool disk_make_folder_loosely(char *path, bool *made);
/* fsync of what stands at the path, a file or a folder. */
bool disk_sync(const char *path);
/* All that was written to the file system the path is on; false with errno, ENOSYS where
 * it must be done file by file. */
bool disk_sync_all(const char *path);

#endif
