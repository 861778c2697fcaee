/* What lies beside the records. */
#include "archive/aside.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/rolled.h"
#include "lib/report.h"
#include "lib/store.h"

#define FOLDER "_damaged"

_Noreturn static void cannot(const char *verb, const char *path)
{
	disk_told(verb, path, NULL);
	exit(TC_EXIT_IO);
}

/* "kind=call/date=D/x-1.ndjson.gz" as "kind=call,date=D,x-1.ndjson.gz". */
static char *flat(const char *path)
{
	char *name = tc_copy(path, strlen(path));

	for (char *p = name; *p; p++)
		if (*p == '/')
			*p = ',';
	return name;
}

/* The first name that is free: itself, then with a number before it. Owned. */
static char *free_name(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 16;
	char *path = tc_alloc(size, 1);

	snprintf(path, size, "%s/%s", folder, name);
	for (unsigned n = 2; access(path, F_OK) == 0; n++)
		snprintf(path, size, "%s/%u,%s", folder, n, name);
	return path;
}

void aside_keep(const struct store *s, const char *path)
{
	char *folder = store_path(s, FOLDER), *from = store_path(s, path);
	char *name = flat(path), *to = free_name(folder, name);

	if (!disk_make_folder(folder))
		cannot("make the folder", folder);
	if (rename(from, to) != 0)
		cannot("move", from);
	if (!disk_sync(folder))
		cannot("write", folder);
	free(to);
	free(name);
	free(from);
	free(folder);
}

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Removes what is in a folder, and the folder. */
static unsigned clear(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	unsigned count = 0;

	if (!folder && errno != ENOENT)
		cannot("read", path);
	while (folder && (entry = readdir(folder))) {
		char *file = tc_path(path, entry->d_name);

		if (!is_dots(entry->d_name)) {
			if (unlink(file) != 0 && rmdir(file) != 0)
				cannot("remove", file);
			count++;
		}
		free(file);
	}
	if (folder) {
		closedir(folder);
		rmdir(path);
	}
	return count;
}

unsigned aside_clear(const struct store *s)
{
	char *path = store_path(s, FOLDER);
	unsigned count = clear(path);

	free(path);
	return count;
}

void aside_drop_cursors(const struct store *s)
{
	char *path = tc_path(s->home, TC_CURSORS);

	if (unlink(path) != 0 && errno != ENOENT)
		cannot("remove", path);
	free(path);
}

void aside_drop_rolled(const struct store *s)
{
	char *path = tc_path(s->home, ROLLED_FOLDER);

	clear(path);
	free(path);
}
