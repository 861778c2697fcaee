/* What stands in the store's folders. */
#include "archive/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/report.h"

struct walk {
	const struct store *store;
	void (*found)(void *context, const char *path, enum tree_what what);
	void *context;
};

static int is_plain(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* 0 for what cannot be looked at, as a link to nowhere. */
static mode_t type_of(const struct walk *w, const char *path)
{
	char *whole = store_path(w->store, path);
	struct stat st;
	mode_t type = stat(whole, &st) == 0 ? st.st_mode & S_IFMT : 0;

	free(whole);
	return type;
}

/* Calls `each` for what a folder holds. */
static void look(const struct walk *w, const char *folder,
		 void (*each)(const struct walk *w, const char *path))
{
	char *whole = store_path(w->store, folder);
	struct dirent **entries;
	int count = scandir(whole, &entries, is_plain, by_name);

	if (count < 0 && errno != ENOENT)
		tc_die_errno(TC_EXIT_IO, "cannot read %s", whole);
	for (int i = 0; i < count; i++) {
		char *path = tc_path(folder, entries[i]->d_name);

		each(w, path);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(whole);
}

static void in_index(const struct walk *w, const char *path)
{
	struct partition p;
	bool good = type_of(w, path) == S_IFREG && index_path_parse(tc_span_of(path), &p);

	w->found(w->context, path, good ? TREE_INDEX : TREE_FOREIGN);
}

static void in_date(const struct walk *w, const char *path)
{
	struct partition p;
	bool good = type_of(w, path) == S_IFREG && part_path_parse(tc_span_of(path), &p);

	w->found(w->context, path, good ? TREE_PART : TREE_FOREIGN);
}

static void in_kind(const struct walk *w, const char *path)
{
	struct partition p;

	if (type_of(w, path) == S_IFDIR && partition_parse(tc_span_of(path), &p))
		look(w, path, in_date);
	else
		w->found(w->context, path, TREE_FOREIGN);
}

static void in_root(const struct walk *w, const char *name)
{
	mode_t type = type_of(w, name);

	if (type == S_IFREG && begins(name, STORE_TEMPORARY))
		w->found(w->context, name, TREE_LEAVING);
	else if (type == S_IFDIR && strcmp(name, "_index") == 0)
		look(w, name, in_index);
	else if (type == S_IFDIR && begins(name, "kind=") &&
		 kind_name_is_good(tc_span_of(name + strlen("kind="))))
		look(w, name, in_kind);
	else if (!(type == S_IFREG && (strcmp(name, "manifest.ndjson") == 0 ||
				       strcmp(name, "_forget.ndjson") == 0)) &&
		 !(type == S_IFDIR && strcmp(name, "_damaged") == 0))
		w->found(w->context, name, TREE_FOREIGN);
}

void tree_walk(const struct store *s,
	       void (*found)(void *context, const char *path, enum tree_what what),
	       void *context)
{
	look(&(struct walk){ s, found, context }, "", in_root);
}

/* rmdir(2) leaves alone what is not an empty folder. */
static void remove_empty(const struct walk *w, const char *path)
{
	char *whole = store_path(w->store, path);

	rmdir(whole);
	free(whole);
}

static void prune_kind(const struct walk *w, const char *name)
{
	if (!begins(name, "kind=") || type_of(w, name) != S_IFDIR)
		return;
	look(w, name, remove_empty);
	remove_empty(w, name);
}

void tree_prune(const struct store *s)
{
	look(&(struct walk){ .store = s }, "", prune_kind);
}
