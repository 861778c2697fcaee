/* What an entry of the cache is kept under. */
#include "archive/rolled.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lib/home.h"
#include "lib/platform.h"
#include "lib/report.h"
#include "lib/sha256.h"
#include "lib/version.h"

#define NAME_HEX  32
#define PATH_SIZE 4096

/* Parts are told apart by their sizes. */
static void add(struct sha256_ctx *hash, struct tc_span part)
{
	uint64_t size = part.n;

	tc_sha256_update(hash, &size, sizeof(size));
	tc_sha256_update(hash, part.p, part.n);
}

/* The content of a file; one that cannot be read is a state of its own. */
static void add_file(struct sha256_ctx *hash, const char *path)
{
	char text[TC_SHA256_HEX + 1] = "", bytes[4096];
	FILE *f = path ? fopen(path, "rb") : NULL;
	struct sha256_ctx content;
	size_t n;

	if (f) {
		sha256_init(&content);
		while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
			tc_sha256_update(&content, bytes, n);
		if (!ferror(f))
			tc_sha256_text(&content, text);
		fclose(f);
	}
	add(hash, tc_span_of(text));
}

/* Which build of a program stands beside this one. */
static bool add_program(struct sha256_ctx *hash, const char *folder, const char *name)
{
	char path[PATH_SIZE], text[96];
	struct timespec at;
	struct stat st;

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path) ||
	    stat(path, &st) != 0)
		return false;
	at = tc_modified(&st);
	snprintf(text, sizeof(text), "%lld %lld.%09ld", (long long)st.st_size,
		 (long long)at.tv_sec, at.tv_nsec);
	add(hash, tc_span_of(text));
	return true;
}

static void add_zone(struct sha256_ctx *hash, const char *name)
{
	const char *own = getenv("TZ");
	char *file = tc_zone_file(name);

	add(hash, tc_span_of(name ? name : "local"));
	add(hash, tc_span_of(own ? own : ""));
	add_file(hash, file);
	free(file);
}

void rolled_depends(struct rolled_key *key, const char *file)
{
	key->depends =
		tc_grow(key->depends, key->depend_count + 1, sizeof(*key->depends));
	key->depends[key->depend_count++] = file;
}

void rolled_key_release(struct rolled_key *key)
{
	free(key->depends);
}

char *rolled_path(const struct rolled_key *key)
{
	char folder[PATH_SIZE], hex[TC_SHA256_HEX + 1];
	char name[sizeof(ROLLED_FOLDER) + NAME_HEX + sizeof(ROLLED_SUFFIX)];
	struct sha256_ctx hash;

	sha256_init(&hash);
	add(&hash, TC_SPAN(TC_VERSION));
	add(&hash, tc_span_of(key->text));
	for (size_t i = 0; i < key->depend_count; i++)
		add_file(&hash, key->depends[i]);
	add_zone(&hash, key->timezone);
	if (!tc_program_folder(folder, sizeof(folder)) ||
	    !add_program(&hash, folder, "tc-price") ||
	    !add_program(&hash, folder, "tc-aggregate"))
		return NULL;
	tc_sha256_text(&hash, hex);
	snprintf(name, sizeof(name), ROLLED_FOLDER "/%.*s" ROLLED_SUFFIX, NAME_HEX, hex);
	return tc_home_path(name);
}
