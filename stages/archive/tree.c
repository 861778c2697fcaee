/* What stands in the store's folders. */
#include "archive/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/report.h"

#define PART_SUFFIX ".ndjson.gz"

struct walk {
	const struct store *store;
	void (*found)(void *context, const struct tree_entry *entry);
	void *context;
};

static bool is_plain(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int select_plain(const struct dirent *entry)
{
	return is_plain(entry);
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

/* "<host>-<seq>": does it end with a dash and a number? */
static bool is_numbered(struct tc_span name)
{
	size_t digits = 0;

	while (digits < name.n && strchr("0123456789", name.p[name.n - digits - 1]))
		digits++;
	return digits > 0 && digits + 1 < name.n && name.p[name.n - digits - 1] == '-';
}

static bool is_part_name(const char *name)
{
	size_t n = strlen(name), suffix = sizeof(PART_SUFFIX) - 1;

	return *name != '.' && *name != '_' && n > suffix &&
	       strcmp(name + n - suffix, PART_SUFFIX) == 0 &&
	       is_numbered((struct tc_span){ name, n - suffix });
}

static bool is_index_name(const char *name)
{
	return begins(name, "ids-") && is_numbered(tc_span_of(name));
}

static void give(const struct walk *w, const char *path, enum tree_what what,
		 const struct partition *p)
{
	struct tree_entry entry = { .path = path, .what = what };

	if (p)
		entry.partition = *p;
	w->found(w->context, &entry);
}

static char *below(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = tc_alloc(size, 1);

	snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
	return path;
}

/* Calls `each` for what a folder holds. */
static void look(const struct walk *w, const char *folder,
		 void (*each)(const struct walk *w, const char *path, const char *name))
{
	char *whole = store_path(w->store, folder);
	struct dirent **entries;
	int count = scandir(whole, &entries, select_plain, by_name);

	if (count < 0 && errno != ENOENT)
		tc_die_errno(TC_EXIT_IO, "cannot read %s", whole);
	for (int i = 0; i < count; i++) {
		char *path = below(folder, entries[i]->d_name);

		each(w, path, entries[i]->d_name);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(whole);
}

static void in_index(const struct walk *w, const char *path, const char *name)
{
	enum tree_what what = TREE_FOREIGN;

	if (type_of(w, path) == S_IFREG && begins(name, ".tmp-"))
		what = TREE_LEAVING;
	else if (type_of(w, path) == S_IFREG && is_index_name(name))
		what = TREE_INDEX;
	give(w, path, what, NULL);
}

static void in_date(const struct walk *w, const char *path, const char *name)
{
	size_t folder = strlen(path) - strlen(name) - 1;
	struct partition p;

	if (type_of(w, path) != S_IFREG)
		give(w, path, TREE_FOREIGN, NULL);
	else if (begins(name, ".tmp-"))
		give(w, path, TREE_LEAVING, NULL);
	else if (is_part_name(name) &&
		 partition_parse((struct tc_span){ path, folder }, &p))
		give(w, path, TREE_PART, &p);
	else
		give(w, path, TREE_FOREIGN, NULL);
}

static void in_kind(const struct walk *w, const char *path, const char *name)
{
	struct partition p;

	(void)name;
	if (type_of(w, path) == S_IFDIR && partition_parse(tc_span_of(path), &p))
		look(w, path, in_date);
	else
		give(w, path, TREE_FOREIGN, NULL);
}

static void in_root(const struct walk *w, const char *path, const char *name)
{
	mode_t type = type_of(w, path);

	if (type == S_IFREG && begins(name, ".tmp-"))
		give(w, path, TREE_LEAVING, NULL);
	else if (type == S_IFDIR && strcmp(name, "_index") == 0)
		look(w, path, in_index);
	else if (type == S_IFDIR && begins(name, "kind=") &&
		 kind_name_is_good(tc_span_of(name + strlen("kind="))))
		look(w, path, in_kind);
	else if (!(type == S_IFREG && (strcmp(name, "manifest.ndjson") == 0 ||
				       strcmp(name, "_forget.ndjson") == 0)) &&
		 !(type == S_IFDIR && strcmp(name, "_damaged") == 0))
		give(w, path, TREE_FOREIGN, NULL);
}

void tree_walk(const struct store *s,
	       void (*found)(void *context, const struct tree_entry *entry),
	       void *context)
{
	look(&(struct walk){ s, found, context }, "", in_root);
}
