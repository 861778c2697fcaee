/* Which files are transcripts: operands, folders, and each file once. */
#include "extract/files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/meta.h"
#include "extract/transcript.h"
#include "extract/walk.h"
#include "lib/platform.h"
#include "lib/report.h"

void files_trouble(struct files *files, const char *path)
{
	tc_warn_errno("cannot read %s", path);
	files->trouble = true;
}

char *files_path(const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	char *path = tc_alloc(n + m + 2, 1);

	memcpy(path, dir, n);
	path[n] = '/';
	memcpy(path + n + 1, name, m);
	return path;
}

int64_t files_mtime(const struct stat *st)
{
	const struct timespec at = tc_modified(st);

	return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

void files_add(struct files *files, const char *path, const struct stat *st,
	       uint64_t meta)
{
	struct file *f;

	if (files->count == files->room) {
		files->room = files->room ? files->room * 2 : 64;
		files->list = tc_grow(files->list, files->room, sizeof(*files->list));
	}
	f = &files->list[files->count++];
	*f = (struct file){ .device = st->st_dev, .inode = st->st_ino };
	f->path = tc_copy(path, strlen(path));
	f->size = (uint64_t)st->st_size;
	f->mtime = files_mtime(st);
	f->stream = !S_ISREG(st->st_mode);
	f->folder = transcript_folder(f->path);
	f->agent_id = transcript_agent(f->path);
	f->config = label_of(&files->labels, transcript_config(f->path));
	f->meta = meta;
}

static void add_stdin(struct files *files)
{
	struct stat st = { 0 };

	if (fstat(STDIN_FILENO, &st) != 0 || files->count == files->room) {
		files->room += 64;
		files->list = tc_grow(files->list, files->room, sizeof(*files->list));
	}
	files->list[files->count++] = (struct file){ .path = tc_copy("-", 1),
						     .folder = TC_SPAN(""),
						     .stream = true,
						     .device = st.st_dev,
						     .inode = st.st_ino };
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A config folder, its projects/, one slug's folder, or a session's subagents/; by its
 * canonical path. */
static void enter(struct files *files, const char *dir)
{
	char *projects = files_path(dir, "projects");
	struct tc_span name = transcript_base(tc_span_of(dir));

	if (is_folder(projects))
		walk_folder(files, projects, PLACE_PROJECTS);
	else if (tc_span_is(name, TC_SPAN("subagents")))
		walk_folder(files, dir, PLACE_SUBAGENTS);
	else if (!tc_span_is(name, TC_SPAN("projects")) && walk_finds_transcript(dir))
		walk_folder(files, dir, PLACE_SLUG);
	else
		walk_folder(files, dir, PLACE_PROJECTS);
	free(projects);
}

static void operand(struct files *files, const char *path)
{
	char *real = realpath(path, NULL);
	struct stat st;

	if (strcmp(path, "-") == 0)
		add_stdin(files);
	else if (!real || stat(real, &st) != 0 || access(real, R_OK) != 0)
		files_trouble(files, path); /* by the name it was given */
	else if (S_ISDIR(st.st_mode))
		enter(files, real);
	else
		files_add(files, real, &st, meta_find(AT_FDCWD, real));
	free(real);
}

static void configured(struct files *files, const char *list)
{
	while (*list) {
		size_t n = strcspn(list, ",");
		char *dir = tc_copy(list, n);

		if (n)
			operand(files, dir);
		free(dir);
		list += n + (list[n] == ',');
	}
}

/* Of the usual places, those that are there. */
static void usual(struct files *files)
{
	const char *home = getenv("HOME"), *xdg = getenv("XDG_CONFIG_HOME");
	char *config = xdg && *xdg ? tc_copy(xdg, strlen(xdg))
				   : files_path(home ? home : "", ".config");
	char *places[] = { files_path(home ? home : "", ".claude/projects"),
			   files_path(config, "claude/projects") };

	for (int i = 0; i < 2; i++) {
		if (is_folder(places[i]))
			walk_folder(files, places[i], PLACE_PROJECTS);
		free(places[i]);
	}
	free(config);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

/* Which file a name stands for. */
struct identity {
	dev_t device;
	ino_t inode;
	size_t number;
};

static int by_identity(const void *a, const void *b)
{
	const struct identity *x = a, *y = b;

	if (x->inode != y->inode)
		return x->inode < y->inode ? -1 : 1;
	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Forgets the path of a file that has another name before. */
static void mark_repeats(struct files *files)
{
	struct identity *all = tc_alloc(files->count, sizeof(*all));

	for (size_t i = 0; i < files->count; i++)
		all[i] = (struct identity){ files->list[i].device, files->list[i].inode,
					    i };
	qsort(all, files->count, sizeof(*all), by_identity);
	for (size_t i = 1; i < files->count; i++) {
		struct file *f = &files->list[all[i].number];

		if (all[i].inode == all[i - 1].inode &&
		    all[i].device == all[i - 1].device) {
			free(f->path);
			f->path = NULL;
		}
	}
	free(all);
}

/* One file under several names is read under the first of them. */
static void drop_repeats(struct files *files)
{
	size_t kept = 0;

	if (!files->count)
		return;
	qsort(files->list, files->count, sizeof(*files->list), by_path);
	mark_repeats(files);
	for (size_t i = 0; i < files->count; i++)
		if (files->list[i].path)
			files->list[kept++] = files->list[i];
	files->count = kept;
}

void files_find(struct files *files, char *const *operands, size_t count)
{
	const char *list = getenv("CLAUDE_CONFIG_DIR");

	*files = (struct files){ 0 };
	for (size_t i = 0; i < count; i++)
		operand(files, operands[i]);
	if (count == 0 && list && *list)
		configured(files, list);
	else if (count == 0)
		usual(files);
	drop_repeats(files);
}

void files_release(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->list[i].path);
	free(files->list);
	labels_release(&files->labels);
}
