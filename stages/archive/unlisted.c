/* Files of ours that the manifest does not have. */
#include "archive/unlisted.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/home.h"
#include "lib/report.h"

#define NAMES_MAX 400 /* of a path below the root; no name of ours is longer */

struct search {
	const struct store *store;
	const struct selection *wanted;
	uint64_t count;
};

/* Calls `each` with the path, below the root, of all that a folder holds. */
static void look(struct search *s, const char *folder,
		 void (*each)(struct search *s, const char *path))
{
	char *whole = store_path(s->store, folder);
	DIR *open = opendir(whole);
	struct dirent *entry;

	free(whole);
	while (open && (entry = readdir(open))) {
		char path[NAMES_MAX];
		int n = snprintf(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "",
				 entry->d_name);

		if (entry->d_name[0] != '.' && n < (int)sizeof(path))
			each(s, path);
	}
	if (open)
		closedir(open);
}

static void in_date(struct search *s, const char *path)
{
	const struct file_entry *file;
	struct partition p;

	if (!part_path_parse(tc_span_of(path), &p))
		return;
	file = manifest_file(&s->store->manifest, &p);
	s->count += !file || strcmp(file->path, path) != 0;
}

static void in_kind(struct search *s, const char *path)
{
	struct partition p;

	if (partition_parse(tc_span_of(path), &p) && selection_has_date(s->wanted, &p))
		look(s, path, in_date);
}

static void in_root(struct search *s, const char *path)
{
	static const char start[] = "kind=";

	if (strncmp(path, start, sizeof(start) - 1) == 0 &&
	    selection_has_kind(s->wanted, path + sizeof(start) - 1))
		look(s, path, in_kind);
}

static uint64_t count(const struct store *store, const struct selection *wanted)
{
	struct search s = { store, wanted, 0 };

	look(&s, "", in_root);
	return s.count;
}

static bool is_busy(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char *path = tc_home_path("archive/lock");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool busy = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;

	if (fd >= 0)
		close(fd);
	free(path);
	return busy;
}

void unlisted_tell(const struct store *store, const struct selection *wanted)
{
	struct store now;
	uint64_t files;

	if (count(store, wanted) == 0 || is_busy())
		return;
	store_open(&now); /* a writer may have just finished */
	files = count(&now, wanted);
	if (files) {
		tc_warn("%s holds %llu file%s that the manifest does not have: not read",
			now.root, (unsigned long long)files, files == 1 ? "" : "s");
		tc_hint("take their records in: tc-archive compact");
	}
	store_close(&now);
}
