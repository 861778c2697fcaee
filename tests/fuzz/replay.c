/* Replays a fuzz target over its corpus: one test point per file. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The bytes of a file in memory of exactly that size, so that a sanitizer sees one byte
 * too many; NULL when it cannot be read. */
static uint8_t *slurp(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	long end = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		end = ftell(file);
	if (end >= 0)
		data = malloc(end ? (size_t)end : 1);
	if (data) {
		rewind(file);
		*size = fread(data, 1, (size_t)end, file);
	}
	if (file)
		fclose(file);
	return data;
}

/* argv[0] is ".../fuzz_TARGET". */
int main(int argc, char **argv)
{
	const char *top = getenv("TC_TOP"), *target = strrchr(argv[0], '/');
	struct dirent **entries;
	char folder[2048], path[4096];
	int n;

	(void)argc;
	target = target ? target + 1 : argv[0];
	snprintf(folder, sizeof(folder), "%.1000s/tests/fuzz/corpus/%.200s",
		 top ? top : ".", target + strlen("fuzz_"));
	n = scandir(folder, &entries, visible, by_name);
	for (int i = 0; i < n; i++) {
		size_t size = 0;
		uint8_t *data;

		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		data = slurp(path, &size);
		if (data)
			LLVMFuzzerTestOneInput(data, size);
		printf("%sok %d - %s\n", data ? "" : "not ", i + 1, entries[i]->d_name);
		fflush(stdout); /* a crash then shows which file was next */
		free(data);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	printf("1..%d\n", n < 0 ? 0 : n);
	return n > 0 ? 0 : 1;
}
