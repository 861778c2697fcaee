/* The end of a change: all of it in its place, or nothing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/change_own.h"
#include "archive/disk.h"

#define MANY 32 /* files; fewer are synced one by one */

static void cut_last(char *path)
{
	*strrchr(path, '/') = '\0';
}

/* Empty folders of dates and kinds are nobody's. `path` is of a file in one. */
static void remove_folders(const struct change *c, const char *path)
{
	char *folder = tc_copy(path, strlen(path));

	do
		cut_last(folder);
	while (strlen(folder) > strlen(c->store->root) &&
	       (rmdir(folder) == 0 || errno == ENOENT));
	free(folder);
}

static void place_file(struct change *c, struct new_file *f)
{
	char *folder = tc_copy(f->path, strlen(f->path));

	cut_last(folder);
	if (!disk_make_folder_loosely(folder, &f->folder_made))
		change_fail(c, "make the folder", folder);
	else if (rename(f->temporary, f->path) != 0)
		change_fail(c, "make", f->path);
	else
		f->placed = true;
	free(folder);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folders that got a file, and those that got a folder; each once. */
static void sync_folders(struct change *c)
{
	char **folders = tc_alloc(3 * c->count + 1, sizeof(*folders));
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++) {
		char *folder = tc_copy(c->files[i].path, strlen(c->files[i].path));
		size_t above = c->files[i].folder_made ? 3 : 1;

		for (; above > 0 && strlen(folder) > strlen(c->store->root); above--) {
			cut_last(folder);
			folders[count++] = tc_copy(folder, strlen(folder));
		}
		free(folder);
	}
	qsort(folders, count, sizeof(*folders), by_name);
	for (size_t i = 0; i < count && !c->failed; i++) {
		if ((i == 0 || strcmp(folders[i], folders[i - 1]) != 0) &&
		    !disk_sync(folders[i]))
			change_fail(c, "write", folders[i]);
	}
	while (count > 0)
		free(folders[--count]);
	free(folders);
}

static void sync_files(struct change *c)
{
	for (size_t i = 0; i < c->count && !c->failed; i++) {
		if (!disk_sync(c->files[i].temporary))
			change_fail(c, "write", c->files[i].path);
	}
}

/* Each fsync waits for the disk: for many files (a first put) one wait for the whole file
 * system is ten times as fast. False where that cannot be had. */
static bool sync_at_once(struct change *c)
{
	if (c->count <= MANY)
		return false;
	if (disk_sync_all(c->store->root))
		return true;
	if (errno == ENOSYS)
		return false;
	change_fail(c, "write", c->store->root);
	return true;
}

/* All in their folders, and all of that on the disk. */
static void place_files(struct change *c)
{
	if (!sync_at_once(c))
		sync_files(c);
	for (size_t i = 0; i < c->count && !c->failed; i++)
		place_file(c, &c->files[i]);
	if (!c->failed && !sync_at_once(c))
		sync_folders(c);
}

/* The moment the change counts. */
static bool publish(struct change *c)
{
	char *temporary, *path = store_path(c->store, STORE_MANIFEST);
	int fd = change_temporary(c, &temporary);
	bool counts = false;

	if (fd >= 0) {
		int error = manifest_write(&c->next, fd);

		if (!error && fsync(fd) != 0)
			error = errno;
		errno = change_close(fd, error);
		counts = !errno && rename(temporary, path) == 0;
		if (!counts) {
			change_fail(c, "write", path);
			change_discard(temporary);
		} else {
			free(temporary);
		}
	}
	free(path);
	return counts;
}

static void take_back_all(struct change *c)
{
	for (size_t i = 0; i < c->count; i++) {
		unlink(c->files[i].placed ? c->files[i].path : c->files[i].temporary);
		remove_folders(c, c->files[i].path);
	}
}

static void remove_gone(struct change *c)
{
	for (size_t i = 0; i < c->gone_count; i++) {
		char *path = store_path(c->store, c->gone[i]);

		if (unlink(path) != 0 && errno != ENOENT) {
			tc_warn_errno("cannot remove %s", path);
			tc_hint("it is no longer in the store: tc-archive compact");
			c->store->litter = true;
		}
		remove_folders(c, path);
		free(path);
	}
}

static void settle(struct change *c)
{
	struct manifest old = c->store->manifest;

	c->store->manifest = c->next;
	c->next = old;
	if (disk_sync(c->store->root)) {
		remove_gone(c);
		return;
	}
	/* Nobody knows which manifest a power cut would leave: keep the files of both. */
	disk_told("write", c->store->root, "the store is changed, but it may not last");
	c->failed = true;
}

enum tc_exit change_commit(struct change *c)
{
	bool changed = c->count || c->gone_count || c->unlisted;
	enum tc_exit code;

	if (changed)
		place_files(c);
	if (!c->failed && changed && publish(c))
		settle(c);
	else
		take_back_all(c);
	code = c->failed ? TC_EXIT_IO : TC_EXIT_OK;
	change_free(c);
	return code;
}
