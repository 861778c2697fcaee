/* A file of the store under another name, its bytes as they are. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/change_own.h"

static bool copy_bytes(int from, int to)
{
	char buffer[16384];
	ssize_t got;

	while ((got = read(from, buffer, sizeof(buffer))) > 0) {
		if (write(to, buffer, (size_t)got) != got)
			return false;
	}
	return got == 0;
}

/* A second name for a file; a copy where there are no second names. NULL: it failed. */
static char *second_name(struct change *c, const char *whole)
{
	char *temporary = change_temporary_path(c);
	int from, to;

	if (link(whole, temporary) == 0)
		return temporary;
	free(temporary);
	to = change_temporary(c, &temporary);
	if (to < 0)
		return NULL;
	from = open(whole, O_RDONLY | O_CLOEXEC);
	if (from < 0 || !copy_bytes(from, to))
		change_fail(c, "copy", whole);
	if (from >= 0)
		close(from);
	close(to);
	return temporary;
}

bool change_rename(struct change *c, const struct file_entry *e, const char *last)
{
	char *folder = partition_folder(&e->partition), *temporary = NULL;
	char *whole = store_path(c->store, e->path);
	struct file_entry renamed = *e;

	renamed.path = change_part_path(folder, last);
	if (!c->failed && change_is_free(c, renamed.path))
		temporary = second_name(c, whole);
	if (temporary) {
		change_remove(c, e->path);
		change_add(c, temporary, &renamed);
	} else {
		free(renamed.path);
	}
	free(whole);
	free(folder);
	return temporary;
}
