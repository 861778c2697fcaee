/* path.c - projects, folders and files by name alone. */
#include "extract/path.h"

#include "extract/text.h"
#include "lib/sha256.h"
#include "lib/utf8.h"

#define SLUG_UNITS 200 /* of a longer folder name the rest is a hash */

/* Below these a worktree has a folder of its own name. */
static const char *const worktree_folders[] = { ".claude/worktrees", ".worktrees", NULL };

static const char *const doc_endings[] = { ".md", ".rst", ".adoc", NULL };
static const char *const no_docs[] = { "claude.md", "claude.local.md", "memory.md",
				       "plan.md", NULL };
static const char *const image_endings[] = {
	".png", ".jpg", ".jpeg", ".gif",  ".svg",  ".webp", ".bmp",
	".ico", ".tif", ".tiff", ".avif", ".heic", NULL,
};
static const char *const lock_endings[] = { ".lock", ".lockb", ".lockfile", ".lock.hcl",
					    NULL };
static const char *const lock_names[] = {
	"package-lock.json",
	"npm-shrinkwrap.json",
	"pnpm-lock.yaml",
	"packages.lock.json",
	"go.sum",
	NULL,
};

enum file_class {
	FILE_NEITHER,
	FILE_DOC,
	FILE_CODE,
};

static bool is_separator(char c)
{
	return c == '/' || c == '\\';
}

static bool is_absolute(struct tc_span path)
{
	return path.n && (is_separator(path.p[0]) || (path.n > 1 && path.p[1] == ':'));
}

static struct tc_span skip_separators(struct tc_span path)
{
	while (path.n && is_separator(path.p[0]))
		path = text_from(path, 1);
	return path;
}

/* The first component; *path is what follows it. */
static struct tc_span take_component(struct tc_span *path)
{
	struct tc_span component;

	*path = skip_separators(*path);
	component = (struct tc_span){ path->p, 0 };
	while (component.n < path->n && !is_separator(path->p[component.n]))
		component.n++;
	*path = text_from(*path, component.n);
	return component;
}

/* Is this folder's name (with '/') at the start of path, whole components? Bytes of it. */
static size_t folder_length(struct tc_span path, const char *folder)
{
	size_t n;

	for (n = 0; folder[n]; n++)
		if (n == path.n || (folder[n] == '/' ? !is_separator(path.p[n])
						     : folder[n] != path.p[n]))
			return 0;
	return n < path.n && is_separator(path.p[n]) ? n : 0;
}

/* Moves path into the worktree it starts with, if it does. */
static bool skip_worktree(struct tc_span *path, struct tc_span *name)
{
	*path = skip_separators(*path);
	for (const char *const *folder = worktree_folders; *folder; folder++) {
		struct tc_span rest = text_from(*path, folder_length(*path, *folder));

		if (rest.n < path->n && (*name = take_component(&rest)).n) {
			*path = skip_separators(rest);
			return true;
		}
	}
	return false;
}

static struct tc_span without_separators(struct tc_span path)
{
	while (path.n > 1 && is_separator(path.p[path.n - 1]) &&
	       path.p[path.n - 2] != ':')
		path.n--;
	return path;
}

struct worktree {
	size_t start; /* where its folders begin in a path, from their separator on */
	struct tc_span name, inside;
};

static bool find_worktree(struct tc_span path, struct worktree *found)
{
	for (size_t i = 0; i < path.n; i++) {
		found->inside = text_from(path, i);
		found->start = i;
		if (is_separator(path.p[i]) &&
		    skip_worktree(&found->inside, &found->name))
			return true;
	}
	return false;
}

struct tc_span extract_path_project(struct tc_span cwd)
{
	struct worktree found;

	if (find_worktree(cwd, &found))
		cwd.n = found.start ? found.start : 1;
	return without_separators(cwd);
}

struct tc_span extract_path_worktree(struct tc_span cwd)
{
	struct worktree found;

	return find_worktree(cwd, &found) ? found.name : (struct tc_span){ 0 };
}

