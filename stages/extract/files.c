/* Which files are transcripts: walking the folders. */
#include "extract/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/report.h"
#include "lib/scan.h"

#define DEPTH_MAX 16 /* of folders below subagents/; links that go round end here too */
#define META_MAX  (64u << 10)

static bool ends_with(struct tc_span s, const char *tail)
{
	size_t n = strlen(tail);

	return s.n >= n && memcmp(s.p + s.n - n, tail, n) == 0;
}

static bool starts_with(struct tc_span s, const char *head)
{
	size_t n = strlen(head);

	return s.n >= n && memcmp(s.p, head, n) == 0;
}

static struct tc_span base_name(struct tc_span path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/')
		i--;
	return (struct tc_span){ path.p + i, path.n - i };
}

static struct tc_span parent(struct tc_span path)
{
	struct tc_span base = base_name(path);
	size_t n = path.n - base.n;

	while (n > 1 && path.p[n - 1] == '/')
		n--;
	return (struct tc_span){ path.p, n };
}

/* NAME of NAME.jsonl or NAME.jsonl.gz; p == NULL for any other file. */
static struct tc_span stem(struct tc_span base)
{
	if (ends_with(base, ".gz"))
		base.n -= 3;
	if (!ends_with(base, ".jsonl"))
		return (struct tc_span){ 0 };
	base.n -= 6;
	return base;
}

static bool is_transcript(struct tc_span name, bool below_subagents)
{
	static const char *const others[] = { "resume-head", "journal", "audit",
					      "history", NULL };

	if (below_subagents)
		return starts_with(name, "agent-");
	for (int i = 0; others[i]; i++)
		if (tc_span_is(name, tc_span_of(others[i])))
			return false;
	return true;
}

/* The slug is the parent, or what stands before SESSION/subagents/. */
static struct tc_span folder_of(const char *path)
{
	struct tc_span dir = parent(tc_span_of(path)), up = dir;

	while (up.n > 1) {
		if (tc_span_is(base_name(up), TC_SPAN("subagents")))
			return base_name(parent(parent(up)));
		up = parent(up);
	}
	return base_name(dir);
}

static void trouble(struct files *files, const char *path)
{
	tc_warn_errno("cannot read %s", path);
	files->trouble = true;
}

