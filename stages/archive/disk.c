/* Folders and files of the store, made so that they last. */
#include "archive/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/platform.h"
#include "lib/report.h"

static const char *cure(int error)
{
	switch (error) {
	case ENOSPC:
		return "its disk is full: make room there, then run this again";
	case EDQUOT:
		return "your quota there is used up: make room, then run this again";
	case EROFS:
		return "its file system is read-only: mount it for writing, or set "
		       "TC_HOME "
		       "to a folder elsewhere";
	case EACCES:
	case EPERM:
		return "make it yours to write, or set TC_HOME to a folder elsewhere";
	case ENOENT:
	case ENOTDIR:
		return "nothing can be kept there: set TC_HOME to a folder elsewhere";
	}
	return NULL;
}

void disk_told(const char *verb, const char *path, const char *left)
{
	const char *hint = cure(errno);

	tc_warn_errno("cannot %s %s", verb, path);
	if (hint)
		tc_hint("%s", hint);
	if (left)
		tc_hint("%s", left);
}

static bool is_synced(int fd)
{
	return fsync(fd) == 0;
}

static bool sync_by(bool (*way)(int fd), const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error = 0;

	if (fd < 0)
		return false;
	if (!way(fd))
		error = errno;
	close(fd);
	errno = error;
	return error == 0;
}

bool disk_sync(const char *path)
{
	return sync_by(is_synced, path);
}

bool disk_sync_all(const char *path)
{
	return sync_by(tc_sync_file_system, path);
}

/* The folder above, for as long as the slash is cut away; "." and "/" stay. */
static bool sync_above(char *path, char *slash)
{
	bool well;

	if (!slash)
		return disk_sync(".");
	if (slash == path)
		return disk_sync("/");
	*slash = '\0';
	well = disk_sync(path);
	*slash = '/';
	return well;
}

/* `made` NULL: what is made is made to last. */
static bool make_one(char *path, char *slash, bool *made)
{
	if (mkdir(path, 0700) != 0)
		return errno == EEXIST;
	if (!made)
		return sync_above(path, slash);
	*made = true;
	return true;
}

static bool make(char *path, bool *made)
{
	char *slash = strrchr(path, '/');

	if (make_one(path, slash, made))
		return true;
	if (errno != ENOENT || !slash || slash == path)
		return false;
	*slash = '\0';
	if (!make(path, made))
		return false;
	*slash = '/';
	/* Once: below /proc it stays ENOENT. */
	return make_one(path, slash, made);
}

bool disk_make_folder(char *path)
{
	return make(path, NULL);
}

bool disk_make_folder_loosely(char *path, bool *made)
{
	*made = false;
	return make(path, made);
}
