/* The end of a change: all of it in its place, or nothing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/change_own.h"
#include "archive/disk.h"

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

/* All in their folders, and all of that on the disk. */
static void place_files(struct change *c)
{
	for (size_t i = 0; i < c->count && !c->failed; i++) {
		if (!disk_sync(c->files[i].temporary))
			change_fail(c, "write", c->files[i].path);
	}
	for (size_t i = 0; i < c->count && !c->failed; i++) {
		struct new_file *f = &c->files[i];
		char *folder = tc_copy(f->path, strlen(f->path));

		cut_last(folder);
		if (!disk_make_folder(folder))
			change_fail(c, "make the folder", folder);
		else if (rename(f->temporary, f->path) != 0)
			change_fail(c, "make", f->path);
		else
			f->placed = true;
		free(folder);
	}
	for (size_t i = 0; i < c->count && !c->failed; i++) {
		char *folder = tc_copy(c->files[i].path, strlen(c->files[i].path));

		cut_last(folder);
		if (!disk_sync(folder))
			change_fail(c, "write", folder);
		free(folder);
	}
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

void change_drop(struct change *c)
{
	change_part_end(c);
	change_file_end(c, "", 0);
	take_back_all(c);
	change_free(c);
}