/* Takes a canonical path. */
static void add(struct files *files, const char *path, const struct stat *st)
{
	struct tc_span name = stem(base_name(tc_span_of(path)));
	struct file *f;

	if (files->count == files->room) {
		files->room = files->room ? files->room * 2 : 64;
		files->list = tc_grow(files->list, files->room, sizeof(*files->list));
	}
	f = &files->list[files->count++];
	*f = (struct file){ .device = st->st_dev, .inode = st->st_ino };
	f->path = tc_copy(path, strlen(path));
	f->size = (uint64_t)st->st_size;
	f->stream = !S_ISREG(st->st_mode);
	f->folder = folder_of(f->path);
	if (name.p && starts_with(name, "agent-")) {
		name = stem(base_name(tc_span_of(f->path)));
		f->agent_id = (struct tc_span){ name.p + 6, name.n - 6 };
	}
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

/* What a walk meets in a folder: which files count, which folders lead on. */
enum place {
	PLACE_PROJECTS,  /* holds slugs; or any folder we were pointed at */
	PLACE_SLUG,      /* holds transcripts and session folders */
	PLACE_SESSION,   /* holds subagents/ among others */
	PLACE_SUBAGENTS, /* subagents/ and all below */
};

static char *join_path(const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	char *path = tc_alloc(n + m + 2, 1);

	memcpy(path, dir, n);
	path[n] = '/';
	memcpy(path + n + 1, name, m);
	return path;
}

static void walk(struct files *files, const char *dir, enum place place, int depth);

/* A folder or a file, by its canonical path; base is its name where it was met. */
static void meet(struct files *files, const char *path, struct tc_span base,
		 const struct stat *st, enum place place, int depth)
{
	struct tc_span name = stem(base);

	if (S_ISDIR(st->st_mode)) {
		if (place == PLACE_SESSION && !tc_span_is(base, TC_SPAN("subagents")))
			return;
		walk(files, path, place < PLACE_SUBAGENTS ? place + 1 : place, depth + 1);
		return;
	}
	if (!name.p || !S_ISREG(st->st_mode) || place == PLACE_SESSION)
		return;
	if (place != PLACE_PROJECTS && is_transcript(name, place == PLACE_SUBAGENTS))
		add(files, path, st);
	else
		files->ignored++;
}

/* Only a link leads away from the canonical path of its folder. */
static void follow(struct files *files, const char *path, enum place place, int depth)
{
	struct tc_span base = base_name(tc_span_of(path));
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
		trouble(files, path);
	free(real);
}

static void walk(struct files *files, const char *dir, enum place place, int depth)
{
	DIR *d = depth <= DEPTH_MAX ? opendir(dir) : NULL;
	struct dirent *entry;

	if (!d) {
		if (depth <= DEPTH_MAX)
			trouble(files, dir);
		return;
	}
	while ((entry = readdir(d))) {
		char *path;

		if (entry->d_name[0] == '.' &&
		    (!entry->d_name[1] || (entry->d_name[1] == '.' && !entry->d_name[2])))
			continue;
		path = join_path(dir, entry->d_name);
		follow(files, path, place, depth);
		free(path);
	}
	closedir(d);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Does the folder hold a transcript itself? Then it is a slug's. */
static bool holds_transcripts(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	bool found = false;

	while (d && !found && (entry = readdir(d))) {
		struct tc_span name = stem(tc_span_of(entry->d_name));

		found = name.p && is_transcript(name, false);
	}
	if (d)
		closedir(d);
	return found;
}

/* Walks a folder by its canonical path. */
static void walk_real(struct files *files, const char *dir, enum place place)
{
	char *real = realpath(dir, NULL);

	if (real)
		walk(files, real, place, 0);
	else
		trouble(files, dir);
	free(real);
}

/* A config folder, its projects/, one slug's folder, or a session's subagents/; by its
 * canonical path. */
static void enter(struct files *files, const char *dir)
{
	char *projects = join_path(dir, "projects");
	struct tc_span name = base_name(tc_span_of(dir));

	if (is_folder(projects))
		walk_real(files, projects, PLACE_PROJECTS);
	else if (tc_span_is(name, TC_SPAN("subagents")))
		walk(files, dir, PLACE_SUBAGENTS, 0);
	else if (!tc_span_is(name, TC_SPAN("projects")) && holds_transcripts(dir))
		walk(files, dir, PLACE_SLUG, 0);
	else
		walk(files, dir, PLACE_PROJECTS, 0);
	free(projects);
}

static void operand(struct files *files, const char *path)
{
	char *real = realpath(path, NULL);
	struct stat st;

	if (strcmp(path, "-") == 0)
		add_stdin(files);
	else if (!real || stat(real, &st) != 0)
		trouble(files, path);
	else if (S_ISDIR(st.st_mode))
		enter(files, real);
	else
		add(files, real, &st);
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
				   : join_path(home ? home : "", ".config");
	char *places[] = { join_path(home ? home : "", ".claude/projects"),
			   join_path(config, "claude/projects") };

	for (int i = 0; i < 2; i++) {
		if (is_folder(places[i]))
			walk_real(files, places[i], PLACE_PROJECTS);
		free(places[i]);
	}
	free(config);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static int by_inode(const void *a, const void *b)
{
	const struct file *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	if (x->inode != y->inode)
		return x->inode < y->inode ? -1 : 1;
	return by_path(a, b);
}

/* One file under several names is read under the first of them. */
static void drop_repeats(struct files *files)
{
	size_t kept = 0;

	if (files->count)
		qsort(files->list, files->count, sizeof(*files->list), by_inode);
	for (size_t i = 0; i < files->count; i++) {
		const struct file *f = &files->list[i],
				  *last = &files->list[kept - (kept > 0)];

		if (kept && f->device == last->device && f->inode == last->inode)
			free(files->list[i].path);
		else
			files->list[kept++] = files->list[i];
	}
	files->count = kept;
	if (kept)
		qsort(files->list, kept, sizeof(*files->list), by_path);
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
}

static char *read_type(const char *text, size_t n)
{
	char scratch[4096];
	struct tc_scan s = { .p = text, .end = text + n };
	struct tc_string type;
	struct tc_span key;
	char *found = NULL;

	s.scratch = scratch;
	s.scratch_size = sizeof(scratch);
	if (!tc_scan_object(&s))
		return NULL;
	while (tc_scan_key(&s, &key)) {
		if (!tc_span_is(key, TC_SPAN("agentType")) ||
		    tc_scan_peek(&s) != TC_SCAN_STRING) {
			tc_scan_skip(&s);
		} else if (tc_scan_string(&s, &type)) {
			free(found);
			found = tc_copy(type.text.p, type.text.n);
		}
	}
	return found;
}

char *files_agent_type(const struct file *file)
{
	struct tc_span path = tc_span_of(file->path), name = stem(path);
	char *meta, *text, *type;
	ssize_t n;
	int fd;

	if (!file->agent_id.p || !name.p)
		return NULL;
	meta = tc_alloc(name.n + sizeof(".meta.json"), 1);
	memcpy(meta, name.p, name.n);
	memcpy(meta + name.n, ".meta.json", sizeof(".meta.json"));
	fd = open(meta, O_RDONLY | O_CLOEXEC);
	free(meta);
	if (fd < 0)
		return NULL;
	text = tc_alloc(META_MAX + TC_SCAN_PAD, 1);
	n = read(fd, text, META_MAX);
	close(fd);
	if (n < 0)
		n = 0;
	for (ssize_t i = 0; i < n; i++) /* the scanner ends at LF */
		if (text[i] == '\n')
			text[i] = ' ';
	text[n] = '\n';
	type = read_type(text, (size_t)n);
	free(text);
	return type;
}
