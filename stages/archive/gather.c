/* Which files an operand of import stands for. */
#include "archive/gather.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "archive/craft1.h"
#include "archive/store.h"
#include "lib/report.h"

#define DEPTH_MAX 32

static void add(char ***list, size_t *count, char *path)
{
	*list = tc_grow(*list, *count + 1, sizeof(**list));
	(*list)[(*count)++] = path;
}

static bool ends(const char *name, const char *with)
{
	size_t n = strlen(name), m = strlen(with);

	return n > m && strcmp(name + n - m, with) == 0;
}

static int is_ours(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && entry->d_name[0] != '_' &&
	       strcmp(entry->d_name, STORE_MANIFEST) != 0;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void walk(struct gather *g, const char *folder, unsigned depth)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_ours, alphasort);

	if (count < 0) {
		tc_warn_errno("cannot read %s", folder);
		g->trouble = true;
		return;
	}
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;
		char *path = tc_path(folder, name);

		if (is_folder(path) && depth < DEPTH_MAX)
			walk(g, path, depth + 1);
		else if (ends(name, ".ndjson") || ends(name, ".ndjson.gz"))
			add(&g->files, &g->count, path);
		if (g->count == 0 || g->files[g->count - 1] != path)
			free(path);
		free(names[i]);
	}
	free(names);
}

void gather_operand(struct gather *g, const char *operand)
{
	char *archive = tc_path(operand, "archive");
	bool old = craft1_is(operand);
	struct stat st;

	if (stat(operand, &st) != 0 || !S_ISDIR(st.st_mode))
		add(&g->files, &g->count, tc_copy(operand, strlen(operand)));
	else if (is_folder(archive))
		walk(g, archive, 0);
	else if (!old)
		walk(g, operand, 0);
	if (old)
		add(&g->old, &g->old_count, tc_copy(operand, strlen(operand)));
	free(archive);
}

void gather_release(struct gather *g)
{
	for (size_t i = 0; i < g->count; i++)
		free(g->files[i]);
	for (size_t i = 0; i < g->old_count; i++)
		free(g->old[i]);
	free(g->files);
	free(g->old);
}
