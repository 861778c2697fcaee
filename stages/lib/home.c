/* Where the suite keeps what is its own. */
#include "lib/home.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"

static char *join(const char *folder, size_t n, const char *below, const char *file)
{
	size_t size = n + strlen(below) + strlen(file) + 2;
	char *path = tc_alloc(size, 1);

	snprintf(path, size, "%.*s%s%s%s", (int)n, folder, below, *file ? "/" : "", file);
	return path;
}

char *tc_home_path(const char *file)
{
	const char *folder = getenv("TC_HOME");

	if (folder && *folder)
		return join(folder, strlen(folder), "", file);
	folder = getenv("CLAUDE_CONFIG_DIR");
	if (folder && *folder)
		return join(folder, strcspn(folder, ","), "/token-craft", file);
	folder = getenv("HOME");
	if (folder && *folder)
		return join(folder, strlen(folder), "/.claude/token-craft", file);
	return NULL;
}
