/* Walking the folders of transcripts. */
#include "extract/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/meta.h"
#include "extract/transcript.h"
#include "lib/platform.h"
#include "lib/report.h"

#define DEPTH_MAX 16 /* of folders below subagents/; links that go round end here too */

static enum place below(enum place place)
{
	return place < PLACE_SUBAGENTS ? place + 1 : place;
}

static void walk(struct files *files, int at, const char *name, const char *dir,
		 enum place place, int depth);

/* Does a regular file of this name count here? */
static bool is_wanted(struct files *files, enum place place, struct tc_span base)
{
	struct tc_span name = transcript_stem(base);
	bool wanted = name.p && place != PLACE_PROJECTS && place != PLACE_SESSION &&
		      transcript_is(name, place == PLACE_SUBAGENTS);

	files->ignored += name.p && !wanted && place != PLACE_SESSION;
	return wanted;
}

/* A folder or a file, by its canonical path; base is its name where it was met. */
static void meet(struct files *files, const char *path, struct tc_span base,
		 const struct stat *st, enum place place, int depth)
{
	if (S_ISDIR(st->st_mode))
		walk(files, AT_FDCWD, path, path, below(place), depth + 1);
	else if (S_ISREG(st->st_mode) && is_wanted(files, place, base))
		files_add(files, path, st, meta_find(AT_FDCWD, path));
}

/* Only a link leads away from the canonical path of its folder. */
static void follow(struct files *files, const char *path, enum place place, int depth)
{
	struct tc_span base = transcript_base(tc_span_of(path));
	char *real = NULL;
	struct stat st;
	bool well = lstat(path, &st) == 0;

	if (well && S_ISLNK(st.st_mode)) {
		real = realpath(path, NULL);
		well = real && stat(real, &st) == 0;
	}
	if (well)
		meet(files, real ? real : path, base, &st, place, depth);
	else if (errno != ENOENT) /* else a dangling link, or gone since */
		files_trouble(files, path);
	free(real);
}

/* An entry of an open folder: no call of the system but for what counts. */
static void enter_one(struct files *files, int fd, const char *dir,
		      const struct dirent *entry, enum place place, int depth)
{
	enum tc_entry type = tc_entry_type(entry);
	const char *name = entry->d_name;
	struct stat st;
	char *path;

	if (type == TC_ENTRY_FILE && !is_wanted(files, place, tc_span_of(name)))
		return;
	path = files_path(dir, name);
	if (type == TC_ENTRY_FOLDER)
		walk(files, fd, name, path, below(place), depth + 1);
	else if (type == TC_ENTRY_OTHER)
		follow(files, path, place, depth);
	else if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		files_add(files, path, &st, 0);
	else if (errno != ENOENT)
		files_trouble(files, path);
	free(path);
}

/* What stands beside the transcripts of an open folder, from number `first` on. */
static void find_metas(struct files *files, size_t first, int fd, const char *dir)
{
	size_t n = strlen(dir);

	for (size_t i = first; i < files->count; i++) {
		struct file *f = &files->list[i];

		if (f->agent_id.p && strncmp(f->path, dir, n) == 0 && f->path[n] == '/' &&
		    !strchr(f->path + n + 1, '/'))
			f->meta = meta_find(fd, f->path + n + 1);
	}
}

/* Of a session's folder one entry matters: it is not listed. */
static void walk_session(struct files *files, const char *dir, int depth)
{
	char *path = files_path(dir, "subagents");

	follow(files, path, PLACE_SESSION, depth);
	free(path);
}

/* `name` is the folder below the open one `at`, `dir` its canonical path. */
static void walk(struct files *files, int at, const char *name, const char *dir,
		 enum place place, int depth)
{
	size_t first = files->count;
	bool metas = false;
	struct dirent *entry;
	DIR *d;
	int fd;

	if (depth > DEPTH_MAX)
		return;
	if (place == PLACE_SESSION) {
		walk_session(files, dir, depth);
		return;
	}
	fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = fd < 0 ? NULL : fdopendir(fd);
	if (!d) {
		files_trouble(files, dir);
		return;
	}
	while ((entry = readdir(d))) {
		metas |= meta_is(entry->d_name);
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			enter_one(files, fd, dir, entry, place, depth);
	}
	if (metas)
		find_metas(files, first, fd, dir);
	closedir(d);
}

void walk_folder(struct files *files, const char *dir, enum place place)
{
	char *real = realpath(dir, NULL);

	if (real)
		walk(files, AT_FDCWD, real, real, place, 0);
	else
		files_trouble(files, dir);
	free(real);
}

/* Does the folder hold a transcript itself? Then it is a slug's. */
bool walk_finds_transcript(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	bool found = false;

	while (d && !found && (entry = readdir(d))) {
		struct tc_span name = transcript_stem(tc_span_of(entry->d_name));

		found = name.p && transcript_is(name, false);
	}
	if (d)
		closedir(d);
	return found;
}
