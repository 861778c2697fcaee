/* lib/scan: in memory or in pieces, skipped or stepped through, the verdict is the same. */
#include "scanning.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sight {
	char *text;
	size_t size;
};

/* All lines of the text, value by value. */
static struct sight sight_of(struct tc_span text, size_t step)
{
	struct sight sight;
	FILE *seen = open_memstream(&sight.text, &sight.size);
	char scratch[16];
	uint64_t bytes = 0;
	bool closed = true;
	struct feed feed;

	feed_open(&feed, text, step);
	feed.scan.scratch = scratch;
	feed.scan.scratch_size = sizeof(scratch);
	while (closed) {
		while (tc_scan_another(&feed.scan) && walk(&feed.scan, UINT32_MAX, seen))
			fputc(' ', seen);
		fprintf(seen, "%d\n", (int)feed.scan.error);
		tc_scan_line_end(&feed.scan, &bytes, &closed);
	}
	feed_close(&feed);
	fclose(seen);
	return sight;
}

static void demand(bool condition)
{
	if (!condition)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t steps[] = { 1, 5, 32 };
	struct tc_span text = { (const char *)data, size };
	enum tc_scan_error skipped = verdict(text, 0, 0, NULL);
	struct sight whole = sight_of(text, 0);

	for (unsigned most = 0; most < 3; most++) {
		struct sight sight;
		FILE *seen = open_memstream(&sight.text, &sight.size);

		demand(verdict(text, 0, most, seen) == skipped);
		fclose(seen);
		free(sight.text);
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		struct sight sight = sight_of(text, steps[i]);

		demand(verdict(text, steps[i], 0, NULL) == skipped);
		demand(sight.size == whole.size &&
		       memcmp(sight.text, whole.text, whole.size) == 0);
		free(sight.text);
	}
	free(whole.text);
	return 0;
}