/* Of the first SLUG_UNITS UTF-16 units; *units counts them all. */
static bool matches_slug(struct tc_span cwd, struct tc_span folder, size_t *units)
{
	const unsigned char *p = (const unsigned char *)cwd.p, *end = p + cwd.n;

	*units = 0;
	while (p < end) {
		size_t length = tc_utf8_length(p, end);
		char expect = length == 1 && text_is_alnum((char)*p) ? (char)*p : '-';

		for (int n = length == 4 ? 2 : 1; n; n--, ++*units)
			if (*units < SLUG_UNITS &&
			    (*units >= folder.n || folder.p[*units] != expect))
				return false;
		p += length ? length : 1;
	}
	return true;
}

bool extract_path_is_slug(struct tc_span cwd, struct tc_span folder)
{
	size_t units;

	if (!cwd.n || !matches_slug(cwd, folder, &units))
		return false;
	if (units <= SLUG_UNITS)
		return folder.n == units;
	return folder.n > SLUG_UNITS + 1 && folder.p[SLUG_UNITS] == '-';
}

/* Bytes of path that are its project; 0 when it lies elsewhere. A drive's letter folds. */
static size_t project_length(struct tc_span project, struct tc_span path)
{
	size_t n;

	for (n = 0; n < project.n; n++) {
		char a = project.p[n], b = n < path.n ? path.p[n] : 0;

		if (is_separator(a) && is_separator(b))
			continue;
		if (n == 0 && project.n > 1 && project.p[1] == ':') {
			a = text_lower(a);
			b = text_lower(b);
		}
		if (a != b)
			return 0;
	}
	return n == path.n || is_separator(path.p[n]) || is_separator(path.p[n - 1]) ? n
										     : 0;
}

bool extract_path_relative(struct tc_span project, struct tc_span path,
			   struct tc_span *relative)
{
	struct tc_span rest = path, component, name;

	if (is_absolute(path)) {
		size_t n =
			project.n ? project_length(without_separators(project), path) : 0;

		if (n == 0)
			return false;
		rest = skip_separators(text_from(path, n));
	}
	skip_worktree(&rest, &name);
	*relative = rest;
	while ((component = take_component(&rest)).n)
		if (tc_span_is(component, TC_SPAN("..")))
			return false;
	if (!relative->n)
		*relative = TC_SPAN(".");
	return true;
}

void extract_path_id(struct tc_span path, char out[PATH_ID_SIZE])
{
	char hex[TC_SHA256_HEX + 1];

	tc_sha256_of(path.p, path.n, hex);
	memcpy(out, hex, PATH_ID_SIZE);
}

static bool ends_with_one(struct tc_span name, const char *const *endings)
{
	for (; *endings; endings++) {
		struct tc_span end = tc_span_of(*endings);

		if (name.n >= end.n &&
		    extract_text_same(text_from(name, name.n - end.n), end))
			return true;
	}
	return false;
}

static bool is_doc(struct tc_span name, bool in_docs)
{
	return in_docs || ends_with_one(name, doc_endings) ||
	       text_starts(name, TC_SPAN("README"));
}

static bool is_asset(struct tc_span name)
{
	return ends_with_one(name, image_endings) || ends_with_one(name, lock_endings) ||
	       extract_text_among(name, lock_names);
}

static enum file_class file_class(struct tc_span path)
{
	struct tc_span rest = path, component, name = { NULL, 0 };
	bool docs = false, plans = false;
	struct worktree found;

	if (find_worktree(path, &found))
		rest = found.inside;
	while ((component = take_component(&rest)).n) {
		docs |= tc_span_is(name, TC_SPAN("docs"));
		plans |= tc_span_is(name, TC_SPAN("plans"));
		if (tc_span_is(name, TC_SPAN(".claude")))
			return FILE_NEITHER;
		name = component;
	}
	if (!name.n || extract_text_among(name, no_docs))
		return FILE_NEITHER;
	if (is_doc(name, docs))
		return plans ? FILE_NEITHER : FILE_DOC;
	return is_asset(name) ? FILE_NEITHER : FILE_CODE;
}

bool extract_path_is_doc(struct tc_span path)
{
	return file_class(path) == FILE_DOC;
}

bool extract_path_is_code(struct tc_span path)
{
	return file_class(path) == FILE_CODE;
}
